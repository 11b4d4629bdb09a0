"""Processes that stand in for an import: one that dies, one that never ends."""

import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from desktop_app.backend import importing_child
from desktop_app.backend.importing_child import ImportFailed, ImportSetup, ImportStep
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.roadnet.progress import ImportProgress, ProgressSink


def dies(_connection: Connection, _setup: bytes) -> None:
    """End as by the system's hand where memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)


def gives_up(_connection: Connection, _setup: bytes) -> None:
    """End by itself without a word."""
    sys.exit(1)


def hangs(connection: Connection, setup: bytes) -> None:
    """Write half a folder, say so, and never end, whatever the signal."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    plan = msgspec.msgpack.decode(setup, type=ImportSetup)
    Path(plan.folder).mkdir()
    (Path(plan.folder) / "half.npy").write_bytes(b"half")
    connection.send_bytes(msgspec.msgpack.encode(ImportStep(ImportProgress(f"pid {os.getpid()}", 1, 2))))
    threading.Event().wait()


def fails_oddly(connection: Connection, _setup: bytes) -> None:
    """Name a class that is no error of ours."""
    connection.send_bytes(msgspec.msgpack.encode(ImportFailed("Path", "It failed.")))


def dies_writing(connection: Connection, setup: bytes) -> None:
    """Import as the real process does, and end by the system's hand in the midst of writing."""

    def make(plan: ImportSetup, progress: ProgressSink) -> ImportReport:
        def listen(step: ImportProgress) -> None:
            progress(step)
            if step.stage.startswith("writing"):
                os.kill(os.getpid(), signal.SIGKILL)

        return importing_child.make_map(plan, listen)

    importing_child.serve(connection, msgspec.msgpack.decode(setup, type=ImportSetup), make)


def fills_the_disk(connection: Connection, setup: bytes) -> None:
    """Import as the real process does, where no file may grow beyond a few bytes."""
    assert sys.platform != "win32"
    import resource  # noqa: PLC0415 - Windows has none

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    importing_child.main(connection, setup)


def slow(connection: Connection, setup: bytes) -> None:
    """Import as the real process does, but a file that never ends."""

    def make(plan: ImportSetup, progress: ProgressSink) -> ImportReport:
        progress(ImportProgress("begun", 0, 0))
        Path(plan.folder).mkdir()
        threading.Event().wait()
        raise AssertionError

    importing_child.serve(connection, msgspec.msgpack.decode(setup, type=ImportSetup), make)
