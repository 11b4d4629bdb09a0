"""Graphs that OSMnx wrote, by the rules that OpenStreetMap's tags are read by."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyproj
import pytest

from desktop_app.errors import MapFileError, NoRoadsError
from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.network import ArcFlag, NodeFact, RoadClass, RoadNetwork
from desktop_app.roadnet.road_rules import Access
from tests.roadnet.sources.graphml.graphs import edge, graphml, node, of_edges, read
from tests.roadnet.sources.map_files import pairs

LINE = "LINESTRING (7.42 43.73, 7.4205 43.7305, 7.421 43.73)"
TURNED = "LINESTRING (7.421 43.73, 7.4205 43.7305, 7.42 43.73)"
ROAD = {"osmid": 100, "highway": "tertiary", "oneway": "False"}


def car_kph(network: RoadNetwork) -> list[float]:
    return [round(kph, 1) for kph in network.profiles[0].arc_kph.tolist()]


def dropped(source: SourceMap) -> dict[str, int]:
    return {
        key: count for key, count in source.report.dropped.items() if key != "graph_without_turn_restrictions"
    }


def test_two_edges_of_one_street_are_each_others_twin(tmp_path: Path) -> None:
    source = of_edges(
        tmp_path,
        edge("1", "2", **ROAD, reversed=False, geometry=LINE, name="Rua A"),
        edge("2", "1", **ROAD, reversed=True, geometry=TURNED, name="Rua A"),
    )
    network = source.network
    assert (network.arc_count, network.segment_count) == (2, 4)
    assert network.arc_twin.tolist() == [1, 0]
    assert (network.arc_flags & ArcFlag.AGAINST_WAY).astype(bool).tolist() == [False, True]
    assert not (network.arc_flags & ArcFlag.ONE_WAY).any()
    assert (network.arc_way == 100).all()
    assert {network.street(arc) for arc in range(2)} == {"Rua A"}
    assert (network.arc_class == RoadClass.TERTIARY).all()
    assert dropped(source) == {}


def test_a_one_way_edge_against_its_way_is_driven_as_the_edge_leads(tmp_path: Path) -> None:
    network = of_edges(
        tmp_path, edge("2", "1", osmid=7, highway="primary", oneway="True", reversed="True")
    ).network
    assert pairs(network) == {(2, 1)}
    assert network.arc_flags[0] & ArcFlag.AGAINST_WAY
    assert network.arc_flags[0] & ArcFlag.ONE_WAY


def test_a_roundabout_is_driven_as_its_edges_lead(tmp_path: Path) -> None:
    both = [edge(*ends, osmid=7, highway="primary", junction="roundabout") for ends in ("12", "21")]
    network = of_edges(tmp_path, *both).network
    assert pairs(network) == {(1, 2), (2, 1)}
    assert (network.arc_flags & ArcFlag.ROUNDABOUT).all()


def test_parallel_edges_are_roads_of_their_own(tmp_path: Path) -> None:
    twice = [edge("1", "2", **ROAD, length=length) for length in (90, 120)]
    network = of_edges(tmp_path, *twice).network
    assert sorted(network.segment_length_m.tolist()) == pytest.approx([90, 120])


@pytest.mark.parametrize(
    ("data", "kph"),
    [
        ({"maxspeed": "50"}, 50),
        ({"maxspeed": "30 mph"}, 48.3),
        ({"maxspeed": "['50', '30']"}, 30),
        ({"maxspeed": "['50', open('x')]", "speed_kph": "44.5"}, 44.5),
        ({"maxspeed": "50", "speed_kph": "61.5"}, 61.5),
        ({"maxspeed": "50", "speed_kph": "nan"}, 50),
        ({"maxspeed": "50", "speed_kph": "1e9"}, 50),
    ],
)
def test_a_speed_is_that_of_osmnx_else_that_of_the_tags(
    tmp_path: Path, data: dict[str, object], kph: float
) -> None:
    source = of_edges(tmp_path, edge("1", "2", **ROAD, **data))
    assert car_kph(source.network) == [kph]


def test_signals_and_exits_stand_at_their_nodes(tmp_path: Path) -> None:
    path = tmp_path / "town.graphml"
    nodes = [
        node("1", 7.42, 43.73, highway="traffic_signals"),
        node("2", 7.421, 43.73, highway="motorway_junction", ref="12"),
        node("3", 7.422, 43.73),
    ]
    path.write_text(graphml([*nodes, edge("1", "2", **ROAD), edge("2", "3", **ROAD)]), "utf-8")
    network = read(path).network
    assert network.node_facts.tolist() == [NodeFact.SIGNALS, NodeFact.EXIT, 0]
    assert [network.texts[number] for number in network.junction_ref.tolist()] == ["", "12", ""]


def test_joined_values_are_read(tmp_path: Path) -> None:
    data = {"osmid": "[7, 8]", "highway": "['tertiary', 'residential']", "name": "['Rua A', \"Rua d'Ouro\"]"}
    network = of_edges(tmp_path, edge("1", "2", **data)).network
    assert network.arc_way.tolist() == [7]
    assert network.arc_class.tolist() == [RoadClass.TERTIARY]
    assert network.street(0) == "Rua A"


def test_access_and_kind_are_those_of_the_tags(tmp_path: Path) -> None:
    source = of_edges(
        tmp_path,
        edge("1", "2", osmid=7, highway="service", access="private"),
        edge("2", "3", osmid=8, highway="footway"),
        edge("3", "1", osmid=9, highway="residential", access="no"),
        edge("3", "2", osmid=10, access="yes"),
        edge("1", "3", osmid=11, highway="residential"),
    )
    assert pairs(source.network) == {(1, 2), (1, 3)}
    car = source.network.profile("car")
    assert dict(zip(source.network.arc_way.tolist(), car.arc_access.tolist(), strict=True)) == {
        7: Access.ZONE,
        11: Access.OPEN,
    }
    assert dropped(source) == {"edge_of_no_road": 3}


def test_profiles_are_those_of_an_extract(tmp_path: Path) -> None:
    network = of_edges(tmp_path, edge("1", "2", osmid=7, highway="motorway", speed_kph=120)).network
    speeds = {profile.name: float(profile.arc_kph[0]) for profile in network.profiles}
    assert speeds["car"] == pytest.approx(120)
    assert speeds["truck"] < 100
    assert set(speeds) == {"car", "truck", "emergency"}


def test_an_undirected_one_way_street_keeps_its_direction(tmp_path: Path) -> None:
    data = {"osmid": 7, "highway": "residential", "oneway": "True"}
    source = of_edges(
        tmp_path,
        edge("1", "2", **data, from_="2", to="1", geometry=TURNED),
        edge("2", "3", osmid=8, highway="residential", oneway="False"),
        default="undirected",
    )
    ends = {(tail, head) for tail, head in pairs(source.network) if tail > 0 and head > 0}
    assert ends == {(2, 3), (3, 2)}
    assert source.network.node_osm_id[source.network.segment_tail[0]] == 2
    assert source.network.arc_count == 3


def test_a_line_that_is_drawn_backwards_is_turned(tmp_path: Path) -> None:
    source = of_edges(tmp_path, edge("1", "2", **ROAD, geometry=TURNED))
    network = source.network
    assert network.segment_count == 2
    assert network.segment_length_m.max() < 100
    assert dropped(source) == {}


def test_ids_that_are_no_numbers_are_nodes_too(tmp_path: Path) -> None:
    path = tmp_path / "town.graphml"
    places = {"a": 7.42, "01": 7.421, "1": 7.422, str(2**63): 7.423}
    nodes = [node(name, lon, 43.73) for name, lon in places.items()]
    names = list(places)
    edges = [edge(tail, head, **ROAD) for tail, head in pairwise(names)]
    path.write_text(graphml([*edges, *nodes]), "utf-8")
    network = read(path).network
    assert network.junction_count == 4
    assert network.node_osm_id.tolist() == [-3, -2, -1, 1]


def test_the_facts_of_the_map_are_its_own(tmp_path: Path) -> None:
    facts = of_edges(tmp_path, edge("1", "3", **ROAD)).network.facts
    assert (facts.name, facts.country) == ("town", "MC")
    assert "OpenStreetMap" in facts.attribution
    assert (facts.west, facts.south, facts.east, facts.north) == (7.42, 43.73, 7.422, 43.731)
    assert len(facts.source_hash) == 64


def test_names_come_clean(tmp_path: Path) -> None:
    network = of_edges(tmp_path, edge("1", "3", **ROAD, name="Rua\u202e A &lt;b&gt;")).network
    assert network.street(0) == "Rua A <b>"


def test_a_graph_without_streets_is_refused_as_such(tmp_path: Path) -> None:
    with pytest.raises(NoRoadsError, match="no road for cars"):
        of_edges(tmp_path, edge("1", "2", osmid=7, highway="footway"))


@pytest.mark.parametrize(
    "crs", ["epsg:99999999", "/etc/passwd", "+proj=utm +zone=32 +nadgrids=/etc/passwd", "+init=/x:1", "??"]
)
def test_an_unknown_reference_system_is_named(tmp_path: Path, crs: str) -> None:
    with pytest.raises(MapFileError, match="reference system"):
        of_edges(tmp_path, edge("1", "2", **ROAD), crs=crs)


def test_utm_in_proj_words_is_known(tmp_path: Path) -> None:
    path = tmp_path / "town.graphml"
    nodes = [node("1", 372563.2, 4842764.9), node("2", 372643.7, 4842764.9)]
    line = "LINESTRING (372563.2 4842764.9, 372600 4842800, 372643.7 4842764.9)"
    items = [*nodes, edge("1", "2", **ROAD, geometry=line)]
    path.write_text(graphml(items, crs="+proj=utm +zone=32 +ellps=WGS84 +units=m +no_defs"), "utf-8")
    network = read(path).network
    assert network.segment_count == 2
    assert np.abs(network.node_lat - 43.727).max() < 0.001


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<graphml/>", "holds no graph"),
        ("<graphml><graph/><graph/></graphml>", "more than one graph"),
        ("<graphml><graph edgedefault='odd'/></graphml>", "'odd'"),
        ("<graphml><graph><hyperedge/></graph></graphml>", "hyperedge"),
        ("<graphml><graph><node id='1'><graph/></node></graph></graphml>", "a graph inside"),
        ("<graphml><graph><node id='1'><data key='x'>1</data></node></graph></graphml>", "never declares"),
        ("<graphml><key id='x' for='node' attr.type='quaternion'/><graph/></graphml>", "quaternion"),
        ("<graphml><key id='x' for='node'/><key id='x' for='all'/><graph/></graphml>", "twice"),
        ("<osm version='0.6'/>", "'osm'"),
        ("<!DOCTYPE html><html/>", "web page"),
        ("<graphml>" + "<a>" * 100_000, "deep"),
        ("<graphml><graph>", "no readable XML"),
        ("<?xml version='1.0' encoding='odd'?><graphml/>", "'odd'"),
    ],
)
def test_what_is_no_graph_is_refused_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "town.graphml"
    path.write_text(text, "utf-8")
    with pytest.raises(MapFileError) as refusal:
        read(path)
    assert str(refusal.value).startswith(str(path))
    assert words in str(refusal.value)
    assert len(str(refusal.value)) < 400


def test_a_default_counts_where_an_edge_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "town.graphml"
    text = graphml([node("1", 7.42, 43.73), node("2", 7.421, 43.73), edge("1", "2", osmid=7)])
    declared = 'attr.name="highway" attr.type="string"'
    assert f'for="edge" {declared}/>' in text
    text = text.replace(f'for="edge" {declared}/>', f'for="edge" {declared}><default>primary</default></key>')
    path.write_text(text, "utf-8")
    assert read(path).network.arc_class.tolist() == [RoadClass.PRIMARY]


def test_no_grid_is_fetched_even_if_the_environment_asks_for_it(tmp_path: Path) -> None:
    pyproj.network.set_network_enabled(active=True)  # type: ignore[attr-defined] # its stubs forget it
    path = tmp_path / "town.graphml"
    nodes = [node("1", 530000, 180000), node("2", 530100, 180000)]
    path.write_text(graphml([*nodes, edge("1", "2", **ROAD)], crs="epsg:27700"), "utf-8")
    assert read(path).network.node_lat.tolist() == pytest.approx([51.5, 51.5], abs=0.01)
    assert not pyproj.network.is_network_enabled()  # type: ignore[attr-defined] # its stubs forget it
