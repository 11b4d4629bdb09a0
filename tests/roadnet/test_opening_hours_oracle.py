"""Opening hours against an oracle that paints each day minute by minute."""

import itertools
import string
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.errors import HoursError
from desktop_app.roadnet.opening_hours import OpeningHours

DAY = 1440
WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Rule:
    """A rule as it is generated: months and weekdays as sets, spans with their end up to 48 hours."""

    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    opens: bool
    is_additional: bool

    def text(self) -> str:
        parts = [
            ",".join(MONTHS[month - 1] for month in self.months),
            ",".join(WEEKDAYS[weekday] for weekday in self.weekdays),
            ",".join(f"{clock(first)}-{clock(last)}" for first, last in self.spans),
            "" if self.opens else "off",
        ]
        return " ".join(filter(None, parts)) or "open"

    def names(self, day: date) -> bool:
        by_month = not self.months or day.month in self.months
        return by_month and (not self.weekdays or day.weekday() in self.weekdays)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def painted(rules: list[Rule], day: date) -> list[bool]:
    """Return whether each minute of the two days from the begin of a day is open by its rules."""
    minutes = [False] * (2 * DAY)
    for rule in rules:
        if rule.names(day):
            if rule.opens and not rule.is_additional:
                minutes = [False] * (2 * DAY)
            for first, last in rule.spans or ((0, DAY),):
                minutes[first:last] = [rule.opens] * (last - first)
    return minutes


def oracle(rules: list[Rule], first_day: date, days: int) -> list[bool]:
    """Return whether each minute from the begin of a day is open."""
    papers = [painted(rules, first_day + timedelta(days=count - 1)) for count in range(days + 1)]
    return [
        today[minute] or yesterday[minute + DAY]
        for yesterday, today in itertools.pairwise(papers)
        for minute in range(DAY)
    ]


def text_of(rules: list[Rule]) -> str:
    text = rules[0].text()
    for rule in rules[1:]:
        text += (", " if rule.is_additional else "; ") + rule.text()
    return text


MINUTES = st.integers(0, 95).map(lambda quarter: quarter * 15)
SPANS = st.tuples(MINUTES, st.integers(1, 96).map(lambda quarter: quarter * 15)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
RULES = st.builds(
    Rule,
    months=st.lists(st.integers(1, 12), max_size=2, unique=True).map(tuple),
    weekdays=st.lists(st.integers(0, 6), max_size=4, unique=True).map(tuple),
    spans=st.lists(SPANS, max_size=3).map(tuple),
    opens=st.booleans(),
    is_additional=st.booleans(),
)
DAYS = st.dates(date(2023, 12, 20), date(2025, 3, 10))


def is_plain(rules: list[Rule]) -> bool:
    """Say whether no comma between two rules could be read as one within a list."""
    return not rules[0].is_additional and all(
        (rule.months or rule.weekdays) and (before.spans or not before.opens)
        for before, rule in itertools.pairwise(rules)
        if rule.is_additional
    )


@settings(deadline=None, max_examples=60)
@given(st.lists(RULES, min_size=1, max_size=4).filter(is_plain), DAYS, st.integers(0, DAY - 1))
def test_hours_are_those_of_the_oracle(rules: list[Rule], day: date, minute: int) -> None:
    hours = OpeningHours.parse(text_of(rules))
    expected = oracle(rules, day, 3)
    begin = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - local time
    for at in {minute, 0, DAY - 1, *(edge % DAY for rule in rules for span in rule.spans for edge in span)}:
        assert hours.is_open(begin + timedelta(minutes=at)) is expected[at]
    change = hours.next_change(begin + timedelta(minutes=minute))
    later = (at for at in range(minute + 1, len(expected)) if expected[at] is not expected[minute])
    found = next(later, None)
    if found is not None:
        assert change == begin + timedelta(minutes=found)
    else:
        assert change is None or change >= begin + timedelta(days=3)


WORDS = st.sampled_from(
    [
        *WEEKDAYS,
        *MONTHS,
        "PH",
        "SH",
        "week",
        "24/7",
        "off",
        "open",
        "2024",
        "08:00",
        "09:30",
        "26:00",
        "1",
        "31",
        "sunrise",
        "dusk",
        *"-,;+/:()[] ",
    ]
)


@given(
    st.lists(WORDS, max_size=14).map("".join) | st.text(string.printable, max_size=30) | st.text(max_size=20)
)
@example("\u0130o 08:00-09:00")
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        hours = OpeningHours.parse(text)
    except HoursError:
        return
    now = datetime(2024, 2, 29, 12, 30)  # noqa: DTZ001 - local time
    change = hours.next_change(now)
    if change is not None:
        assert change > now
        assert hours.is_open(change) is not hours.is_open(now)
