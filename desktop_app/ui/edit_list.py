"""The list of manual edits that hold, with undo and redo."""

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import EditView, PlannerChange
from desktop_app.ui.card_delegate import CARD_ROLE, Card, card_list
from desktop_app.ui.marks import Mark
from desktop_app.ui.panel import EmptyPage, Panel, PanelHead
from desktop_app.ui.plain_text import tool_tip
from desktop_app.ui.route_model import Index
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import clock_words, count_words, duration_words, list_words

EDIT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The row's `EditView`."""

_MARKS = {"close": Mark.CROSS, "speed": Mark.DIAMOND, "open": Mark.CHECK}


def edit_words(edit: EditView) -> str:
    """Return what an edit does, and where, in a line."""
    where = list_words(edit.streets) or "a road without a name"
    ways = "both directions" if len(edit.chains) > 1 else "one direction"
    if edit.action == "speed" and edit.speed_kph is not None:
        return f"{edit.speed_kph:.0f} km/h on {where}, {ways}"
    return f"{'Open' if edit.action == 'open' else 'Closed'}: {where}, {ways}"


class EditModel(QAbstractListModel):
    """Holds the edits; changes only by what the planner says."""

    def __init__(self, theme: Theme, clock: Clock, parent: QObject | None = None) -> None:
        """Begin without an edit; `clock` gives what is left of each."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._rows: tuple[EditView, ...] = ()

    def set_edits(self, edits: tuple[EditView, ...]) -> None:
        """Show `edits`, and no other."""
        self.beginResetModel()
        self._rows = edits
        self.endResetModel()

    def set_theme(self, theme: Theme) -> None:
        """Give the cards other colours."""
        self._theme = theme
        self.refresh()

    def refresh(self) -> None:
        """Let the times follow the clock."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many edits hold."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's card, its edit, or its texts."""
        if not index.isValid():
            return None
        edit = self._rows[index.row()]
        answer: object = None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            answer = f"{edit_words(edit)}. {self._detail(edit)}"
        elif role == Qt.ItemDataRole.ToolTipRole:
            answer = tool_tip(f"{edit_words(edit)}\n{self._detail(edit)}")
        elif role == EDIT_ROLE:
            answer = edit
        elif role == CARD_ROLE:
            colour = self._theme.congestion.edit
            mark = _MARKS.get(edit.action, Mark.DISC)
            answer = Card(mark, colour, edit_words(edit), self._detail(edit), button="remove")
        return answer

    def _detail(self, edit: EditView) -> str:
        now_ms = self._clock.now_ms()
        if edit.until_ms is None:
            until = "until removed"
        else:
            left = duration_words(max(edit.until_ms - now_ms, 0))
            until = f"until {clock_words(edit.until_ms, now_ms)}, {left} left"
        return f"{edit.reason}  \N{MIDDLE DOT}  {until}" if edit.reason else f"U{until[1:]}"


class EditPanel(Panel):
    """Shows the edits; asks for one to be removed, and marks the picked one on the map."""

    remove_asked = Signal(str)
    """Id of an edit."""
    segments_asked = Signal(object)
    """The picked edit's segments, (M,) int32, to show on the map."""

    def __init__(
        self, theme: Theme, clock: Clock, actions: tuple[QAction, ...], parent: QWidget | None = None
    ) -> None:
        """Show an empty list; `actions` stand in its head."""
        super().__init__(parent)
        self._model = EditModel(theme, clock, self)
        self._view, self._delegate = card_list(theme, "Manual edits")
        self._view.setModel(self._model)
        self._head = PanelHead("", actions)
        text = (
            "Choose Close or slow a road, then click a road. Your word stands above the feed until it ends."
        )
        self.fill(self._head, self._view, EmptyPage("No manual edits", text))
        self._view.clicked.connect(self._go)
        self._view.activated.connect(self._go)
        self._view.delete_pressed.connect(self.remove_selected)
        self._delegate.button_clicked.connect(self._remove_row)
        self.show_empty(empty=True)

    @property
    def model(self) -> EditModel:
        """The rows as they are shown."""
        return self._model

    @property
    def view(self) -> QListView:
        """The list itself, for keys and focus."""
        return self._view

    def apply_change(self, change: PlannerChange) -> None:
        """Take the edits of a change."""
        if change.edits is not None:
            self._set(change.edits.edits)

    def clear(self) -> None:
        """Forget every edit, as for another map."""
        self._set(())

    def tick(self) -> None:
        """Let the times follow the clock."""
        self._model.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.set_theme(theme)
        self._model.set_theme(theme)

    @Slot()
    def remove_selected(self) -> None:
        """Ask for the picked edit to be removed."""
        if self._view.currentIndex().isValid():
            self._remove_row(self._view.currentIndex())

    def _set(self, edits: tuple[EditView, ...]) -> None:
        self._model.set_edits(edits)
        self.show_empty(empty=not edits)
        self._head.set_count(count_words(len(edits), "edit", "edits") if edits else "")

    @Slot(QModelIndex)
    def _go(self, index: QModelIndex) -> None:
        edit: EditView = index.data(EDIT_ROLE)
        self.segments_asked.emit(np.frombuffer(edit.segments, dtype="<i4"))

    @Slot(QModelIndex)
    def _remove_row(self, index: QModelIndex) -> None:
        edit: EditView = index.data(EDIT_ROLE)
        self.remove_asked.emit(edit.id)
