"""How far a long task has come, told to whoever waits for it."""

import time
from collections.abc import Callable

import msgspec

_WORD_EVERY_S = 0.05


class ImportProgress(msgspec.Struct, frozen=True):
    """One word on the progress of an import.

    Attributes
    ----------
    stage
        What is being done, for people: ``"checking the file"``.
    done, total
        How much of it, in the stage's own unit; a `total` of 0 is not known.
    """

    stage: str
    done: int
    total: int


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
