"""What tags mean for a car, as tables."""

import pytest

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.car_profile import DEFAULT_KPH, CarRoad, read_car_road


def read(highway: str = "residential", **tags: str) -> tuple[CarRoad | None, list[str]]:
    """Return how a car drives these tags (``__`` stands for a colon), and what was noted."""
    notes: list[str] = []
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    return read_car_road(highway, named.get, notes.append), notes


def directions(highway: str = "residential", **tags: str) -> tuple[bool, bool]:
    road, _ = read(highway, **tags)
    return (road.forward_kph > 0, road.backward_kph > 0) if road else (False, False)


FORWARD, BACKWARD, BOTH, CLOSED = (True, False), (False, True), (True, True), (False, False)


@pytest.mark.parametrize("road_class", DEFAULT_KPH)
def test_every_class_has_a_speed_of_its_own(road_class: RoadClass) -> None:
    access = {"motor_vehicle": "yes"} if road_class.tag == "track" else {}
    road, notes = read(road_class.tag, **access)
    assert road is not None
    assert (road.road_class, road.forward_kph, notes) == (road_class, DEFAULT_KPH[road_class], [])


@pytest.mark.parametrize(
    "highway", ["footway", "cycleway", "steps", "pedestrian", "construction", "proposed", "path", "", "track"]
)
def test_what_is_no_road_for_cars(highway: str) -> None:
    assert read(highway) == (None, [])


@pytest.mark.parametrize(
    ("tags", "is_open"),
    [
        ({}, True),
        ({"access": "no"}, False),
        ({"access": "private"}, False),
        ({"access": "destination"}, True),
        ({"access": "customers"}, True),
        ({"access": "agricultural;forestry"}, False),
        ({"access": "NO"}, False),
        ({"access": "no", "motor_vehicle": "yes"}, True),
        ({"access": "no", "vehicle": "yes", "motor_vehicle": "no"}, False),
        ({"access": "no", "motorcar": "designated"}, True),
        ({"access": "yes", "motorcar": "no"}, False),
        ({"motor_vehicle": "private"}, False),
        ({"vehicle": "no"}, False),
        ({"access": "some words"}, True),
        ({"area": "yes"}, False),
    ],
)
def test_access_is_decided_by_the_narrowest_tag(tags: dict[str, str], is_open: bool) -> None:  # noqa: FBT001 - a table
    road, _ = read(**tags)
    assert (road is not None) is is_open


@pytest.mark.parametrize(
    ("tags", "is_open"),
    [
        ({"motor_vehicle": "yes"}, True),
        ({"motorcar": "permissive"}, True),
        ({"motor_vehicle": "agricultural"}, False),
        ({"motor_vehicle": "yes", "motorcar": "no"}, False),
        ({"access": "yes"}, False),
    ],
)
def test_a_track_needs_a_word_for_cars(tags: dict[str, str], is_open: bool) -> None:  # noqa: FBT001 - a table
    road, _ = read("track", **tags)
    assert (road is not None) is is_open


@pytest.mark.parametrize(
    ("tags", "driven", "notes"),
    [
        ({}, BOTH, []),
        ({"oneway": "yes"}, FORWARD, []),
        ({"oneway": "true"}, FORWARD, []),
        ({"oneway": "1"}, FORWARD, []),
        ({"oneway": "YES"}, FORWARD, []),
        ({"oneway": "-1"}, BACKWARD, []),
        ({"oneway": "reverse"}, BACKWARD, []),
        ({"oneway": "no"}, BOTH, []),
        ({"oneway": "false"}, BOTH, []),
        ({"oneway": "alternating"}, BOTH, ["oneway_alternating"]),
        ({"oneway": "reversible"}, CLOSED, ["oneway_reversible"]),
        ({"oneway": "yes; no"}, FORWARD, ["oneway_several_values"]),
        ({"oneway": "2"}, BOTH, ["oneway_unknown"]),
        ({"oneway": ""}, BOTH, []),
        ({"junction": "roundabout"}, FORWARD, []),
        ({"junction": "circular"}, FORWARD, []),
        ({"junction": "roundabout", "oneway": "-1"}, BACKWARD, []),
        ({"junction": "roundabout", "oneway": "2"}, FORWARD, ["oneway_unknown"]),
        ({"oneway": "yes", "oneway__motor_vehicle": "no"}, BOTH, []),
    ],
)
def test_one_way_tags(tags: dict[str, str], driven: tuple[bool, bool], notes: list[str]) -> None:
    assert directions(**tags) == driven
    assert read(**tags)[1] == notes


def test_motorways_are_one_way_unless_they_say_otherwise() -> None:
    assert directions("motorway") == FORWARD
    assert directions("motorway", oneway="no") == BOTH
    assert directions("motorway_link") == BOTH


def test_a_speed_may_hold_in_one_direction_only() -> None:
    road, _ = read(maxspeed="50", maxspeed__backward="30 mph")
    assert road is not None
    assert (road.forward_kph, round(road.backward_kph, 2)) == (50, 48.28)


def test_none_lifts_the_limit_on_fast_roads_only() -> None:
    fast, _ = read("motorway", maxspeed="none")
    slow, _ = read("residential", maxspeed="none")
    assert fast is not None
    assert slow is not None
    assert fast.forward_kph > DEFAULT_KPH[fast.road_class]
    assert slow.forward_kph == DEFAULT_KPH[slow.road_class]


def test_nonsense_falls_back_to_the_class_and_is_noted() -> None:
    road, notes = read(maxspeed="fast")
    assert road is not None
    assert (road.forward_kph, notes) == (DEFAULT_KPH[road.road_class], ["maxspeed_unreadable"])
