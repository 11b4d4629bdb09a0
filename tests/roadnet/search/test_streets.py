"""Streets are runs of arcs of one name."""

import pytest

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.search.streets import named_streets
from tests.networks import Road, grid, network_of


def test_each_name_of_a_grid_is_a_street() -> None:
    network = grid(columns=4, rows=3)
    streets = named_streets(network)
    names = [network.texts[number] for number in streets.key.tolist()]
    assert sorted(names) == sorted([*(f"Row {row}" for row in range(3)), *(f"Column {n}" for n in range(4))])
    row = names.index("Row 1")
    assert streets.length_m[row] == pytest.approx(3 * 0.002 * 78_847, rel=1e-3)
    assert (streets.west[row], streets.east[row]) == pytest.approx((0.1, 0.106))
    assert (streets.lon[row], streets.lat[row]) == pytest.approx((0.103, 45.002))
    assert (streets.end_street == row).sum() == 4


def test_the_widest_class_of_a_street_counts() -> None:
    places = {1: (10.0, 48.0), 2: (10.001, 48.0), 3: (10.002, 48.0)}
    wide = Road((1, 2), "Street", road_class=RoadClass.PRIMARY)
    streets = named_streets(network_of(places, [Road((2, 3), "Street"), wide]))
    assert streets.road_class.tolist() == [RoadClass.PRIMARY]


def test_roads_without_a_name_are_no_streets() -> None:
    network = network_of({1: (10.0, 48.0), 2: (10.001, 48.0)}, [Road((1, 2))])
    assert len(named_streets(network).key) == 0
