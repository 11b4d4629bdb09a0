"""What signs with hours say at an instant, and until when."""

from dataclasses import replace
from datetime import UTC, datetime

from desktop_app.roadnet.texts import TextTable
from desktop_app.routing.rule_clock import RuleClock
from tests.networks import grid


def clock(*conditions: str, time_zone: str = "UTC") -> RuleClock:
    network = grid()
    facts = replace(network.facts, time_zone=time_zone)
    return RuleClock(replace(network, facts=facts, conditions=TextTable.of(["", *conditions])))


def at(day: int, hour: int, minute: int = 0) -> int:
    """Return an instant of November 2026, of which the 23rd is a Monday; UTC, ms since 1970."""
    return round(datetime(2026, 11, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


def test_each_condition_has_the_value_of_the_hour() -> None:
    rules = clock("2 @ (Mo-Fr 07:00-09:00)", "1 @ (Mo 08:00-10:00)")
    assert rules.standing(at(23, 8, 30)).values == (None, 2, 1)
    assert rules.standing(at(23, 9, 30)).values == (None, None, 1)
    assert rules.standing(at(24, 8, 30)).values == (None, 2, None)


def test_it_stands_until_the_first_of_them_changes() -> None:
    rules = clock("2 @ (Mo-Fr 07:00-09:00)", "1 @ (Mo 08:00-10:00)")
    assert rules.standing(at(23, 8, 30)).until_ms == at(23, 9)
    assert rules.standing(at(23, 9)).until_ms == at(23, 10)
    assert rules.standing(at(23, 10)).until_ms == at(24, 7)
    assert clock("2 @ (24/7)").standing(at(23, 8)).until_ms is None
    assert clock().standing(at(23, 8)).until_ms is None


def test_the_hours_are_those_of_the_maps_zone() -> None:
    rules = clock("2 @ (07:00-09:00)", time_zone="Asia/Tokyo")
    standing = rules.standing(at(22, 23))
    assert standing.values == (None, 2)
    assert standing.until_ms == at(23, 0)


def test_without_an_hour_nothing_stands() -> None:
    timeless = clock("2 @ (24/7)").timeless()
    assert timeless.values == (None, None)
    assert timeless.until_ms is None


def test_no_condition_has_no_value() -> None:
    assert clock("2 @ (24/7)").standing(at(23, 8)).value(0) is None
