"""Getting a map from OpenStreetMap's servers in the background: searching, estimating, downloading."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.bridge.newest_job import JobCancelled, JobFailed, NewestJob
from desktop_app.errors import BadArgumentError
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.estimate import Estimate, check_size
from desktop_app.roadnet.sources.download.map_downloader import DownloadedMap, MapDownloader
from desktop_app.roadnet.sources.download.nominatim import FoundPlace
from desktop_app.roadnet.sources.download.progress import DownloadSink, IsCancelled
from desktop_app.roadnet.sources.download.servers import MapServers

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


_Got = FoundPlaces | SizedBox | DownloadedMap
_Question = Callable[[MapDownloader, DownloadSink, IsCancelled], _Got]


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

    def __init__(self, make_downloader: MakeDownloader, parent: QObject | None = None) -> None:
        """Ask by what `make_downloader` makes for the servers that are wished."""
        super().__init__(parent)
        self._make_downloader = make_downloader
        self._job = NewestJob("get-map", self)
        self._job.progressed.connect(self.progress)
        self._job.ended.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether something is being asked for."""
        return self._job.busy

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
        self._job.cancel()

    def stop(self) -> None:
        """Give up what is being asked for, say nothing more, and wait for the threads to end."""
        self._job.stop()

    def _begin(self, servers: MapServers, question: _Question) -> None:
        self._job.begin(
            lambda tell, is_given_up: question(self._make_downloader(servers), tell, is_given_up),
            "The map could not be had",
        )

    @Slot(object)
    def _tell(self, outcome: _Got | JobFailed | JobCancelled) -> None:
        match outcome:
            case FoundPlaces():
                self.found.emit(outcome)
            case SizedBox():
                self.sized.emit(outcome)
            case DownloadedMap():
                self.got.emit(outcome)
            case JobFailed(sentence):
                self.failed.emit(sentence)
            case JobCancelled():
                self.cancelled.emit()


def _sized(box: Box, loader: MapDownloader, tell: DownloadSink, stop: IsCancelled) -> SizedBox:
    estimate = loader.estimate(box, tell, stop)
    try:
        check_size(estimate, loader.limits)
    except BadArgumentError as error:
        return SizedBox(box, estimate, str(error))
    return SizedBox(box, estimate, "")
