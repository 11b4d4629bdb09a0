"""The pointer over the picked route and its other ways: what it is on, and what a click there means."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desktop_app.ui.map.canvas import MapCanvas, MapTool

_CLICK_PX = 4.0


class RoutePointer(QObject):
    """Looks at the canvas' events before the canvas does, while no tool is in hand."""

    way_clicked = Signal(int)
    """Number of the other way that was clicked."""
    escaped = Signal()
    """Esc was pressed on the map with nothing else to put away."""

    def __init__(self, canvas: MapCanvas) -> None:
        """Watch `canvas`, and live as long."""
        super().__init__(canvas)
        self._canvas = canvas
        self._pressed: tuple[int, QPointF] | None = None
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what belongs to the ways; all else is the canvas' own."""
        if watched is self._canvas and self._canvas.tool is MapTool.PAN:
            if isinstance(event, QMouseEvent):
                return self._take_mouse(event)
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_mouse(self, event: QMouseEvent) -> bool:
        place, kind = event.position(), event.type()
        if kind == QEvent.Type.MouseMove:
            if event.buttons() == Qt.MouseButton.NoButton:
                self._canvas.point_at_way(self._canvas.way_at(place))
            return self._pressed is not None
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}:
            number = self._canvas.way_at(place)
            self._pressed = None if number is None else (number, place)
            return number is not None
        return self._release(place)

    def _release(self, place: QPointF) -> bool:
        if self._pressed is None:
            return False
        (number, pressed_at), self._pressed = self._pressed, None
        if (place - pressed_at).manhattanLength() < _CLICK_PX:
            self.way_clicked.emit(number)
        return True

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        return False
