"""OSM opening hours as they stand in conditions (wiki: Key:opening_hours/specification).

Understood is the usual subset; anything else raises HoursError. Stated rules where the specification
leaves a choice, or needs what is not at hand:

- A rule that opens replaces the earlier ones on the days it names (all, where it names none), unless a
  comma joins it to them. A rule that closes takes away its hours alone.
- Hours after midnight belong to the day on which they began.
- No day is known to be a public or a school holiday: rules for ``PH`` and ``SH`` never count.
- The sun rises at 6 and sets at 18 o'clock; dawn and dusk are half an hour before and after.
- An open end (``18:00+``) is the end of the day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop_app.roadnet.opening_days import DayPattern
from desktop_app.roadnet.opening_parser import DayRule, parsed_rules

MINUTES_A_DAY = 24 * 60
LONGEST_SEARCH_DAYS = 400
"""How far `OpeningHours.next_change` looks."""

_Counting = tuple[DayRule, ...]
"""Rules that count for the hours which begin on one day."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When something is open, in local time, to the minute.

    Attributes
    ----------
    text
        As it was read.
    rules
        In the order of the text.
    """

    text: str
    rules: tuple[DayRule, ...]

    @classmethod
    def parse(cls, text: str) -> "OpeningHours":
        """Return what a value says; raises HoursError where it is not understood."""
        return cls(text, parsed_rules(text))

    def is_open(self, local: datetime) -> bool:
        """Say whether it is open at a local time."""
        return self._is_open(local.date(), local.hour * 60 + local.minute)

    def next_change(self, local: datetime) -> datetime | None:
        """Return the first whole minute after `local` at which it opens or closes.

        None where it does neither within `LONGEST_SEARCH_DAYS`. The answer is wall-clock time of
        the same zone.
        """
        now_minute = local.hour * 60 + local.minute
        was_open = self._is_open(local.date(), now_minute)
        constant: tuple[_Counting, _Counting] | None = None
        for offset in range(self._search_days() + 1):
            if local.toordinal() + offset > date.max.toordinal():
                return None
            day = local.date() + timedelta(days=offset)
            rules = self._rules_before(day), self._rules_of(day)
            if rules == constant:
                continue
            for minute in _possible_changes(*rules):
                if (offset or minute > now_minute) and _opens_at(*rules, minute) != was_open:
                    at = time(minute // 60, minute % 60, tzinfo=local.tzinfo)
                    return datetime.combine(day, at)
            # A whole day without a change: further days by the same rules have none either.
            constant = rules if offset else None
        return None

    def _search_days(self) -> int:
        """Return after how many days without a change there is none, at most `LONGEST_SEARCH_DAYS`."""
        if all(rule.days == DayPattern() for rule in self.rules):
            return 1
        return 7 if all(rule.days.is_weekly for rule in self.rules) else LONGEST_SEARCH_DAYS

    def _is_open(self, day: date, minute: int) -> bool:
        return _opens_at(self._rules_before(day), self._rules_of(day), minute)

    def _rules_before(self, day: date) -> _Counting:
        return self._rules_of(day - timedelta(days=1)) if day > date.min else ()

    def _rules_of(self, day: date) -> _Counting:
        """Return the rules that count for the hours which begin on a day."""
        counting: list[DayRule] = []
        for rule in self.rules:
            if rule.days.has(day):
                if rule.opens and not rule.is_additional:
                    counting.clear()
                counting.append(rule)
        return tuple(counting)


def _opens_at(before: _Counting, today: _Counting, minute: int) -> bool:
    """Say whether a minute of a day is open by the rules of that day or those of the day before."""
    return _opens(today, minute) or _opens(before, minute + MINUTES_A_DAY)


def _opens(rules: _Counting, minute: int) -> bool:
    """Say whether the last of the rules that names a minute opens; minutes count from the day's begin."""
    for rule in reversed(rules):
        if any(first <= minute < last for first, last in rule.spans):
            return rule.opens
    return False


def _possible_changes(before: _Counting, today: _Counting) -> list[int]:
    """Return the minutes of a day, ascending, at which hours begin or end."""
    minutes = {0}
    minutes.update(minute for rule in today for span in rule.spans for minute in span)
    minutes.update(minute - MINUTES_A_DAY for rule in before for span in rule.spans for minute in span)
    return sorted(minute for minute in minutes if 0 <= minute < MINUTES_A_DAY)
