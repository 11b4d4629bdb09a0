"""Painting the cells of the route board."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import RouteView
from desktop_app.ui.congestion import Congestion, congestion_colour, flow_class
from desktop_app.ui.marks import Mark, draw_elided, draw_ground, draw_mark
from desktop_app.ui.route_colours import shown_colour
from desktop_app.ui.route_model import ROUTE_ROLE, Column, Index, arrival_words, detail_words, state_words
from desktop_app.ui.stylesheet import BODY_PX, SMALL_PX, body_font
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import DASH, delay_words, duration_words

ROW_HEIGHT = 46

_CHIP_PX = 5
_PAD_PX = 8
_BOX_PX = 16
_LINE_PX = 18
_FULL_BAR_MINUTES = 20.0


def delay_colour(view: RouteView, theme: Theme) -> QColor:
    """Return the colour of a route's delay: driven against free-flow speed, as roads are coloured."""
    if view.duration_ms is None:
        return theme.congestion.closed
    kind = flow_class(100.0 * view.free_flow_ms / max(view.free_flow_ms + view.delay_ms, 1))
    # A long way can lose many minutes and still be fast.
    least = Congestion.SLOW if view.state == "delayed" else Congestion.FREE
    return congestion_colour(Congestion(max(int(kind), least)), theme)


class RouteDelegate(QStyledItemDelegate):
    """Draws two lines a cell, always letter by letter, and turns a click on the box into a wish."""

    watch_asked = Signal(str, bool)
    """Route id, and whether to watch it."""

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Draw in `theme`; `clock` gives the time of arrival."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row of two lines."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        view: RouteView = index.data(ROUTE_ROLE)
        painter.save()
        draw_ground(painter, option, self._theme)
        rect = option.rect
        match index.column():
            case Column.ROUTE:
                self._paint_route(painter, rect, view)
            case Column.ARRIVAL:
                self._paint_arrival(painter, rect, view)
            case Column.DELAY:
                self._paint_delay(painter, rect, view)
            case Column.STATE:
                self._paint_state(painter, rect, view)
            case Column.WATCH:
                self._paint_box(painter, rect, view)
        painter.restore()

    def _paint_route(self, painter: QPainter, rect: QRect, view: RouteView) -> None:
        chip = QRectF(rect.left() + _PAD_PX, rect.top() + 9, _CHIP_PX, rect.height() - 18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shown_colour(view.colour, self._theme))
        painter.drawRoundedRect(chip, 2.5, 2.5)
        text = rect.adjusted(2 * _PAD_PX + _CHIP_PX, 0, -_PAD_PX // 2, 0)
        trouble = view.duration_ms is None
        self._two_lines(painter, text, view.name, detail_words(view), trouble=trouble, strong=True)

    def _paint_arrival(self, painter: QPainter, rect: QRect, view: RouteView) -> None:
        driving = "" if view.duration_ms is None else duration_words(view.duration_ms)
        self._two_lines(painter, _padded(rect), arrival_words(view, self._clock.now_ms()), driving)

    def _paint_delay(self, painter: QPainter, rect: QRect, view: RouteView) -> None:
        cell = _padded(rect)
        if view.duration_ms is None:
            self._two_lines(painter, cell, DASH, "")
            return
        self._two_lines(painter, cell, delay_words(view.delay_ms), "")
        bar = QRectF(cell.left(), rect.center().y() + 8, min(cell.width(), 50), 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.border)
        painter.drawRoundedRect(bar, 2, 2)
        share = min(max(view.delay_ms / 60_000 / _FULL_BAR_MINUTES, 0.0), 1.0)
        if share > 0:
            painter.setBrush(delay_colour(view, self._theme))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * share, 4), 4), 2, 2)

    def _paint_state(self, painter: QPainter, rect: QRect, view: RouteView) -> None:
        mark, colour = self._state_mark(view)
        cell = _padded(rect)
        centre = QPointF(cell.left() + 5, rect.center().y() + 0.5)
        draw_mark(painter, mark, centre, 10, colour)
        painter.setFont(body_font(SMALL_PX))
        painter.setPen(self._theme.text if view.watching else self._theme.muted)
        words = state_words(view)
        words_rect = cell.adjusted(16, 0, _PAD_PX, 0)
        if view.rerouted and view.duration_ms is not None:
            self._two_lines(painter, words_rect, words, "new way", small=True)
        else:
            draw_elided(painter, words_rect, words)

    def _state_mark(self, view: RouteView) -> tuple[Mark, QColor]:
        if view.state == "no_way":
            return Mark.CROSS, self._theme.priority_high
        if not view.watching:
            return Mark.RING, self._theme.muted
        if view.state == "delayed":
            return Mark.TRIANGLE, self._theme.priority_medium
        return Mark.DISC, self._theme.good

    def _paint_box(self, painter: QPainter, rect: QRect, view: RouteView) -> None:
        box = QRectF(_box(rect))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.watching:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.accent)
            painter.drawRoundedRect(box, 4, 4)
            draw_mark(painter, Mark.CHECK, box.center(), 9, self._theme.accent_text)
        else:
            painter.setPen(QPen(self._theme.muted, 1.3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)

    def _two_lines(
        self,
        painter: QPainter,
        rect: QRect,
        first: str,
        second: str,
        *,
        strong: bool = False,
        trouble: bool = False,
        small: bool = False,
    ) -> None:
        middle = rect.center().y() + 1
        weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
        painter.setFont(body_font(SMALL_PX if small else BODY_PX, weight))
        painter.setPen(self._theme.text)
        draw_elided(painter, QRect(rect.left(), middle - _LINE_PX, rect.width(), _LINE_PX), first)
        painter.setFont(body_font(SMALL_PX - 1))
        painter.setPen(self._theme.priority_high if trouble else self._theme.muted)
        draw_elided(painter, QRect(rect.left(), middle, rect.width(), _LINE_PX - 1), second)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a field for a new name, with the present one in it."""
        field = QLineEdit(index.data(Qt.ItemDataRole.EditRole), parent)
        field.setMaxLength(120)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave what is being typed: a live row changes every second or so, and would overwrite it."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Put the field over the cell, beside the colour chip."""
        editor.setGeometry(option.rect.adjusted(_PAD_PX + _CHIP_PX + 2, 6, -2, -7))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Ask for the watch to be switched when its cell is clicked."""
        is_click = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if is_click and index.column() == Column.WATCH:
            view: RouteView = index.data(ROUTE_ROLE)
            self.watch_asked.emit(view.id, not view.watching)
            return True
        return super().editorEvent(event, model, option, index)


def _padded(rect: QRect) -> QRect:
    return rect.adjusted(_PAD_PX, 0, -_PAD_PX // 2, 0)


def _box(rect: QRect) -> QRect:
    centre = rect.center()
    return QRect(centre.x() - _BOX_PX // 2, centre.y() - _BOX_PX // 2, _BOX_PX, _BOX_PX)
