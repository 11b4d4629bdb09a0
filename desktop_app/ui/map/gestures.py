"""Mouse and keyboard on the map: what they do to the view."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from desktop_app.ui.map.projection import View

_WHEEL_STEP = 120.0
_WHEEL_FACTOR = 1.32
_KEY_FACTOR = 1.5
_KEY_PAN_PX = 90.0
_CLICK_PX = 4.0

_ARROWS = {
    Qt.Key.Key_Left: (1.0, 0.0),
    Qt.Key.Key_Right: (-1.0, 0.0),
    Qt.Key.Key_Up: (0.0, 1.0),
    Qt.Key.Key_Down: (0.0, -1.0),
}
_ZOOM_KEYS = {
    Qt.Key.Key_Plus: _KEY_FACTOR,
    Qt.Key.Key_Equal: _KEY_FACTOR,
    Qt.Key.Key_Minus: 1 / _KEY_FACTOR,
    Qt.Key.Key_Underscore: 1 / _KEY_FACTOR,
}


class Drag:
    """One press of the left button until its release: a click, or a drag of the map."""

    def __init__(self) -> None:
        """Start with no button down."""
        self._pressed_at: QPointF | None = None
        self._last = QPointF()
        self.moving = False

    @property
    def pressed(self) -> bool:
        """The button is down."""
        return self._pressed_at is not None

    def press(self, event: QMouseEvent) -> None:
        """Note where the button went down."""
        self._pressed_at = self._last = event.position()
        self.moving = False

    def move(self, event: QMouseEvent, view: View) -> View:
        """Return the view after the pointer moved; the same one below the length of a click."""
        if self._pressed_at is None:
            return view
        if not self.moving and (event.position() - self._pressed_at).manhattanLength() < _CLICK_PX:
            return view
        self.moving = True
        step = event.position() - self._last
        self._last = event.position()
        return view.panned(step.x(), step.y())

    def release(self) -> bool:
        """End the press; return whether it was a click."""
        clicked = self._pressed_at is not None and not self.moving
        self._pressed_at = None
        self.moving = False
        return clicked


def wheel_view(event: QWheelEvent, view: View) -> View:
    """Return the view after a turn of the wheel: the point under the pointer stays."""
    steps = event.angleDelta().y() / _WHEEL_STEP
    place = event.position()
    return view.zoomed(_WHEEL_FACTOR**steps, place.x(), place.y())


def key_view(event: QKeyEvent, view: View) -> View | None:
    """Return the view after a key, or None where the key means nothing to it."""
    key = Qt.Key(event.key())
    if key in _ARROWS:
        step_x, step_y = _ARROWS[key]
        return view.panned(step_x * _KEY_PAN_PX, step_y * _KEY_PAN_PX)
    if key in _ZOOM_KEYS:
        return view.zoomed(_ZOOM_KEYS[key], view.width / 2, view.height / 2)
    return None
