"""How far a long task has come, told to whoever waits for it."""

import time
from collections.abc import Callable

import msgspec

BYTES = "bytes"
"""A unit that is shown as MB."""

_WORD_EVERY_S = 0.05
_RATE_AFTER_S = 0.5


class ImportProgress(msgspec.Struct, frozen=True):
    """One word on the progress of an import.

    Attributes
    ----------
    stage
        What is being done, for people: ``"checking the file"``.
    done, total
        How much of it; a `total` of 0 is not known.
    unit
        What they count, such as ``"objects"``, or `BYTES`; empty where that is of no interest.
    """

    stage: str
    done: int
    total: int
    unit: str = ""


class ProgressRate:
    """Says how fast a stage goes on, from its words one after the other."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        """Start before the first word."""
        self._clock_s = clock_s
        self._stage = ""
        self._began_s, self._began_at = 0.0, 0

    def words(self, progress: ImportProgress) -> str:
        """Return the rate of the stage so far, such as ``"3.2 MB/s"``; empty where there is none yet."""
        now_s = self._clock_s()
        if progress.stage != self._stage:
            self._stage, self._began_s, self._began_at = progress.stage, now_s, progress.done
        taken_s = now_s - self._began_s
        if taken_s < _RATE_AFTER_S or not progress.unit:
            return ""
        return rate_words((progress.done - self._began_at) / taken_s, progress.unit)


def rate_words(per_s: float, unit: str) -> str:
    """Return a rate for people: ``"3.2 MB/s"``, ``"250 thousand objects/s"``; empty below one a second."""
    if per_s < 1:
        return ""
    if unit == BYTES:
        return f"{per_s / 1e6:.1f} MB/s"
    for size, name in ((1e6, " million"), (1e3, " thousand")):
        if per_s >= size:
            return f"{per_s / size:.1f}{name} {unit}/s"
    return f"{per_s:.0f} {unit}/s"


ProgressSink = Callable[[ImportProgress], None]
"""Takes each word; an exception that it raises ends the import, which is how it is cancelled."""


def throttled(sink: ProgressSink, clock_s: Callable[[], float] = time.monotonic) -> ProgressSink:
    """Return a sink that passes on to `sink` some twenty words a second, and the first of each stage."""
    last_stage, last_s = "", 0.0

    def pass_on(progress: ImportProgress) -> None:
        nonlocal last_stage, last_s
        now_s = clock_s()
        if progress.stage != last_stage or now_s - last_s >= _WORD_EVERY_S:
            last_stage, last_s = progress.stage, now_s
            sink(progress)

    return pass_on
