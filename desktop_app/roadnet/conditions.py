"""Values that count at some hours only: OSM's conditional restrictions, ready to be asked.

A network keeps each as a text such as ``2 @ (Mo-Fr 07:00-09:00); 0 @ (Sa,Su AND 10:00-12:00)``. The number
is an `Access`, or 1 and 0 for a turn ban that stands or not; the hours are those of
`roadnet.opening_hours`, all of which must be open where ``AND`` joins several. The last clause that
matches wins (wiki: Conditional restrictions).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from desktop_app.errors import HoursError
from desktop_app.roadnet.network import MapFacts
from desktop_app.roadnet.opening_hours import LONGEST_SEARCH_DAYS, OpeningHours
from desktop_app.roadnet.opening_tokens import shortened, without_comments

LONGEST_TEXT = 4000
_DIGIT = re.compile(r"[0-9]")
_AND = re.compile(r"\sAND\s", re.IGNORECASE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_SEARCH = timedelta(days=LONGEST_SEARCH_DAYS)
_SUN_MIN_PER_DEG = 4
_MOST_STEPS = 2000


@dataclass(frozen=True, slots=True)
class Clause:
    """A value and the hours at which it counts: those at which all of `hours` are open."""

    value: int
    hours: tuple[OpeningHours, ...]

    def matches(self, local: datetime) -> bool:
        """Say whether the value counts at a local time."""
        return all(hours.is_open(local) for hours in self.hours)

    @property
    def text(self) -> str:
        """The clause as it stands in a network."""
        return f"{self.value} @ ({' AND '.join(hours.text for hours in self.hours)})"


@dataclass(frozen=True, slots=True)
class Condition:
    """Clauses, of which the last that matches wins."""

    clauses: tuple[Clause, ...]

    @classmethod
    def parse(cls, text: str) -> "Condition":
        """Return the condition of a network's text; raises HoursError where it is not one."""
        return cls(tuple(_clause(value, terms) for value, terms in split_clauses(text)))

    @property
    def text(self) -> str:
        """The condition as it stands in a network."""
        return "; ".join(clause.text for clause in self.clauses)

    def value_at(self, local: datetime) -> int | None:
        """Return the value of the last clause that matches at a local time, None where none does."""
        for clause in reversed(self.clauses):
            if clause.matches(local):
                return clause.value
        return None

    def next_change(self, local: datetime) -> datetime | None:
        """Return the first whole minute after `local` at which the value is another.

        None where it is not within `LONGEST_SEARCH_DAYS`. The answer is wall-clock time of the same zone.
        """
        value, at = self.value_at(local), local
        for _ in range(_MOST_STEPS):
            changes = (hours.next_change(at) for clause in self.clauses for hours in clause.hours)
            soonest = min((change for change in changes if change is not None), default=None)
            if soonest is None or soonest.replace(tzinfo=None) - local.replace(tzinfo=None) > _LONGEST_SEARCH:
                return None
            if self.value_at(soonest) != value:
                return soonest
            at = soonest
        return None


def split_clauses(text: str) -> list[tuple[str, list[str]]]:
    """Return the clauses of a conditional value: what counts, and the terms that must all be true.

    Comments are left out. Raises HoursError where the text has no clause, one without ``@`` or without
    a term, or brackets that do not match.
    """
    if len(text) > LONGEST_TEXT:
        raise _error(text, f"has more than {LONGEST_TEXT} characters")
    clauses: list[tuple[str, list[str]]] = []
    for part in _split_outside_brackets(without_comments(text)):
        value, at, terms = (word.strip() for word in part.partition("@"))
        if not at:
            raise _error(text, f"has no '@' in '{shortened(part.strip())}'")
        if terms.startswith("(") and _closing_bracket(terms) == len(terms) - 1:
            terms = terms[1:-1]
        clauses.append((value, [term.strip() for term in _AND.split(terms)]))
    if not clauses:
        raise _error(text, "is empty")
    return clauses


def _split_outside_brackets(text: str) -> list[str]:
    """Return the parts between semicolons that stand in no bracket, but for an empty last one."""
    parts, depth, first = [], 0, 0
    for index, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            raise _error(text, "closes a bracket that was not opened")
        if sign == ";" and depth == 0:
            parts.append(text[first:index])
            first = index + 1
    if depth:
        raise _error(text, "opens a bracket that is not closed")
    return [*parts, text[first:]] if text[first:].strip() else parts


def _closing_bracket(text: str) -> int:
    """Return where the bracket closes with which a text begins."""
    depth = 0
    for index, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return index
    return -1


def _clause(value: str, terms: list[str]) -> Clause:
    if not _DIGIT.fullmatch(value):
        raise _error(value, "does not begin with one digit")
    return Clause(int(value), tuple(OpeningHours.parse(term) for term in terms))


def _error(text: str, what: str) -> HoursError:
    return HoursError(f"The condition '{shortened(text)}' {what}; write it as in 'no @ (Mo-Fr 07:00-09:00)'.")


def local_time(facts: MapFacts, instant_ms: int) -> datetime:
    """Return the local time on the signs of a map at an instant in milliseconds since 1970, UTC.

    That of the map's time zone; where the map has none, or one that this computer does not know, of
    the sun over the middle of the map. Raises OverflowError beyond the year 9999.
    """
    instant = _EPOCH + timedelta(milliseconds=instant_ms)
    return instant.astimezone(_zone_of(facts))


def _zone_of(facts: MapFacts) -> tzinfo:
    sun = timezone(timedelta(minutes=round((facts.west + facts.east) / 2 * _SUN_MIN_PER_DEG)))
    try:
        return ZoneInfo(facts.time_zone) if facts.time_zone else sun
    except (KeyError, ValueError, OSError):
        # This computer's table of zones is older than the map; the sun is near enough.
        return sun
