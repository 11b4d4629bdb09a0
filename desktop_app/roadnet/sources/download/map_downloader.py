"""Getting a map: find a place, estimate its size, download it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.roadnet.sources.download.asking import Asker, Tools
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.estimate import Estimate, check_area, check_size, read_estimate
from desktop_app.roadnet.sources.download.limits import Limits
from desktop_app.roadnet.sources.download.map_answer import checked_map
from desktop_app.roadnet.sources.download.map_file import check_map_path, check_room, write_map
from desktop_app.roadnet.sources.download.nominatim import FoundPlace, place_question, read_places
from desktop_app.roadnet.sources.download.overpass_query import count_query, map_query
from desktop_app.roadnet.sources.download.progress import DownloadProgress, DownloadSink, IsCancelled
from desktop_app.roadnet.sources.download.question import Question
from desktop_app.roadnet.sources.download.search_turns import SearchTurns
from desktop_app.roadnet.sources.download.servers import MapServers, user_agent
from desktop_app.roadnet.sources.download.unpacking import unpacked_pieces

_WORD_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class DownloadedMap:
    """A map that lies on the disk.

    Attributes
    ----------
    file_bytes, received_bytes
        In the file, and over the wire.
    """

    path: Path
    box: Box
    file_bytes: int
    received_bytes: int


class MapDownloader:
    """Asks the servers for one person. Each call blocks; it may be used from one thread at a time."""

    def __init__(self, tools: Tools, servers: MapServers, turns: SearchTurns) -> None:
        """Ask `servers`; `turns` are shared by all who search from this process."""
        self._tools = tools
        self._servers = servers
        self._turns = turns
        self._agent = user_agent(servers.contact)

    @property
    def limits(self) -> Limits:
        """What is not taken unasked, and what is never taken."""
        return self._tools.limits

    def find_places(self, name: str, tell: DownloadSink, cancelled: IsCancelled) -> list[FoundPlace]:
        """Return the places that go by `name`, the most important first; none where there is none.

        Raises
        ------
        BadArgumentError
            It is no name.
        DownloadError
            The server cannot be reached, or its answer cannot be used.
        CancelledError
            The person asked to stop.
        """
        url = self._servers.nominatim_url
        question = place_question(name, url, self._agent)
        self._turns.take(cancelled)
        tell(DownloadProgress("looking for the place"))
        return read_places(self._asker(tell, cancelled).whole_answer(question), url)

    def estimate(
        self, box: Box, tell: DownloadSink, cancelled: IsCancelled, *, insist: bool = False
    ) -> Estimate:
        """Return what `box` holds; raises as `find_places`, BadArgumentError where it is very large.

        Parameters
        ----------
        insist
            Count even what lies in a very large box.
        """
        if not insist:
            check_area(box, self._tools.limits)
        question = self._overpass(count_query(box))
        answer = self._asker(tell, cancelled).whole_answer(question)
        return read_estimate(answer, self._servers.overpass_url)

    def download(
        self,
        box: Box,
        estimate: Estimate,
        path: Path,
        tell: DownloadSink,
        cancelled: IsCancelled,
        *,
        insist: bool = False,
    ) -> DownloadedMap:
        """Write the map in `box` to `path`, ``.osm`` or ``.osm.gz``, whole or not at all.

        Parameters
        ----------
        estimate
            What `estimate` returned for the box.
        insist
            Take even what is larger than usual.

        Raises
        ------
        BadArgumentError
            The map is larger than usual, or `path` cannot be one.
        StorageError
            There is no room for it.
        DownloadError, CancelledError
            As `find_places`.
        """
        check_map_path(path)
        if not insist:
            check_size(estimate, self._tools.limits)
        check_room(path, estimate.map_bytes)
        url = self._servers.overpass_url
        with self._asker(tell, cancelled).answer(self._overpass(map_query(box, estimate.map_bytes))) as (
            head,
            exchange,
        ):
            meter = _Meter(self._tools, estimate, tell)
            pieces = unpacked_pieces(meter.received(exchange.pieces()), head.encoding, url)
            whole = checked_map(pieces, url, self._tools.limits.most_bytes)
            file_bytes = write_map(path, whole, meter.wrote)
            meter.tell_end()
        return DownloadedMap(path, box, file_bytes, meter.received_bytes)

    def _overpass(self, query: str) -> Question:
        return Question("POST", self._servers.overpass_url, (("data", query),), self._agent)

    def _asker(self, tell: DownloadSink, cancelled: IsCancelled) -> Asker:
        return Asker(self._tools, cancelled, tell)


class _Meter:
    """Counts what comes and what is written, and tells of it."""

    def __init__(self, tools: Tools, estimate: Estimate, tell: DownloadSink) -> None:
        self._clock = tools.clock
        self._expected = max(estimate.map_bytes, 1)
        self._tell = tell
        self._began_s = self._told_s = tools.clock.monotonic_s()
        self.received_bytes = 0

    def received(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.received_bytes += len(piece)
            yield piece

    def wrote(self, total: int) -> None:
        """Tell how far it is some times a second; an estimate is never quite reached before the end."""
        now_s = self._clock.monotonic_s()
        if now_s - self._told_s >= _WORD_EVERY_S:
            self._told_s = now_s
            self._tell_share(min(total / self._expected, 0.99))

    def tell_end(self) -> None:
        """Tell that all is there."""
        self._tell_share(1.0)

    def _tell_share(self, share: float) -> None:
        taken_s = self._clock.monotonic_s() - self._began_s
        rate = self.received_bytes / taken_s if taken_s > 0 else 0.0
        self._tell(DownloadProgress("downloading", self.received_bytes, rate, share))
