"""Every file of ``hostile/graphml``: refused in one line that names it, or read with a report."""

import contextlib
import time
import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest

from desktop_app.errors import MapFileError
from desktop_app.roadnet.network import RoadNetwork
from tests.roadnet.sources.graphml.graphs import read
from tests.roadnet.sources.map_files import pairs
from tests.shared_data import SHARED, needs_shared

pytestmark = needs_shared

FOLDER = SHARED / "hostile" / "graphml"
LIMIT_S = 5

REFUSED = {
    "billion_laughs.graphml": "DOCTYPE",
    "missing_xy.graphml": "no node with a position",
    "wrong_types.graphml": "'x' as true or false",
    "xxe.graphml": "DOCTYPE",
}

LOADED: dict[str, tuple[int, dict[str, int]]] = {
    "bad_geometry.graphml": (8, {"edge_geometry_unreadable": 4, "edge_geometry_elsewhere": 1}),
    "code_like_attributes.graphml": (3, {"edge_with_unreadable_list": 1}),
    "duplicate_ids.graphml": (4, {"repeated_node_id": 1, "edge_length_too_short": 1}),
    "good_small.graphml": (3, {}),
    "length_too_short.graphml": (4, {"edge_length_too_short": 1}),
    "list_bombs.graphml": (3, {"edge_with_unreadable_list": 2}),
    "nan_weights.graphml": (3, {"edge_length_impossible": 6}),
    "negative_lengths.graphml": (4, {"edge_length_impossible": 2, "edge_length_too_short": 1}),
    "undirected_default.graphml": (3, {}),
    "unknown_endpoints.graphml": (3, {"edge_without_its_nodes": 3}),
}
"""Arcs and counts of the files in which 1 to 2 to 3 can be driven."""

OTHERS = {"projected_coordinates.graphml"}
"""Files with a test of their own below."""

USUAL = {"edge_without_kind", "graph_without_turn_restrictions"}
"""What the report says of all these files: their edges have no ``highway``."""


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < LIMIT_S


def load(name: str) -> RoadNetwork:
    network = read(FOLDER / name).network
    assert np.isfinite(network.segment_length_m).all()
    assert (network.segment_length_m > 0).all()
    return network


def lengths_m(network: RoadNetwork) -> dict[tuple[int, int], float]:
    """Return the length of the first segment between each pair of nodes."""
    tails = network.node_osm_id[network.segment_tail].tolist()
    heads = network.node_osm_id[network.segment_head].tolist()
    lengths = network.segment_length_m.tolist()
    return dict(reversed(list(zip(zip(tails, heads, strict=True), lengths, strict=True))))


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


@pytest.mark.parametrize("name", [*REFUSED, *LOADED, *OTHERS])
def test_memory_stays_within_its_rule(name: str) -> None:
    path = FOLDER / name
    tracemalloc.start()
    try:
        with contextlib.suppress(MapFileError):
            read(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * path.stat().st_size + 50_000_000


def test_an_empty_file_is_refused_as_such() -> None:
    with pytest.raises(MapFileError, match=r"empty\.graphml is empty"):
        read(SHARED / "hostile" / "map" / "empty.graphml")


@pytest.mark.parametrize(("name", "arcs", "dropped"), [(name, *row) for name, row in LOADED.items()])
def test_an_odd_file_is_read_with_a_report(name: str, arcs: int, dropped: dict[str, int]) -> None:
    network = load(name)
    assert pairs(network) >= {(1, 2), (2, 3)}
    assert network.arc_count == arcs
    report = read(FOLDER / name).report
    assert {key: count for key, count in report.dropped.items() if key not in USUAL} == dropped
    for reason in dropped.keys() - {"repeated_node_id"}:
        assert any(item in report.places for item in report.examples[reason])


def test_lengths_are_those_of_the_file() -> None:
    lengths = lengths_m(load("good_small.graphml"))
    assert lengths[1, 2] + lengths[2, 3] == pytest.approx(217.7)


def test_a_length_shorter_than_the_straight_line_is_measured() -> None:
    assert lengths_m(load("length_too_short.graphml"))[1, 3] == pytest.approx(195.7, abs=0.5)


def test_bad_geometry_becomes_a_straight_line_of_the_stated_length() -> None:
    assert lengths_m(load("bad_geometry.graphml"))[1, 3] == pytest.approx(200)


def test_of_a_node_given_twice_the_first_counts_and_parallel_edges_stay() -> None:
    network = load("duplicate_ids.graphml")
    assert network.node_lon.max() < 7.5
    tails = network.node_osm_id[network.segment_tail].tolist()
    assert tails.count(1) == 2


def test_an_undirected_edge_is_driven_both_ways_and_a_directed_one_is_not() -> None:
    assert pairs(load("undirected_default.graphml")) == {(1, 2), (2, 1), (2, 3)}


def test_projected_coordinates_come_out_in_degrees() -> None:
    network = load("projected_coordinates.graphml")
    assert network.node_lon.tolist() == pytest.approx([7.41775, 7.41875], abs=1e-4)
    assert network.node_lat.tolist() == pytest.approx([43.727, 43.727], abs=1e-3)
    assert network.segment_length_m.tolist() == pytest.approx([80.5], abs=0.1)
