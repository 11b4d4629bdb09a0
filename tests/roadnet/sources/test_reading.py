"""Reading items in every order and state, by small files made on the spot."""

from pathlib import Path

import osmium
import pytest

from desktop_app.errors import MapFileError
from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.network import ArcFlag, RoadClass
from tests.roadnet.sources.map_files import NODES, node, osm, pairs, read, relation, way

ROAD = way(10, (1, 2, 3), highway="residential", name="Good Street")


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "town.osm"


def load(path: Path, *items: str) -> SourceMap:
    path.write_text(osm(*items), "utf-8")
    return read(path)


def test_facts_say_where_the_map_comes_from(path: Path) -> None:
    facts = load(path, NODES, ROAD).network.facts
    assert facts.name == "town"
    assert facts.attribution == "© OpenStreetMap contributors"
    assert len(facts.source_hash) == 64
    assert (facts.west, facts.south, facts.east, facts.north) == (7.42, 43.73, 7.421, 43.732)
    assert facts.data_time == ""


def test_the_newest_road_dates_a_map_whose_header_does_not(path: Path) -> None:
    old = way(11, (3, 4), 'version="1" timestamp="2012-01-01T00:00:00Z"', highway="service")
    new = way(12, (1, 4), 'version="1" timestamp="2014-05-06T07:08:09Z"', highway="service")
    assert load(path, NODES, new, old).network.facts.data_time == "2014-05-06T07:08:09.000Z"


def test_items_may_come_in_any_order(path: Path) -> None:
    assert load(path, ROAD, NODES).network.segment_count == 4


def test_ids_below_zero_are_those_of_new_items(path: Path) -> None:
    data = load(path, NODES, node(-5, 43.74, 7.421), way(-3, (4, -5), highway="primary"), ROAD)
    assert (4, -5) in pairs(data.network)
    assert -3 in data.network.arc_way


def test_of_repeated_nodes_the_highest_version_counts(path: Path) -> None:
    nodes = [node(9, 43.8, 7.42, 'version="1"'), node(9, 43.731, 7.421, 'version="3"')]
    road = way(11, (2, 9), highway="residential")
    for order in (nodes, nodes[::-1]):
        data = load(path, NODES, *order, node(9, 43.9, 7.5, 'version="2"'), ROAD, road)
        place = data.network.node_lat[data.network.node_osm_id == 9]
        assert place.tolist() == [43.731]
        assert data.report.dropped == {"repeated_node_id": 1}
        assert data.report.examples == {"repeated_node_id": ("node 9",)}


def test_of_repeated_ways_the_highest_version_counts(path: Path) -> None:
    old = way(11, (3, 4), 'version="1"', highway="residential", name="Old")
    new = way(11, (3, 4), 'version="2"', highway="primary", name="New")
    for order in ((old, new), (new, old)):
        network = load(path, NODES, ROAD, *order).network
        assert {network.street(arc) for arc in range(network.arc_count)} == {"Good Street", "New"}


def test_nodes_outside_the_globe_cut_their_ways(path: Path) -> None:
    data = load(
        path,
        NODES,
        node(20, 91, 7.42),
        node(21, 43.73, 181),
        ROAD,
        way(11, (1, 20, 3, 4, 21), highway="road"),
    )
    assert data.report.dropped == {"node_outside_the_globe": 2, "way_cut_at_missing_nodes": 1}
    assert pairs(data.network) == {(1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (4, 3)}
    assert data.network.facts.north < 44


def test_a_way_in_pieces_keeps_its_id_and_counts_once(path: Path) -> None:
    data = load(path, NODES, way(11, (1, 2, 99, 3, 4), highway="residential"))
    assert pairs(data.network) == {(1, 2), (2, 1), (3, 4), (4, 3)}
    assert set(data.network.arc_way.tolist()) == {11}
    assert data.report.ways_kept == 1


def test_a_deleted_way_is_left_out(path: Path) -> None:
    data = load(path, NODES, ROAD, way(11, (3, 4), 'visible="false" version="2"', highway="residential"))
    assert data.report.dropped == {"deleted_way": 1}


def test_roads_carry_class_flags_and_names(path: Path) -> None:
    bridge = way(11, (3, 4), highway="trunk_link", bridge="viaduct", ref="A 1", tunnel="no")
    ring = way(12, (1, 2, 4, 1), highway="tertiary", junction="roundabout")
    network = load(path, NODES, ROAD, bridge, ring).network
    by_way = {way_id: network.arc_way == way_id for way_id in (11, 12)}
    assert set(network.arc_class[by_way[11]].tolist()) == {RoadClass.TRUNK_LINK}
    assert set(network.arc_flags[by_way[11]].tolist()) == {
        ArcFlag.BRIDGE,
        ArcFlag.BRIDGE | ArcFlag.AGAINST_WAY,
    }
    assert set(network.arc_flags[by_way[12]].tolist()) == {ArcFlag.ROUNDABOUT | ArcFlag.ONE_WAY}
    assert "A 1" in {network.street(arc) for arc in range(network.arc_count)}


def test_a_map_whose_roads_have_no_node_holds_no_road(path: Path) -> None:
    with pytest.raises(MapFileError, match="no road for cars"):
        load(path, way(11, (1, 2), highway="residential"))


def test_a_bad_item_inside_a_packed_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    with pytest.raises(MapFileError, match="way 77"):
        load(path, NODES, ROAD, way(77, (1, 2), highway="residential", note="x" * 2000))


def test_a_name_that_is_not_utf8_costs_no_road(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    path.write_text(osm(NODES, ROAD, way(11, (3, 4), highway="residential", name="Praca Nova")), "utf-8")
    pbf = tmp_path / "town.osm.pbf"
    with osmium.SimpleWriter(osmium.io.File(pbf, "pbf,pbf_compression=none")) as writer:
        for item in osmium.FileProcessor(path):
            writer.add(item)
    pbf.write_bytes(pbf.read_bytes().replace(b"Praca", b"Pra\xe7a"))
    data = read(pbf)
    assert pairs(data.network) == {(1, 2), (2, 1), (2, 3), (3, 2), (3, 4), (4, 3)}
    assert any("Nova" in name for name in data.network.texts)


def test_a_name_that_cannot_even_be_written_costs_its_road_alone(tmp_path: Path) -> None:
    path = tmp_path / "town.osm"
    path.write_text(osm(NODES, ROAD, way(11, (3, 4), highway="residential", name="Praca Nova")), "utf-8")
    pbf = tmp_path / "town.osm.pbf"
    with osmium.SimpleWriter(osmium.io.File(pbf, "pbf,pbf_compression=none")) as writer:
        for item in osmium.FileProcessor(path):
            writer.add(item)
    pbf.write_bytes(pbf.read_bytes().replace(b"Praca", b"Pr\xff\xfea"))
    data = read(pbf)
    assert pairs(data.network) == {(1, 2), (2, 1), (2, 3), (3, 2)}
    assert data.report.dropped["text_is_not_utf8"] == 1


def test_huge_ids_take_no_memory_by_their_size(path: Path) -> None:
    huge = 2**62
    members = f'<relation id="1"><member type="way" ref="{huge}" role="outer"/>'
    lake = members + '<tag k="type" v="multipolygon"/><tag k="natural" v="water"/></relation>'
    nodes = (node(huge, 43.74, 7.42), node(huge, 43.75, 7.42))
    data = load(path, NODES, *nodes, ROAD, way(huge, (4, huge), highway="service"), lake)
    assert (4, huge) in pairs(data.network)


def test_a_speed_zone_of_any_country_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "zones.osm"
    zoned = way(10, (1, 2), highway="primary", maxspeed="GB:nsl_single")
    path.write_text(osm(NODES, zoned, way(11, (2, 3, 4), highway="residential")), encoding="utf-8")
    report = read(path).report
    assert "maxspeed_unreadable" not in report.dropped


def test_the_report_says_where_its_items_lie(tmp_path: Path) -> None:
    path = tmp_path / "items.osm"
    house = node(9, 43.7335, 7.4215, addr__housenumber="7")
    broken = relation(5, [(11, "from"), (99, "to")], type="restriction", restriction="no_left_turn")
    streets = (way(10, (1, 2), highway="primary", maxspeed="fast"), way(11, (2, 3, 4), highway="residential"))
    path.write_text(osm(NODES, house, *streets, broken), encoding="utf-8")
    places = read(path).report.places
    assert places["way 10"] == (7.42, 43.73)
    assert places["node 9"] == (7.4215, 43.7335)
    assert places["relation 5"] == (7.42, 43.731)
