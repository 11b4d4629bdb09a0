"""From the feed's socket to pixels: a delta of 1,000 segments with ten routes under watch."""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from websockets.sync.server import ServerConnection, serve

from desktop_app.app.desk import Desk, FirstMap
from desktop_app.app.window import make_application
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AddRoute
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.feed.wire import encode_delta, encode_snapshot, encode_welcome
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.storage.locations import locations_in
from desktop_app.traffic.words import SpeedBlock
from tests.benchmarks.maps import map_folder
from tests.benchmarks.rows import Row, row_of

SEGMENTS, ROUTES, RUNS, WARM_UP = 1_000, 10, 40, 5
_STEP_S = 60.0


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Campo Grande, and Porto too with `full`."""
    rows = []
    for case in ("campo-grande", "porto") if full else ("campo-grande",):
        folder = map_folder(case)
        if folder is not None:
            told, painted = zip(*_measure(folder), strict=True)
            rows.append(row_of("loop", case, "socket to change in the window", "ms", told))
            rows.append(row_of("loop", case, "socket to pixels", "ms", painted))
    return rows


class Server:
    """A feed with nothing in it, which sends a delta when told to."""

    def __init__(self) -> None:
        self._client: ServerConnection | None = None
        self._seq = 0
        self._server = serve(self._handle, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}"

    def send(self, block: SpeedBlock) -> None:
        """Send one delta."""
        if self._client is None:
            raise RuntimeError("nobody is connected")
        self._client.send(encode_delta("e1", self._seq, self._seq + 1, [block]))
        self._seq += 1

    def close(self) -> None:
        """End."""
        self._server.shutdown()
        self._thread.join()

    def _handle(self, client: ServerConnection) -> None:
        client.recv()
        client.send(encode_welcome("e1", 0, 3600.0))
        client.send(encode_snapshot("e1", 0, 1, 1, []))
        self._client = client
        for _ in client:
            pass


class Screen:
    """What the planner told last and the canvas painted last."""

    def __init__(self, desk: Desk) -> None:
        self._loop = QEventLoop()
        self._limit = QTimer(self._loop)
        self._limit.timeout.connect(self._loop.quit)
        self._holds: Callable[[], bool] = bool
        self.told = 0
        self.painted = -1
        self.live = False
        self.routes: set[str] = set()
        desk.bridge.changed.connect(self._take)
        desk.window.canvas.painted.connect(self._see)

    def wait(self, holds: Callable[[], bool]) -> None:
        """Let the window live until `holds` does; raises TimeoutError."""
        self._holds = holds
        if not holds():
            self._limit.start(round(_STEP_S * 1000))
            self._loop.exec()
            self._limit.stop()
        if not holds():
            raise TimeoutError("the window did not get there")

    def _take(self, change: PlannerChange) -> None:
        self.told = change.version
        self.routes.update(route.id for route in change.routes)
        self.live |= change.feed is not None and change.feed.state == "live"
        self._look()

    def _see(self, version: int) -> None:
        self.painted = version
        self._look()

    def _look(self) -> None:
        if self._holds():
            self._loop.quit()


def _measure(folder: Path) -> list[tuple[float, float]]:
    """Return, for each delta, the milliseconds until the window was told, and until it had painted."""
    with desk_with_routes(folder, ROUTES) as (_desk, screen, server, network):
        samples = [_one_delta(server, screen, block) for block in blocks(network, WARM_UP + RUNS)]
    return samples[WARM_UP:]


@contextmanager
def desk_with_routes(folder: Path, count: int) -> Iterator[tuple[Desk, Screen, Server, RoadNetwork]]:
    """Give a window in full HD on a map, with a live feed and so many routes under watch."""
    make_application()
    network = open_map_folder(folder).network
    server = Server()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        locations = locations_in(home / "data", home / "log", home / "cache")
        desk = Desk(locations, SystemClock(), PlannerSettings())
        desk.window.resize(1920, 1080)
        desk.window.show()
        screen = Screen(desk)
        desk.begin(FirstMap(source=folder, feed_url=server.url))
        screen.wait(lambda: screen.live and screen.painted > 0)
        desk.bridge.send(*routes(network, count))
        screen.wait(lambda: len(screen.routes) == count)
        yield desk, screen, server, network
        desk.window.close()
    server.close()


def _one_delta(server: Server, screen: Screen, block: SpeedBlock) -> tuple[float, float]:
    version = screen.told + 1
    begun_s = time.perf_counter()
    server.send(block)
    screen.wait(lambda: screen.told >= version)
    told_s = time.perf_counter()
    screen.wait(lambda: screen.painted >= version)
    return (told_s - begun_s) * 1000, (time.perf_counter() - begun_s) * 1000


def routes(network: RoadNetwork, count: int) -> list[AddRoute]:
    """Return routes between random junctions."""
    rng = np.random.default_rng(1)
    junctions = np.flatnonzero(network.junction_component == 0)
    nodes = network.junction_node[rng.choice(junctions, size=(count, 2))]
    ends = np.stack([network.node_lon[nodes], network.node_lat[nodes]], axis=-1)
    return [
        AddRoute(
            id=str(number),
            name=f"Route {number}",
            request=RouteRequest(start=LonLat(*start), end=LonLat(*end)),
        )
        for number, (start, end) in enumerate(ends.tolist())
    ]


def blocks(network: RoadNetwork, count: int) -> Iterator[SpeedBlock]:
    """Give random speeds on random segments; another thousand each time."""
    rng = np.random.default_rng(2)
    for _ in range(count):
        segments = rng.choice(network.segment_count, size=SEGMENTS, replace=False)
        tail = network.node_osm_id[network.segment_tail[segments]].tolist()
        head = network.node_osm_id[network.segment_head[segments]].tolist()
        yield SpeedBlock(
            source="bench",
            ts_ms=SystemClock().now_ms(),
            pairs=tuple(zip(tail, head, strict=True)),
            speeds_kph=tuple(rng.uniform(5, 50, size=SEGMENTS).round(1).tolist()),
        )
