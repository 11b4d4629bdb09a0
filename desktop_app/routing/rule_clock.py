"""What signs with hours say at one moment."""

from dataclasses import dataclass
from datetime import UTC, datetime

from desktop_app.roadnet.conditions import Condition, local_time
from desktop_app.roadnet.network import RoadNetwork


@dataclass(frozen=True, slots=True)
class Standing:
    """The value of each of a network's conditions at one moment, by number; None where none counts.

    Attributes
    ----------
    until_ms
        Instant at which a value may be another, None for never; milliseconds since 1970 UTC.
    """

    values: tuple[int | None, ...]
    until_ms: int | None = None

    def value(self, condition: int) -> int | None:
        """Return the value of a condition by its number; 0 is no condition."""
        return self.values[condition] if condition < len(self.values) else None


class RuleClock:
    """Reads the conditions of one network by the clock."""

    def __init__(self, network: RoadNetwork) -> None:
        """Read the conditions of `network`; raises HoursError where one is not readable."""
        self._facts = network.facts
        self._conditions = [Condition.parse(text) if text else None for text in network.conditions]

    def timeless(self) -> Standing:
        """Return what stands where no hour is known: nothing that depends on it."""
        return Standing((None,) * len(self._conditions))

    def standing(self, instant_ms: int) -> Standing:
        """Return what stands at an instant in milliseconds since 1970 UTC."""
        local = local_time(self._facts, instant_ms)
        some = [condition for condition in self._conditions if condition is not None]
        changes = [change for each in some if (change := each.next_change(local)) is not None]
        values = tuple(None if each is None else each.value_at(local) for each in self._conditions)
        return Standing(values, min((_instant_ms(change) for change in changes), default=None))


def _instant_ms(local: datetime) -> int:
    return round(local.astimezone(UTC).timestamp() * 1000)
