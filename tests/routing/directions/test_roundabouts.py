"""Roundabouts on ways: kinds of rings, numbers of exits."""

from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.directions.rings import RingKind
from desktop_app.routing.directions.road_ends import RoadEnds, turned_deg
from desktop_app.routing.directions.roundabouts import Passage, Roundabouts
from tests.roadnet.sources.map_files import read
from tests.routing.directions.drawing import Drawing, map_text
from tests.routing.directions.maps_roundabouts import CROSS, MAPS, roundabout


def network_of(drawing: Drawing, folder: Path) -> RoadNetwork:
    path = folder / "drawn.osm"
    path.write_text(map_text([drawing]), encoding="utf-8")
    return read(path).network


def roundabouts_of(network: RoadNetwork) -> Roundabouts:
    return Roundabouts(network, RoadEnds(network, network.profile("car").arc_kph > 0))


def arcs_through(network: RoadNetwork, drawing: Drawing, places: str) -> list[int]:
    """Return the arcs that lead from place to place over the fewest junctions."""
    ids = [drawing.osm_id(place) for place in places.split()]
    junction = {int(network.node_osm_id[node]): number for number, node in enumerate(network.junction_node)}
    arcs = zip(network.arc_tail.tolist(), network.arc_head.tolist(), range(network.arc_count), strict=True)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from(arcs, weight="arc")
    way: list[int] = []
    for tail, head in pairwise(ids):
        passed = nx.shortest_path(graph, junction[tail], junction[head])
        way += [graph.edges[pair]["arc"] for pair in pairwise(passed)]
    return way


def passages(drawing: Drawing, folder: Path, places: str) -> list[Passage]:
    network = network_of(drawing, folder)
    return roundabouts_of(network).passages(arcs_through(network, drawing, places))


@pytest.mark.parametrize(
    ("map_name", "places", "kind", "name"),
    [
        ("four arms, 25 m", "a180 r180 r90 a90", RingKind.ROUNDABOUT, ""),
        ("four arms, 8 m", "a180 r180 r90 a90", RingKind.CROSSROADS, ""),
        ("close arms", "a180 r180 r35 a35", RingKind.ROUNDABOUT, ""),
        ("five arms, 10 m", "a144 r144 r72 a72", RingKind.ROUNDABOUT, ""),
        ("rotary", "a180 r180 r90 a90", RingKind.ROTARY, "Place Ronde"),
        ("small rotary", "a180 r180 r90 a90", RingKind.CROSSROADS, ""),
        ("named like an arm", "a180 r180 r90 a90", RingKind.ROUNDABOUT, ""),
        ("numbered ring", "a180 r180 r90 a90", RingKind.ROUNDABOUT, ""),
    ],
)
def test_a_ring_is_of_the_kind_that_its_width_arms_and_name_make(
    tmp_path: Path, map_name: str, places: str, kind: RingKind, name: str
) -> None:
    (passage,) = passages(MAPS[map_name], tmp_path, places)
    assert (passage.kind, passage.name, passage.exit) == (kind, name, 1)


@pytest.mark.parametrize("map_name", ["forked ring", "cut ring"])
def test_a_ring_that_forks_or_is_cut_is_no_roundabout(tmp_path: Path, map_name: str) -> None:
    assert passages(MAPS[map_name], tmp_path, "a90 r90 r0") == []


def test_exits_are_counted_all_the_way_round_and_the_entry_last(tmp_path: Path) -> None:
    drawing = roundabout(CROSS, 25)
    ring = ("r90", "r0", "r270", "r180")
    for number in range(1, 5):
        places = ["a180", "r180", *ring[:number], ring[number - 1].replace("r", "a")]
        (passage,) = passages(drawing, tmp_path, " ".join(places))
        assert (passage.first, passage.exit) == (1, number)


def test_an_exit_at_the_entry_is_the_first_where_it_lies_before_the_ring(tmp_path: Path) -> None:
    drawing = MAPS["exit at the entry"]
    (passage,) = passages(drawing, tmp_path, "south r180 r90 a90")
    assert passage.exit == 2


def test_an_exit_at_the_entry_is_the_last_where_it_lies_behind_the_ring(tmp_path: Path) -> None:
    (passage,) = passages(MAPS["shared node"], tmp_path, "in r180 r90 a90")
    assert passage.exit == 1


@pytest.mark.parametrize(("map_name", "number"), [("driveway arm", 1), ("private arm", 2)])
def test_exits_to_service_roads_are_not_counted_unless_taken(
    tmp_path: Path, map_name: str, number: int
) -> None:
    (past,) = passages(MAPS[map_name], tmp_path, "a180 r180 r135 r90 a90")
    (taken,) = passages(MAPS[map_name], tmp_path, "a180 r180 r135 a135")
    assert (past.exit, taken.exit) == (number, 1)


def test_a_way_that_begins_on_the_ring_has_an_exit_but_no_entry(tmp_path: Path) -> None:
    (passage,) = passages(roundabout(CROSS, 25), tmp_path, "r180 r90 r0 a0")
    assert (passage.first, passage.after, passage.exit, passage.entry_deg) == (0, 2, 2, None)


def test_a_way_that_ends_on_the_ring_has_an_entry_but_no_exit(tmp_path: Path) -> None:
    (passage,) = passages(roundabout(CROSS, 25), tmp_path, "a180 r180 r90 r0")
    assert (passage.first, passage.after, passage.exit, passage.exit_deg) == (1, 3, None, None)
    assert passage.entry_deg == pytest.approx(75, abs=1)


def test_a_small_ring_is_entered_by_the_turn_of_the_whole_way(tmp_path: Path) -> None:
    (passage,) = passages(roundabout(CROSS, 8), tmp_path, "a180 r180 r90 r0 r270 a270")
    assert passage.entry_deg == pytest.approx(-90, abs=1)


@pytest.mark.parametrize(
    ("start", "end", "turned"),
    [(0, 90, 90), (90, 0, -90), (350, 20, 30), (20, 350, -30), (10, 190, 180), (5, 5, 0)],
)
def test_turns_to_the_right_are_positive(start: float, end: float, turned: float) -> None:
    assert turned_deg(start, end) == turned
