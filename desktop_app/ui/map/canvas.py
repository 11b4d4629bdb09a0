"""The map canvas: a plain widget with its own transform, a cached base and live layers above."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.roadnet.map_data import MapData
from desktop_app.ui.map.base_layer import BaseLayer
from desktop_app.ui.map.map_preparation import MapPreparation, PreparedMap
from desktop_app.ui.map.paint_scheduler import PaintScheduler
from desktop_app.ui.map.projection import View, to_lon_lat, to_world, world_x, world_y
from desktop_app.ui.map.tiles import TiledPicture
from desktop_app.ui.theme import Theme


class MapTool(Enum):
    """What a click on the map does."""

    PAN = auto()
    PICK_POINT = auto()
    PICK_ROAD = auto()


@dataclass(frozen=True, slots=True)
class RoadPick:
    """The road nearest to a click; degrees, and metres from the click."""

    segment: int
    lon: float
    lat: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class ViewState:
    """Where the map looks, to be kept with the session; degrees of the middle, and the scale."""

    lon: float
    lat: float
    metres_per_pixel: float


class MapCanvas(QWidget):
    """Draws the map and turns clicks into picks; decides nothing."""

    road_clicked = Signal(object)
    """`RoadPick`, with the tool PICK_ROAD."""
    point_clicked = Signal(float, float)
    """Longitude and latitude, with the tool PICK_POINT."""
    route_clicked = Signal(str)
    """Id of the route that was clicked, with the tool PAN."""
    nothing_near = Signal(str)
    """A sentence that says why a click gave nothing."""
    view_changed = Signal()
    painted = Signal(int)
    """Version of the weights that is now on the screen."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Show an empty map in `theme`; `clock` times the fading of old ways."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._map: MapData | None = None
        self._tool = MapTool.PAN
        self._version = 0
        self._base = BaseLayer(theme)
        self._base_tiles = TiledPicture(self._base.paint_steps, opaque=True)
        self._scheduler = PaintScheduler(self._work, self)
        self._preparation = MapPreparation(self)
        self._preparation.ready.connect(self._take_map)
        self._preparation.failed.connect(self.nothing_near)
        self._prepared: PreparedMap | None = None
        self._view = View(0.5, 0.5, 256.0, max(1, self.width()), max(1, self.height()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map")
        self.setMinimumSize(200, 150)

    def set_map(self, map_data: MapData) -> None:
        """Show another map, whole; routes and traffic of the one before are dropped."""
        self._map = map_data
        self._prepared = None
        self._base.set_map(None)
        self._base_tiles.clear()
        self._preparation.begin(map_data)
        self.fit_map()

    @Slot(object)
    def _take_map(self, prepared: PreparedMap) -> None:
        self._prepared = prepared
        self._base.set_map(prepared)
        self._base_tiles.clear()
        self._scheduler.wake()

    def _work(self) -> bool:
        more = self._base_tiles.work()
        self.update()
        return more

    def apply_change(self, change: PlannerChange) -> None:
        """Take from a change what the map shows: segments, routes, edits, incidents."""
        self._version = max(self._version, change.version)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._base.theme = theme
        self._base_tiles.clear()
        self._scheduler.wake()
        self.update()

    def set_tool(self, tool: MapTool) -> None:
        """Say what the next click does."""
        self._tool = tool
        self.update()

    def select_route(self, route_id: str | None) -> None:
        """Draw one route strongest, or none."""

    def show_edit_preview(self, segments: Sequence[int] | None) -> None:
        """Mark the segments that an edit would change; None takes the mark away."""

    def show_pins(self, pins: Sequence[tuple[float, float, str]]) -> None:
        """Show pins of (lon, lat, label), as for a route that is being asked for."""

    def fit_map(self) -> None:
        """Show the whole map."""
        if self._map is None:
            return
        facts = self._map.network.facts
        left, right = float(world_x(facts.west)), float(world_x(facts.east))
        top, bottom = float(world_y(facts.north)), float(world_y(facts.south))
        self._set_view(self._view.fitted((left, top, right, bottom)))

    def fit_route(self, route_id: str) -> None:
        """Show the whole of a route."""

    def go_to(self, lon: float, lat: float, metres_across: float = 1500.0) -> None:
        """Put a place in the middle, so many metres across the screen."""
        view = self._view.centred(*to_world(lon, lat))
        self._set_view(view.at_metres_per_pixel(metres_across / view.width))

    def view_state(self) -> ViewState:
        """Return where the map looks."""
        return ViewState(*to_lon_lat(self._view.x, self._view.y), self._view.metres_per_pixel)

    def set_view_state(self, state: ViewState) -> None:
        """Look where `state` says."""
        view = self._view.centred(*to_world(state.lon, state.lat))
        self._set_view(view.at_metres_per_pixel(state.metres_per_pixel))

    def route_colour(self, route_id: str) -> QColor:
        """Return the colour that a route is drawn in."""
        return self._theme.routes[hash(route_id) % len(self._theme.routes)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the layers."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.map.land)
        self._base_tiles.draw(painter, self._view)
        painter.end()
        if self._prepared is not None and self._base_tiles.ready:
            self.painted.emit(self._version)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the middle where it is."""
        self._set_view(self._view.resized(self.width(), self.height()))

    def _set_view(self, view: View) -> None:
        self._view = view
        self._base_tiles.set_view(view, self.devicePixelRatioF())
        self._scheduler.wake()
        self.view_changed.emit()
        self.update()
