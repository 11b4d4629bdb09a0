"""Someone who downloads from a server on loopback."""

from pathlib import Path

from desktop_app.clock import SystemClock
from desktop_app.roadnet.sources.download.asking import Tools
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.estimate import Estimate
from desktop_app.roadnet.sources.download.limits import Limits, Patience
from desktop_app.roadnet.sources.download.map_downloader import DownloadedMap, MapDownloader
from desktop_app.roadnet.sources.download.nominatim import FoundPlace
from desktop_app.roadnet.sources.download.progress import DownloadProgress, IsCancelled
from desktop_app.roadnet.sources.download.search_turns import SearchTurns
from desktop_app.roadnet.sources.download.servers import MapServers
from tests.roadnet.sources.download.map_server import MapServer

BOX = Box(43.72, 7.41, 43.75, 7.44)
ESTIMATE = Estimate(nodes=4, ways=1, relations=0)
QUICK = Patience(connect_s=2.0, first_byte_s=5.0, silence_s=5.0)


def never() -> bool:
    return False


class Waits:
    """A clock that goes on by each wait, and how long they were; real time passes on it too."""

    def __init__(self) -> None:
        self._real = SystemClock()
        self._skipped_s = 0.0
        self.waited_s = 0.0

    def now_ms(self) -> int:
        return self._real.now_ms() + round(self._skipped_s * 1000)

    def monotonic_s(self) -> float:
        return self._real.monotonic_s() + self._skipped_s

    def wait(self, seconds: float) -> None:
        self._skipped_s += seconds
        self.waited_s += seconds


class Client:
    """Downloads, and keeps what it was told."""

    def __init__(self, server: MapServer) -> None:
        self.servers = MapServers(overpass_url=server.overpass_url, nominatim_url=server.nominatim_url)
        self.patience = QUICK
        self.limits = Limits()
        self.random = 0.0
        self.waits = Waits()
        self.told: list[DownloadProgress] = []
        self.turns = SearchTurns(self.waits, self.waits.wait, self.patience.between_searches_s)

    @property
    def downloader(self) -> MapDownloader:
        tools = Tools(self.waits, lambda: self.random, self.waits.wait, self.patience, self.limits)
        return MapDownloader(tools, self.servers, self.turns)

    def places(self, name: str, cancelled: IsCancelled = never) -> list[FoundPlace]:
        return self.downloader.find_places(name, self.told.append, cancelled)

    def estimate(self, box: Box = BOX, cancelled: IsCancelled = never) -> Estimate:
        return self.downloader.estimate(box, self.told.append, cancelled)

    def download(self, path: Path, cancelled: IsCancelled = never, *, insist: bool = False) -> DownloadedMap:
        return self.downloader.download(BOX, ESTIMATE, path, self.told.append, cancelled, insist=insist)
