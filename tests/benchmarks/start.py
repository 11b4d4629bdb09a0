"""From the start of the program to its first map: whole processes, timed from without."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.maps import map_folder
from tests.benchmarks.rows import Row, row_of

RUNS = 6
_SHOWN = "shown"
_LONGEST_S = 30.0


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Campo Grande, and Porto too with `full`."""
    rows = []
    for case in ("campo-grande", "porto") if full else ("campo-grande",):
        folder = map_folder(case)
        if folder is not None:
            samples = [_start(folder) for _ in range(RUNS + 1)][1:]
            rows.append(row_of("start", case, "start to first map", "s", samples))
    return rows


def _start(folder: Path) -> float:
    begun_s = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.benchmarks.start", str(folder)], stdout=subprocess.PIPE, text=True
    )
    with child:
        if child.stdout is None or child.stdout.readline().strip() != _SHOWN:
            raise RuntimeError("the window showed no map")
        shown_s = time.perf_counter() - begun_s
        child.wait(_LONGEST_S)
    return shown_s


def _show(folder: Path) -> None:
    """Open the window as the program does, say when the map is on it, and close it."""
    from desktop_app.app.desk import Desk, FirstMap  # noqa: PLC0415 - its loading is part of what is timed
    from desktop_app.app.window import make_application  # noqa: PLC0415
    from desktop_app.clock import SystemClock  # noqa: PLC0415
    from desktop_app.dispatch.settings import PlannerSettings  # noqa: PLC0415
    from desktop_app.storage.locations import locations_in  # noqa: PLC0415

    application = make_application()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        locations = locations_in(home / "data", home / "log", home / "cache")
        desk = Desk(locations, SystemClock(), PlannerSettings())

        def shown(_version: int) -> None:
            desk.window.canvas.painted.disconnect(shown)
            print(_SHOWN, flush=True)
            application.quit()

        desk.window.canvas.painted.connect(shown)
        desk.window.show()
        desk.begin(FirstMap(source=folder))
        application.exec()
        desk.window.close()


if __name__ == "__main__":
    _show(Path(sys.argv[1]))
