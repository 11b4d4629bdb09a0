"""Networks as networkx graphs, and back."""

from dataclasses import replace
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import MapFileError
from desktop_app.roadnet.graph import from_multidigraph, to_multidigraph
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from tests.networks import Road, grid, network_of

Graph = nx.MultiDiGraph
Arc = tuple[object, ...]


def arcs_of(network: RoadNetwork) -> list[Arc]:
    """Return everything about each arc, in an order that does not depend on the network's."""
    return sorted((arc_facts(network, arc) for arc in range(network.arc_count)), key=repr)


def arc_facts(network: RoadNetwork, arc: int) -> Arc:
    run = network.arc_segments(arc)
    twin = int(network.arc_twin[arc])
    nodes = [*network.segment_tail[run].tolist(), int(network.segment_head[run][-1])]
    return (
        tuple(
            (int(network.node_osm_id[n]), float(network.node_lon[n]), float(network.node_lat[n]))
            for n in nodes
        ),
        int(network.arc_way[arc]),
        int(network.arc_class[arc]),
        int(network.arc_flags[arc]),
        network.texts[int(network.arc_name[arc])],
        network.texts[int(network.arc_ref[arc])],
        tuple(network.segment_length_m[run].tolist()),
        tuple(network.segment_free_flow_kph[run].tolist()),
        twin >= 0
        and network.segment_twin[run].tolist()[::-1]
        == list(range(*network.arc_segments(twin).indices(10**9))),
        int(
            network.junction_component[network.arc_tail[arc]]
            == network.junction_component[network.arc_head[arc]]
        ),
    )


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
)
networks = st.builds(
    lambda places, drawn: network_of(dict(enumerate(places, start=1)), drawn),
    st.lists(degrees, min_size=7, max_size=7),
    st.lists(roads, min_size=1, max_size=6),
)


@settings(deadline=None, max_examples=60)
@given(network=networks)
def test_a_network_comes_back_whole(network: RoadNetwork) -> None:
    back = from_multidigraph(to_multidigraph(network))
    assert back.facts == network.facts
    assert arcs_of(back) == arcs_of(network)
    assert sorted(back.node_osm_id[back.junction_node]) == sorted(network.node_osm_id[network.junction_node])


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
    assert graph.nodes[1] == {"x": 8.0, "y": 41.0}
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
