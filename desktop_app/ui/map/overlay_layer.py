"""The map's frame: scale bar, attribution and legend."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QImage, QPainter, QPen

from desktop_app.ui.congestion import Congestion, congestion_colour, congestion_title
from desktop_app.ui.map.projection import View
from desktop_app.ui.map.traffic_layer import hatch
from desktop_app.ui.stylesheet import body_font
from desktop_app.ui.theme import Theme

_EDGE_PX = 10.0
_BAR_PX = 110.0
_ROW_PX = 18.0
_STEPS = (1, 2, 5)
_LEGEND_PX = {
    Congestion.FREE: 2.0,
    Congestion.SLOW: 3.0,
    Congestion.HEAVY: 4.2,
    Congestion.JAM: 5.8,
    Congestion.CLOSED: 6.0,
    Congestion.UNKNOWN: 1.4,
}
"""The legend's rows from the top, and how wide the line of each is."""


class OverlayLayer:
    """Draws what belongs to the window rather than to the ground."""

    def __init__(self, theme: Theme) -> None:
        """Start without texts."""
        self.theme = theme
        self.attribution = ""
        self._legend: tuple[Theme, float, QImage] | None = None

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the frame on the whole screen."""
        painter.setFont(body_font(11))
        self._paint_attribution(painter, view)
        bar_top = self._paint_scale(painter, view)
        if view.width >= 420 and view.height >= 320:  # noqa: PLR2004 - a small map is all map
            legend = self._legend_picture(painter.device().devicePixelRatioF())
            painter.drawImage(
                QPointF(_EDGE_PX, bar_top - 8 - legend.height() / legend.devicePixelRatio()), legend
            )

    def _paint_attribution(self, painter: QPainter, view: View) -> None:
        if not self.attribution:
            return
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.attribution, Qt.TextElideMode.ElideRight, view.width - 190)
        width = metrics.horizontalAdvance(text) + 14.0
        box = QRectF(view.width - width, view.height - 20.0, width, 20.0)
        painter.fillRect(box, self.theme.map.shade)
        painter.setPen(self.theme.muted)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_scale(self, painter: QPainter, view: View) -> float:
        """Draw the scale bar; return the y of its upper edge."""
        length_m = round_length_m(view.metres_per_pixel * _BAR_PX)
        width = length_m / view.metres_per_pixel
        left, bottom = _EDGE_PX + 8, view.height - _EDGE_PX - 7
        text = length_text(length_m)
        box = QRectF(_EDGE_PX, bottom - 20, round(width) + 16, 27)
        painter.fillRect(box, self.theme.map.shade)
        painter.setPen(self.theme.map.ink)
        painter.drawText(QRectF(left, bottom - 19, width, 15), int(Qt.AlignmentFlag.AlignHCenter), text)
        painter.setPen(QPen(self.theme.map.ink, 1.6))
        corners = ((0, -4), (0, 0), (width, 0), (width, -4))
        painter.drawPolyline([QPointF(left + x, bottom + y) for x, y in corners])
        return box.top()

    def _legend_picture(self, ratio: float) -> QImage:
        """Return the legend, drawn once a theme."""
        if self._legend is None or self._legend[:2] != (self.theme, ratio):
            self._legend = self.theme, ratio, self._drawn_legend(ratio)
        return self._legend[2]

    def _drawn_legend(self, ratio: float) -> QImage:
        font = body_font(11)
        titles = [congestion_title(kind) for kind in _LEGEND_PX]
        width = 48.0 + max(map(QFontMetricsF(font).horizontalAdvance, titles))
        height = len(titles) * _ROW_PX + 8
        image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        self._paint_card(painter, QRectF(0, 0, width, height))
        for number, (title, (kind, pen_width)) in enumerate(zip(titles, _LEGEND_PX.items(), strict=True)):
            middle = 4 + (number + 0.5) * _ROW_PX
            self._paint_sample(painter, QPointF(8, middle), QPointF(30, middle), kind, pen_width)
            painter.setPen(self.theme.map.ink)
            painter.drawText(QRectF(37, middle - 9, width, 18), int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.end()
        return image

    def _paint_sample(
        self, painter: QPainter, start: QPointF, end: QPointF, kind: Congestion, width: float
    ) -> None:
        colours = self.theme.congestion
        if kind is Congestion.CLOSED:
            painter.setPen(QPen(colours.closed, width + 2))
            painter.drawLine(start, end)
            painter.setPen(QPen(QBrush(hatch(colours.closed, colours.closed_gap)), width))
        else:
            pen = QPen(congestion_colour(kind, self.theme), width)
            if kind is Congestion.UNKNOWN:
                pen.setDashPattern([2.5, 3.0])
            painter.setPen(pen)
        painter.drawLine(start, end)

    def _paint_card(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(self.theme.border, 1))
        painter.setBrush(self.theme.map.shade)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def round_length_m(longest_m: float) -> float:
    """Return the largest 1, 2 or 5 times a power of ten that is not longer."""
    power = 1.0
    while power > longest_m:
        power /= 10
    while power * 10 <= longest_m:
        power *= 10
    return max(step * power for step in _STEPS if step * power <= longest_m)


def length_text(length_m: float) -> str:
    """Return a length as people read it."""
    if length_m >= 1000:  # noqa: PLR2004 - metres in a kilometre
        return f"{length_m / 1000:g} km"
    return f"{length_m:g} m" if length_m >= 1 else f"{length_m * 100:g} cm"
