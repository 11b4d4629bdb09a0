"""Reading speed limits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.sources.tagging.country_table import CountryTable
from desktop_app.roadnet.sources.tagging.maxspeed import lanes_kph, maxspeed_kph, zone_kph
from desktop_app.roadnet.sources.tagging.usual_speeds import HIGHEST_KPH

DEFAULT, UNLIMITED = 33.0, 130.0
GENERAL = CountryTable.load().rules("", 0.0, 0.0)


@pytest.mark.parametrize(
    ("value", "kph"),
    [
        ("50", 50),
        ("50.5", 50.5),
        (" 50 ", 50),
        ("50 km/h", 50),
        ("50kmh", 50),
        ("50 mph", 80.47),
        ("50mph", 80.47),
        ("40 MPH", 64.37),
        ("30 knots", 55.56),
        ("none", UNLIMITED),
        ("walk", 7),
        ("signals", DEFAULT),
        ("variable", DEFAULT),
        ("RU:urban", 60),
        ("DE:rural", 100),
        ("PT:urban", 50),
        ("GB:nsl_single", 96.56),
        ("DE:zone:30", 30),
        ("DE:zone30", 30),
        ("zone:20", 20),
        ("DE-BY:urban", 50),
        ("50;30", 30),
        ("90;30;90", 30),
        ("50; nonsense", 50),
        ("100|120|none", 100),
        ("30 mph;60", 48.28),
    ],
)
def test_values_that_say_a_speed(value: str, kph: float) -> None:
    assert maxspeed_kph(value, GENERAL, DEFAULT, UNLIMITED) == pytest.approx(kph, abs=0.01)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0",
        "-50",
        "+50",
        "0.5",
        "251",
        "160 mph",
        "1e9",
        "NaN",
        "inf",
        "999999999999999999999",
        "\uff15\uff10",
        "50,5",
        "5 0",
        "50 furlongs",
        "fast",
        "XX:nowhere",
        "zone:0",
        ";",
    ],
)
def test_values_that_say_none(value: str) -> None:
    assert maxspeed_kph(value, GENERAL, DEFAULT, UNLIMITED) is None


def test_of_lanes_the_fastest_counts() -> None:
    assert lanes_kph("60||100", GENERAL, DEFAULT, UNLIMITED) == 100
    assert lanes_kph("none|60", GENERAL, DEFAULT, UNLIMITED) == UNLIMITED
    assert lanes_kph("||", GENERAL, DEFAULT, UNLIMITED) is None


@pytest.mark.parametrize("value", ["sign", "survey", "", "none", "http://example.org", "DE:", ":urban"])
def test_words_that_are_no_zone(value: str) -> None:
    assert zone_kph(value, GENERAL) is None


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,8}(\.[0-9]+)? ?(mph|km/h|knots)?", fullmatch=True))
def test_no_value_gives_a_speed_that_cannot_be_driven(value: str) -> None:
    kph = maxspeed_kph(value, GENERAL, DEFAULT, UNLIMITED)
    assert kph is None or (math.isfinite(kph) and 1 <= kph <= HIGHEST_KPH)
