"""A progress bar on stderr, where stderr is a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.roadnet.progress import ImportProgress, ProgressSink

_WIDTH = 30


@contextmanager
def progress_bar() -> Iterator[ProgressSink]:
    """Give a sink that draws a bar while it is open; it draws nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    try:
        yield _draw
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _ignore(_progress: ImportProgress) -> None:
    """Take a report that nobody sees."""


def _draw(progress: ImportProgress) -> None:
    share = progress.done / progress.total if progress.total else 0.0
    filled = round(_WIDTH * min(share, 1.0))
    sys.stderr.write(f"\r\x1b[K{progress.stage:<24} [{'#' * filled}{'.' * (_WIDTH - filled)}] {share:4.0%}")
    sys.stderr.flush()
