"""The demo's own live feed, started in the background."""

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import GreenwaveError
from desktop_app.hub.process import SimulatorProcess

_LOG = logging.getLogger(__name__)


class DemoFeed(QObject):
    """Starts the demo's simulator on a thread of its own, so that the window never waits for it."""

    started = Signal(str)
    """The feed's address."""
    failed = Signal(str)
    """A sentence."""

    def __init__(self, seed: int, parent: QObject | None = None) -> None:
        """Have no simulator yet; `seed` names the day."""
        super().__init__(parent)
        self._seed = seed
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
                process = SimulatorProcess(map_folder, seed=self._seed, speed=speed, demo_routes=chains)
                self._process = process
            address = process.address
        except (GreenwaveError, OSError) as error:
            if not self._stopped:
                _LOG.warning("the demo's feed did not start: %s", error)
                self.failed.emit(str(error))
            return
        self.started.emit(address)
