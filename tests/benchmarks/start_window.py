"""The program as `start` times it: opens the window, says when the map is on it, and closes it."""

import tempfile
from pathlib import Path

from desktop_app.app.desk import Desk, FirstMap
from desktop_app.app.window import make_application
from desktop_app.clock import SystemClock
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.storage.locations import locations_in

SHOWN = "shown"


def show(folder: Path) -> None:
    """Open the window on a map folder as the program does."""
    application = make_application()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        locations = locations_in(home / "data", home / "log", home / "cache")
        desk = Desk(locations, SystemClock(), PlannerSettings())

        def shown(_version: int) -> None:
            desk.window.canvas.painted.disconnect(shown)
            print(SHOWN, flush=True)
            application.quit()

        desk.window.canvas.painted.connect(shown)
        desk.window.show()
        desk.begin(FirstMap(source=folder))
        application.exec()
        desk.window.close()
