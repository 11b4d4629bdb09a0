"""One job at a time on a thread of its own: a newer one gives up the older, which then says nothing more."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.errors import CancelledError, GreenwaveError

_LOG = logging.getLogger(__name__)

_ENDING_S = 5.0

Tell = Callable[[object], None]
IsGivenUp = Callable[[], bool]
Job = Callable[[Tell, IsGivenUp], object]
"""Runs on the thread; tells how far it has come, asks whether it is given up, and returns what came of it."""


@dataclass(frozen=True, slots=True)
class JobFailed:
    """Nothing came of a job, for a reason that a person can read."""

    sentence: str


@dataclass(frozen=True, slots=True)
class JobCancelled:
    """Nothing came of a job, since it was not wanted any more."""


@dataclass(frozen=True, slots=True)
class _Progress:
    word: object


class NewestJob(QObject):
    """Runs the newest of several jobs, and tells the GUI thread."""

    progressed = Signal(object)
    """What the job told on its way."""
    ended = Signal(object)
    """What the job returned, a `JobFailed` or a `JobCancelled`."""
    _told = Signal(object, object)

    def __init__(self, name: str, parent: QObject) -> None:
        """Run nothing yet; `name` is that of the threads, for logs and debuggers."""
        super().__init__(parent)
        self._name = name
        self._given_up = threading.Event()
        self._threads: list[threading.Thread] = []
        self.busy = False
        """Whether a job is running that has not been given up for good."""
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def begin(self, job: Job, fault: str) -> None:
        """Begin `job`; gives up the one that is running.

        Parameters
        ----------
        fault
            What failed where the fault is ours, such as ``The map could not be had``.
        """
        self._given_up.set()
        self._given_up = threading.Event()
        self.busy = True
        thread = threading.Thread(
            target=self._work, args=(job, fault, self._given_up), name=self._name, daemon=True
        )
        self._threads = [*(other for other in self._threads if other.is_alive()), thread]
        thread.start()

    def cancel(self) -> None:
        """Give up what is running; a `JobCancelled` follows."""
        self._given_up.set()

    def stop(self) -> None:
        """Give up what is running, say nothing more, and wait for the threads to end."""
        self._given_up.set()
        self._given_up = threading.Event()  # what is queued already belongs to no job now
        for thread in self._threads:
            thread.join(_ENDING_S)
        self.busy = False

    def _work(self, job: Job, fault: str, given_up: threading.Event) -> None:
        """Run on the thread; everything goes out through the queued signal."""
        self._told.emit(given_up, self._outcome(job, fault, given_up))

    def _outcome(self, job: Job, fault: str, given_up: threading.Event) -> object:
        try:
            return job(lambda word: self._told.emit(given_up, _Progress(word)), given_up.is_set)
        except CancelledError:
            return JobCancelled()
        except GreenwaveError as error:
            return JobFailed(str(error))
        except Exception as error:  # noqa: BLE001 - a thread that dies in silence leaves the window waiting
            _LOG.exception("%s failed", self._name)
            return JobFailed(f"{fault}: {type(error).__name__}. The log says more.")

    @Slot(object, object)
    def _tell(self, job: threading.Event, news: object) -> None:
        if job is not self._given_up:
            return  # of a job that was given up for another one
        if isinstance(news, _Progress):
            self.progressed.emit(news.word)
            return
        self.busy = False
        self.ended.emit(news)
