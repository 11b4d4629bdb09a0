"""Icons drawn as strokes in the theme's own colours, sharp at any scale."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

SIZE = 20
_SCALE = 3
_STROKE = 1.7


def icon(name: str, colour: QColor, disabled: QColor) -> QIcon:
    """Return the icon `name` in `colour`, and in `disabled` where it cannot be used.

    Raises
    ------
    KeyError
        There is no such icon.
    """
    made = QIcon()
    made.addPixmap(_pixmap(name, colour), QIcon.Mode.Normal)
    made.addPixmap(_pixmap(name, disabled), QIcon.Mode.Disabled)
    return made


def _pixmap(name: str, colour: QColor) -> QPixmap:
    pixmap = QPixmap(SIZE * _SCALE, SIZE * _SCALE)
    pixmap.setDevicePixelRatio(_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _DRAWINGS[name](painter)
    painter.end()
    return pixmap


def _lines(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _dot(painter: QPainter, x: float, y: float, radius: float) -> None:
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _route(painter: QPainter) -> None:
    _dot(painter, 5, 15, 2)
    path = QPainterPath(QPointF(7, 15))
    path.lineTo(12, 15)
    path.cubicTo(16.5, 15, 16.5, 10, 12, 10)
    path.lineTo(8, 10)
    path.cubicTo(3.5, 10, 3.5, 5, 8, 5)
    path.lineTo(12.5, 5)
    painter.drawPath(path)
    _dot(painter, 15, 5, 2)


def _barrier(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(3, 5.5, 14, 6), 1.2, 1.2)
    _lines(painter, (6, 11.5), (9.5, 5.5))
    _lines(painter, (11, 11.5), (14.5, 5.5))
    _lines(painter, (5.5, 11.5), (5.5, 16))
    _lines(painter, (14.5, 11.5), (14.5, 16))


def _undo(painter: QPainter) -> None:
    _lines(painter, (7, 4), (3.5, 7.5), (7, 11))
    path = QPainterPath(QPointF(3.5, 7.5))
    path.lineTo(11.5, 7.5)
    path.cubicTo(18, 7.5, 18, 15.5, 11.5, 15.5)
    path.lineTo(8, 15.5)
    painter.drawPath(path)


def _redo(painter: QPainter) -> None:
    painter.translate(SIZE, 0)
    painter.scale(-1, 1)
    _undo(painter)


def _fit(painter: QPainter) -> None:
    for x, y, right, down in ((3.5, 3.5, 1, 1), (16.5, 3.5, -1, 1), (16.5, 16.5, -1, -1), (3.5, 16.5, 1, -1)):
        _lines(painter, (x, y + 4 * down), (x, y), (x + 4 * right, y))


def _folder(painter: QPainter) -> None:
    _lines(painter, (3, 15.5), (3, 4.5), (8, 4.5), (9.8, 6.8), (17, 6.8), (17, 15.5), (3, 15.5))


def _feed(painter: QPainter) -> None:
    _dot(painter, 10, 10, 1.4)
    for radius in (4.2, 7.4):
        box = QRectF(10 - radius, 10 - radius, 2 * radius, 2 * radius)
        painter.drawArc(box, -50 * 16, 100 * 16)
        painter.drawArc(box, 130 * 16, 100 * 16)


def _theme(painter: QPainter) -> None:
    _dot(painter, 10, 10, 6.8)
    half = QPainterPath(QPointF(10, 3.2))
    half.arcTo(QRectF(3.2, 3.2, 13.6, 13.6), 90, -180)
    half.closeSubpath()
    painter.fillPath(half, painter.pen().color())


def _check(painter: QPainter) -> None:
    _lines(painter, (4, 10.5), (8.2, 14.7), (16, 5.8))


def _remove(painter: QPainter) -> None:
    _lines(painter, (3.5, 5.5), (16.5, 5.5))
    _lines(painter, (7.5, 5.5), (8, 3.2), (12, 3.2), (12.5, 5.5))
    _lines(painter, (5, 5.5), (5.8, 16.8), (14.2, 16.8), (15, 5.5))


def _plus(painter: QPainter) -> None:
    _lines(painter, (10, 4), (10, 16))
    _lines(painter, (4, 10), (16, 10))


def _close(painter: QPainter) -> None:
    _lines(painter, (5.5, 5.5), (14.5, 14.5))
    _lines(painter, (14.5, 5.5), (5.5, 14.5))


def _chart(painter: QPainter) -> None:
    _lines(painter, (3.5, 3.5), (3.5, 16.5), (16.5, 16.5))
    _lines(painter, (6.5, 13), (9.5, 8.5), (12.5, 10.5), (16, 5))


def _search(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(8.6, 8.6), 5.2, 5.2)
    _lines(painter, (12.5, 12.5), (16.8, 16.8))


def _print(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(3, 8, 14, 6.5), 1.2, 1.2)
    _lines(painter, (6, 8), (6, 3.5), (14, 3.5), (14, 8))
    painter.drawRect(QRectF(6, 12, 8, 4.5))


def _export(painter: QPainter) -> None:
    _lines(painter, (10, 12), (10, 3.5))
    _lines(painter, (6.5, 6.5), (10, 3.5), (13.5, 6.5))
    _lines(painter, (4, 11), (4, 16.5), (16, 16.5), (16, 11))


_DRAWINGS: dict[str, Callable[[QPainter], None]] = {
    "route": _route,
    "barrier": _barrier,
    "undo": _undo,
    "redo": _redo,
    "fit": _fit,
    "folder": _folder,
    "feed": _feed,
    "theme": _theme,
    "check": _check,
    "remove": _remove,
    "plus": _plus,
    "close": _close,
    "chart": _chart,
    "search": _search,
    "print": _print,
    "export": _export,
}
