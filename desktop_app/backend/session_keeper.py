"""Saves the session a moment after each change, on a thread of its own."""

import logging
import threading
from collections.abc import Callable

from desktop_app.errors import StorageError
from desktop_app.storage.session import Session

_LOG = logging.getLogger(__name__)

DELAY_S = 1.0


class SessionKeeper:
    """Keeps the newest session on the disk; many changes in a row are one write a second."""

    def __init__(
        self,
        save: Callable[[Session], None],
        on_trouble: Callable[[str], None],
        delay_s: float = DELAY_S,
    ) -> None:
        """Begin to keep.

        Parameters
        ----------
        save
            Writes a session: `storage.session_file.SessionFile.save`.
        on_trouble
            Called on the keeper's thread with a sentence, once for each trouble that lasts.
        delay_s
            How long changes are gathered before a write.
        """
        self._save = save
        self._on_trouble = on_trouble
        self._delay_s = delay_s
        self._changed = threading.Condition()
        self._newest: Session | None = None
        self._saved: Session | None = None
        self._closing = False
        self._trouble = ""
        self._thread = threading.Thread(target=self._run, name="session-keeper", daemon=True)
        self._thread.start()

    def keep(self, session: Session) -> None:
        """Save `session` soon; returns at once."""
        with self._changed:
            self._newest = session
            self._changed.notify_all()

    def close(self) -> None:
        """Save at once what is not saved yet, and end."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or self._newest is not None)
                self._changed.wait_for(lambda: self._closing, self._delay_s)
                session, self._newest = self._newest, None
                closing = self._closing
            if session is not None and session != self._saved:
                self._write(session)
            if closing:
                return

    def _write(self, session: Session) -> None:
        try:
            self._save(session)
        except StorageError as error:
            _LOG.warning("%s", error)
            if str(error) != self._trouble:
                self._trouble = str(error)
                self._on_trouble(self._trouble)
        else:
            self._saved, self._trouble = session, ""
