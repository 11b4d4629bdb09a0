"""Which days a rule of opening hours names: years, dates, weeks and days of the week."""

import calendar
from dataclasses import dataclass
from datetime import date

LAST_DAY = 31
"""Stands for the last day of any month."""


@dataclass(frozen=True, slots=True)
class YearRange:
    """Every `step` years from `first` to `last`, both included."""

    first: int
    last: int
    step: int = 1

    def has(self, day: date) -> bool:
        """Say whether a day lies in one of these years."""
        return self.first <= day.year <= self.last and (day.year - self.first) % self.step == 0


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from one date to another, both included, each year or once.

    Attributes
    ----------
    first, last
        Month and day. Where `last` comes before `first`, the range runs over the turn of the year.
    first_year, last_year
        None both where it is each year.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    first_year: int | None = None
    last_year: int | None = None

    def has(self, day: date) -> bool:
        """Say whether a day lies in the range."""
        month_day = (day.month, day.day)
        if self.first_year is not None and self.last_year is not None:
            return (self.first_year, *self.first) <= (day.year, *month_day) <= (self.last_year, *self.last)
        if self.first <= self.last:
            return self.first <= month_day <= self.last
        return month_day >= self.first or month_day <= self.last


@dataclass(frozen=True, slots=True)
class WeekRange:
    """Every `step` ISO weeks from `first` to `last`, both included; over the turn of the year too."""

    first: int
    last: int
    step: int = 1

    def has(self, day: date) -> bool:
        """Say whether a day lies in one of these weeks."""
        week = day.isocalendar().week
        if self.first > self.last:
            return week >= self.first or week <= self.last
        return self.first <= week <= self.last and (week - self.first) % self.step == 0


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: all of them, or the n-th of each month.

    Attributes
    ----------
    weekday
        0 is Monday.
    nth
        1 is the first of a month, -1 the last, 0 every one.
    """

    weekday: int
    nth: int = 0

    def has(self, day: date) -> bool:
        """Say whether a day is one of these."""
        if day.weekday() != self.weekday:
            return False
        if self.nth < 0:
            days_left = calendar.monthrange(day.year, day.month)[1] - day.day
            return -self.nth == days_left // 7 + 1
        return self.nth in {0, (day.day - 1) // 7 + 1}


@dataclass(frozen=True, slots=True)
class DayPattern:
    """Days that lie in one of the years, one of the dates, one of the weeks and on one of the weekdays.

    Attributes
    ----------
    years, dates, weeks, weekdays
        An empty tuple is no restriction.
    holidays_only
        The rule counts on public or school holidays alone. No table of holidays is at hand: no day
        is known to be one, so such a rule never counts.
    """

    years: tuple[YearRange, ...] = ()
    dates: tuple[DateRange, ...] = ()
    weeks: tuple[WeekRange, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    holidays_only: bool = False

    def has(self, day: date) -> bool:
        """Say whether the rule names a day."""
        return not self.holidays_only and all(
            not parts or any(part.has(day) for part in parts)
            for parts in (self.years, self.dates, self.weeks, self.weekdays)
        )

    @property
    def is_weekly(self) -> bool:
        """Whether the same days are named in each week."""
        return not (self.years or self.dates or self.weeks or any(day.nth for day in self.weekdays))
