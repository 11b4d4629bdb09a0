"""What a line in driving direction is matched to, on networks made by hand."""

import time
from functools import lru_cache

import numpy as np
import pytest

from desktop_app.roadnet.network import ArcFlag, RoadNetwork
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.matching.matcher import LineMatcher
from tests.networks import Road, grid, network_of

Line = list[tuple[float, float]]

METRE_LAT = 1 / 111_132.0
METRE_LON = 1 / 78_847.0
"""Degrees at 45 degrees north."""


def place(east_m: float, north_m: float) -> tuple[float, float]:
    return 7.0 + east_m * METRE_LON, 45.0 + north_m * METRE_LAT


def nodes(network: RoadNetwork, line: Line, *, points: bool = False) -> list[int]:
    """Return the OSM nodes of what a line is matched to."""
    matcher = LineMatcher(network, SpatialIndex(network))
    segments = matcher.match_points(line) if points else matcher.match_line(line)
    tail, head = network.segment_tail[segments], network.segment_head[segments]
    assert (tail[1:] == head[:-1]).all()
    return [int(node) for node in network.node_osm_id[np.append(tail[:1], head)]]


@lru_cache
def town() -> RoadNetwork:
    return grid()


def test_a_line_goes_round_corners_and_its_reverse_goes_back() -> None:
    line = [(0.1, 45.00003), (0.104, 45.00002), (0.10402, 45.004)]
    assert nodes(town(), line) == [1, 2, 3, 103, 203]
    assert nodes(town(), line[::-1]) == [203, 103, 3, 2, 1]


def test_ends_that_are_hardly_covered_are_dropped() -> None:
    assert nodes(town(), [(0.1013, 45.0), (0.1047, 45.0)]) == [2, 3]
    assert nodes(town(), [(0.1007, 45.0), (0.1053, 45.0)]) == [1, 2, 3, 4]


def test_a_line_shorter_than_its_segment_is_matched_to_it() -> None:
    assert nodes(town(), [(0.1025, 45.0), (0.1029, 45.0)]) == [2, 3]


@pytest.mark.parametrize(
    "line",
    [
        [(0.1, 40.0), (0.2, 40.0)],
        [(0.1001, 45.001), (0.1009, 45.001)],
        [(0.101, 45.0), (0.101, 45.0)],
        [(-170.0, -80.0), (170.0, 80.0)],
    ],
    ids=["off the map", "between two streets", "no length", "across the globe"],
)
def test_a_line_that_follows_no_road_gives_nothing(line: Line) -> None:
    assert nodes(town(), line) == []


def test_a_line_that_leaves_the_map_gives_the_part_on_it() -> None:
    assert nodes(town(), [(0.106, 45.0), (0.12, 45.0)]) == [4, 5, 6]


def carriageways() -> RoadNetwork:
    """Two one-way carriageways 12 m apart: 1-2-3 to the east, 13-12-11 to the west north of it."""
    places = {n: place(200.0 * (n - 1), 0.0) for n in (1, 2, 3)}
    places |= {n + 10: place(200.0 * (n - 1), 12.0) for n in (1, 2, 3)}
    return network_of(
        places, [Road((1, 2, 3), "A", backward_kph=0.0), Road((13, 12, 11), "A", backward_kph=0.0)]
    )


@pytest.mark.parametrize("north_m", [-6.0, 0.0, 6.0, 12.0, 18.0])
def test_never_the_other_side_of_a_dual_carriageway(north_m: float) -> None:
    line = [place(0, north_m), place(400, north_m)]
    assert nodes(carriageways(), line) == [1, 2, 3]
    assert nodes(carriageways(), line[::-1]) == [13, 12, 11]


def crossing() -> RoadNetwork:
    """A street to the east, 1-2-3-4, and a bridge over it at a flat angle, 11-12-13."""
    places = {n: place(150.0 * (n - 1), 0.0) for n in (1, 2, 3, 4)}
    places |= {11: place(0, 60), 12: place(225, 3), 13: place(450, -60)}
    return network_of(
        places, [Road((1, 2, 3, 4), "Street"), Road((11, 12, 13), "Bridge", flags=ArcFlag.BRIDGE)]
    )


@pytest.mark.parametrize("north_m", [-4.0, 0.0, 4.0])
def test_never_the_bridge_above_nor_the_street_below(north_m: float) -> None:
    street = [place(0, north_m), place(450, north_m)]
    assert nodes(crossing(), street) == [1, 2, 3, 4]
    bridge = [place(0, 60 + north_m), place(225, 3 + north_m), place(450, -60 + north_m)]
    assert nodes(crossing(), bridge) == [11, 12, 13]


def over_and_under() -> RoadNetwork:
    """A street 1-2-3-4 with a tunnel 11-12 exactly below its middle, reached from 10 and left to 13."""
    places = {n: place(200.0 * (n - 1), 0.0) for n in (1, 2, 3, 4)}
    places |= {10: place(100, -120), 11: place(200, -1), 12: place(400, -1), 13: place(500, -120)}
    tunnel = Road((11, 12), "Tunnel", flags=ArcFlag.TUNNEL)
    return network_of(
        places, [Road((1, 2, 3, 4), "Street"), Road((10, 11), "Ramp"), tunnel, Road((12, 13), "Ramp")]
    )


def test_continuity_tells_the_tunnel_from_the_street_above() -> None:
    assert nodes(over_and_under(), [place(0, -1), place(600, -1)]) == [1, 2, 3, 4]
    ramps = [place(100, -120), place(200, 0), place(400, 0), place(500, -120)]
    assert nodes(over_and_under(), ramps) == [10, 11, 12, 13]


def bend() -> RoadNetwork:
    """A road that swings 120 m out between two places 400 m apart."""
    places = {1: place(0, 0), 2: place(100, 100), 3: place(200, 120), 4: place(300, 100), 5: place(400, 0)}
    return network_of(places, [Road((1, 2, 3, 4, 5))])


def test_points_far_apart_are_joined_by_the_road_between() -> None:
    ends = [place(0, 2), place(400, 2)]
    assert nodes(bend(), ends, points=True) == [1, 2, 3, 4, 5]
    assert nodes(bend(), ends[::-1], points=True) == [5, 4, 3, 2, 1]
    assert nodes(bend(), ends) == [1, 2, 3, 4, 5], "a line of two places is such a list too"


def test_a_line_over_the_antimeridian_is_matched() -> None:
    places = {n: (179.998 + 0.002 * n if n < 1 else -180.002 + 0.002 * n, -17.0) for n in range(4)}
    network = network_of({n + 1: at for n, at in places.items()}, [Road((1, 2, 3, 4))])
    assert nodes(network, [(179.998, -17.0), (-179.996, -17.0)]) == [1, 2, 3, 4]


def test_lines_of_any_length_take_bounded_work() -> None:
    network = grid(columns=60, rows=60)
    angle = np.linspace(0, 40, 10_000)
    spiral = [(0.16 + 0.001 * a * np.cos(a), 45.06 + 0.001 * a * np.sin(a)) for a in angle.tolist()]
    matcher = LineMatcher(network, SpatialIndex(network))
    matcher.match_line([(0.1, 45.0), (0.104, 45.0)])
    before = time.thread_time()
    matcher.match_line(spiral)
    matcher.match_points(spiral)
    # Measured are 0.1 s; a search without bounds takes minutes.
    assert time.thread_time() - before < 5.0


def one_way_round() -> RoadNetwork:
    """A one-way street 1-2 to the east with a way round back to its start, 2-3-4-1."""
    places = {1: place(0, 0), 2: place(400, 0), 3: place(400, 100), 4: place(0, 100)}
    return network_of(places, [Road((1, 2), backward_kph=0.0), Road((2, 3, 4, 1), backward_kph=0.0)])


@pytest.mark.parametrize("points", [False, True])
def test_against_a_one_way_street_nothing_is_matched(points: bool) -> None:  # noqa: FBT001 - a case
    assert nodes(one_way_round(), [place(0, 0), place(400, 0)], points=points) == [1, 2]
    assert nodes(one_way_round(), [place(390, 0), place(10, 0)], points=points) == []


def test_a_line_that_wavers_by_five_metres_is_matched_exactly() -> None:
    network = grid(columns=12, rows=12)
    dice = np.random.default_rng(1)
    exact = 0
    for _ in range(100):
        row, column, east, north = dice.integers(1, 6, 4).tolist()
        chain = [row * 100 + column + step + 1 for step in range(east + 1)]
        chain += [(row + step) * 100 + column + east + 1 for step in range(1, north + 1)]
        line = [(0.1 + (n % 100 - 1) * 0.002, 45.0 + n // 100 * 0.002) for n in chain]
        wavering = [
            (lon + x * METRE_LON, lat + y * METRE_LAT)
            for (lon, lat), (x, y) in zip(line, dice.normal(0, 5, (len(line), 2)).tolist(), strict=True)
        ]
        exact += nodes(network, wavering) == chain
    assert exact == 100


def test_many_lines_are_matched_as_each_alone() -> None:
    network = town()
    matcher = LineMatcher(network, SpatialIndex(network))
    dice = np.random.default_rng(2)
    corners = 0.1 + 0.01 * dice.random((150, 4, 1)), 45.0 + 0.008 * dice.random((150, 4, 1))
    lines = [[(lon, lat) for lon, lat in line] for line in np.concatenate(corners, axis=2).tolist()]
    lines += [[(0.1, 45.0), (0.106, 45.0)], [(0.5, 45.0), (0.6, 45.0)], [(0.1, 45.0), (0.1, 45.0)]]
    together = [segments.tolist() for segments in matcher.match_lines(lines)]
    assert together == [matcher.match_line(line).tolist() for line in lines]
    assert [len(segments) for segments in together[-3:]] == [3, 0, 0]
