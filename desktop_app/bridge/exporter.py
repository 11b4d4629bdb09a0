"""Writing a file in the background, and telling the GUI thread what came of it."""

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import GreenwaveError

_LOG = logging.getLogger(__name__)


class Exporter(QObject):
    """Writes each file on a thread of its own; what is written is the matter of those who build on it."""

    done = Signal(str)
    """A sentence that says what was written."""
    failed = Signal(str)
    """A sentence that says why nothing was."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Write nothing yet."""
        super().__init__(parent)
        self._threads: list[threading.Thread] = []

    def stop(self) -> None:
        """Wait until what is being written is written: it takes seconds at most."""
        for thread in self._threads:
            thread.join()

    def start(self, write: Callable[[], str], fault: str) -> None:
        """Begin to write.

        Parameters
        ----------
        write
            Writes the file, and returns the sentence of `done`; a `GreenwaveError` is told as it is.
        fault
            What to say of any other error.
        """
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=self._write, args=(write, fault), name="export")
        self._threads.append(thread)
        thread.start()

    def _write(self, write: Callable[[], str], fault: str) -> None:
        try:
            sentence = write()
        except GreenwaveError as error:
            self.failed.emit(str(error))
        except Exception:  # noqa: BLE001 - the log has it, and the window says it
            _LOG.exception("an export failed")
            self.failed.emit(fault)
        else:
            self.done.emit(sentence)
