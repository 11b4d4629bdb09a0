"""Reading the days of opening hours: years, dates, weeks, days of the week."""

from dataclasses import dataclass

from desktop_app.roadnet.opening_days import (
    LAST_DAY,
    DateRange,
    DayPattern,
    Weekday,
    WeekRange,
    YearRange,
)
from desktop_app.roadnet.opening_tokens import Token, TokenKind, Tokens

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_HOLIDAYS = frozenset({"ph", "sh"})
_DAYS = _HOLIDAYS.union(_WEEKDAYS)
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_LAST_WEEK = 53
_MOST_IN_A_MONTH = 5


@dataclass(frozen=True, slots=True)
class _OneDate:
    """An end of a range of dates; `day` is 0 where only the month is said."""

    year: int | None
    month: int
    day: int


class DateReader:
    """Takes days from the words of a text."""

    def __init__(self, tokens: Tokens) -> None:
        """Read on in `tokens`."""
        self._tokens = tokens

    def days(self) -> DayPattern:
        """Return the days that come next, all of them where none are named; raises HoursError."""
        years = self._years()
        dates = self._dates()
        weeks = self._weeks()
        if years or dates or weeks:
            self._tokens.take_if(":")
        weekdays, holidays_only = self._weekdays()
        if weekdays or holidays_only:
            self._tokens.take_if(":")
        return DayPattern(years, dates, weeks, weekdays, holidays_only=holidays_only)

    def _years(self) -> tuple[YearRange, ...]:
        years: list[YearRange] = []
        while _is_year(self._tokens.next) and not _is_month(self._tokens.ahead(1)):
            first = last = self._year()
            step = 1
            if self._tokens.take_if("+"):
                last = _LAST_YEAR
            elif self._tokens.take_if("-"):
                last = self._year()
                step = self._step()
            if last < first:
                raise self._tokens.error()
            years.append(YearRange(first, last, step))
            if not (_is_year(self._tokens.ahead(1)) and self._tokens.take_if(",")):
                break
        return tuple(years)

    def _dates(self) -> tuple[DateRange, ...]:
        dates: list[DateRange] = []
        year: int | None = None
        while self._is_date(0):
            found, year = self._date_range(year)
            dates.append(found)
            while self._tokens.next.text == "," and _is_day(self._tokens.ahead(1)):
                self._tokens.take()
                dates.append(self._further_days(year, found.last[0]))
            if not (self._is_date(1) and self._tokens.take_if(",")):
                break
        return tuple(dates)

    def _date_range(self, year: int | None) -> tuple[DateRange, int | None]:
        first = self._date(year)
        if not self._tokens.take_if("-"):
            return _range(first, first), first.year
        if _is_day(self._tokens.next) and first.day:
            last = _OneDate(None, first.month, self._day(first.month))
        elif self._is_date(0):
            last = self._date(None)
        else:
            raise self._tokens.error()
        if last.year is not None and first.year is None:
            raise self._tokens.error()
        return _range(first, last), first.year

    def _further_days(self, year: int | None, month: int) -> DateRange:
        """Return the second part of ``Dec 24,31`` or ``Dec 24,26-31``."""
        first = last = _OneDate(year, month, self._day(month))
        if self._tokens.take_if("-"):
            last = _OneDate(None, month, self._day(month))
        return _range(first, last)

    def _date(self, year: int | None) -> _OneDate:
        if _is_year(self._tokens.next):
            year = self._year()
        month = _MONTHS.index(self._tokens.take().text) + 1
        day = self._day(month) if _is_day(self._tokens.next) else 0
        return _OneDate(year, month, day)

    def _weeks(self) -> tuple[WeekRange, ...]:
        weeks: list[WeekRange] = []
        if not self._tokens.take_if("week"):
            return ()
        while True:
            first = last = self._tokens.take_number(1, _LAST_WEEK)
            step = 1
            if self._tokens.take_if("-"):
                last = self._tokens.take_number(1, _LAST_WEEK)
                step = self._step()
            weeks.append(WeekRange(first, last, step))
            if not (_is_day(self._tokens.ahead(1)) and self._tokens.take_if(",")):
                return tuple(weeks)

    def _weekdays(self) -> tuple[tuple[Weekday, ...], bool]:
        """Return days of the week, and whether only holidays count.

        Joined by a comma either counts (``Sa,PH``); side by side both must (``SH Mo-Fr``).
        """
        found: list[Weekday] = []
        names_holidays = must_be_holiday = False
        while self._tokens.next.text in _DAYS:
            is_holiday = self._tokens.take_if(*_HOLIDAYS)
            names_holidays |= is_holiday
            if not is_holiday:
                found.extend(self._weekday_range())
            if self._tokens.ahead(1).text in _DAYS and self._tokens.take_if(","):
                continue
            if self._tokens.next.text in _DAYS:
                if is_holiday == (self._tokens.next.text in _HOLIDAYS):
                    raise self._tokens.error()
                must_be_holiday = True
        return tuple(found), must_be_holiday or (names_holidays and not found)

    def _weekday_range(self) -> list[Weekday]:
        first = _WEEKDAYS.index(self._tokens.take().text)
        if self._tokens.take_if("["):
            return [Weekday(first, nth) for nth in self._numbers_in_month()]
        if not self._tokens.take_if("-"):
            return [Weekday(first)]
        if self._tokens.next.text not in _WEEKDAYS:
            raise self._tokens.error()
        last = _WEEKDAYS.index(self._tokens.take().text)
        return [Weekday((first + offset) % 7) for offset in range((last - first) % 7 + 1)]

    def _numbers_in_month(self) -> list[int]:
        numbers: list[int] = []
        while True:
            if self._tokens.take_if("-"):
                numbers.append(-self._tokens.take_number(1, _MOST_IN_A_MONTH))
            else:
                first = last = self._tokens.take_number(1, _MOST_IN_A_MONTH)
                if self._tokens.take_if("-"):
                    last = self._tokens.take_number(first, _MOST_IN_A_MONTH)
                numbers.extend(range(first, last + 1))
            if self._tokens.take_if("]"):
                return numbers
            if not self._tokens.take_if(","):
                raise self._tokens.error()

    def _step(self) -> int:
        return self._tokens.take_number(1, _LAST_WEEK) if self._tokens.take_if("/") else 1

    def _year(self) -> int:
        return self._tokens.take_number(_FIRST_YEAR, _LAST_YEAR)

    def _day(self, month: int) -> int:
        return self._tokens.take_number(1, _MONTH_DAYS[month - 1])

    def _is_date(self, ahead: int) -> bool:
        token = self._tokens.ahead(ahead)
        return _is_month(token) or (_is_year(token) and _is_month(self._tokens.ahead(ahead + 1)))


def _range(first: _OneDate, last: _OneDate) -> DateRange:
    """Return the days from one date to another; a month alone is all its days."""
    begin = (first.month, first.day or 1)
    end = (last.month, last.day or LAST_DAY)
    last_year = last.year
    if last_year is None and first.year is not None:
        last_year = first.year + (end < begin)
    return DateRange(begin, end, first.year, last_year)


def _is_year(token: Token) -> bool:
    return token.kind is TokenKind.NUMBER and len(token.text) == 4  # noqa: PLR2004 - digits of a year


def _is_day(token: Token) -> bool:
    return token.kind is TokenKind.NUMBER and len(token.text) <= 2  # noqa: PLR2004 - digits of a day


def _is_month(token: Token) -> bool:
    return token.kind is TokenKind.WORD and token.text in _MONTHS
