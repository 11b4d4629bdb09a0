"""What the simulator plays: words on the story's own clock, moved to the real one when they are sent.

A story knows nothing of real time. Its instants are milliseconds since its own midnight, so that the
same seed tells the same story at every speed, today and tomorrow.
"""

from typing import Protocol, TypeVar

import msgspec

from desktop_app.traffic.words import SpeedBlock, Word

FLOW_SOURCE = "sim"
"""The source of measured speeds."""
EVENT_SOURCE = "city"
"""The source of incidents and closures."""

_MIN_SPEED_LIFE_MS = 60_000
_Timed = TypeVar("_Timed", bound=Word)


class Story(Protocol):
    """A seeded run of traffic; the content depends on the number of steps alone."""

    @property
    def step_s(self) -> float:
        """Seconds of the story that one step covers; at speed 1, real seconds."""

    def opening(self) -> tuple[Word, ...]:
        """Return the whole state before the first step."""

    def advance(self) -> tuple[Word, ...]:
        """Go one step on and return what changed."""


def on_clock(word: _Timed, ts_ms: int, speed: float) -> _Timed:
    """Return `word` said at `ts_ms`, with its life shortened by the story's speed.

    Parameters
    ----------
    ts_ms
        When it is said, on the clock to move to, in milliseconds.
    speed
        Story seconds in a second of that clock.

    Returns
    -------
    The word; speeds live at least a minute, so that a fast story does not outrun its own words.
    """
    expires_ms = getattr(word, "expires_ms", None)
    if expires_ms is None:
        return msgspec.structs.replace(word, ts_ms=ts_ms)
    life_ms = round((expires_ms - word.ts_ms) / speed)
    if isinstance(word, SpeedBlock):
        life_ms = max(life_ms, _MIN_SPEED_LIFE_MS)
    return msgspec.structs.replace(word, ts_ms=ts_ms, expires_ms=ts_ms + life_ms)
