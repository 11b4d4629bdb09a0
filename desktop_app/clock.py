"""Time, handed in as an argument so that tests can hold it still."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the program asks about time."""

    def now_ms(self) -> int:
        """Return the present instant in milliseconds since 1970, UTC."""

    def monotonic_s(self) -> float:
        """Return seconds on a clock that never goes back."""


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        """Return the present instant in milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

    def monotonic_s(self) -> float:
        """Return seconds on a clock that never goes back."""
        return time.monotonic()


class ManualClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now_ms: int = 1_700_000_000_000) -> None:
        """Start at `now_ms`, milliseconds since 1970, UTC."""
        self._now_ms = now_ms
        self._monotonic_s = 0.0

    def now_ms(self) -> int:
        """Return the instant set last."""
        return self._now_ms

    def monotonic_s(self) -> float:
        """Return the seconds that were let pass."""
        return self._monotonic_s

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass on both clocks."""
        self._now_ms += round(seconds * 1000)
        self._monotonic_s += seconds


def instant_text(instant_ms: int) -> str:
    """Return an instant as RFC 3339 text with milliseconds and ``Z``.

    Parameters
    ----------
    instant_ms
        Milliseconds since 1970, UTC.
    """
    moment = datetime.fromtimestamp(instant_ms / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
