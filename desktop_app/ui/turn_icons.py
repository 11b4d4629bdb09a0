"""Pictures of the steps of directions: arrows that turn, rings of roundabouts, the start and the end."""

from functools import lru_cache
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

SIZE = 22
_SCALE = 3
_STROKE = 2.0
_ARM, _HEAD = 6.5, 4.2
_TURN_DEG = {
    "straight": 0.0,
    "slight right": 40.0,
    "right": 90.0,
    "sharp right": 135.0,
    "slight left": -40.0,
    "left": -90.0,
    "sharp left": -135.0,
}
_ROUND = frozenset({"roundabout", "rotary", "exit roundabout"})
_MIDDLE = QPointF(SIZE / 2, SIZE / 2)


def turn_icon(kind: str, modifier: str | None, colour: QColor) -> QIcon:
    """Return the picture of a step by its type and modifier, in the words of OSRM's route API."""
    return _icon(kind, modifier or "straight", colour.name())


@lru_cache(maxsize=200)
def _icon(kind: str, modifier: str, colour: str) -> QIcon:
    pixmap = QPixmap(SIZE * _SCALE, SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if kind in {"depart", "arrive"}:
        _end(painter, filled=kind == "arrive")
    elif modifier == "uturn":
        _u_turn(painter)
    elif kind in _ROUND:
        _ring(painter, _TURN_DEG.get(modifier, 0.0))
    else:
        _turn(painter, _TURN_DEG.get(modifier, 0.0))
    painter.end()
    return QIcon(pixmap)


def _away(start: QPointF, angle_deg: float, length: float) -> QPointF:
    """Return the point at an angle clockwise from up."""
    angle = radians(angle_deg)
    return QPointF(start.x() + length * sin(angle), start.y() - length * cos(angle))


def _arrow(painter: QPainter, points: list[QPointF], angle_deg: float) -> None:
    """Draw a line with a head at its end, which points to an angle."""
    painter.drawPolyline(QPolygonF(points))
    tip = points[-1]
    sides = [_away(tip, angle_deg + side, _HEAD) for side in (145.0, -145.0)]
    painter.drawPolyline(QPolygonF([sides[0], tip, sides[1]]))


def _turn(painter: QPainter, angle_deg: float) -> None:
    aside = -3.0 if angle_deg > 0 else 3.0 if angle_deg < 0 else 0.0
    knee = QPointF(SIZE / 2 + aside, SIZE / 2 + (0.0 if abs(angle_deg) <= 90.0 else -3.0))  # noqa: PLR2004
    if angle_deg == 0:
        _arrow(painter, [QPointF(knee.x(), SIZE - 3.5), QPointF(knee.x(), 3.5)], 0.0)
        return
    _arrow(painter, [QPointF(knee.x(), SIZE - 3.5), knee, _away(knee, angle_deg, _ARM + 2)], angle_deg)


def _u_turn(painter: QPainter) -> None:
    left, right, top = SIZE / 2 - 4, SIZE / 2 + 4, 7.5
    painter.drawArc(QRectF(left, top - 4, 8, 8), 0, 180 * 16)
    painter.drawLine(QPointF(right, SIZE - 3.5), QPointF(right, top))
    _arrow(painter, [QPointF(left, top), QPointF(left, SIZE - 6)], 180.0)


def _ring(painter: QPainter, angle_deg: float) -> None:
    painter.drawEllipse(_MIDDLE, 4.0, 4.0)
    painter.drawLine(QPointF(SIZE / 2, SIZE - 2.5), QPointF(SIZE / 2, SIZE / 2 + 4.0))
    _arrow(painter, [_away(_MIDDLE, angle_deg, 4.0), _away(_MIDDLE, angle_deg, 9.0)], angle_deg)


def _end(painter: QPainter, *, filled: bool) -> None:
    if filled:
        painter.setBrush(painter.pen().color())
    painter.drawEllipse(_MIDDLE, 5.0, 5.0)
