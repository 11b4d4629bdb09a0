"""A spawned process of our own, and our end of the pipe to it."""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

ChildMain = Callable[[Connection, bytes], None]
"""What the child runs: a function of a module, called with its end of the pipe and its setup."""

_TERMINATE_S = 1.0


class ChildProcess:
    """A child that should end by itself once `connection` is closed, and is made to where it does not."""

    def __init__(self, process: SpawnProcess, connection: Connection) -> None:
        """Watch over `process`, which runs; `start` makes both."""
        self._process = process
        self.connection = connection

    @classmethod
    def start(cls, main: ChildMain, setup: bytes, name: str) -> "ChildProcess":
        """Return a new child that runs ``main(connection, setup)``.

        Raises
        ------
        OSError
            The machine has no room for another process.
        """
        # Spawned, never forked: a fork copies locks that other threads hold, and every open file.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=main, args=(theirs, setup), name=name, daemon=True)
        try:
            with _deferred_interrupts(), _unheard_interrupts():
                process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            # Only the child holds its end from here on, so that its death closes the pipe.
            theirs.close()
        return cls(process, ours)

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid or 0

    def kill(self) -> None:
        """End the child at once; `end` and `close` are still to be called."""
        self._process.kill()

    def end(self, grace_s: float) -> str:
        """Wait up to `grace_s` for the child's end, then force it; return how it ended, in words."""
        self._process.join(grace_s)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(_TERMINATE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        return _ending(self._process.exitcode)

    def close(self) -> None:
        """Let go of the pipe and of the process, which has ended; no thread may use the pipe any more."""
        self.connection.close()
        self._process.close()


@contextmanager
def _deferred_interrupts() -> Iterator[None]:
    """Hear Ctrl-C only at the end of the block: a start that it cuts in two leaves a child that complains."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: heard.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
    if heard.is_set():
        signal.raise_signal(signal.SIGINT)


@contextmanager
def _unheard_interrupts() -> Iterator[None]:
    """Keep SIGINT from a child that is started here, for its whole life.

    Ctrl-C in a terminal reaches the whole group: a child that still loads would die of it with a
    traceback. It is the parent who decides when a child ends.
    """
    if sys.platform == "win32":
        yield
        return
    # Else the first child's start begins it, which undoes the mask.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
