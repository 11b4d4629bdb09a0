"""The kinds of service roads slow every profile, and nobody stands still."""

import pytest

from tests.roadnet.sources.tagging.readers import PROFILES, passages

NAMES = [profile.name for profile in PROFILES]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("service", "factor"),
    [("alley", 0.6), ("parking_aisle", 0.5), ("driveway", 0.7), ("layby", 0.5), ("spur", 1.0)],
)
def test_a_kind_of_service_road_is_slower(name: str, service: str, factor: float) -> None:
    plain, _ = passages(name, highway="service")
    forward, backward = passages(name, highway="service", service=service, motor_vehicle="yes")
    assert forward.kph == backward.kph == pytest.approx(max(1, plain.kph * factor))


@pytest.mark.parametrize("name", NAMES)
def test_the_kind_counts_on_service_roads_only(name: str) -> None:
    assert passages(name, highway="residential", service="alley") == passages(name, highway="residential")


@pytest.mark.parametrize("name", NAMES)
def test_no_speed_is_below_walking_in_place(name: str) -> None:
    forward, backward = passages(name, highway="service", service="parking_aisle", maxspeed="1")
    assert min(forward.kph, backward.kph) >= 1
