"""The demo without a display: the same scene offscreen, what happened in words, and pictures."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_app.app.desk import Desk, FirstMap
from desktop_app.app.window import make_application, on_stop_signals
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import AlertView, PlannerChange, RouteView
from desktop_app.dispatch.route_views import RouteViews
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.storage.locations import user_locations

_SIZE = (1440, 900)
_PICTURES = 3
_SPEED = 2.0
"""Fast enough for the alert and the new way to come within the 20 seconds."""
_STARTING_S = 60.0


@dataclass(slots=True)
class DemoLog:
    """What happened while the demo ran."""

    updates: int = 0
    segments: int = 0
    routes: dict[str, RouteView] = field(default_factory=dict)
    rerouted: list[str] = field(default_factory=list)
    alerts: list[AlertView] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return it in words."""
        lines = [f"{self.updates} updates of the feed changed {self.segments} segments."]
        for route in self.routes.values():
            minutes = "no way" if route.duration_ms is None else f"{route.duration_ms / 60_000:.1f} min"
            lines.append(f"Route {route.name}: {minutes}, {route.delay_ms / 60_000:+.1f} min over free roads")
        lines += [f"Rerouted: {name}" for name in self.rerouted]
        lines += [f"Alert {alert.state}: {alert.text}" for alert in self.alerts]
        return [*lines, *(f"Picture: {path}" for path in self.pictures)]


class OffscreenDemo(QObject):
    """Runs the demo for some seconds after its first word from the feed, taking pictures on the way."""

    def __init__(self, desk: Desk, seconds: float, folder: Path, quit_: Callable[[], None]) -> None:
        """Watch `desk`, and call `quit_` at the end."""
        super().__init__()
        self.log = DemoLog()
        self._desk = desk
        self._folder = folder
        self._seconds = seconds
        self._quit = quit_
        self._live = False
        self._starting = QTimer(self)
        self._starting.setSingleShot(True)
        self._starting.timeout.connect(self._end)
        desk.bridge.changed.connect(self._take_change)
        self._views = RouteViews()
        self._starting.start(round(_STARTING_S * 1000))

    @Slot(object)
    def _take_change(self, change: PlannerChange) -> None:
        if len(change.segments):
            self.log.updates += 1
            self.log.segments += len(change.segment_states())
            self._count_down()
        for route in self._views.take(change):
            self.log.routes[route.id] = route
            if route.rerouted:
                self.log.rerouted.append(f"{route.name} over {', '.join(filter(None, route.streets))}")
        self.log.alerts.extend(change.alerts)

    def _count_down(self) -> None:
        """Once the feed speaks, take pictures at even distances and end with the last."""
        if self._live:
            return
        self._live = True
        self._starting.stop()
        for number in range(1, _PICTURES + 1):
            QTimer.singleShot(round(self._seconds * 1000 * number / _PICTURES), self, self._take_picture)

    @Slot()
    def _take_picture(self) -> None:
        path = self._folder / f"demo-{len(self.log.pictures) + 1}.png"
        self._desk.window.grab().save(str(path))
        self.log.pictures.append(path)
        if len(self.log.pictures) == _PICTURES:
            self._end()

    @Slot()
    def _end(self) -> None:
        self._quit()


def run_demo_offscreen(seconds: float, say: Callable[[str], None]) -> int:
    """Run the demo offscreen for `seconds`, say what happened, and return the exit code."""
    application = make_application()
    desk = Desk(user_locations(), SystemClock(), PlannerSettings(), demo_speed=_SPEED)
    desk.window.resize(*_SIZE)
    desk.window.show()
    demo = OffscreenDemo(desk, seconds, Path(tempfile.mkdtemp(prefix="greenwave-demo-")), application.quit)
    on_stop_signals(application.quit)
    desk.begin(FirstMap(demo=True))
    application.exec()
    desk.window.close()
    for line in demo.log.lines():
        say(line)
    return 0 if demo.log.updates else 1
