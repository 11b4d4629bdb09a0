"""What was left on the maps that are not open now, so that each has its routes again when it is."""

import hashlib
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.storage.session import Session
from desktop_app.storage.session_file import LoadedSession, SessionFile

_NAME_LETTERS = 24


class MapSessions:
    """A session file for each map that was left."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Keep the files in `folder`, which is made when there is something to keep."""
        self._folder = folder
        self._clock = clock

    def load(self, source: Path) -> LoadedSession:
        """Return what was left on the map at `source`, an empty session where that is nothing."""
        return self._file(str(source)).load()

    def put_by(self, session: Session) -> None:
        """Keep `session` until its map is opened again.

        Raises
        ------
        StorageError
            The disk is full, or the folder cannot be written.
        """
        self._file(session.map_source).save(session)

    def _file(self, map_source: str) -> SessionFile:
        name = hashlib.sha256(map_source.encode("utf-8", "surrogatepass")).hexdigest()[:_NAME_LETTERS]
        return SessionFile(self._folder / f"{name}.json", self._clock)
