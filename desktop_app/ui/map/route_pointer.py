"""The pointer over the picked route and its other ways: what it is on, what it drags, what a click means."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop_app.dispatch.replies import WayView
from desktop_app.routing.request import LonLat
from desktop_app.ui.map.canvas import MapCanvas, MapTool
from desktop_app.ui.map.picking import route_at
from desktop_app.ui.map.projection import to_lon_lat
from desktop_app.ui.map.route_grips import Grip, grip_at

_CLICK_PX = 4.0


@dataclass(slots=True)
class _Press:
    """The left button is down on a way, or on a hold of the route."""

    at: QPointF
    way: int | None
    grip: Grip | None
    moved: bool = False


class RoutePointer(QObject):
    """Looks at the canvas' events before the canvas does, while no tool is in hand."""

    way_clicked = Signal(int)
    """Number of the other way that was clicked."""
    stops_moved = Signal(str, object)
    """Id of the route, and all its stops (`LonLat`) as they are to be."""
    menu_asked = Signal(object, QPoint)
    """The `Grip` that the right button was pressed on, and where that is on the screen."""
    escaped = Signal()
    """Esc was pressed on the map with nothing else to put away."""

    def __init__(self, canvas: MapCanvas) -> None:
        """Watch `canvas`, and live as long."""
        super().__init__(canvas)
        self._canvas = canvas
        self._layers = canvas.layers
        self._press: _Press | None = None
        canvas.installEventFilter(self)

    def show_ways(self, ways: Sequence[WayView]) -> None:
        """Show these other ways of the picked route, and no others."""
        routes = self._layers.routes
        route = None if routes.selected is None else routes.route(routes.selected)
        if route is None:
            self._layers.ways.clear()
        else:
            self._layers.ways.set_ways(route, ways, routes.colour(route.id))
        self._canvas.update()

    def fit_ways(self) -> None:
        """Show the picked route and its other ways whole, where any of their labels is out of sight."""
        ways = self._layers.ways
        if ways.box is not None and not ways.in_sight(self._canvas.view):
            west, north = to_lon_lat(ways.box[0], ways.box[1])
            east, south = to_lon_lat(ways.box[2], ways.box[3])
            self._canvas.fit_bounds(west, south, east, north)

    def point_at_way(self, number: int | None) -> None:
        """Draw one of the other ways strongest, or none."""
        if number != self._layers.ways.hovered:
            self._layers.ways.hovered = number
            self._canvas.update()

    def way_label(self, number: int) -> QPointF | None:
        """Return the pixel in the middle of a way's label; None where it is not in sight."""
        return self._layers.ways.label_point(self._canvas.view, number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what belongs to the route; all else is the canvas' own."""
        if watched is self._canvas and self._canvas.tool is MapTool.PAN:
            if isinstance(event, QMouseEvent):
                return self._take_mouse(event)
            if event.type() == QEvent.Type.Leave:
                self.point_at_way(None)
                self._show_grip(None)
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_mouse(self, event: QMouseEvent) -> bool:
        kind, button = event.type(), event.button()
        if kind == QEvent.Type.MouseMove:
            return self._move(event)
        is_press = kind in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
        if button == Qt.MouseButton.LeftButton:
            return self._begin(event.position()) if is_press else self._release(event.position())
        if button == Qt.MouseButton.RightButton and is_press:
            grip = self._grip_at(event.position())
            if grip is not None:
                self.menu_asked.emit(grip, event.globalPosition().toPoint())
            return grip is not None
        return False

    def _begin(self, place: QPointF) -> bool:
        way = self._layers.ways.way_at(self._canvas.view, place.x(), place.y())
        grip = None if way is not None else self._grip_at(place)
        self._press = None if way is None and grip is None else _Press(place, way, grip)
        return self._press is not None

    def _move(self, event: QMouseEvent) -> bool:
        place, press = event.position(), self._press
        if press is None:
            if event.buttons() == Qt.MouseButton.NoButton:
                self._hover(place)
            return False
        press.moved |= (place - press.at).manhattanLength() >= _CLICK_PX
        if press.moved and press.grip is not None:
            self._show_grip(press.grip, place)
        return True

    def _release(self, place: QPointF) -> bool:
        press, self._press = self._press, None
        if press is None:
            return False
        press.moved |= (place - press.at).manhattanLength() >= _CLICK_PX
        self._show_grip(None)
        if press.grip is not None and press.moved:
            stops = press.grip.stops_with(LonLat(*self._canvas.view.lon_lat(place.x(), place.y())))
            self.stops_moved.emit(press.grip.route_id, stops)
        elif press.way is not None and not press.moved:
            self.way_clicked.emit(press.way)
        elif press.grip is not None:
            clicked = route_at(self._layers.routes, self._canvas.view, place.x(), place.y())
            if clicked is not None:
                self._canvas.route_clicked.emit(clicked)
        return True

    def _hover(self, place: QPointF) -> None:
        way = self._layers.ways.way_at(self._canvas.view, place.x(), place.y())
        grip = self._grip_at(place) if way is None else None
        self.point_at_way(way)
        self._show_grip(grip)
        shape = Qt.CursorShape.ArrowCursor if way is None else Qt.CursorShape.PointingHandCursor
        self._canvas.setCursor(shape if grip is None else Qt.CursorShape.OpenHandCursor)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        if self._press is not None and self._press.moved:
            # What is still to come of this press means nothing any more.
            self._press = _Press(self._press.at, None, None, moved=True)
            self._show_grip(None)
            return True
        self.escaped.emit()
        return False

    def _grip_at(self, place: QPointF) -> Grip | None:
        return grip_at(self._layers.routes, self._canvas.view, place.x(), place.y())

    def _show_grip(self, grip: Grip | None, pulled_to: QPointF | None = None) -> None:
        if self._layers.grip.show(grip, pulled_to):
            self._canvas.update()
