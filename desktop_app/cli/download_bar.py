"""The progress of a download on stderr, where stderr is a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.roadnet.sources.download.estimate import megabytes
from desktop_app.roadnet.sources.download.progress import DownloadProgress, DownloadSink


@contextmanager
def download_bar() -> Iterator[DownloadSink]:
    """Give a sink that draws a line while it is open; it draws nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    try:
        yield _draw
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def progress_line(progress: DownloadProgress) -> str:
    """Return the stage, and what came so far at which rate: ``"downloading 37 %  12 MB  1.4 MB/s"``."""
    parts = [progress.stage]
    if progress.share is not None:
        parts[0] += f" {progress.share:.0%}"
    if progress.received_bytes:
        parts += [megabytes(progress.received_bytes), f"{megabytes(progress.bytes_per_s)}/s"]
    return "  ".join(parts)


def _draw(progress: DownloadProgress) -> None:
    sys.stderr.write(f"\r\x1b[K{progress_line(progress)}")
    sys.stderr.flush()


def _ignore(_progress: DownloadProgress) -> None:
    """Take a word that nobody sees."""
