"""Opening a map in the background: importing it where it is not in the cache yet."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.errors import CancelledError, GreenwaveError
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.progress import ImportProgress, ProgressSink, throttled

_LOG = logging.getLogger(__name__)

_ENDING_S = 5.0

FindFolder = Callable[[Path, ProgressSink, Callable[[], bool]], Path]
"""Returns the folder of a map file, imported if need be; asks now and then whether it was cancelled."""
OpenFolder = Callable[[Path], MapData]


@dataclass(frozen=True, slots=True, eq=False)
class OpenedMap:
    """A map that is ready to be shown, and where it lies."""

    data: MapData
    folder: Path
    source: Path


@dataclass(frozen=True, slots=True)
class _Failed:
    sentence: str


@dataclass(frozen=True, slots=True)
class _Cancelled:
    pass


_News = ImportProgress | OpenedMap | _Failed | _Cancelled


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
    _told = Signal(object, object)

    def __init__(
        self, find_folder: FindFolder, open_folder: OpenFolder, parent: QObject | None = None
    ) -> None:
        """Use `find_folder` to import what is no map folder, and `open_folder` to read one."""
        super().__init__(parent)
        self._find_folder = find_folder
        self._open_folder = open_folder
        self._stop = threading.Event()
        self._busy = False
        self._threads: list[threading.Thread] = []
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a map is being opened."""
        return self._busy

    def open(self, source: Path) -> None:
        """Begin to open `source`, a map file or a map folder; gives up the one that is being opened."""
        self._stop.set()
        self._stop = threading.Event()
        self._busy = True
        thread = threading.Thread(target=self._work, args=(source, self._stop), name="open-map", daemon=True)
        self._threads = [*(other for other in self._threads if other.is_alive()), thread]
        self.begun.emit(source.name)
        thread.start()

    def cancel(self) -> None:
        """Give up what is being opened; `cancelled` follows."""
        self._stop.set()

    def stop(self) -> None:
        """Give up what is being opened, say nothing more, and wait for the threads to end."""
        self._stop.set()
        self._stop = threading.Event()  # what is queued already belongs to no job now
        for thread in self._threads:
            thread.join(_ENDING_S)
        self._busy = False

    def _work(self, source: Path, stop: threading.Event) -> None:
        """Run on the thread; everything goes out through the queued signal."""
        self._told.emit(stop, self._outcome(source, stop))

    def _outcome(self, source: Path, stop: threading.Event) -> OpenedMap | _Failed | _Cancelled:
        try:
            folder = self._find_folder(source, throttled(partial(self._told.emit, stop)), stop.is_set)
            if stop.is_set():
                return _Cancelled()
            return OpenedMap(self._open_folder(folder), folder, source)
        except CancelledError:
            return _Cancelled()
        except GreenwaveError as error:
            return _Failed(str(error))
        except OSError as error:
            return _Failed(f"{source} cannot be read: {error.strerror or error}.")
        except Exception as error:  # noqa: BLE001 - a thread that dies in silence leaves the window waiting
            _LOG.exception("opening a map failed")
            return _Failed(f"{source.name} could not be opened: {type(error).__name__}. The log says more.")

    @Slot(object, object)
    def _tell(self, job: threading.Event, news: _News) -> None:
        if job is not self._stop:
            return  # of a map that was given up for another one
        if isinstance(news, ImportProgress):
            self.progress.emit(news)
            return
        self._busy = False
        if isinstance(news, OpenedMap):
            self.opened.emit(news)
        elif isinstance(news, _Failed):
            self.failed.emit(news.sentence)
        else:
            self.cancelled.emit()
