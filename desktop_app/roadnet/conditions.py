"""Values that count at some hours only: OSM's conditional restrictions, ready to be asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop_app.roadnet.network import MapFacts
from desktop_app.roadnet.road_rules import LimitKind


@dataclass(frozen=True, slots=True)
class Condition:
    """Clauses of a value and the hours at which it counts; the last that matches wins."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "Condition":
        """Return the condition of a network's text; raises HoursError where it is not one."""
        return cls(text)

    def value_at(self, local: datetime) -> int | None:
        """Return the value of the last clause that matches at a local time, None where none does."""
        return None

    def next_change(self, local: datetime) -> datetime | None:
        """Return when the value may next be another, or None where it never is within a year."""
        return None


def local_time(facts: MapFacts, instant_ms: int) -> datetime:
    """Return the local time on the signs of a map at an instant in milliseconds since 1970, UTC."""
    return datetime.fromtimestamp(instant_ms / 1000).astimezone()


def canonical_condition(
    value: str, value_of: Callable[[str], int | None], dimensions: Mapping[LimitKind, float]
) -> tuple[str, tuple[str, ...]]:
    """Return a ``*:conditional`` value as text for `Condition`, and the reasons why a clause was left out.

    Parameters
    ----------
    value
        As it stands in the map: ``no @ (Mo-Fr 07:00-09:00); yes @ (Sa,Su)``.
    value_of
        Gives the number of a clause's value (an `Access`; 1 where a turn ban stands, 0 where not), or
        None where the word is unknown.
    dimensions
        Of the profile's vehicle: clauses on weight, length and the like are decided by them now.

    Returns
    -------
    The text, empty where no clause can ever count, and notes for the import report.
    """
    return "", ()
