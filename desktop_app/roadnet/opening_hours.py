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

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop_app.roadnet.opening_days import DayPattern
from desktop_app.roadnet.opening_parser import DayRule, parsed_rules

MINUTES_A_DAY = 24 * 60
LONGEST_SEARCH_DAYS = 400
"""How far `OpeningHours.next_change` looks."""


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
        was_open = self.is_open(local)
        now_minute = local.hour * 60 + local.minute
        for offset in range(self._search_days() + 1):
            if local.toordinal() + offset > date.max.toordinal():
                return None
            day = local.date() + timedelta(days=offset)
            for minute in self._possible_changes(day):
                if (offset or minute > now_minute) and self._is_open(day, minute) != was_open:
                    at = time(minute // 60, minute % 60, tzinfo=local.tzinfo)
                    return datetime.combine(day, at)
        return None

    def _search_days(self) -> int:
        """Return after how many days without a change there is none, at most `LONGEST_SEARCH_DAYS`."""
        if all(rule.days == DayPattern() for rule in self.rules):
            return 1
        return 7 if all(rule.days.is_weekly for rule in self.rules) else LONGEST_SEARCH_DAYS

    def _is_open(self, day: date, minute: int) -> bool:
        if _opens(self._rules_of(day), minute):
            return True
        return day > date.min and _opens(self._rules_of(day - timedelta(days=1)), minute + MINUTES_A_DAY)

    def _rules_of(self, day: date) -> list[DayRule]:
        """Return the rules that count for the hours which begin on a day."""
        counting: list[DayRule] = []
        for rule in self.rules:
            if rule.days.has(day):
                if rule.opens and not rule.is_additional:
                    counting.clear()
                counting.append(rule)
        return counting

    def _possible_changes(self, day: date) -> list[int]:
        """Return the minutes of a day, ascending, at which hours begin or end."""
        minutes = {0, *_ends(self._rules_of(day))}
        if day > date.min:
            minutes.update(
                minute - MINUTES_A_DAY for minute in _ends(self._rules_of(day - timedelta(days=1)))
            )
        return sorted(minute for minute in minutes if 0 <= minute < MINUTES_A_DAY)


def _opens(rules: list[DayRule], minute: int) -> bool:
    """Say whether the last of the rules that names a minute opens; minutes count from the day's begin."""
    for rule in reversed(rules):
        if any(first <= minute < last for first, last in rule.spans):
            return rule.opens
    return False


def _ends(rules: list[DayRule]) -> Iterator[int]:
    for rule in rules:
        for span in rule.spans:
            yield from span
