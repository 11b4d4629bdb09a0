"""The demo: its town, its watched routes, and its own live feed."""

import logging
import threading
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from desktop_app.dispatch.commands import AddRoute
from desktop_app.errors import GreenwaveError, StorageError
from desktop_app.hub.process import SimulatorProcess
from desktop_app.roadnet.sources.demo.version import TOWN_VERSION
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.ui.theme import LIGHT
from desktop_app.whole_files import write_whole

_LOG = logging.getLogger(__name__)

DEMO_SEED = 7


class DemoFiles:
    """The demo town as files beside the session; written anew where they are missing."""

    def __init__(self, folder: Path, seed: int = DEMO_SEED) -> None:
        """Keep the town in `folder`, which exists."""
        self._seed = seed
        self._folder = folder / f"demo-{seed}-{TOWN_VERSION}"
        self.map_file = self._folder / "Demo town.osm.gz"
        self._routes_file = self._folder / "routes.json"

    def make(self) -> None:
        """Write what is missing.

        Raises
        ------
        StorageError
            There is no room, or no leave to write.
        """
        if self.map_file.exists() and self._routes_file.exists():
            return
        # Heavy, and needed once in the life of an installation.
        from desktop_app.roadnet.sources.demo.town import make_demo_town, write_demo_town  # noqa: PLC0415

        town = make_demo_town(self._seed)
        places = {place.name: LonLat(place.lon, place.lat) for place in town.places}
        routes = [
            AddRoute(
                id=f"demo-{number}",
                name=name,
                request=RouteRequest(start=places[start], end=places[end]),
                colour=LIGHT.routes[number % len(LIGHT.routes)].name(),
            )
            for number, (name, start, end) in enumerate(town.demo_routes)
        ]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_demo_town(town, self.map_file)
            write_whole(self._routes_file, msgspec.json.encode(routes))
        except OSError as error:
            raise StorageError(
                f"The demo town cannot be written to {self._folder}: {error.strerror or error}."
            ) from error

    def routes(self) -> tuple[AddRoute, ...]:
        """Return the demo's watched routes; the files have been made."""
        return msgspec.json.decode(self._routes_file.read_bytes(), type=tuple[AddRoute, ...])


class DemoFeed(QObject):
    """Starts the demo's simulator on a thread of its own, so that the window never waits for it."""

    started = Signal(str)
    """The feed's address."""
    failed = Signal(str)
    """A sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Have no simulator yet."""
        super().__init__(parent)
        self._lock = threading.Lock()
        self._process: SimulatorProcess | None = None
        self._thread: threading.Thread | None = None
        self._stopped = False

    def start(self, map_folder: Path, chains: tuple[tuple[int, ...], ...], speed: float = 1.0) -> None:
        """Start the simulator of the scene about the routes along `chains` of OSM nodes."""
        self._stopped = False
        self._thread = threading.Thread(
            target=self._run, args=(map_folder, chains, speed), name="start-simulator", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End the simulator, started or starting."""
        with self._lock:
            self._stopped = True
            process, self._process = self._process, None
        if process is not None:
            process.stop()
        if self._thread is not None:
            self._thread.join()

    def _run(self, map_folder: Path, chains: tuple[tuple[int, ...], ...], speed: float) -> None:
        try:
            with self._lock:
                if self._stopped:
                    return
                process = SimulatorProcess(map_folder, seed=DEMO_SEED, speed=speed, demo_routes=chains)
                self._process = process
            address = process.address
        except (GreenwaveError, OSError) as error:
            if not self._stopped:
                _LOG.warning("the demo's feed did not start: %s", error)
                self.failed.emit(str(error))
            return
        self.started.emit(address)
