"""``greenwave isochrone``: polygons that hold one another, and refusals in one line."""

import json

import pytest

from tests.cli.conftest import Greenwave, is_refused
from tests.shared_data import SHARED, needs_shared

MONACO = SHARED / "maps/monaco.osm.gz"
PLACE = ("--from", "43.730729,7.42135")


@needs_shared
def test_the_answer_is_geojson_in_the_order_asked(greenwave: Greenwave) -> None:
    ended = greenwave("isochrone", MONACO, *PLACE, "--minutes", "2,5,3", "--geojson")
    assert (ended.code, ended.err) == (0, "")
    collection = json.loads(ended.out)
    assert collection["type"] == "FeatureCollection"
    features = collection["features"]
    assert [feature["properties"]["minutes"] for feature in features] == [2, 5, 3]
    areas = [feature["properties"]["area_km2"] for feature in features]
    assert 0 < areas[0] < areas[2] < areas[1]
    for feature in features:
        assert feature["geometry"]["type"] == "MultiPolygon"
        for polygon in feature["geometry"]["coordinates"]:
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in polygon)


@needs_shared
def test_a_person_gets_areas(greenwave: Greenwave) -> None:
    ended = greenwave("isochrone", MONACO, *PLACE, "--minutes", "2.5")
    assert ended.code == 0
    assert ended.out.startswith("2.5 min: ")


@needs_shared
def test_a_closure_and_a_slow_vehicle_leave_less(greenwave: Greenwave) -> None:
    def area(*more: str) -> float:
        ended = greenwave("isochrone", MONACO, *PLACE, "--minutes", "3", "--geojson", *more)
        found: float = json.loads(ended.out)["features"][0]["properties"]["area_km2"]
        return found

    assert area("--close", "43.7335,7.4200,150") < area()


@needs_shared
def test_off_the_map_nothing_is_reached(greenwave: Greenwave) -> None:
    ended = greenwave("isochrone", MONACO, "--from", "10,10", "--minutes", "5", "--geojson")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("minutes", ["", "0", "-5", "five", "181", "nan", "inf", "1,,2", ",".join("1" * 13)])
def test_limits_that_are_none_are_refused(greenwave: Greenwave, minutes: str) -> None:
    ended = greenwave("isochrone", "/nowhere/map.osm", *PLACE, "--minutes", minutes)
    assert is_refused(ended, "--minutes"), ended


def test_what_is_missing_is_named(greenwave: Greenwave) -> None:
    assert is_refused(greenwave("isochrone", "/nowhere/map.osm", *PLACE), "--minutes")
    assert is_refused(greenwave("isochrone", "/nowhere/map.osm", "--minutes", "5"), "--from")
    assert is_refused(greenwave("isochrone", "/nowhere/map.osm", *PLACE, "--minutes", "5"), "map.osm")
