"""A lock between processes, held on a file; the system lets go of it when its holder dies."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.errors import CancelledError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_POLL_S = 0.05


class FileLock:
    """Only one holder at a time, in this process or another; the file itself stays."""

    def __init__(self, path: Path) -> None:
        """Use the file at `path`, which is made if need be."""
        self.path = path
        self._descriptor: int | None = None

    def try_acquire(self) -> bool:
        """Take the lock and return True, or False where somebody has it.

        Raises
        ------
        OSError
            The file cannot be made, or this file system knows no locks.
        """
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            taken = _lock(descriptor)
        except OSError:
            os.close(descriptor)
            raise
        if taken:
            self._descriptor = descriptor
        else:
            os.close(descriptor)
        return taken

    def release(self) -> None:
        """Give the lock back, if it is held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @contextmanager
    def held(self, cancelled: Callable[[], bool]) -> Iterator[None]:
        """Hold the lock in a ``with`` block; wait for it until `cancelled` says yes.

        Raises
        ------
        CancelledError
            The person asked to stop while somebody else held it.
        OSError
            As `try_acquire`.
        """
        pause = threading.Event()
        while not self.try_acquire():
            if cancelled():
                raise CancelledError("The import was cancelled; nothing was changed.")
            pause.wait(_POLL_S)
        try:
            yield
        finally:
            self.release()


def _lock(descriptor: int) -> bool:
    """Lock an open file; a descriptor of its own for each lock, so that threads exclude each other too."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
