"""The rows of a list of cards that is replaced as a whole, and may keep its rows picked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from desktop_app.ui.card_delegate import CARD_ROLE, Card
from desktop_app.ui.plain_text import tool_tip
from desktop_app.ui.route_model import Index
from desktop_app.ui.theme import Theme

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Face:
    """What a row shows: its card, the same in one sentence, and its tool tip."""

    card: Card
    spoken: str
    tip: str


class CardModel(QAbstractListModel, Generic[_Row]):
    """Holds rows of one kind; `face` says how the row of a number looks in a theme."""

    def __init__(
        self, theme: Theme, face: Callable[[int, _Row, Theme], Face], parent: QObject | None = None
    ) -> None:
        """Begin without a row."""
        super().__init__(parent)
        self.theme = theme
        self._face = face
        self.rows: tuple[_Row, ...] = ()

    def set_rows(self, rows: Sequence[_Row], *, same: bool) -> None:
        """Show these rows and no others; those that are the `same` but for their figures stay picked."""
        if same:
            self.rows = tuple(rows)
            self.refresh()
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def refresh(self) -> None:
        """Let the rows be drawn anew."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's card or its texts."""
        if not index.isValid():
            return None
        face = self._face(index.row(), self.rows[index.row()], self.theme)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return face.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(face.tip)
        return face.card if role == CARD_ROLE else None
