"""The handle on the picked route's line, and the line that is drawn while it is dragged."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop_app.ui.map.projection import View, to_world
from desktop_app.ui.map.route_grips import Grip
from desktop_app.ui.theme import Theme

_RADIUS_PX = 6.0


class GripLayer:
    """Draws one handle, in each frame."""

    def __init__(self, theme: Theme) -> None:
        """Start without a handle."""
        self.theme = theme
        self._grip: Grip | None = None
        self._pulled_to: QPointF | None = None

    def show(self, grip: Grip | None, pulled_to: QPointF | None = None) -> bool:
        """Show a handle, or none; return whether that is another picture.

        Parameters
        ----------
        pulled_to
            The pixel that it is dragged to; None while it lies still.
        """
        changed = (grip, pulled_to) != (self._grip, self._pulled_to)
        self._grip, self._pulled_to = grip, pulled_to
        return changed

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the handle, and dashes to it from the stops beside it."""
        grip, to = self._grip, self._pulled_to
        if grip is None or (to is None and grip.on_stop):
            return
        centre = QPointF(*view.to_screen(*grip.spot)) if to is None else to
        if to is not None:
            ends = [stop for stops in (grip.before[-1:], grip.after[:1]) for stop in stops]
            for colour, width in ((self.theme.map.label_halo, 5.0), (self.theme.accent, 2.4)):
                pen = QPen(colour, width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                if width < 5:  # noqa: PLR2004 - the upper of the two strokes
                    pen.setDashPattern([3.0, 2.2])
                painter.setPen(pen)
                for stop in ends:
                    painter.drawLine(QPointF(*view.to_screen(*to_world(stop.lon, stop.lat))), centre)
        painter.setPen(QPen(self.theme.accent, 2.4))
        painter.setBrush(self.theme.base)
        painter.drawEllipse(centre, _RADIUS_PX, _RADIUS_PX)
