"""Reading a file that a person names: bounded in size, and without waiting for what may never come."""

import os
import stat
from pathlib import Path


class TooLargeError(Exception):
    """The file is larger than its reader takes."""


def read_bounded(path: Path, most_bytes: int) -> bytes:
    """Return the content of `path`: a file, or a pipe such as ``/dev/stdin``.

    No more than `most_bytes` and one are ever read, so that an endless device ends too. A named pipe
    without a writer reads as empty, where a plain ``open`` would wait for one.

    Raises
    ------
    TooLargeError
        There are more than `most_bytes`.
    OSError
        There is no such file, or it cannot be read.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            # What its writer has yet to say is waited for.
            os.set_blocking(descriptor, True)
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TooLargeError(f"{path} holds more than {most_bytes} bytes")
    return content
