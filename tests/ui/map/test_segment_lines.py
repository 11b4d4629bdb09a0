import numpy as np
import pytest

from desktop_app.roadnet.network import ArcFlag
from desktop_app.ui.map.polylines import Polylines
from desktop_app.ui.map.road_geometry import build_road_geometry
from desktop_app.ui.map.segment_lines import SegmentLines, drives_on_left, shifted
from tests.networks import Road, grid, network_of
from tests.ui.map.test_road_geometry import finished


def line_of(*points: tuple[float, float]) -> Polylines:
    array = np.array(points, np.float64)
    return Polylines.of(np.array([0, len(points)]), array[:, 0], array[:, 1])


def test_a_line_moves_to_its_right_on_the_screen() -> None:
    east = shifted(line_of((0, 0), (10, 0)), 2.0)
    assert (east.x.tolist(), east.y.tolist()) == ([0, 10], [2, 2])
    north = shifted(line_of((0, 0), (0, -10)), 2.0)
    assert (north.x.tolist(), north.y.tolist()) == ([2, 2], [0, -10])


def test_a_corner_keeps_the_distance_to_both_sides() -> None:
    bent = shifted(line_of((0, 0), (10, 0), (10, 10)), 2.0)
    assert (bent.x[1], bent.y[1]) == pytest.approx((8.0, 2.0))


def test_neighbours_on_an_arc_are_one_line_and_directions_are_two() -> None:
    places = {1: (0.0, 0.0), 2: (0.01, 0.0), 3: (0.02, 0.0)}
    network = network_of(places, [Road((1, 2, 3))])
    lines = SegmentLines(network, finished(build_road_geometry(network)))
    runs = lines.runs(np.arange(4))
    assert np.diff(runs.first).tolist() == [3, 3]
    assert runs.x[0] == runs.x[-1]


def test_a_gap_parts_a_run() -> None:
    network = grid()
    lines = SegmentLines(network, finished(build_road_geometry(network)))
    assert len(lines.runs(np.array([0, 2]))) == 2
    assert len(lines.runs(np.zeros(0, np.int64))) == 0


@pytest.mark.parametrize(("nodes", "left"), [((1, 2, 3, 4, 1), False), ((4, 3, 2, 1, 4), True)])
def test_roundabouts_tell_the_side_of_driving(nodes: tuple[int, ...], *, left: bool) -> None:
    places = {1: (0.0, 0.0), 2: (0.001, 0.0), 3: (0.001, 0.001), 4: (0.0, 0.001)}
    network = network_of(places, [Road(nodes, backward_kph=0.0, flags=ArcFlag.ROUNDABOUT)])
    assert drives_on_left(network) is left
    assert drives_on_left(grid()) is False
