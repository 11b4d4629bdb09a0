"""Vehicles are prepared once, kept for a while, and follow weights and hours."""

import numpy as np
import pytest

from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.fleet import MOST_VEHICLES, Fleet
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.rule_clock import RuleClock
from desktop_app.traffic.times import free_flow_ms
from tests.networks import grid

NETWORK = grid(3, 2)
TIMELESS = RuleClock(NETWORK).timeless()


def weights(version: int) -> Weights:
    return Weights(version, free_flow_ms(NETWORK), np.zeros(NETWORK.segment_count, np.bool_))


def asked(height_m: float = 0.0, profile: str = "car") -> RouteRequest:
    return RouteRequest(
        start=LonLat(0.1, 45.0),
        end=LonLat(0.104, 45.002),
        profile=profile,
        size=VehicleSize(height_m=height_m) if height_m else None,
    )


@pytest.fixture(name="fleet")
def _fleet() -> Fleet:
    fleet = Fleet(NETWORK, SpatialIndex(NETWORK), turn_rules=True)
    fleet.customize(weights(1), TIMELESS)
    return fleet


def test_a_vehicle_is_prepared_once(fleet: Fleet) -> None:
    assert fleet.vehicle(asked()) is fleet.vehicle(asked())
    assert fleet.vehicle(asked(height_m=4.0)) is not fleet.vehicle(asked())


def test_of_too_many_the_one_that_was_asked_for_longest_ago_is_let_go(fleet: Fleet) -> None:
    first, second = fleet.vehicle(asked(1.0)), fleet.vehicle(asked(2.0))
    for number in range(3, MOST_VEHICLES + 1):
        fleet.vehicle(asked(float(number)))
    assert fleet.vehicle(asked(1.0)) is first
    fleet.vehicle(asked(MOST_VEHICLES + 1.0))
    assert fleet.vehicle(asked(1.0)) is first
    assert fleet.vehicle(asked(2.0)) is not second


def test_a_vehicle_takes_new_weights_when_it_is_next_asked_for(fleet: Fleet) -> None:
    fleet.vehicle(asked())
    fleet.customize(weights(2), TIMELESS)
    vehicle = fleet.vehicle(asked())
    assert vehicle is not None
    assert vehicle.weights.version == 2


def test_a_profile_that_the_map_lacks_is_refused_in_words(fleet: Fleet) -> None:
    assert fleet.vehicle(asked(profile="tank")) is None
    assert "'tank'" in fleet.unknown("tank")
    assert "car" in fleet.unknown("tank")
