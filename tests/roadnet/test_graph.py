"""Networks as networkx graphs, and back."""

from dataclasses import replace
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import MapFileError
from desktop_app.roadnet.build_profiles import ArcEnds, arc_components
from desktop_app.roadnet.canonical import canonical
from desktop_app.roadnet.columns import columns_of
from desktop_app.roadnet.graph import from_multidigraph, to_multidigraph
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from desktop_app.roadnet.road_rules import Limits, ProfileArcs, TurnBans, TurnCosts, VehicleSize
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.roadnet.texts import TextTable
from tests.networks import Road, grid, network_of
from tests.shared_data import SHARED, needs_shared

Graph = nx.MultiDiGraph
degrees = st.tuples(
    st.floats(-0.01, 0.01).map(lambda lon: 8 + lon), st.floats(-0.01, 0.01).map(lambda lat: 41 + lat)
)
speeds = st.sampled_from([0.0, 30.0, 50.0, 112.65])
roads = st.builds(
    Road,
    nodes=st.lists(st.integers(1, 7), min_size=2, max_size=6).map(tuple),
    name=st.sampled_from(["", "Rua A", "Rua B"]),
    forward_kph=speeds,
    backward_kph=speeds,
    road_class=st.sampled_from(RoadClass),
    flags=st.sampled_from([ArcFlag(0), ArcFlag.ROUNDABOUT, ArcFlag.BRIDGE | ArcFlag.TUNNEL]),
).filter(lambda road: road.forward_kph + road.backward_kph > 0)
networks = st.builds(
    lambda places, drawn: network_of(dict(enumerate(places, start=1)), drawn),
    st.lists(degrees, min_size=7, max_size=7),
    st.lists(roads, min_size=1, max_size=6),
)


@st.composite
def ruled_networks(draw: st.DrawFn) -> RoadNetwork:
    """A network with random rules of every kind, as an import may have made it."""
    network = draw(networks)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    arcs, junctions, nodes = network.arc_count, network.junction_count, len(network.node_osm_id)
    texts = TextTable.of([*network.texts, "Harbour", "12a"])
    conditions = TextTable.of(["", "2 @ (Mo-Fr 07:00-09:00)", "1 @ (Sa)"])
    network = replace(
        network,
        facts=replace(network.facts, country="PT", drives_left=True, time_zone="Europe/Lisbon"),
        arc_flags=network.arc_flags | rng.choice([0, ArcFlag.TOLL, ArcFlag.FORD], arcs).astype(np.uint16),
        arc_layer=rng.integers(-3, 4, arcs).astype(np.int8),
        arc_lanes=rng.integers(0, 5, arcs).astype(np.uint8),
        arc_destination=rng.choice([0, len(texts) - 2], arcs).astype(np.int32),
        junction_ref=rng.choice([0, len(texts) - 1], junctions).astype(np.int32),
        node_facts=rng.choice([0, 0, 1, 515], nodes).astype(np.uint16),
        texts=texts,
        conditions=conditions,
        turn_bans=random_bans(network, rng),
        limits=random_limits(network, rng),
    )
    return replace(network, profiles=tuple(random_profile(network, name, rng) for name in ("car", "truck")))


def random_bans(network: RoadNetwork, rng: np.random.Generator) -> TurnBans:
    count = int(rng.integers(0, 5)) if network.arc_count else 0
    sizes = rng.integers(2, 5, count)
    return TurnBans(
        first=np.append(0, np.cumsum(sizes)).astype(np.int32),
        arcs=rng.integers(0, max(network.arc_count, 1), int(sizes.sum())).astype(np.int32),
        condition=rng.integers(0, 3, count).astype(np.int32),
        only_modes=rng.integers(0, 9, count).astype(np.uint32),
        except_modes=rng.integers(0, 9, count).astype(np.uint32),
        mandatory=rng.random(count) < 0.5,
        relation=rng.integers(-(2**40), 2**40, count),
    )


def random_limits(network: RoadNetwork, rng: np.random.Generator) -> Limits:
    arcs = int(rng.integers(0, 4)) if network.arc_count else 0
    junctions = int(rng.integers(0, 4)) if network.junction_count else 0
    return Limits(
        arc=rng.integers(0, max(network.arc_count, 1), arcs).astype(np.int32),
        arc_kind=rng.integers(0, 6, arcs).astype(np.uint8),
        arc_value=rng.uniform(1, 40, arcs).astype(np.float32),
        junction=rng.integers(0, max(network.junction_count, 1), junctions).astype(np.int32),
        junction_kind=rng.integers(0, 6, junctions).astype(np.uint8),
        junction_value=rng.uniform(1, 40, junctions).astype(np.float32),
    )


def random_profile(network: RoadNetwork, name: str, rng: np.random.Generator) -> ProfileArcs:
    access = rng.integers(0, 3, network.arc_count).astype(np.uint8)
    junction_access = rng.choice([0, 0, 0, 1, 2], network.junction_count).astype(np.uint8)
    ends = ArcEnds(network.arc_tail, network.arc_head, network.arc_twin)
    return ProfileArcs(
        name=name,
        modes=int(rng.integers(0, 2**20)),
        size=VehicleSize(height_m=float(rng.integers(0, 5)), hazmat=bool(rng.integers(0, 2))),
        turn_costs=TurnCosts(*rng.integers(1, 3, 5).astype(float).tolist()),
        arc_kph=rng.choice([0.0, 33.3, 112.65], network.arc_count).astype(np.float32),
        arc_access=access,
        arc_condition=rng.integers(0, 3, network.arc_count).astype(np.int32),
        arc_component=arc_components(access, ends, junction_access),
        junction_access=junction_access,
    )


def assert_equal_arrays(one: RoadNetwork, other: RoadNetwork) -> None:
    assert one.facts == other.facts
    mine, theirs = columns_of(one), columns_of(other)
    assert mine.keys() == theirs.keys()
    for name, column in mine.items():
        assert column.dtype == theirs[name].dtype, name
        np.testing.assert_array_equal(column, theirs[name], err_msg=name)
    assert [(p.name, p.modes, p.size) for p in one.profiles] == [
        (p.name, p.modes, p.size) for p in other.profiles
    ]
    for profile, its in zip(one.profiles, other.profiles, strict=True):
        for name, column in columns_of(profile).items():
            np.testing.assert_array_equal(column, columns_of(its)[name], err_msg=f"{profile.name} {name}")


@settings(deadline=None, max_examples=60)
@given(network=networks | ruled_networks())
def test_a_network_comes_back_whole(network: RoadNetwork) -> None:
    assert_equal_arrays(from_multidigraph(to_multidigraph(network)), canonical(network))


@needs_shared
@pytest.mark.parametrize("name", ["krems.osm.gz", "monaco.osm.gz"])
def test_a_real_network_comes_back_whole(name: str) -> None:
    network = read_osm(SHARED / "maps" / name, lambda _: None).network
    assert_equal_arrays(from_multidigraph(to_multidigraph(network)), network)


@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        ("head", "profiles", ()),
        ("head", "turn_bans", (((0, 99), "", 0, 0, False, 1),)),
        ("edge", "access", ((50.0, 7, ""),)),
        ("edge", "access", ()),
        ("edge", "layer", 1000),
        ("edge", "node_facts", (1, 2, 3)),
        ("node", "access", (0, 0, 0)),
        ("node", "limits", ((9, 2.0),)),
    ],
)
def test_rules_that_do_not_fit_are_refused_in_words(where: str, key: str, value: object) -> None:
    graph = to_multidigraph(grid(3, 3))
    places = {"head": graph.graph, "edge": graph.edges[1, 2, 0], "node": graph.nodes[1]}
    places[where][key] = value
    with pytest.raises(MapFileError, match="graph"):
        from_multidigraph(graph)


def test_a_stated_length_comes_back() -> None:
    network = grid()
    longer = replace(network, segment_length_m=network.segment_length_m * 1.25)
    back = from_multidigraph(to_multidigraph(longer))
    assert back.segment_length_m.sum() == pytest.approx(longer.segment_length_m.sum())


def test_edges_have_the_names_of_osmnx() -> None:
    places = {1: (8.0, 41.0), 2: (8.001, 41.0), 3: (8.002, 41.001)}
    road = Road((1, 2, 3), "Rua A", 36.0, 36.0, RoadClass.TERTIARY, ArcFlag.BRIDGE)
    graph = to_multidigraph(network_of(places, [road]))
    edge = graph.edges[1, 3, 0]
    assert (graph.nodes[1]["x"], graph.nodes[1]["y"]) == (8.0, 41.0)
    assert edge["osmid"] == 100
    assert edge["geometry"] == tuple(places.values())
    assert edge["nodes"] == (1, 2, 3)
    assert (edge["highway"], edge["name"], edge["bridge"]) == ("tertiary", "Rua A", "yes")
    assert (edge["oneway"], edge["reversed"], graph.edges[3, 1, 0]["reversed"]) == (False, False, True)
    assert edge["travel_time"] == pytest.approx(edge["length"] / 10)
    assert "ref" not in edge


def test_travel_time_takes_the_weights_that_are_given() -> None:
    network = grid()
    graph = to_multidigraph(network, segment_ms=np.full(network.segment_count, 1500, np.int32))
    assert {data["travel_time"] for _, _, data in graph.edges(data=True)} == {1.5}


def osmnx_graph() -> "nx.MultiDiGraph[int]":
    graph: nx.MultiDiGraph[int] = Graph(crs="EPSG:4326")
    graph.add_node(1, x=8.0, y=41.0)
    graph.add_node(2, x=8.002, y=41.0)
    return graph


def test_a_bare_graph_gets_what_it_does_not_say() -> None:
    graph = osmnx_graph()
    graph.add_edge(1, 2)
    network = from_multidigraph(graph)
    assert network.arc_count == 1
    assert network.segment_length_m[0] == pytest.approx(168, abs=1)
    assert network.segment_free_flow_kph[0] > 0
    assert network.facts.west == 8.0


def test_values_that_osmnx_has_joined_and_shapely_lines_are_read() -> None:
    graph = osmnx_graph()
    line = [(8.0, 41.0), (8.001, 41.001), (8.002, 41.0)]
    joined = {
        "osmid": [7, 8],
        "highway": ["tertiary", "residential"],
        "name": ["Rua A", "Rua B"],
        "length": 400.0,
    }
    graph.add_edge(1, 2, geometry=SimpleNamespace(coords=line), **joined)
    graph.add_edge(2, 1, geometry=SimpleNamespace(coords=line[::-1]), **joined)
    network = from_multidigraph(graph)
    assert (network.arc_count, network.segment_count) == (2, 4)
    assert (network.arc_way == 7).all()
    assert network.street(0) == "Rua A"
    assert network.segment_length_m[:2].sum() == pytest.approx(400)


@pytest.mark.parametrize("length", [0.001, -5.0, float("nan"), float("inf"), "wide"])
def test_a_length_that_cannot_be_is_measured_anew(length: object) -> None:
    graph = osmnx_graph()
    graph.add_edge(1, 2, length=length)
    assert from_multidigraph(graph).segment_length_m[0] == pytest.approx(168, abs=1)


@pytest.mark.parametrize(
    "geometry", [[(8.0, 41.0)], "LINESTRING (8 41)", [(8, 41), (float("nan"), 1), (8, 41)], 7]
)
def test_a_geometry_that_is_none_becomes_a_straight_line(geometry: object) -> None:
    graph = osmnx_graph()
    graph.add_edge(1, 2, geometry=geometry)
    assert from_multidigraph(graph).segment_count == 1


@pytest.mark.parametrize("place", [{}, {"x": 8.0}, {"x": "nan", "y": 1}, {"x": 500_000.0, "y": 4_842_764.0}])
def test_a_node_without_a_place_is_refused_by_name(place: dict[str, object]) -> None:
    graph = osmnx_graph()
    graph.add_node(4711, **place)
    with pytest.raises(MapFileError, match="4711"):
        from_multidigraph(graph)


def test_a_projected_graph_is_refused_by_its_crs() -> None:
    graph = osmnx_graph()
    graph.graph["crs"] = "epsg:32632"
    with pytest.raises(MapFileError, match="epsg:32632"):
        from_multidigraph(graph)


def test_a_graph_without_an_edge_is_an_empty_network() -> None:
    assert from_multidigraph(Graph()).arc_count == 0


def test_bounds_of_another_program_are_not_taken_for_ours() -> None:
    graph = osmnx_graph()
    graph.add_edge(1, 2)
    for bounds in ("wide", (1, 2), (8.0, 41.0, float("nan"), 42.0), ("a", "b", "c", "d")):
        graph.graph["bounds"] = bounds
        facts = from_multidigraph(graph).facts
        assert (facts.west, facts.south, facts.east, facts.north) == (8.0, 41.0, 8.002, 41.0)
