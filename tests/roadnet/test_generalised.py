"""Roads simplified for drawing: fewer roads and points, and nobody sees a difference."""

from dataclasses import fields

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.roadnet.generalised import (
    NARROWEST,
    TOLERANCE_PX,
    UNITS_PER_DEGREE,
    RoadLines,
    build_road_lines,
)
from desktop_app.roadnet.network import RoadClass, RoadNetwork
from tests.networks import Road, grid, network_of
from tests.roadnet.test_line_simplification import distance_to_line


def winding(road_class: RoadClass, first: int, lat: float) -> tuple[dict[int, tuple[float, float]], Road]:
    """Return a road of 300 nodes that winds by some 30 m to the east."""
    places = {first + i: (0.1 + i * 2e-4, lat + 3e-4 * float(np.sin(i / 4))) for i in range(300)}
    return places, Road(tuple(places), road_class=road_class)


def country() -> RoadNetwork:
    classes = [RoadClass.MOTORWAY, RoadClass.SECONDARY, RoadClass.RESIDENTIAL, RoadClass.SERVICE]
    roads = [winding(each, 1000 * number + 1, 45.0 + number / 50) for number, each in enumerate(classes)]
    return network_of(
        {key: place for places, _ in roads for key, place in places.items()}, [road for _, road in roads]
    )


def level(lines: RoadLines, zoom: int) -> slice:
    place = lines.zoom.tolist().index(zoom)
    return slice(int(lines.level_first[place]), int(lines.level_first[place + 1]))


def pixels(lon: NDArray[np.float64], lat: NDArray[np.float64], zoom: int) -> NDArray[np.float64]:
    globe = 256 * 2.0**zoom
    return np.stack([lon / 360 * globe, np.arcsinh(np.tan(np.radians(lat))) / (2 * np.pi) * globe], axis=1)


def points(lines: RoadLines, line: int, zoom: int) -> NDArray[np.float64]:
    own = slice(int(lines.line_first[line]), int(lines.line_first[line + 1]))
    return pixels(lines.point_lon[own] / UNITS_PER_DEGREE, lines.point_lat[own] / UNITS_PER_DEGREE, zoom)


def test_main_roads_are_kept_at_all_levels_and_small_ones_come_in_later() -> None:
    lines = build_road_lines(country())
    shown = {zoom: set(lines.line_class[level(lines, zoom)].tolist()) for zoom in NARROWEST}
    assert shown[6] == shown[8] == {RoadClass.MOTORWAY}
    assert shown[10] == shown[12] == {RoadClass.MOTORWAY, RoadClass.SECONDARY}
    assert shown[14] == {RoadClass.MOTORWAY, RoadClass.SECONDARY, RoadClass.RESIDENTIAL}


@pytest.mark.parametrize("zoom", list(NARROWEST))
def test_every_node_of_a_shown_road_is_within_the_tolerance(zoom: int) -> None:
    network = country()
    lines = build_road_lines(network)
    drawn = [points(lines, line, zoom) for line in range(*level(lines, zoom).indices(10**9))]
    arcs = np.isin(network.arc_class, lines.line_class[level(lines, zoom)])
    nodes = np.unique(network.segment_tail[arcs[network.segment_arc]])
    for place in pixels(network.node_lon[nodes], network.node_lat[nodes], zoom):
        assert min(distance_to_line(place, line) for line in drawn) <= TOLERANCE_PX + 1e-3


def test_far_out_there_are_far_fewer_points() -> None:
    lines = build_road_lines(country())
    count = {
        zoom: int(lines.line_first[level(lines, zoom).stop] - lines.line_first[level(lines, zoom).start])
        for zoom in NARROWEST
    }
    assert count[6] <= 4
    assert count[14] < 900


def test_a_street_through_crossings_is_one_line() -> None:
    lines = build_road_lines(grid(columns=9, rows=7))
    streets = level(lines, 14)
    # The four around the grid are joined at its corners.
    assert streets.stop - streets.start == 9 + 7 - 3
    assert sorted(np.diff(lines.line_first).tolist())[-2:] == [2, 5]


def test_boxes_hold_the_points_of_their_lines() -> None:
    lines = build_road_lines(country())
    for line in range(len(lines.line_class)):
        own = slice(int(lines.line_first[line]), int(lines.line_first[line + 1]))
        assert lines.west[line] == lines.point_lon[own].min()
        assert lines.east[line] == lines.point_lon[own].max()
        assert lines.south[line] == lines.point_lat[own].min()
        assert lines.north[line] == lines.point_lat[own].max()


def test_a_road_over_the_antimeridian_goes_on_beyond_it() -> None:
    places = {i + 1: ((179.0 + i * 0.4 + 180) % 360 - 180, 60.0 + 0.2 * (i % 2)) for i in range(6)}
    lines = build_road_lines(network_of(places, [Road(tuple(places), road_class=RoadClass.TRUNK)]))
    assert np.abs(np.diff(lines.point_lon[:5].astype(np.int64))).max() < UNITS_PER_DEGREE
    assert max(lines.east[0], -lines.west[0]) > 180 * UNITS_PER_DEGREE


def test_a_map_without_main_roads_has_empty_levels() -> None:
    places, road = winding(RoadClass.SERVICE, 1, 45.0)
    lines = build_road_lines(network_of(places, [road]))
    assert not lines.level_first.any()
    assert all(isinstance(getattr(lines, field.name), np.ndarray) for field in fields(lines))
