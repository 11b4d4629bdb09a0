"""Importing a map in a process of its own: with progress, cancelled at once, never half done."""

import errno
import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from desktop_app import errors
from desktop_app.backend import importing_child
from desktop_app.backend.import_needs import check_needs, machine_memory_bytes, needs_of
from desktop_app.backend.importing_child import ImportFailed, ImportMessage, ImportSetup, ImportStep
from desktop_app.child_process import ChildMain, ChildProcess
from desktop_app.errors import CancelledError, FaultError, GreenwaveError, MapFolderError, StorageError
from desktop_app.roadnet.folder import check_replaceable
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.roadnet.profile_file import profiles_with
from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.whole_files import put_in_place

_LOG = logging.getLogger(__name__)

_POLL_S = 0.1
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_MOST_BYTES = 16 * 1024 * 1024
_MESSAGE: msgspec.msgpack.Decoder[ImportMessage] = msgspec.msgpack.Decoder(ImportMessage)


def import_map(
    source: Path,
    folder: Path,
    progress: ProgressSink,
    cancelled: Callable[[], bool],
    child_main: ChildMain = importing_child.main,
    profiles: Sequence[Path] = (),
) -> ImportReport:
    """Make the map folder `folder` from the map file `source`, in the place of an older map folder.

    Parameters
    ----------
    progress
        Called on this thread, some twenty times a second at most.
    cancelled
        Asked ten times a second; once it says yes the import is ended and leaves nothing behind.
    profiles
        TOML files of profiles that the map is made for beside those that ship with the program.

    Raises
    ------
    ProfileFileError
        One of `profiles` is none.
    MapFileError
        `source` cannot be read, holds no road for cars, or is too large for the machine's memory.
    MapFolderError
        `folder` exists and is no map folder, or is in a place that cannot be written.
    StorageError
        There is no room.
    CancelledError
        The person asked to stop.
    FaultError
        The process died.
    """
    profiles_with(profiles)  # what is wrong with them is said before anything is begun
    check_replaceable(folder)
    progress(_checked_needs(source, folder))
    scratch = _scratch_beside(folder)
    try:
        setup = ImportSetup(
            source=str(source.absolute()),
            folder=str(scratch / "map"),
            scratch=str(scratch),
            profiles=tuple(str(profile.absolute()) for profile in profiles),
        )
        report = _run(setup, progress, cancelled, child_main)
        try:
            put_in_place(scratch / "map", folder, aside=scratch / "old")
        except OSError as error:
            raise _not_written(folder, error) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return report


def _checked_needs(source: Path, folder: Path) -> ImportProgress:
    """Return what the import needs as its first word; refuses what the machine cannot do."""
    try:
        needs = needs_of(source)
    except OSError:
        return ImportProgress("beginning the import", 0, 0)  # the import itself says what is wrong
    check_needs(needs, source, folder, machine_memory_bytes())
    return ImportProgress(f"this needs {needs.words()}", 0, 0)


def _scratch_beside(folder: Path) -> Path:
    """Return a new folder on the disk of `folder`, so that the map is renamed and not copied."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Path(
            tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".importing", dir=folder.parent)
        ).absolute()
    except OSError as error:
        raise _not_written(folder, error) from error


def _run(
    setup: ImportSetup, progress: ProgressSink, cancelled: Callable[[], bool], child_main: ChildMain
) -> ImportReport:
    try:
        child = ChildProcess.start(child_main, msgspec.msgpack.encode(setup), "greenwave-import")
    except OSError as error:
        raise FaultError(f"The import of {setup.source} cannot begin: {error.strerror or error}.") from error
    try:
        outcome = _heard(child, progress, cancelled)
    except BaseException:
        child.kill()
        raise
    finally:
        _let_go(child)
        died = child.end(grace_s=1.0)
        child.close()
    if outcome is None:
        raise FaultError(f"The import of {setup.source} ended unexpectedly ({died}); {_advice(died)}")
    if isinstance(outcome, GreenwaveError):
        raise outcome
    return outcome


def _advice(died: str) -> str:
    if died == "signal SIGBUS":
        return "the disk may be full: make room, or choose another place."
    if died == "signal SIGKILL":
        return "the machine may be short of memory: close other programs, or choose a smaller extract."
    return "try again, and report the file where it happens twice."


def _let_go(child: ChildProcess) -> None:
    """Tell the child that its outcome is taken, so that it ends and leaves the folder where it is."""
    try:
        child.connection.send_bytes(b"taken")
    except OSError as error:
        _LOG.debug("the import's process is gone: %s", error)


def _heard(
    child: ChildProcess, progress: ProgressSink, cancelled: Callable[[], bool]
) -> ImportReport | GreenwaveError | None:
    """Return the report or the error that the child sends, or None where it dies before."""
    while True:
        if cancelled():
            child.kill()
            return CancelledError("The import was cancelled; nothing was changed.")
        try:
            if not child.connection.poll(_POLL_S):
                continue
            message = _MESSAGE.decode(child.connection.recv_bytes(_MOST_BYTES))
        except (EOFError, OSError):
            return None
        if isinstance(message, ImportStep):
            progress(message.progress)
        elif isinstance(message, ImportFailed):
            return _error(message)
        else:
            return message.report


def _error(failed: ImportFailed) -> GreenwaveError:
    if failed.details:
        _LOG.error("the import failed: %s", failed.details)
    kind = getattr(errors, failed.kind, FaultError)
    return kind(failed.sentence) if issubclass(kind, GreenwaveError) else FaultError(failed.sentence)


def _not_written(folder: Path, error: OSError) -> MapFolderError | StorageError:
    """Return why there is no map folder: a full disk, or a place that takes none."""
    said = f"The map folder {folder} cannot be written: {error.strerror or error}"
    if error.errno in _NO_ROOM:
        return StorageError(f"{said}; make room or choose another place.")
    return MapFolderError(f"{said}; choose another place.")
