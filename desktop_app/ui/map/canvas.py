"""The map canvas: a plain widget with its own transform, a cached base and live layers above."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.edit_places import edit_segments
from desktop_app.roadnet.map_data import MapData
from desktop_app.ui.map.gestures import Drag, key_view, wheel_view
from desktop_app.ui.map.layers import Layers
from desktop_app.ui.map.map_preparation import MapPreparation, PreparedMap
from desktop_app.ui.map.paint_scheduler import PaintScheduler
from desktop_app.ui.map.picking import (
    MapTool,
    RoadPick,
    ViewState,
    nothing_near_text,
    road_at,
    route_at,
)
from desktop_app.ui.map.pin_layer import Pin
from desktop_app.ui.map.projection import View, box_of, to_lon_lat, to_world
from desktop_app.ui.theme import Theme

__all__ = ["MapCanvas", "MapTool", "RoadPick", "ViewState"]

_GHOST_TICK_MS = 100
_PROGRESS_MS = 40
_CLOSEST_M = 500.0
_WIDEST = 4.0
"""The map can be made this many times smaller than it is when it just fits."""


class MapCanvas(QWidget):
    """Draws the map and turns clicks into picks; decides nothing."""

    road_clicked = Signal(object)
    """`RoadPick`, with the tool PICK_ROAD."""
    point_clicked = Signal(float, float)
    """Longitude and latitude, with the tool PICK_POINT."""
    route_clicked = Signal(str)
    """Id of the route that was clicked, with the tool PAN."""
    tool_dropped = Signal()
    """Esc was pressed with a picking tool in hand; the tool is PAN again."""
    nothing_near = Signal(str)
    """A sentence that says why a click gave nothing."""
    view_changed = Signal()
    painted = Signal(int)
    """Version of the weights that is now on the screen, whole."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Show an empty map in `theme`; `clock` times the fading of old ways."""
        super().__init__(parent)
        self._theme = theme
        self._layers = Layers(theme, clock)
        self._map: MapData | None = None
        self._prepared: PreparedMap | None = None
        self._tool = MapTool.PAN
        self._version = 0
        self._drag = Drag()
        self._view = View(0.5, 0.5, 256.0, max(1, self.width()), max(1, self.height()))
        self._fitted = False
        self._scheduler = PaintScheduler(self._work, self)
        self._preparation = MapPreparation(self)
        self._preparation.ready.connect(self._take_map)
        self._preparation.failed.connect(self.nothing_near)
        self._ghost_timer = QTimer(self)
        self._ghost_timer.setInterval(_GHOST_TICK_MS)
        self._ghost_timer.timeout.connect(self._tick_ghosts)
        self._progress_timer = QTimer(self)
        self._progress_timer.setSingleShot(True)
        self._progress_timer.setInterval(_PROGRESS_MS)
        self._progress_timer.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Map")
        self.setAccessibleDescription("Arrow keys move the map, plus and minus zoom, Home shows all of it.")
        self.setMinimumSize(200, 150)

    def set_map(self, map_data: MapData) -> None:
        """Show another map, whole; routes and traffic of the one before are dropped."""
        self._map = map_data
        self._prepared = None
        self._version = 0
        self._layers.begin_map(map_data)
        self._preparation.begin(map_data)
        self.fit_map()

    def apply_change(self, change: PlannerChange) -> None:
        """Take from a change what the map shows: segments, routes, edits, incidents."""
        self._version = change.version
        self._layers.apply(change)
        if self._layers.ghosts.alive():
            self._ghost_timer.start()
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._layers.set_theme(theme)
        self._layers.set_view(self._view, self.devicePixelRatioF())
        self._refresh()

    def set_tool(self, tool: MapTool) -> None:
        """Say what the next click does."""
        self._tool = tool
        self._layers.edits.set_hovered(None)
        self._show_cursor()
        self.update()

    def select_route(self, route_id: str | None) -> None:
        """Draw one route strongest, or none."""
        if route_id != self._layers.routes.selected:
            self._layers.routes.selected = route_id
            self._layers.refresh_live()
            self._refresh()

    @property
    def layers(self) -> Layers:
        """What is drawn, for those who draw on top of the routes; followed by `update`."""
        return self._layers

    @property
    def view(self) -> View:
        """What is in sight now."""
        return self._view

    @property
    def tool(self) -> MapTool:
        """What the next click does."""
        return self._tool

    def show_edit_preview(self, segments: Sequence[int] | None) -> None:
        """Mark the segments that an edit would change; None takes the mark away."""
        self._layers.edits.set_preview(segments)
        self.update()

    def show_pins(self, pins: Sequence[Pin]) -> None:
        """Show pins of (lon, lat, sign), as for a route that is being asked for."""
        self._layers.pins.set_pins(pins)
        self.update()

    def show_found(self, pins: Sequence[Pin]) -> None:
        """Show pins of (lon, lat, sign) for the results of a search."""
        self._layers.pins.set_found(pins)
        self.update()

    def fit_map(self) -> None:
        """Show the whole map."""
        box = self._map_box()
        if box is not None:
            self._set_view(self._view.fitted(box))
            self._fitted = True

    def fit_route(self, route_id: str) -> None:
        """Show the whole of a route."""
        route = self._layers.routes.route(route_id)
        if route is not None and route.box is not None:
            self._set_view(self._view.fitted(route.box, margin_px=70.0))

    def fit_bounds(self, west: float, south: float, east: float, north: float) -> None:
        """Show the whole of a box in degrees, no closer than `_CLOSEST_M` across the screen."""
        view = self._view.fitted(box_of(west, south, east, north), margin_px=70.0)
        if view.metres_per_pixel * view.width < _CLOSEST_M:
            view = view.at_metres_per_pixel(_CLOSEST_M / view.width)
        self._set_view(view)

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
        return self._layers.routes.colour(route_id)

    @property
    def label_texts(self) -> tuple[str, ...]:
        """The names that are written on the map now."""
        return self._layers.labels.texts

    @property
    def longest_work_ms(self) -> float:
        """The longest that the event loop was held by painting ahead so far."""
        return self._scheduler.longest_ms

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.map.land)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._layers.paint(painter, self._view)
        painter.end()
        if self._prepared is not None and self._layers.ready:
            self.painted.emit(self._version)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Keep the middle where it is; a map that was shown whole stays whole."""
        fitted = self._fitted
        self._set_view(self._view.resized(self.width(), self.height()))
        if fitted:
            self.fit_map()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self._set_view(wheel_view(event, self._view))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, or show the road under the pointer."""
        if self._drag.pressed:
            view = self._drag.move(event, self._view)
            if self._drag.moving:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._set_view(view)
            return
        if self._tool is MapTool.PICK_ROAD:
            self._hover(event.position().x(), event.position().y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or take a click."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        clicked = self._drag.release()
        self._show_cursor()
        if clicked:
            self._click(event.position().x(), event.position().y())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Zoom in at the pointer; with a picking tool a second click is a click."""
        if event.button() == Qt.MouseButton.LeftButton and self._tool is MapTool.PAN:
            self._set_view(self._view.zoomed(2.0, event.position().x(), event.position().y()))
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom and fit; Esc puts the tool away."""
        view = key_view(event, self._view)
        if view is not None:
            self._set_view(view)
        elif event.key() == Qt.Key.Key_Home:
            self.fit_map()
        elif event.key() == Qt.Key.Key_Escape and self._tool is not MapTool.PAN:
            self.set_tool(MapTool.PAN)
            self.tool_dropped.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show what the mark under the pointer says."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = event.pos()
            text = self._layers.incidents.text_at(self._view, self._layers.traffic.states, spot.x(), spot.y())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _show_cursor(self) -> None:
        picking = self._tool is not MapTool.PAN
        self.setCursor(Qt.CursorShape.CrossCursor if picking else Qt.CursorShape.ArrowCursor)

    def _click(self, x: float, y: float) -> None:
        if self._tool is MapTool.PAN:
            route_id = route_at(self._layers.routes, self._view, x, y)
            if route_id is not None:
                self.route_clicked.emit(route_id)
            return
        pick = road_at(self._prepared.index, self._view, x, y) if self._prepared else None
        if pick is None:
            self.nothing_near.emit(nothing_near_text(self._view, x, y))
        elif self._tool is MapTool.PICK_ROAD:
            self.road_clicked.emit(pick)
        else:
            self.point_clicked.emit(*self._view.lon_lat(x, y))

    def _hover(self, x: float, y: float) -> None:
        pick = road_at(self._prepared.index, self._view, x, y) if self._prepared else None
        segments = None
        if pick is not None and self._map is not None:
            segments = edit_segments(self._map.network, pick.segment, same=True, other=False).tolist()
        if self._layers.edits.set_hovered(segments):
            self.update()

    @Slot(object)
    def _take_map(self, prepared: PreparedMap) -> None:
        self._prepared = prepared
        self._layers.take_map(prepared)
        self._layers.set_view(self._view, self.devicePixelRatioF())
        self._refresh()

    @Slot()
    def _tick_ghosts(self) -> None:
        if not self._layers.ghosts.alive():
            self._ghost_timer.stop()
        self.update()

    def _map_box(self) -> tuple[float, float, float, float] | None:
        if self._map is None:
            return None
        facts = self._map.network.facts
        return box_of(facts.west, facts.south, facts.east, facts.north)

    def _set_view(self, view: View) -> None:
        """Look elsewhere, never so far out that the map becomes a dot."""
        box = self._map_box()
        if box is not None:
            least = view.fitted(box).scale / _WIDEST
            if view.scale < least:
                view = View(view.x, view.y, least, view.width, view.height)
        self._fitted = False
        self._view = view
        self._layers.set_view(view, self.devicePixelRatioF())
        self.view_changed.emit()
        self._refresh()

    def _refresh(self) -> None:
        self._scheduler.wake()
        self.update()

    def _work(self) -> bool:
        more = self._layers.work()
        # While there is work, a few frames a second show its progress; each costs time that it needs.
        if not more:
            self.update()
        elif not self._progress_timer.isActive():
            self._progress_timer.start()
        return more
