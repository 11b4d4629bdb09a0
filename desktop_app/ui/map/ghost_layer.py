"""The old way of a route beside the new one, for a while after each re-route."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.clock import Clock
from desktop_app.ui.map.polylines import Polylines, simplified, to_path
from desktop_app.ui.map.projection import View
from desktop_app.ui.map.route_layer import ribbon_px
from desktop_app.ui.theme import Theme

SHOWN_S = 20.0
FADING_S = 3.0
_OPACITY = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class _Ghost:
    line: Polylines
    colour: QColor
    since_s: float


class GhostLayer:
    """Old ways, dashed and translucent, each until its time is over."""

    def __init__(self, theme: Theme, clock: Clock) -> None:
        """Measure time by `clock`."""
        self.theme = theme
        self._clock = clock
        self._ghosts: dict[str, _Ghost] = {}

    def add(self, route_id: str, old_way: Polylines, colour: QColor) -> None:
        """Show what a route drives no more; an older ghost of the same route goes."""
        self._ghosts[route_id] = _Ghost(old_way, colour, self._clock.monotonic_s())

    def remove(self, route_id: str) -> None:
        """Take a route's ghost away."""
        self._ghosts.pop(route_id, None)

    def clear(self) -> None:
        """Take all away."""
        self._ghosts.clear()

    def alive(self) -> bool:
        """Drop the ghosts whose time is over; return whether any is left."""
        now_s = self._clock.monotonic_s()
        self._ghosts = {
            key: ghost for key, ghost in self._ghosts.items() if now_s - ghost.since_s < SHOWN_S + FADING_S
        }
        return bool(self._ghosts)

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the ghosts on the whole screen."""
        now_s = self._clock.monotonic_s()
        for ghost in self._ghosts.values():
            left_s = SHOWN_S + FADING_S - (now_s - ghost.since_s)
            opacity = _OPACITY * min(max(left_s / FADING_S, 0.0), 1.0)
            if opacity <= 0:
                continue
            path = to_path(simplified(ghost.line, 0.6 / view.scale), view)
            width = ribbon_px(view.zoom) * 0.75
            painter.setOpacity(opacity)
            pen = QPen(self.theme.map.label_halo, width + 2.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
            pen = QPen(ghost.colour, width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setDashPattern([2.2, 1.4])
            painter.strokePath(path, pen)
        painter.setOpacity(1.0)
