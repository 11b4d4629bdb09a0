"""OSM opening hours as they stand in conditions (wiki: Key:opening_hours/specification)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When something is open, in local time.

    Attributes
    ----------
    text
        As it was read.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> "OpeningHours":
        """Return what a value says; raises HoursError where it is not understood."""
        return cls(text)

    def is_open(self, local: datetime) -> bool:
        """Say whether it is open at a local time."""
        return self.text == "24/7"

    def next_change(self, local: datetime) -> datetime | None:
        """Return when it next opens or closes after `local`, or None where it does not within a year."""
        return None
