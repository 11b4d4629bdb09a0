"""The import's process from within: makes a map folder, and says how far it has come."""

import logging
import os
import shutil
import signal
import tempfile
import threading
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from desktop_app.errors import FaultError, GreenwaveError
from desktop_app.roadnet.folder import write_map_folder
from desktop_app.roadnet.map_data import ArcOrder, ImportReport
from desktop_app.roadnet.profile_file import profiles_with
from desktop_app.roadnet.progress import ImportProgress, ProgressSink, throttled
from desktop_app.roadnet.sources.map_source import read_source
from desktop_app.routing.arc_order import arc_ranks

_LOG = logging.getLogger(__name__)


class ImportSetup(msgspec.Struct, frozen=True, kw_only=True):
    """What an import is started with.

    Attributes
    ----------
    source
        The map file.
    folder
        The map folder to make; it is inside `scratch`.
    scratch
        A folder for this import alone: temporary files go there too, and all of it is removed.
    profiles
        TOML files of profiles beside those that ship with the program.
    """

    source: str
    folder: str
    scratch: str
    profiles: tuple[str, ...] = ()


class ImportStep(msgspec.Struct, frozen=True, tag=True):
    """The import has come so far."""

    progress: ImportProgress


class ImportDone(msgspec.Struct, frozen=True, tag=True):
    """The map folder is made."""

    report: ImportReport


class ImportFailed(msgspec.Struct, frozen=True, tag=True):
    """There is no map folder.

    Attributes
    ----------
    kind
        Name of the class of the error.
    sentence
        Its message.
    details
        For the log; may be empty.
    """

    kind: str
    sentence: str
    details: str = ""


ImportMessage = ImportStep | ImportDone | ImportFailed


MakeMap = Callable[[ImportSetup, ProgressSink], ImportReport]
"""Makes the map folder as the set-up says."""


def main(connection: Connection, setup: bytes) -> None:
    """Import as `setup` says, and send what becomes of it; ends at once when the pipe is closed."""
    serve(connection, msgspec.msgpack.decode(setup, type=ImportSetup), make_map)


def serve(connection: Connection, plan: ImportSetup, make: MakeMap) -> None:
    """Run `make`; return once the parent has taken what became of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A killed process cannot clean up after itself: its parent, or the watch, removes all at once.
    tempfile.tempdir = plan.scratch
    watch = threading.Thread(target=_end_with_parent, args=(connection, plan.scratch), daemon=True)
    watch.start()
    connection.send_bytes(msgspec.msgpack.encode(_outcome(connection, plan, make)))
    watch.join()


def make_map(plan: ImportSetup, progress: ProgressSink) -> ImportReport:
    """Make a map folder: what each room adds to it, in order."""
    profiles = profiles_with([Path(profile) for profile in plan.profiles])
    source_map = read_source(Path(plan.source), progress, profiles)
    progress(ImportProgress("ordering the roads", 0, 0))
    order = ArcOrder(arc_ranks(source_map.network))
    write_map_folder(Path(plan.folder), replace(source_map, order=order), progress)
    return source_map.report


def _outcome(connection: Connection, plan: ImportSetup, make: MakeMap) -> ImportMessage:
    source = Path(plan.source)

    def send(progress: ImportProgress) -> None:
        connection.send_bytes(msgspec.msgpack.encode(ImportStep(progress)))

    try:
        report = make(plan, throttled(send))
    except GreenwaveError as error:
        return ImportFailed(type(error).__name__, str(error))
    except MemoryError:
        sentence = f"There is not enough memory to import {source}; choose a smaller extract."
        return ImportFailed(FaultError.__name__, sentence)
    except Exception as error:  # noqa: BLE001 - the parent logs it and says it
        sentence = f"The import of {source} failed by a fault of ours ({type(error).__name__}: {error})."
        return ImportFailed(FaultError.__name__, sentence, traceback.format_exc())
    return ImportDone(report)


def _end_with_parent(connection: Connection, scratch: str) -> None:
    """Return once the parent has taken the outcome; end the process where the parent is gone."""
    try:
        connection.recv_bytes()
    except (EOFError, OSError):
        _LOG.info("whoever asked for the map is gone")
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)
