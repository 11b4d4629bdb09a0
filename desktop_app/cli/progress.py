"""A progress bar on stderr, where stderr is a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.roadnet.progress import ImportProgress, ProgressRate, ProgressSink

_WIDTH = 30


@contextmanager
def progress_bar() -> Iterator[ProgressSink]:
    """Give a sink that draws a bar while it is open; it draws nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    try:
        yield _Bar().draw
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _ignore(_progress: ImportProgress) -> None:
    """Take a report that nobody sees."""


def progress_line(progress: ImportProgress, rate: str) -> str:
    """Return the stage, a bar where its end is known, else how much is done, and the rate."""
    if progress.total:
        share = min(progress.done / progress.total, 1.0)
        filled = round(_WIDTH * share)
        bar = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%}"
    else:
        bar = f"{progress.done:,} {progress.unit}" if progress.done and progress.unit else ""
    return f"{progress.stage:<24} {bar}  {rate}".rstrip()


class _Bar:
    """Draws one line over the other."""

    def __init__(self) -> None:
        self._rate = ProgressRate()

    def draw(self, progress: ImportProgress) -> None:
        sys.stderr.write(f"\r\x1b[K{progress_line(progress, self._rate.words(progress))}")
        sys.stderr.flush()
