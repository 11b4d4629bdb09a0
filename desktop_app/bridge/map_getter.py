"""Getting a map from OpenStreetMap's servers in the background: searching, estimating, downloading."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.errors import BadArgumentError, CancelledError, GreenwaveError
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.estimate import Estimate, check_size
from desktop_app.roadnet.sources.download.map_downloader import DownloadedMap, MapDownloader
from desktop_app.roadnet.sources.download.nominatim import FoundPlace
from desktop_app.roadnet.sources.download.progress import DownloadProgress, DownloadSink, IsCancelled
from desktop_app.roadnet.sources.download.servers import MapServers

_LOG = logging.getLogger(__name__)

_ENDING_S = 5.0

MakeDownloader = Callable[[MapServers], MapDownloader]


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """The places that go by a name, the most important first."""

    places: tuple[FoundPlace, ...]


@dataclass(frozen=True, slots=True)
class SizedBox:
    """How large a map will be.

    Attributes
    ----------
    warning
        Why it is only downloaded where the person insists; empty where that is not needed.
    """

    box: Box
    estimate: Estimate
    warning: str


@dataclass(frozen=True, slots=True)
class _Failed:
    sentence: str


@dataclass(frozen=True, slots=True)
class _Cancelled:
    pass


_Outcome = FoundPlaces | SizedBox | DownloadedMap | _Failed | _Cancelled
_Job = Callable[[MapDownloader, DownloadSink, IsCancelled], FoundPlaces | SizedBox | DownloadedMap]


class MapGetter(QObject):
    """Asks for one thing at a time on a thread of its own, and tells the GUI thread."""

    progress = Signal(object)
    """A `DownloadProgress`."""
    found = Signal(object)
    """`FoundPlaces`; there may be none."""
    sized = Signal(object)
    """A `SizedBox`."""
    got = Signal(object)
    """The `DownloadedMap`."""
    failed = Signal(str)
    """A sentence that says what went wrong, and what to do."""
    cancelled = Signal()
    _told = Signal(object, object)

    def __init__(self, make_downloader: MakeDownloader, parent: QObject | None = None) -> None:
        """Ask by what `make_downloader` makes for the servers that are wished."""
        super().__init__(parent)
        self._make_downloader = make_downloader
        self._stop = threading.Event()
        self._busy = False
        self._threads: list[threading.Thread] = []
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is being asked for."""
        return self._busy

    def search(self, servers: MapServers, name: str) -> None:
        """Look for places called `name`; gives up what is being asked for, as the others do."""
        self._begin(
            servers, lambda loader, tell, stop: FoundPlaces(tuple(loader.find_places(name, tell, stop)))
        )

    def size(self, servers: MapServers, box: Box) -> None:
        """Ask how large the map in `box` is."""
        self._begin(servers, partial(_sized, box))

    def download(self, servers: MapServers, sized: SizedBox, path: Path) -> None:
        """Write the map in a box to `path`, however large; whether to insist was asked before."""
        self._begin(
            servers,
            lambda loader, tell, stop: loader.download(
                sized.box, sized.estimate, path, tell, stop, insist=True
            ),
        )

    def cancel(self) -> None:
        """Give up what is being asked for; `cancelled` follows."""
        self._stop.set()

    def stop(self) -> None:
        """Give up what is being asked for, say nothing more, and wait for the threads to end."""
        self._stop.set()
        self._stop = threading.Event()  # what is queued already belongs to no job now
        for thread in self._threads:
            thread.join(_ENDING_S)
        self._busy = False

    def _begin(self, servers: MapServers, job: _Job) -> None:
        self._stop.set()
        self._stop = threading.Event()
        self._busy = True
        thread = threading.Thread(
            target=self._work, args=(servers, job, self._stop), name="get-map", daemon=True
        )
        self._threads = [*(other for other in self._threads if other.is_alive()), thread]
        thread.start()

    def _work(self, servers: MapServers, job: _Job, stop: threading.Event) -> None:
        """Run on the thread; everything goes out through the queued signal."""
        self._told.emit(stop, self._outcome(servers, job, stop))

    def _outcome(self, servers: MapServers, job: _Job, stop: threading.Event) -> _Outcome:
        try:
            outcome = job(self._make_downloader(servers), partial(self._told.emit, stop), stop.is_set)
        except CancelledError:
            return _Cancelled()
        except GreenwaveError as error:
            return _Failed(str(error))
        except Exception as error:  # noqa: BLE001 - a thread that dies in silence leaves the window waiting
            _LOG.exception("getting a map failed")
            return _Failed(f"The map could not be had: {type(error).__name__}. The log says more.")
        return outcome

    @Slot(object, object)
    def _tell(self, job: threading.Event, news: DownloadProgress | _Outcome) -> None:
        if job is not self._stop:
            return  # of what was given up for something else
        if isinstance(news, DownloadProgress):
            self.progress.emit(news)
            return
        self._busy = False
        match news:
            case FoundPlaces():
                self.found.emit(news)
            case SizedBox():
                self.sized.emit(news)
            case DownloadedMap():
                self.got.emit(news)
            case _Failed(sentence):
                self.failed.emit(sentence)
            case _Cancelled():
                self.cancelled.emit()


def _sized(box: Box, loader: MapDownloader, tell: DownloadSink, stop: IsCancelled) -> SizedBox:
    estimate = loader.estimate(box, tell, stop)
    try:
        check_size(estimate, loader.limits)
    except BadArgumentError as error:
        return SizedBox(box, estimate, str(error))
    return SizedBox(box, estimate, "")
