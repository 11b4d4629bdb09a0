"""The README's pictures, drawn by the real program: ``python -m tests.pictures [FOLDER]``."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.app.desk import Desk, FirstMap
from desktop_app.app.window import make_application
from desktop_app.backend.map_cache import MapCache
from desktop_app.bridge.map_opener import OpenedMap
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import PlannerChange, RouteView
from desktop_app.dispatch.commands import AddRoute
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.hub.process import SimulatorProcess
from desktop_app.roadnet.map_data import MapData
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.storage.locations import locations_in
from desktop_app.ui.edit_dialog import EditDialog
from desktop_app.ui.theme import LIGHT
from tests.shared_data import SHARED

PICTURES = Path(__file__).resolve().parents[1] / "resources" / "pictures"
SIZE = (1440, 900)
_LONGEST_S = 90.0

CAMPO_GRANDE = {
    "Depot to harbour": ((-54.5870, -20.4330), (-54.5320, -20.4870)),
    "Airport shuttle": ((-54.5900, -20.4700), (-54.5400, -20.4400)),
    "School run north": ((-54.5600, -20.5000), (-54.5650, -20.4300)),
    "Clinic round": ((-54.5850, -20.4950), (-54.5450, -20.4550)),
}


class Studio:
    """A desk in a home of its own, the last that was said of each route, and the first that was delayed."""

    def __init__(self, home: Path) -> None:
        locations = locations_in(home / "data", home / "log", home / "cache")
        self.desk = Desk(locations, SystemClock(), PlannerSettings())
        self.routes: dict[str, RouteView] = {}
        self.rerouted = False
        self.delayed = ""
        self.painted = False
        self.map: MapData | None = None
        self.desk.opener.opened.connect(self._keep_map)
        self.desk.bridge.changed.connect(self._take)
        self.desk.window.canvas.painted.connect(self._see)
        self.desk.window.resize(*SIZE)
        self.desk.window.show()

    def wait(self, holds: Callable[[], bool], least_s: float = 0.0) -> None:
        """Let the window live until `holds` does, and at least so long."""
        loop, poll = QEventLoop(), QTimer()
        poll.timeout.connect(lambda: loop.quit() if holds() else None)
        QTimer.singleShot(round(least_s * 1000), loop, lambda: poll.start(50))
        QTimer.singleShot(round(_LONGEST_S * 1000), loop, loop.quit)
        loop.exec()
        if not holds():
            raise TimeoutError("the scene did not get there")

    def picture(self, widget: QWidget, path: Path) -> None:
        """Take a picture once the map is at rest."""
        self.wait(lambda: self.painted, 1.0)
        if not widget.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")
        print(path)

    def _take(self, change: PlannerChange) -> None:
        self.routes.update({route.id: route for route in change.routes})
        self.rerouted |= any(route.rerouted for route in change.routes)
        for alert in change.alerts:
            if alert.state == "raised" and alert.kind == "delay" and not self.delayed:
                self.delayed = alert.routes[0]

    def _keep_map(self, opened: OpenedMap) -> None:
        self.map = opened.data

    def _see(self, _version: int) -> None:
        self.painted = True


def draw_demo(folder: Path, home: Path) -> None:
    """Draw the demo town, light and dark, the board and the edit dialog."""
    studio = Studio(home)
    desk = studio.desk
    desk.begin(FirstMap(demo=True))
    studio.wait(lambda: bool(studio.delayed))
    desk.window.panes.board.select(studio.delayed)
    desk.window.look.choose("dark")
    studio.picture(desk.window, folder / "demo-dark.png")
    desk.window.look.choose("light")
    studio.picture(desk.window.panes.board, folder / "route-board.png")
    studio.wait(lambda: studio.rerouted)
    studio.picture(desk.window, folder / "demo-light.png")
    _draw_dialog(studio, folder / "edit-dialog.png")
    desk.window.close()


def _draw_dialog(studio: Studio, path: Path) -> None:
    if studio.map is None:
        raise RuntimeError("no map is open")
    segments = np.frombuffer(next(iter(studio.routes.values())).segments, "<i4")
    dialog: QDialog = EditDialog(
        studio.map.network, int(segments[len(segments) // 2]), SystemClock(), studio.desk.window
    )
    dialog.show()
    studio.picture(dialog, path)
    dialog.close()


def draw_campo_grande(folder: Path, home: Path) -> None:
    """Draw a real city with a jam, an alert and the ghost of the old way."""
    extract = SHARED / "maps/campo-grande.osm.gz"
    if not extract.exists():
        print(f"left out: Campo Grande, since {extract.name} is not in 'shared'", file=sys.stderr)
        return
    map_folder = MapCache(home / "cache").folder_of(extract, lambda _progress: None, bool)
    studio = Studio(home)
    studio.desk.begin(FirstMap(source=map_folder))
    studio.wait(lambda: studio.painted)
    studio.desk.window.look.choose("light")
    studio.desk.bridge.send(*_campo_grande_routes())
    studio.wait(lambda: len(studio.routes) == len(CAMPO_GRANDE))
    chains = tuple(route.nodes for route in studio.routes.values())
    simulator = SimulatorProcess(map_folder, seed=5, speed=1.0, demo_routes=chains)
    try:
        studio.desk.window.feed_chosen.emit(simulator.address)
        studio.wait(lambda: studio.rerouted)
        first = next(iter(studio.routes))
        studio.desk.window.panes.board.select(first)
        studio.desk.window.canvas.fit_route(first)
        studio.picture(studio.desk.window, folder / "campo-grande.png")
        _draw_search(studio, folder / "search.png")
    finally:
        studio.desk.window.close()
        simulator.stop()


def _draw_search(studio: Studio, path: Path) -> None:
    box = studio.desk.window.panes.map_area.search
    box.begin()
    QTest.keyClicks(box.line, "av afonso pena & alagoas")
    studio.wait(lambda: box.list.current() is not None, 1.0)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    studio.painted = False
    studio.picture(studio.desk.window, path)


def _campo_grande_routes() -> list[AddRoute]:
    return [
        AddRoute(
            id=f"route-{number}",
            name=name,
            request=RouteRequest(start=LonLat(*start), end=LonLat(*end)),
            colour=LIGHT.routes[number % len(LIGHT.routes)].name(),
        )
        for number, (name, (start, end)) in enumerate(CAMPO_GRANDE.items())
    ]


def main() -> int:
    """Draw all pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    make_application()
    with tempfile.TemporaryDirectory() as name:
        draw_demo(folder, Path(name) / "demo")
        draw_campo_grande(folder, Path(name) / "city")
    return 0


if __name__ == "__main__":
    sys.exit(main())
