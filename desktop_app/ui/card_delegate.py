"""Cards in a list: a mark, a sentence of some lines, a small line below, a button at the right end."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.ui.icons import icon
from desktop_app.ui.marks import Mark, draw_elided, draw_ground, draw_mark
from desktop_app.ui.route_model import Index
from desktop_app.ui.stylesheet import BODY_PX, SMALL_PX, body_font
from desktop_app.ui.theme import Theme

CARD_ROLE = Qt.ItemDataRole.UserRole
"""The row's `Card`."""

_LEFT_PX = 34
_RIGHT_PX = 12
_BUTTON_PX = 28
_PAD_PX = 8
_META_PX = 17
_MOST_LINES = 3
_MARK_PX = 13
_PICTURE_PX = 24


@dataclass(frozen=True, slots=True)
class Card:
    """What one row shows.

    Attributes
    ----------
    text, detail
        The sentence, wrapped to three lines at most, and the small line below it.
    strong
        New, in bold, with a bar at its left edge.
    faded
        0 for what holds, up to 1 for what is almost forgotten.
    button
        Name of the icon of the button at its right end; empty for none.
    picture
        Drawn in place of the mark.
    """

    mark: Mark
    colour: QColor
    text: str
    detail: str
    strong: bool = False
    faded: float = 0.0
    button: str = ""
    picture: QIcon | None = None


class CardDelegate(QStyledItemDelegate):
    """Paints cards, always letter by letter."""

    button_clicked = Signal(QModelIndex)

    def __init__(self, theme: Theme, view: QListView) -> None:
        """Paint in `theme` for `view`, whose width the cards take."""
        super().__init__(view)
        self._theme = theme
        self._view = view

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a card as high as its sentence needs."""
        card: Card = index.data(CARD_ROLE)
        width = max(self._view.viewport().width(), 120)
        font = _sentence_font(card)
        lines = len(_lines(card.text, font, _text_width(card, width)))
        return QSize(width, 2 * _PAD_PX + lines * QFontMetrics(font).height() + _META_PX + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        card: Card = index.data(CARD_ROLE)
        rect = option.rect
        painter.save()
        draw_ground(painter, option, self._theme)
        painter.setOpacity(1.0 - 0.6 * card.faded)
        if card.strong:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), card.colour)
        if card.picture is not None:
            card.picture.paint(painter, QRect(rect.left() + 6, rect.top() + 6, _PICTURE_PX, _PICTURE_PX))
        else:
            draw_mark(painter, card.mark, QPointF(rect.left() + 19, rect.top() + 17), _MARK_PX, card.colour)
        self._paint_text(painter, rect, card)
        if card.button and _is_pointed_at(option):
            picture = icon(card.button, self._theme.text, self._theme.muted)
            picture.paint(painter, _button_rect(rect).adjusted(5, 5, -5, -5))
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRect, card: Card) -> None:
        font = _sentence_font(card)
        height = QFontMetrics(font).height()
        width = _text_width(card, rect.width())
        painter.setFont(font)
        painter.setPen(self._theme.muted if card.faded > 0 else self._theme.text)
        y = rect.top() + _PAD_PX
        for line in _lines(card.text, font, width):
            draw_elided(painter, QRect(rect.left() + _LEFT_PX, y, width, height), line)
            y += height
        painter.setFont(body_font(SMALL_PX - 1))
        painter.setPen(self._theme.muted)
        draw_elided(painter, QRect(rect.left() + _LEFT_PX, y + 1, width, _META_PX), card.detail)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tell of a click on a card's button."""
        card: Card = index.data(CARD_ROLE)
        if (
            card.button
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and _button_rect(option.rect).contains(event.position().toPoint())
        ):
            self.button_clicked.emit(index)
            return True
        return super().editorEvent(event, model, option, index)


class CardView(QListView):
    """A list of cards that keeps the delete key for itself: elsewhere it removes the picked route."""

    delete_pressed = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim the delete key before it becomes the window's shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and _is_delete(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of the delete key."""
        if _is_delete(event):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _is_delete(event: QEvent) -> bool:
    plain = Qt.KeyboardModifier.NoModifier
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete and event.modifiers() == plain


def card_list(theme: Theme, name: str) -> tuple[CardView, CardDelegate]:
    """Return a list of cards, which has no model yet, and its delegate; `name` is for screen readers."""
    view = CardView()
    delegate = CardDelegate(theme, view)
    view.setItemDelegate(delegate)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    view.setAccessibleName(name)
    return view, delegate


def _is_pointed_at(option: QStyleOptionViewItem) -> bool:
    flags = QStyle.StateFlag
    return bool(option.state & (flags.State_Selected | flags.State_MouseOver))


def _sentence_font(card: Card) -> QFont:
    return body_font(BODY_PX, QFont.Weight.DemiBold if card.strong else QFont.Weight.Normal)


def _text_width(card: Card, width: int) -> int:
    return width - _LEFT_PX - (_BUTTON_PX + 4 if card.button else _RIGHT_PX)


def _button_rect(rect: QRect) -> QRect:
    return QRect(rect.right() - _BUTTON_PX - 2, rect.top() + 4, _BUTTON_PX, _BUTTON_PX)


def _lines(text: str, font: QFont, width: int) -> list[str]:
    """Return `text` in lines that fit `width`, three at most; the last holds all the rest."""
    flat = " ".join(text.split())
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < _MOST_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 20))
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(flat)]
    return [flat[start:end].rstrip() for start, end in zip(starts, ends, strict=True)] or [""]
