from collections.abc import Generator
from typing import TypeVar

import numpy as np

from desktop_app.roadnet.network import ArcFlag, RoadClass
from desktop_app.ui.map.road_geometry import Bucket, RoadGeometry, Structure, build_road_geometry
from desktop_app.ui.map.road_names import build_road_names
from desktop_app.ui.theme import RoadGroup
from tests.networks import Road, grid, network_of

Made = TypeVar("Made")
WORLD = (0.0, 0.0, 1.0, 1.0)
STREETS = Bucket(Structure.GROUND, RoadGroup.STREET, link=False)


def finished(steps: Generator[None, None, Made]) -> Made:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: Made = end.value
            return made


def drawn_points(roads: RoadGeometry, bucket: Bucket, zoom: float = 17.0) -> int:
    return sum(len(lines.x) for lines in roads.lines(bucket, WORLD, zoom))


def test_both_directions_of_a_street_are_one_line_and_a_way_is_whole() -> None:
    roads = finished(build_road_geometry(grid(columns=6, rows=5)))
    lines = list(roads.lines(STREETS, WORLD, 17.0))
    assert sum(len(some) for some in lines) == 11
    assert drawn_points(roads, STREETS) == 5 * 6 + 6 * 5


def test_a_far_zoom_draws_fewer_points() -> None:
    roads = finished(build_road_geometry(grid(columns=20, rows=20)))
    assert drawn_points(roads, STREETS, 10.0) <= 3 * 40
    assert drawn_points(roads, STREETS, 17.0) == 2 * 20 * 20


def test_only_what_is_in_sight_is_drawn() -> None:
    roads = finished(build_road_geometry(grid()))
    assert list(roads.lines(STREETS, (0.1, 0.1, 0.2, 0.2), 17.0)) == []


def test_bridges_tunnels_and_links_are_told_apart() -> None:
    places = {1: (0.0, 0.0), 2: (0.01, 0.0), 3: (0.02, 0.0), 4: (0.03, 0.0)}
    network = network_of(
        places,
        [
            Road((1, 2), road_class=RoadClass.PRIMARY, flags=ArcFlag.BRIDGE),
            Road((2, 3), road_class=RoadClass.PRIMARY_LINK),
            Road((3, 4), road_class=RoadClass.MOTORWAY, flags=ArcFlag.TUNNEL),
        ],
    )
    roads = finished(build_road_geometry(network))
    assert set(roads.buckets) == {
        Bucket(Structure.BRIDGE, RoadGroup.PRIMARY, link=False),
        Bucket(Structure.GROUND, RoadGroup.PRIMARY, link=True),
        Bucket(Structure.TUNNEL, RoadGroup.MOTORWAY, link=False),
    }


def test_a_one_way_street_against_its_way_is_drawn_in_the_ways_order() -> None:
    places = {1: (0.0, 0.0), 2: (0.01, 0.0), 3: (0.02, 0.0)}
    network = network_of(places, [Road((1, 2, 3), forward_kph=0.0)])
    (line,) = finished(build_road_geometry(network)).lines(STREETS, WORLD, 17.0)
    assert np.all(np.diff(line.x) > 0)


def test_pieces_of_a_street_are_joined_for_its_name() -> None:
    places = {number: (0.01 * number, 0.0) for number in range(1, 6)}
    network = network_of(
        places, [Road((3, 2, 1), "High Street"), Road((3, 4), "High Street"), Road((4, 5), "Low Street")]
    )
    names = finished(build_road_names(network, finished(build_road_geometry(network))))
    assert [network.texts[int(text)] for text in names.text] == ["High Street", "Low Street"]
    assert sorted(np.diff(names.lines.first).tolist()) == [2, 4]
