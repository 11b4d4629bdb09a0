"""Opening a map in the background: importing it where it is not in the cache yet."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.bridge.newest_job import IsGivenUp, JobCancelled, JobFailed, NewestJob, Tell
from desktop_app.errors import MapFileError
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.progress import ProgressSink, throttled

FindFolder = Callable[[Path, ProgressSink, Callable[[], bool]], Path]
"""Returns the folder of a map file, imported if need be; asks now and then whether it was cancelled."""
OpenFolder = Callable[[Path], MapData]


@dataclass(frozen=True, slots=True, eq=False)
class OpenedMap:
    """A map that is ready to be shown, and where it lies."""

    data: MapData
    folder: Path
    source: Path


class MapOpener(QObject):
    """Opens one map at a time on a thread of its own, and tells the GUI thread."""

    begun = Signal(str)
    """Name of the map that is being opened from now on."""
    progress = Signal(object)
    """An `ImportProgress`, at most some twenty a second."""
    opened = Signal(object)
    """An `OpenedMap`."""
    failed = Signal(str)
    """A sentence that says what is wrong with the map, and what to do."""
    cancelled = Signal()

    def __init__(
        self, find_folder: FindFolder, open_folder: OpenFolder, parent: QObject | None = None
    ) -> None:
        """Use `find_folder` to import what is no map folder, and `open_folder` to read one."""
        super().__init__(parent)
        self._find_folder = find_folder
        self._open_folder = open_folder
        self._job = NewestJob("open-map", self)
        self._job.progressed.connect(self.progress)
        self._job.ended.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether a map is being opened."""
        return self._job.busy

    def open(self, source: Path) -> None:
        """Begin to open `source`, a map file or a map folder; gives up the one that is being opened."""
        self._job.begin(partial(self._opened, source), f"{source.name} could not be opened")
        self.begun.emit(source.name)

    def cancel(self) -> None:
        """Give up what is being opened; `cancelled` follows."""
        self._job.cancel()

    def stop(self) -> None:
        """Give up what is being opened, say nothing more, and wait for the threads to end."""
        self._job.stop()

    def _opened(self, source: Path, tell: Tell, is_given_up: IsGivenUp) -> OpenedMap | JobCancelled:
        """Run on the thread."""
        try:
            folder = self._find_folder(source, throttled(tell), is_given_up)
            if is_given_up():
                return JobCancelled()
            return OpenedMap(self._open_folder(folder), folder, source)
        except OSError as error:
            raise MapFileError(f"{source} cannot be read: {error.strerror or error}.") from error

    @Slot(object)
    def _tell(self, outcome: OpenedMap | JobFailed | JobCancelled) -> None:
        match outcome:
            case OpenedMap():
                self.opened.emit(outcome)
            case JobFailed(sentence):
                self.failed.emit(sentence)
            case JobCancelled():
                self.cancelled.emit()
