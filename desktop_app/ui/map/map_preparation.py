"""What a map needs before it can be drawn and clicked, made on a thread so that the window stays quick."""

import threading
from collections.abc import Generator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.roadnet.backdrop import BackdropKind
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.ui.map.backdrop_shapes import backdrop_shapes
from desktop_app.ui.map.polylines import Polylines
from desktop_app.ui.map.road_geometry import RoadGeometry, build_road_geometry
from desktop_app.ui.map.road_names import RoadNames, build_road_names

_POLL_MS = 10
_Built = TypeVar("_Built")


@dataclass(frozen=True, slots=True, eq=False)
class PreparedMap:
    """A map with all that drawing and picking look up."""

    data: MapData
    roads: RoadGeometry
    shapes: dict[BackdropKind, Polylines]
    names: RoadNames
    index: SpatialIndex


class MapPreparation(QObject):
    """Prepares one map at a time; an older one that is still in work is given up."""

    ready = Signal(object)
    """A `PreparedMap`, on the GUI thread."""
    failed = Signal(str)
    """A sentence, where the map's arrays do not make sense."""

    def __init__(self, parent: QObject) -> None:
        """Wait for the first map."""
        super().__init__(parent)
        self._stop = threading.Event()
        self._done: SimpleQueue[PreparedMap | Exception] = SimpleQueue()
        # The thread never touches a Qt object: the canvas may be gone before it ends.
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)

    def begin(self, data: MapData) -> None:
        """Prepare `data`; `ready` follows."""
        self.stop()
        self._stop = threading.Event()
        self._done = SimpleQueue()
        work = threading.Thread(
            target=_work, args=(data, self._stop, self._done), name="prepare-map", daemon=True
        )
        work.start()
        self._timer.start()

    def stop(self) -> None:
        """Give up what is in work; nothing follows."""
        self._stop.set()
        self._timer.stop()

    @Slot()
    def _look(self) -> None:
        try:
            outcome = self._done.get_nowait()
        except Empty:
            return
        self._timer.stop()
        if isinstance(outcome, PreparedMap):
            self.ready.emit(outcome)
        else:
            self.failed.emit(f"The map cannot be drawn: {outcome}. Import it again.")


def _work(data: MapData, stop: threading.Event, done: "SimpleQueue[PreparedMap | Exception]") -> None:
    try:
        prepared = prepare(data, stop)
    except Exception as error:  # noqa: BLE001 - a thread that dies in silence leaves an empty map
        done.put(error)
        return
    if prepared is not None:
        done.put(prepared)


def prepare(data: MapData, stop: threading.Event) -> PreparedMap | None:
    """Return the prepared map, or None where `stop` was set meanwhile."""
    roads = _finish(build_road_geometry(data.network), stop)
    names = _finish(build_road_names(data.network, roads), stop) if roads is not None else None
    if roads is None or names is None:
        return None
    shapes = backdrop_shapes(data.backdrop, roads.node_x, roads.node_y)
    return PreparedMap(data, roads, shapes, names, SpatialIndex(data.network, data.index))


def _finish(steps: Generator[None, None, _Built], stop: threading.Event) -> _Built | None:
    """Run a builder to its end and return what it made, or None where `stop` was set meanwhile."""
    while not stop.is_set():
        try:
            next(steps)
        except StopIteration as end:
            made: _Built = end.value
            return made
    return None
