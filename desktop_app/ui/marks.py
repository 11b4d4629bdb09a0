"""Marks that are told apart by shape before colour, and the ground that rows are painted on."""

from enum import Enum, auto

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop_app.ui.stylesheet import mixed
from desktop_app.ui.theme import Theme


class Mark(Enum):
    """Shapes of marks."""

    DISC = auto()
    RING = auto()
    TRIANGLE = auto()
    DIAMOND = auto()
    CROSS = auto()
    CHECK = auto()
    BAR = auto()


def draw_mark(painter: QPainter, mark: Mark, centre: QPointF, size: float, colour: QColor) -> None:
    """Draw `mark` in a square of `size` pixels around `centre`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = size / 2
    x, y = centre.x(), centre.y()
    pen = QPen(colour, max(1.6, size / 6))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if mark in _SOLID:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
    match mark:
        case Mark.DISC | Mark.RING:
            painter.drawEllipse(centre, half * 0.85, half * 0.85)
        case Mark.TRIANGLE:
            bottom = y + half * 0.85
            corners = [QPointF(x, y - half), QPointF(x + half, bottom), QPointF(x - half, bottom)]
            painter.drawPolygon(QPolygonF(corners))
        case Mark.DIAMOND:
            corners = [QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)]
            painter.drawPolygon(QPolygonF(corners))
        case Mark.CROSS:
            reach = half * 0.7
            painter.drawLine(QLineF(x - reach, y - reach, x + reach, y + reach))
            painter.drawLine(QLineF(x - reach, y + reach, x + reach, y - reach))
        case Mark.CHECK:
            points = [(-0.75, 0.05), (-0.2, 0.6), (0.8, -0.55)]
            painter.drawPolyline(QPolygonF([QPointF(x + half * dx, y + half * dy) for dx, dy in points]))
        case Mark.BAR:
            painter.drawRoundedRect(QRectF(x - half, y - half * 0.4, size, size * 0.4), 1.5, 1.5)
    painter.restore()


_SOLID = {Mark.DISC, Mark.TRIANGLE, Mark.DIAMOND, Mark.BAR}


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Fill a row's cell by its state, with a hairline below it."""
    rect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.raised)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, mixed(theme.base, theme.raised, 0.55))
    else:
        painter.fillRect(rect, theme.base)
    painter.setPen(QPen(mixed(theme.base, theme.border, 0.7), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def draw_elided(painter: QPainter, rect: QRect, text: str, *, right: bool = False) -> None:
    """Draw one line of `text` as it is, cut with an ellipsis where it does not fit."""
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
