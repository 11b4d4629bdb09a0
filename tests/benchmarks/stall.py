"""How long the window's event loop stands still while 1,000 watched routes follow 1,000 changes a second.

A probe comes round every millisecond; what lies between two rounds, less that millisecond, is a stall.
The planner is a process of its own, as always; the display is the offscreen raster in full HD.
"""

import time

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Slot

from tests.benchmarks.loop import SEGMENTS, blocks, desk_with_routes
from tests.benchmarks.maps import map_folder
from tests.benchmarks.rows import Row, row_of

_CASE = "porto"
_ROUTES = 1_000
_SECONDS, _FULL_SECONDS = 20, 60


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Porto for 20 seconds, with `full` for 60; first at rest, then under the feed."""
    folder = map_folder(_CASE)
    if folder is None:
        return []
    seconds = _FULL_SECONDS if full else _SECONDS
    with desk_with_routes(folder, _ROUTES) as (desk, screen, server, network):
        _live(2.0)
        rest = _Probe(desk).over(seconds / 2)
        versions = screen.told
        feed = iter(blocks(network, seconds + 1))
        sender = QTimer()
        sender.timeout.connect(lambda: server.send(next(feed)))
        sender.start(1_000)
        busy = _Probe(desk).over(seconds)
        sender.stop()
        told = screen.told - versions
    case = f"{_ROUTES} routes, {SEGMENTS} changed a second"
    return [
        row_of("stall", _CASE, f"stall at rest, {_ROUTES} routes", "ms", rest),
        row_of("stall", _CASE, f"stall, {case}", "ms", busy),
        row_of("stall", _CASE, f"longest stall, {case}", "ms", [max(busy)]),
        row_of("stall", _CASE, f"versions told in {seconds} s, {case}", "", [float(told)]),
    ]


class _Probe(QObject):
    """Notes by how much the event loop comes late."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)
        self._stalls_ms: list[float] = []
        self._last_s = 0.0

    def over(self, seconds: float) -> list[float]:
        """Let the window live so long, and return all stalls in milliseconds."""
        self._last_s = time.perf_counter()
        self._timer.start(1)
        _live(seconds)
        self._timer.stop()
        return self._stalls_ms

    @Slot()
    def _note(self) -> None:
        now_s = time.perf_counter()
        self._stalls_ms.append(max(0.0, 1000 * (now_s - self._last_s) - 1.0))
        self._last_s = now_s


def _live(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()
