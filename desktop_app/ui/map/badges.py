"""Small round and pointed marks of the map, drawn in pixels around a point."""

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from desktop_app.ui.stylesheet import body_font
from desktop_app.ui.theme import Theme

_PIN_HEIGHT = 30.0
_PIN_RADIUS = 10.0


class Badge(Enum):
    """What a badge stands for; each has a shape of its own."""

    CLOSED = auto()
    """A disc with a cross."""
    INCIDENT = auto()
    """A triangle with an exclamation mark."""
    ROADWORKS = auto()
    """A diamond with bars."""
    EDIT = auto()
    """A square with a pencil: the dispatcher's own."""


def draw_badge(
    painter: QPainter, badge: Badge, centre: QPointF, theme: Theme, *, major: bool = False
) -> None:
    """Draw a badge around a point; a major one is larger."""
    painter.save()
    painter.translate(centre)
    if major:
        painter.scale(1.22, 1.22)
    painter.setPen(QPen(theme.map.label_halo, 1.6))
    if badge is Badge.CLOSED:
        painter.setBrush(theme.congestion.closed)
        painter.drawEllipse(QPointF(0, 0), 8.2, 8.2)
        _strokes(painter, QColor("white"), 2.2, ((-3.1, -3.1, 3.1, 3.1), (-3.1, 3.1, 3.1, -3.1)))
    elif badge is Badge.INCIDENT:
        painter.setBrush(theme.priority_medium)
        painter.drawPath(_rounded([(0, -9.5), (9.6, 7.4), (-9.6, 7.4)]))
        _strokes(painter, _on(theme.priority_medium), 2.2, ((0, -3.6, 0, 1.6), (0, 4.6, 0, 4.7)))
    elif badge is Badge.ROADWORKS:
        painter.setBrush(theme.priority_medium)
        painter.drawPath(_rounded([(0, -10), (10, 0), (0, 10), (-10, 0)]))
        bars = ((-3.4, -2.4, 3.4, -2.4), (-3.4, 2.4, 3.4, 2.4))
        _strokes(painter, _on(theme.priority_medium), 2.0, bars)
    else:
        painter.setBrush(theme.congestion.edit)
        painter.drawRoundedRect(QRectF(-8, -8, 16, 16), 4.5, 4.5)
        ink = _on(theme.congestion.edit)
        _strokes(painter, ink, 2.6, ((-1.6, 1.6, 3.2, -3.2),))
        _strokes(painter, ink, 1.3, ((-3.9, 3.9, -2.6, 2.6),))
    painter.restore()


def draw_count(painter: QPainter, count: int, centre: QPointF, theme: Theme) -> None:
    """Draw how many marks lie under one, at its upper right."""
    text = str(count) if count < 100 else "99+"  # noqa: PLR2004 - three characters are what fits
    painter.save()
    painter.setFont(body_font(10))
    width = max(painter.fontMetrics().horizontalAdvance(text) + 7.0, 15.0)
    box = QRectF(centre.x() + 4, centre.y() - 15, width, 14)
    painter.setPen(QPen(theme.map.label_halo, 1.2))
    painter.setBrush(theme.map.ink)
    painter.drawRoundedRect(box, 7, 7)
    painter.setPen(theme.map.label_halo)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


def draw_pin(painter: QPainter, tip: QPointF, colour: QColor, sign: str, theme: Theme) -> None:
    """Draw a drop-shaped pin whose tip is at a point, with a sign of one or two characters in it."""
    painter.save()
    painter.translate(tip)
    middle = QPointF(0, -_PIN_HEIGHT + _PIN_RADIUS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 60))
    painter.drawEllipse(QPointF(0, 0.5), 5.0, 2.2)
    drop = QPainterPath(QPointF(0, 0))
    drop.cubicTo(-2.5, -8, -_PIN_RADIUS, -12, -_PIN_RADIUS, middle.y())
    drop.arcTo(QRectF(-_PIN_RADIUS, -_PIN_HEIGHT, 2 * _PIN_RADIUS, 2 * _PIN_RADIUS), 180, -180)
    drop.cubicTo(_PIN_RADIUS, -12, 2.5, -8, 0, 0)
    painter.setPen(QPen(theme.map.label_halo, 1.8))
    painter.setBrush(colour)
    painter.drawPath(drop)
    font = body_font(12)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(_on(colour))
    painter.drawText(QRectF(-12, middle.y() - 10, 24, 20), int(Qt.AlignmentFlag.AlignCenter), sign)
    painter.restore()


def draw_stop(painter: QPainter, centre: QPointF, colour: QColor, theme: Theme) -> None:
    """Draw the small ring of a stop of a route that is not selected."""
    painter.save()
    painter.setPen(QPen(theme.map.label_halo, 4.6))
    painter.setBrush(theme.map.label_halo)
    painter.drawEllipse(centre, 4.2, 4.2)
    painter.setPen(QPen(colour, 2.6))
    painter.setBrush(QColor("white"))
    painter.drawEllipse(centre, 4.2, 4.2)
    painter.restore()


def _on(colour: QColor) -> QColor:
    """Return black or white, whichever reads on a colour."""
    light = 0.299 * colour.redF() + 0.587 * colour.greenF() + 0.114 * colour.blueF()
    return QColor("#14171B") if light > 0.58 else QColor("white")  # noqa: PLR2004 - the eye's middle


def _strokes(
    painter: QPainter, colour: QColor, width: float, lines: tuple[tuple[float, float, float, float], ...]
) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for x, y, to_x, to_y in lines:
        painter.drawLine(QPointF(x, y), QPointF(to_x, to_y))


def _rounded(corners: list[tuple[float, float]]) -> QPainterPath:
    """Return a polygon with corners that are cut round."""
    path = QPainterPath()
    points = [QPointF(x, y) for x, y in corners]
    for number, corner in enumerate(points):
        before, after = points[number - 1], points[(number + 1) % len(points)]
        enter, leave = corner + (before - corner) * 0.16, corner + (after - corner) * 0.16
        if number == 0:
            path.moveTo(enter)
        else:
            path.lineTo(enter)
        path.quadTo(corner, leave)
    path.closeSubpath()
    return path
