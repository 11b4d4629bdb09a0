"""The session on the disk: written whole or not at all, never overwritten where it cannot be read."""

import logging
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from desktop_app.clock import Clock, SystemClock, instant_text
from desktop_app.errors import SessionError, StorageError
from desktop_app.storage.local_path import local_map_path
from desktop_app.storage.session import Session
from desktop_app.storage.session_rows import read_session, session_text
from desktop_app.whole_files import write_whole

_LOG = logging.getLogger(__name__)

MAX_BYTES = 16 * 1024 * 1024
_SHOWN_NOTES = 5
_LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class LoadedSession:
    """A session as it was found.

    Attributes
    ----------
    session
        An empty one where there is none.
    map_path
        The session's map, checked: a plain local file or folder; None where there is none.
    notice
        Sentences for the dispatcher about what could not be restored; mostly empty.
    """

    session: Session
    map_path: Path | None
    notice: str


class SessionFile:
    """One session file, its previous copy beside it (``.bak``), and damaged ones set aside."""

    def __init__(self, path: Path, clock: Clock | None = None) -> None:
        """Keep the session at `path`; nothing is read or written yet."""
        self._path = path
        self._previous = path.with_name(path.name + ".bak")
        self._clock = SystemClock() if clock is None else clock
        self._must_stay = False

    def load(self) -> LoadedSession:
        """Return the last session; raises nothing.

        A file that cannot be read as a whole is renamed, and the previous copy is taken; bad rows are
        left out; a map that may not be opened, or is gone, takes its routes and edits along, and the
        file that names it is kept aside.
        """
        notes: list[str] = []
        source = self._path
        session = self._read(source, notes)
        if session is None and notes:
            source = self._previous
            session = self._read(source, notes)
            if session is not None:
                notes.append("The copy before it is restored.")
        if session is None:
            session = Session()
        map_path = None
        if session.map_source:
            try:
                map_path = local_map_path(session.map_source)
            except SessionError as error:
                notes.append(f"{error} Its routes are {self._kept_words(self._set_aside(source))}.")
                session = Session(window=session.window)
        return LoadedSession(session, map_path, _joined(notes))

    def save(self, session: Session) -> None:
        """Write `session`, whole or not at all; the file before it becomes the previous copy.

        Raises
        ------
        StorageError
            The disk is full, or the folder cannot be written; the file is then as it was.
        """
        text = session_text(session)
        if len(text) > MAX_BYTES:
            raise StorageError(
                f"The session is too large to be saved ({len(text) >> 20} MB, at most {MAX_BYTES >> 20}); "
                "remove routes or edits."
            )
        if self._must_stay:
            raise StorageError(
                f"The session is not saved, since {self._path} cannot be moved out of the way; "
                "move it yourself."
            )
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._keep_previous()
            write_whole(self._path, text)
        except OSError as error:
            raise StorageError(
                f"The session cannot be saved in {self._path.parent}: {error.strerror or error}. "
                "Make room or give leave to write there."
            ) from error

    def _read(self, path: Path, notes: list[str]) -> Session | None:
        try:
            session, left_out = read_session(_bounded(path))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._must_stay = True
            notes.append(f"The session file {path} cannot be read: {error.strerror or error}.")
            return None
        except SessionError as error:
            kept = self._kept_words(self._set_aside(path))
            notes.append(f"The session file {path} cannot be used: {error}; it is {kept}.")
            return None
        if left_out:
            notes.extend(left_out)
            notes.append(f"The file as it was is {self._kept_words(self._set_aside(path, as_copy=True))}.")
        return session

    def _set_aside(self, path: Path, *, as_copy: bool = False) -> Path | None:
        """Rename or copy a file so that no later save overwrites it; None where that fails."""
        stamp = instant_text(self._clock.now_ms())[:19].replace("-", "").replace(":", "")
        try:
            kept = _free_name(path, f"{stamp}Z")
            if as_copy:
                shutil.copyfile(path, kept)
            else:
                path.rename(kept)
        except OSError as error:
            _LOG.warning("%s cannot be set aside: %s", path, error)
            self._must_stay = True
            return None
        return kept

    @staticmethod
    def _kept_words(kept: Path | None) -> str:
        return "left where it is" if kept is None else f"kept in {kept}"

    def _keep_previous(self) -> None:
        if self._path.exists():
            write_whole(self._previous, self._path.read_bytes())


def _bounded(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):
        raise SessionError("it is no file")
    with path.open("rb") as file:
        text = file.read(MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise SessionError(f"it is larger than {MAX_BYTES >> 20} MB")
    return text


def _free_name(path: Path, stamp: str) -> Path:
    number = 1
    while True:
        kept = path.with_name(f"{path.name}.{stamp}{'' if number == 1 else f'-{number}'}.kept")
        if not kept.exists():
            return kept
        number += 1


def _joined(notes: list[str]) -> str:
    """Return the notes as one notice of a bearable length."""
    shown = notes
    if len(notes) > 2 * _SHOWN_NOTES:
        more = len(notes) - 2 * _SHOWN_NOTES
        shown = [*notes[:_SHOWN_NOTES], f"So are {more} more things.", *notes[-_SHOWN_NOTES:]]
    notice = " ".join(note[:_LONGEST_NOTE] for note in shown)
    return "".join(letter if letter.isprintable() else " " for letter in notice)
