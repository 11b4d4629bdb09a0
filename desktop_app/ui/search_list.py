"""The list below the search box: one row a result, with the number of its pin on the map."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.roadnet.search.result import ResultKind, SearchResult
from desktop_app.ui.stylesheet import BODY_PX, SMALL_PX, body_font
from desktop_app.ui.theme import Theme

RESULT_ROLE = Qt.ItemDataRole.UserRole
"""The row's `SearchResult`."""

_ROW_PX = 44
_LEFT_PX = 42
_RIGHT_PX = 12
_BADGE_PX = 20
_KINDS = {
    ResultKind.STREET: "Street",
    ResultKind.JUNCTION: "Junction",
    ResultKind.ADDRESS: "Address",
    ResultKind.PLACE: "Place",
    ResultKind.POI: "Point of interest",
    ResultKind.ROAD_NUMBER: "Road number",
    ResultKind.COORDINATE: "Coordinates",
}

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class SearchModel(QAbstractListModel):
    """The results of one search."""

    def __init__(self) -> None:
        """Start without a result."""
        super().__init__()
        self.results: tuple[SearchResult, ...] = ()

    def show(self, results: Sequence[SearchResult]) -> None:
        """Show other results."""
        self.beginResetModel()
        self.results = tuple(results)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many results there are."""
        return 0 if parent.isValid() else len(self.results)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's label, its words for a screen reader, or the result itself."""
        if not index.isValid():
            return None
        result = self.results[index.row()]
        if role == RESULT_ROLE:
            return result
        if role == Qt.ItemDataRole.DisplayRole:
            return result.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{result.label}, {detail_text(result)}"
        return None


def detail_text(result: SearchResult) -> str:
    """Return what kind of thing a result is and where it lies, in one line."""
    what = result.detail or _KINDS[result.kind]
    parts = [what[:1].upper() + what[1:]]
    if result.interpolated:
        parts.append("between known numbers")
    if result.town and result.town not in result.label:
        parts.append(result.town)
    return " \N{MIDDLE DOT} ".join(parts)


class SearchDelegate(QStyledItemDelegate):
    """Paints a result: its number, its label, and a small line below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Paint in `theme`."""
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a row."""
        return QSize(200, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        result: SearchResult = index.data(RESULT_ROLE)
        theme, rect = self._theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.raised if chosen else theme.base)
        badge = QRect(rect.left() + 12, rect.top() + (_ROW_PX - _BADGE_PX) // 2, _BADGE_PX, _BADGE_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawEllipse(badge)
        painter.setPen(theme.accent_text)
        painter.setFont(body_font(SMALL_PX, QFont.Weight.DemiBold))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        line = rect.adjusted(_LEFT_PX, 5, -_RIGHT_PX, 0)
        painter.setPen(theme.text)
        _draw_line(painter, line, result.label, body_font(BODY_PX, QFont.Weight.Medium))
        painter.setPen(theme.muted)
        _draw_line(painter, line.translated(0, 18), detail_text(result), body_font(SMALL_PX))
        painter.restore()


def _draw_line(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    painter.setFont(font)
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect.left(), rect.top(), rect.width(), 18, Qt.AlignmentFlag.AlignVCenter, elided)


class SearchList(QListView):
    """Shows results, as many as fit without a scroll bar."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a result."""
        super().__init__(parent)
        self.results = SearchModel()
        self.delegate = SearchDelegate(theme, self)
        self.setModel(self.results)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("Search results")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def rows_height(self, most_rows: int) -> int:
        """Return the height of all rows, or of `most_rows` of them, in pixels."""
        return min(self.results.rowCount(), most_rows) * _ROW_PX

    def current(self) -> SearchResult | None:
        """Return the result that is picked."""
        index = self.currentIndex()
        return self.results.results[index.row()] if index.isValid() else None

    def pick(self, row: int) -> None:
        """Pick a row, the first or the last where it is beyond."""
        count = self.results.rowCount()
        if count:
            self.setCurrentIndex(self.results.index(min(max(row, 0), count - 1)))
