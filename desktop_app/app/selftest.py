"""Every part once, on the demo town: what ``greenwave selftest`` runs, also in the packaged program."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from desktop_app.app.answering import Answering
from desktop_app.app.demo import DemoFiles
from desktop_app.app.desk import Desk, FirstMap
from desktop_app.app.maps import open_map
from desktop_app.app.selftest_map import try_graph, try_places_and_zones, try_search
from desktop_app.app.window import make_application
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import EditList, FeedView, PlannerChange, RouteView
from desktop_app.dispatch.commands import AddEdit, EditDraft, Undo
from desktop_app.dispatch.route_views import RouteViews
from desktop_app.dispatch.settings import PlannerSettings, SwitchRule
from desktop_app.routing.request import EngineName, RouteRequest
from desktop_app.storage.locations import Locations, locations_in
from desktop_app.storage.session_file import SessionFile

_STEP_S = 12.0
_SIZE = (1280, 800)


@dataclass(slots=True)
class Findings:
    """What was tried, and what failed."""

    passed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @contextmanager
    def check(self, name: str) -> Iterator[None]:
        """Run a part; note how long it took, or how it failed, and go on."""
        begun_s = time.monotonic()
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the finding itself
            self.failed.append(f"{name}: {type(error).__name__}: {error}")
        else:
            self.passed.append(f"{name} ({time.monotonic() - begun_s:.1f} s)")


class _Heard:
    """The last that the planner said of everything."""

    def __init__(self) -> None:
        self._views = RouteViews()
        self.routes: dict[str, RouteView] = {}
        self.edits: EditList | None = None
        self.feed: FeedView | None = None
        self.spoken = 0
        self.painted = False

    def see(self, _version: int) -> None:
        self.painted = True

    def take(self, change: PlannerChange) -> None:
        self.routes.update({route.id: route for route in self._views.take(change)})
        self.edits = change.edits or self.edits
        self.feed = change.feed or self.feed
        self.spoken += len(change.segment_states())


class _Patience:
    """Waits for what should happen in the window, as long as nobody wants to stop."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped

    def wait_for(self, holds: Callable[[], bool], failure: str) -> None:
        """Let the window live until `holds` does, or raise after some seconds."""
        loop = QEventLoop()
        poll = QTimer()
        poll.timeout.connect(lambda: loop.quit() if self._stopped() or holds() else None)
        poll.start(20)
        QTimer.singleShot(round(_STEP_S * 1000), loop, loop.quit)
        loop.exec()
        if self._stopped():
            raise KeyboardInterrupt
        if not holds():
            raise AssertionError(failure)


def run_selftest(screenshot: Path | None, stopped: Callable[[], bool] = bool) -> Findings:
    """Try every part once in a folder of its own, and return what was found.

    Parameters
    ----------
    screenshot
        Where to keep a picture of the window, or None.
    stopped
        Whether the person wants to stop; asked many times a second.

    Raises
    ------
    KeyboardInterrupt
        The person did; every process has ended.
    """
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="greenwave-selftest-") as name:
        folder = Path(name)
        locations = locations_in(folder / "data", folder / "log", folder / "cache")
        demo = DemoFiles(locations.session_file.parent)
        with findings.check("demo town"):
            demo.make(_ignore)
        with findings.check("import and routes by both engines"):
            _compare_engines(demo)
        with findings.check("search"):
            try_search(demo.map_file, _ignore)
        with findings.check("a graph in and out"):
            try_graph(demo.map_file, folder, _ignore)
        with findings.check("projections and time zones"):
            try_places_and_zones()
        _try_window(findings, locations, screenshot, _Patience(stopped))
        with findings.check("session"):
            if SessionFile(locations.session_file, SystemClock()).load().notice:
                raise AssertionError("a fresh folder has a damaged session")
    return findings


def _compare_engines(demo: DemoFiles) -> None:
    answering = Answering(open_map(demo.map_file, _ignore), SystemClock())
    for route in demo.routes():
        answers = [
            answering.answer(RouteRequest(start=route.request.start, end=route.request.end, engine=engine))
            for engine in EngineName
        ]
        durations = {reply.document.routes[0].duration_s for reply in answers}
        if len(durations) != 1:
            raise AssertionError(f"the engines differ on {route.name}: {durations}")


def _try_window(
    findings: Findings, locations: Locations, screenshot: Path | None, patience: _Patience
) -> None:
    make_application()
    every_gain = PlannerSettings(switch=SwitchRule(least_minutes=0, least_percent=0))
    desk = Desk(locations, SystemClock(), every_gain)
    heard = _Heard()
    desk.bridge.changed.connect(heard.take)
    desk.window.canvas.painted.connect(heard.see)
    desk.window.resize(*_SIZE)
    desk.window.show()
    try:
        with findings.check("window, planner process and watched routes"):
            desk.begin(FirstMap(demo=True))
            patience.wait_for(lambda: bool(heard.routes), "the planner told no route")
        if findings.failed:
            return
        with findings.check("live feed"):
            patience.wait_for(
                lambda: heard.feed is not None and heard.feed.state == "live", "the feed is not live"
            )
            patience.wait_for(lambda: heard.spoken > 0, "the feed said nothing")
        with findings.check("closing a road and undoing it"):
            _close_and_undo(desk, heard, patience)
        if screenshot is not None:
            with findings.check("screenshot"):
                patience.wait_for(lambda: heard.painted, "the map was not drawn")
                if not desk.window.grab().save(str(screenshot)):
                    raise AssertionError(f"{screenshot} cannot be written")
    finally:
        with findings.check("ending every process"):
            desk.window.close()


def _close_and_undo(desk: Desk, heard: _Heard, patience: _Patience) -> None:
    route = next(iter(heard.routes.values()))
    middle = len(route.nodes) // 2
    chain = route.nodes[middle : middle + 2]
    desk.bridge.send(AddEdit(draft=EditDraft(chains=(chain,), action="close", reason="Selftest")))
    patience.wait_for(
        lambda: _avoids(heard.routes[route.id], chain), "the route does not go round the closure"
    )
    desk.bridge.send(Undo())
    patience.wait_for(lambda: heard.edits is not None and not heard.edits.edits, "the closure was not undone")


def _avoids(route: RouteView, chain: tuple[int, ...]) -> bool:
    return chain not in set(zip(route.nodes, route.nodes[1:], strict=False))


def _ignore(_progress: object) -> None:
    """Nobody watches the import of a selftest."""
