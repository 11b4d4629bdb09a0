"""Putting places on roads."""

import numpy as np
import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.request import LonLat
from desktop_app.routing.snapping import Moved, Snapper
from tests.networks import Road, grid, network_of


def snapper(network: RoadNetwork) -> Snapper:
    return Snapper(network, SpatialIndex(network), network.profile("car").arc_component)


def none_closed(network: RoadNetwork) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.zeros(network.segment_count, np.bool_)


def test_a_place_beside_a_road_is_put_on_it_and_not_on_a_node() -> None:
    network = grid()
    stop = snapper(network).snap(LonLat(0.1013, 45.0002), none_closed(network))
    assert stop is not None
    assert stop.moved is Moved.NOT
    snapped = stop.snapped(stop.hits[0])
    assert snapped.lon == pytest.approx(0.1013)
    assert snapped.lat == 45.0
    assert snapped.distance_m == pytest.approx(22.2, abs=0.1)
    assert {round(hit.fraction, 6) for hit in stop.hits} == {0.65, 0.35}


def test_the_nearest_road_is_taken_whatever_its_component() -> None:
    places = {1: (0.0, 45.0), 2: (0.01, 45.0), 3: (0.004, 45.0003), 4: (0.005, 45.0003), 5: (0.02, 45.0)}
    network = network_of(places, [Road((1, 2)), Road((2, 5)), Road((3, 4))])
    snaps = snapper(network)
    stop = snaps.snap(LonLat(0.0045, 45.0002), none_closed(network))
    assert stop is not None
    assert stop.component == 1
    larger = snaps.move_to_larger(stop, none_closed(network))
    assert larger is not None
    assert (larger.component, larger.moved) == (0, Moved.CUT_OFF)
    assert larger.hits[0].distance_m == pytest.approx(22.2, abs=0.1)
    assert snaps.move_to_larger(larger, none_closed(network)) is None


def test_a_closed_road_is_left_for_the_nearest_open_one() -> None:
    network = grid()
    snaps = snapper(network)
    place = LonLat(0.1004, 45.0001)
    closed = none_closed(network)
    closed[[hit.segment for hit in snaps.nearest(place)]] = True
    stop = snaps.snap(place, closed)
    assert stop is not None
    assert stop.moved is Moved.CLOSED
    assert not any(closed[hit.segment] for hit in stop.hits)
    # Column 0 is 31 m to the west.
    assert stop.hits[0].distance_m == pytest.approx(31.5, abs=0.2)


def test_a_road_closed_in_one_direction_keeps_its_stop_in_the_other() -> None:
    network = grid()
    snaps = snapper(network)
    place = LonLat(0.1009, 45.0001)
    closed = none_closed(network)
    shut = snaps.nearest(place)[0].segment
    closed[shut] = True
    stop = snaps.snap(place, closed)
    assert stop is not None
    assert stop.moved is Moved.NOT
    assert [hit.segment for hit in stop.hits] == [network.segment_twin[shut]]
