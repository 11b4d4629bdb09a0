"""The records that words become once they are on the map."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from desktop_app.traffic.words import ClosureWord, DelayWord, IncidentWord, OpenWord, SpeedWord

PlacedWord = SpeedWord | ClosureWord | OpenWord | DelayWord | IncidentWord


class Layer(IntEnum):
    """Whose word it is; the upper one wins. Free flow, the lowest, needs no record."""

    TYPICAL = 1
    FEED = 2
    MANUAL = 3


class RecordKind(IntEnum):
    """What a record says."""

    SPEED = 0
    CLOSURE = 1
    OPEN = 2
    DELAY = 3
    INCIDENT = 4


RecordKey = tuple[Layer, str, str]
"""Layer, source, id."""


@dataclass(slots=True, eq=False)
class Record:
    """One word on the map.

    Attributes
    ----------
    ts_ms, starts_ms, expires_ms
        On the clock of its source; None: at once, and while its source is well.
    arrival
        Order of arrival, which decides between words of one instant.
    segments
        (K,) int32.
    delay_ms
        Milliseconds lost on each of `segments`, float64, or None where none are.
    speed_kph
        0 where the record says no speed.
    """

    layer: Layer
    source: str
    id: str
    kind: RecordKind
    ts_ms: int
    arrival: int
    starts_ms: int | None
    expires_ms: int | None
    confidence: float
    segments: NDArray[np.int32]
    speed_kph: float
    delay_ms: dict[int, float] | None
    what: str
    severity: str
    text: str

    @property
    def key(self) -> RecordKey:
        """The record's key."""
        return (self.layer, self.source, self.id)
