"""Values by the hour, and the hour itself."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import HoursError
from desktop_app.roadnet.conditions import Condition, local_time, split_clauses
from desktop_app.roadnet.network import MapFacts

# A Monday to a Sunday.
MO, TU, WE, TH, FR, SA, SU = (f"2024-06-{day:02}" for day in range(3, 10))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "when", "value"),
    [
        ("2 @ (Mo-Fr 07:00-09:00)", f"{MO} 08:00", 2),
        ("2 @ (Mo-Fr 07:00-09:00)", f"{MO} 09:00", None),
        ("2 @ (Mo-Fr 07:00-09:00); 0 @ (Sa,Su)", f"{SA} 08:00", 0),
        ("2 @ (24/7); 0 @ (Sa,Su)", f"{SA} 08:00", 0),
        ("2 @ (24/7); 0 @ (Sa,Su)", f"{MO} 08:00", 2),
        ("0 @ (Sa,Su); 2 @ (24/7)", f"{SA} 08:00", 2),
        ("1 @ (Mo-Fr AND 07:00-09:00)", f"{MO} 08:00", 1),
        ("1 @ (Mo-Fr AND 07:00-09:00)", f"{SA} 08:00", None),
        ("1 @ (Nov-Mar AND 22:00-06:00)", f"{MO} 23:00", None),
        ("1 @ (Nov-Mar AND 22:00-06:00)", "2024-01-15 05:59", 1),
        ("1 @ (22:00-06:00)", f"{MO} 02:00", 1),
        ("2 @ ((sunset+01:00)-(sunrise-01:00); Sa off)", f"{MO} 19:00", 2),
        ("2 @ (Mo-Fr 07:00-09:00; We off)", f"{WE} 08:00", None),
    ],
)
def test_the_last_clause_that_matches_wins(text: str, when: str, value: int | None) -> None:
    condition = Condition.parse(text)
    assert condition.value_at(at(when)) == value
    assert Condition.parse(condition.text) == condition


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "2 @",
        "2 @ ()",
        "no @ (Mo)",
        "12 @ (Mo)",
        "2 @ (Mo",
        "2 @ Mo)",
        "2 @ (Mo) AND",
        "2 @ (weight>7.5)",
        "2 @ (Mo AND )",
        "\u0662 @ (Mo)",
        "(" * 10_000,
        ")" * 3_000,
        "(" * 3_000,
        "2 @ (Mo);" * 1_000,
        "\0",
    ],
)
def test_what_is_no_condition_is_refused_in_words(text: str) -> None:
    with pytest.raises(HoursError) as caught:
        Condition.parse(text)
    assert len(str(caught.value)) < 300
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("2 @ (Mo-Fr 07:00-09:00)", f"{MO} 06:00", f"{MO} 07:00"),
        ("2 @ (07:00-09:00); 2 @ (09:00-11:00)", f"{MO} 08:00", f"{MO} 11:00"),
        ("2 @ (24/7); 0 @ (Sa)", f"{MO} 08:00", f"{SA} 00:00"),
        ("0 @ (Sa); 2 @ (24/7)", f"{MO} 08:00", None),
        ("1 @ (Mo AND 07:00-09:00)", f"{TU} 06:00", "2024-06-10 07:00"),
    ],
)
def test_the_next_change(text: str, now: str, expected: str | None) -> None:
    assert Condition.parse(text).next_change(at(now)) == (at(expected) if expected else None)


def test_clauses_of_the_map() -> None:
    assert split_clauses('no @ (Mo-Fr 07:00-09:00; Sa off "a) b"); yes @ Su') == [
        ("no", ["Mo-Fr 07:00-09:00; Sa off"]),
        ("yes", ["Su"]),
    ]
    assert split_clauses("no @ (Mo and weight>7.5)") == [("no", ["Mo", "weight>7.5"])]


@given(st.text(alphabet="20 @();AND-Mo:17", max_size=40))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        condition = Condition.parse(text)
    except HoursError:
        return
    assert Condition.parse(condition.text) == condition


def facts(zone: str, west: float, east: float) -> MapFacts:
    return MapFacts("map", "0", "", "", west, 0.0, east, 1.0, time_zone=zone)


NOON_MS = round(datetime(2024, 7, 1, 12, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("zone", "west", "east", "hour", "minute"),
    [
        ("Europe/Lisbon", -9.0, -8.0, 13, 0),
        ("America/Campo_Grande", -54.6, -54.5, 8, 0),
        ("Asia/Kathmandu", 85.0, 86.0, 17, 45),
        ("", 14.0, 16.0, 13, 0),
        ("", -8.0, -7.0, 11, 30),
        ("", -180.0, 180.0, 12, 0),
        ("Nowhere/Atall", 14.0, 16.0, 13, 0),
        ("../../etc/passwd", 14.0, 16.0, 13, 0),
    ],
)
def test_the_hour_on_the_signs(zone: str, west: float, east: float, hour: int, minute: int) -> None:
    local = local_time(facts(zone, west, east), NOON_MS)
    assert (local.hour, local.minute) == (hour, minute)


def test_summer_time_is_heeded() -> None:
    winter_ms = round(datetime(2024, 1, 1, 12, tzinfo=UTC).timestamp() * 1000)
    assert local_time(facts("Europe/Lisbon", -9.0, -8.0), winter_ms).hour == 12
