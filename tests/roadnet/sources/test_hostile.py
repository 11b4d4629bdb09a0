"""Every file of ``hostile/map``: refused in one line that names it, or loaded with a report."""

import socket
import time
from collections.abc import Iterator

import numpy as np
import pytest

from desktop_app.errors import MapFileError
from desktop_app.roadnet.network import RoadNetwork
from tests.roadnet.sources.map_files import pairs, read
from tests.shared_data import SHARED, needs_shared

pytestmark = needs_shared

FOLDER = SHARED / "hostile" / "map"
LIMIT_S = 5

REFUSED = {
    "blob_raw_size_lie.osm.pbf": "32 MiB",
    "empty.graphml": "is empty",
    "empty.osm": "is empty",
    "empty.osm.pbf": "is empty",
    "header_length_4gib.osm.pbf": "64 KiB",
    "header_only.osm.pbf": "no road for cars",
    "html_login_page.osm.pbf": "web page",
    "ids_extreme.osm": "node 9223372036854775807",
    "name_100kb.osm": "way 12",
    "names_control_chars.osm": "line 18",
    "names_not_utf8.osm": "line 18",
    "no_roads.osm": "no road for cars",
    "nodes_out_of_range.osm": "node 23",
    "only_closed_roads.osm": "no road for cars",
    "plain_xml_named.osm.gz": "no road for cars",
    "random_bytes.osm.pbf": "no OpenStreetMap file",
    "truncated_60pct.osm.gz": "cut short",
    "truncated_60pct.osm.pbf": "cut short",
    "unknown_required_feature.osm.pbf": "X-NoSuchFeature",
    "xml_billion_laughs.osm": "DOCTYPE",
    "xml_change_file.osm": "change file",
    "xml_deep_nesting.osm": "nested too deep",
    "xml_external_dtd.osm": "DOCTYPE",
    "xml_parameter_entity.osm": "DOCTYPE",
    "xml_quadratic_blowup.osm": "DOCTYPE",
    "xml_truncated.osm": "line 12",
    "xml_version_05.osm": "'0.5'",
    "xml_wrong_root.osm": "'kml'",
    "xml_xxe_file.osm": "DOCTYPE",
    "xml_xxe_http.osm": "DOCTYPE",
}
"""What the refusal of each file says."""

ROUTE_1_TO_4 = {(1, 2), (2, 3), (3, 4)}

LOADED: dict[str, tuple[int, dict[str, int]]] = {
    "duplicate_node_ids.osm": (6, {"repeated_node_id": 1}),
    "duplicate_way_ids.osm": (6, {"repeated_way_id": 1}),
    "good_small.osm": (6, {}),
    "names_bidi_and_odd.osm": (14, {}),
    "names_html.osm": (12, {}),
    "one_node_way.osm": (6, {"way_with_fewer_than_two_nodes": 2}),
    "oneway_tags_odd.osm": (
        18,
        {"oneway_alternating": 1, "oneway_reversible": 1, "oneway_several_values": 1, "oneway_unknown": 1},
    ),
    "relation_contains_itself.osm": (6, {"turn_restriction_without_from": 1}),
    "restriction_missing_members.osm": (
        6,
        {
            "turn_restriction_of_unknown_kind": 1,
            "turn_restriction_whose_members_do_not_meet": 1,
            "turn_restriction_whose_via_is_on_no_road": 1,
            "turn_restriction_with_a_missing_member": 1,
            "turn_restriction_without_from": 1,
            "turn_restriction_without_via": 1,
        },
    ),
    "restriction_via_way.osm": (8, {"condition_not_understood": 1}),
    "self_loop_way.osm": (8, {"way_with_fewer_than_two_nodes": 2, "repeated_stretch_of_way": 1}),
    "tags_5000.osm": (8, {}),
    "unsorted_relations_first.osm": (6, {}),
    "way_missing_all_nodes.osm": (6, {"way_without_its_nodes": 1}),
    "way_missing_some_nodes.osm": (8, {"way_without_its_nodes": 1, "way_cut_at_missing_nodes": 1}),
    "xml_bom.osm": (6, {}),
    "xml_utf16.osm": (6, {}),
    "zero_length_ways.osm": (8, {}),
}
"""Segments and counts of the files in which Good Street and Good Lane lead from node 1 to node 4."""

OTHERS = {"islands.osm", "poles_and_antimeridian.osm", "speed_tags_odd.osm", "way_20000_nodes.osm"}
"""Files with a test of their own below."""


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < LIMIT_S


def load(name: str) -> RoadNetwork:
    network = read(FOLDER / name).network
    assert np.isfinite(network.segment_length_m).all()
    assert (network.segment_free_flow_kph >= 1).all()
    assert (network.segment_free_flow_kph <= 250).all()
    return network


def test_every_file_has_its_row() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(REFUSED) | set(LOADED) | OTHERS


@pytest.mark.parametrize(("name", "words"), REFUSED.items())
def test_a_bad_file_is_refused_in_one_line(name: str, words: str) -> None:
    with pytest.raises(MapFileError) as refusal:
        read(FOLDER / name)
    message = str(refusal.value)
    assert message.startswith(str(FOLDER / name))
    assert words in message
    assert message.isprintable()
    assert len(message) < 400


@pytest.mark.parametrize(("name", "segments", "dropped"), [(name, *row) for name, row in LOADED.items()])
def test_an_odd_file_is_loaded_with_a_report(name: str, segments: int, dropped: dict[str, int]) -> None:
    network = load(name)
    assert pairs(network) >= ROUTE_1_TO_4
    assert network.segment_count == segments
    assert read(FOLDER / name).report.dropped == dropped


def test_of_repeated_ids_the_first_draws_no_line_across_the_map() -> None:
    assert load("duplicate_node_ids.osm").segment_length_m.max() < 200
    assert "Good Street" in set(load("duplicate_way_ids.osm").texts)


def test_a_gap_is_not_bridged() -> None:
    network = load("way_missing_some_nodes.osm")
    assert (1, 3) not in pairs(network)
    assert read(FOLDER / "way_missing_some_nodes.osm").report.examples["way_cut_at_missing_nodes"] == (
        "way 13",
    )


def test_odd_speeds_fall_back_to_the_class() -> None:
    network = load("speed_tags_odd.osm")
    speed = {
        int(way): float(kph)
        for way, kph in zip(
            network.arc_way, network.segment_free_flow_kph[network.arc_first_segment[:-1]], strict=True
        )
    }
    default = 30.0
    assert [speed[way] for way in (100, 101, 102, 103, 104, 111, 112, 113, 114)] == [default] * 9
    assert [round(speed[way], 1) for way in (105, 106, 107, 108, 109, 110, 115)] == [
        7,
        30,
        80.5,
        80.5,
        55.6,
        60,
        50,
    ]
    assert read(FOLDER / "speed_tags_odd.osm").report.dropped == {"maxspeed_unreadable": 6}


def test_one_way_values_run_as_the_rules_say() -> None:
    network = load("oneway_tags_odd.osm")
    tails = network.node_osm_id[network.segment_tail]
    ways = network.arc_way[network.segment_arc]
    driven = {way: set(tails[ways == way].tolist()) for way in range(20, 30)}
    forward, backward, both = {1}, {4}, {1, 4}
    expected = [backward, backward, both, set(), forward, forward, forward, forward, both, both]
    assert [driven[way] for way in range(20, 30)] == expected


def test_the_antimeridian_is_no_barrier_and_the_poles_are_places() -> None:
    network = load("poles_and_antimeridian.osm")
    lengths = network.segment_length_m[network.arc_way[network.segment_arc] == 1]
    assert lengths == pytest.approx(94.6, abs=1)
    assert (network.facts.west, network.facts.east) == (-180.0, 180.0)


def test_a_road_without_length_is_kept() -> None:
    network = load("zero_length_ways.osm")
    assert network.segment_length_m.min() == 0


def test_a_way_that_goes_to_and_fro_is_driven_once() -> None:
    assert load("way_20000_nodes.osm").segment_count == 2


def test_islands_are_components() -> None:
    network = load("islands.osm")
    assert len(set(network.junction_component.tolist())) == 200


def test_names_come_clean() -> None:
    names = set(load("names_bidi_and_odd.osm").texts)
    assert "abcdcba xyz" in names
    assert "شارع الملك & 東京通り 🚗" in names
    assert all(name.isprintable() and len(name) <= 200 for name in names)
    assert len(names) == 6


def test_html_in_a_name_stays_text() -> None:
    assert any("<" in name for name in load("names_html.osm").texts)


@pytest.mark.parametrize("name", ["xml_xxe_http.osm", "xml_external_dtd.osm", "xml_parameter_entity.osm"])
def test_no_connection_is_made(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        text = (FOLDER / name).read_text("utf-8")
        aimed = tmp_path_factory.mktemp("aimed") / name
        aimed.write_text(text.replace("127.0.0.1:9", f"127.0.0.1:{listener.getsockname()[1]}"), "utf-8")
        with pytest.raises(MapFileError):
            read(aimed)
        listener.settimeout(0)
        with pytest.raises(BlockingIOError):
            listener.accept()
