"""The standard streams: there even where there is none, and failing in words."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.errors import StorageError

_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def provide_streams() -> None:
    """Stand in for the streams that the parent closed, or that a program without a console lacks."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process


@contextmanager
def whole_output() -> Iterator[None]:
    """See that all that is printed in the block is out at its end, while a failure can still be said.

    Raises
    ------
    BrokenPipeError
        The reader has gone, as that of ``| head`` does; what is printed from then on goes nowhere.
    StorageError
        There is no room for the output.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _silence_output()
        raise
    except OSError as error:
        _silence_output()
        # The rooms say their own failures in words: one without is the output's.
        raise StorageError(
            f"the output cannot be written: {error.strerror or error}; make room there."
        ) from error


def say(sentence: str) -> None:
    """Write one line to stderr; no text from outside can add a line or steer the terminal."""
    line = " ".join(sentence.split())
    shown = "".join(letter if letter.isprintable() else _UNPRINTABLE for letter in line)
    try:
        print(f"greenwave: {shown}", file=sys.stderr, flush=True)
    except OSError:
        # Nobody can be told; the exit code says the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _silence_output() -> None:
    """Let the interpreter's own flush at the end find a stream that takes everything."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
