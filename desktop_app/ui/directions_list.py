"""The list of directions of the picked route: the turns in pictures and words, and how far each leads."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QWidget

from desktop_app.routing.answer_document import StepDocument
from desktop_app.ui.card_delegate import CARD_ROLE, Card, card_list
from desktop_app.ui.marks import Mark
from desktop_app.ui.panel import EmptyPage, Panel, PanelHead
from desktop_app.ui.plain_text import tool_tip
from desktop_app.ui.route_model import Index
from desktop_app.ui.theme import Theme
from desktop_app.ui.turn_icons import turn_icon
from desktop_app.ui.wording import distance_words, duration_words

_EMPTY = "Pick a route and press D. Its way is told step by step, as it is driven now."


def step_detail(step: StepDocument) -> str:
    """Return how far and how long it is to the next step; empty for the last."""
    if step.distance_m == 0:
        return ""
    words = distance_words(step.distance_m)
    seconds = step.duration_s
    time = duration_words(round(seconds * 1000)) if seconds >= 60 else f"{max(round(seconds), 1)} s"  # noqa: PLR2004
    return f"{words}  \N{MIDDLE DOT}  {time}"


class StepModel(QAbstractListModel):
    """Holds the steps of one route."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Begin without a step."""
        super().__init__(parent)
        self.theme = theme
        self.steps: tuple[StepDocument, ...] = ()

    def set_steps(self, steps: Sequence[StepDocument]) -> None:
        """Show these steps; where only figures are others, the rows stay as they are picked."""
        same = [step.text for step in steps] == [step.text for step in self.steps]
        if same:
            self.steps = tuple(steps)
            self.refresh()
            return
        self.beginResetModel()
        self.steps = tuple(steps)
        self.endResetModel()

    def refresh(self) -> None:
        """Let the rows be drawn anew."""
        if self.steps:
            self.dataChanged.emit(self.index(0), self.index(len(self.steps) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many steps there are."""
        return 0 if parent is not None and parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's card or its texts."""
        if not index.isValid():
            return None
        step = self.steps[index.row()]
        detail = step_detail(step)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{index.row() + 1}. {step.text}. {detail}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(f"{step.text}\n{detail}\nEnter or a click shows the place.")
        if role == CARD_ROLE:
            picture = turn_icon(step.type, step.modifier, self.theme.text)
            return Card(Mark.DISC, self.theme.accent, step.text, detail, picture=picture)
        return None


class DirectionsPanel(Panel):
    """Shows the steps; tells which one's place is wanted on the map."""

    step_asked = Signal(int, object)
    """Number and `StepDocument` of the step that was clicked, or that Enter was pressed on."""

    def __init__(self, theme: Theme, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        """Show an empty list; `actions` stand in the head."""
        super().__init__(parent)
        self._model = StepModel(theme, self)
        self._view, self._delegate = card_list(theme, "Directions")
        self._view.setModel(self._model)
        self._head = PanelHead("", actions)
        self.fill(self._head, self._view, EmptyPage("No directions", _EMPTY))
        self._view.clicked.connect(self._ask)
        self._view.activated.connect(self._ask)
        self.show_empty(empty=True)

    @property
    def view(self) -> QListView:
        """The list itself, for keys and focus."""
        return self._view

    def show_steps(self, head: str, steps: Sequence[StepDocument]) -> None:
        """Show the steps of a route, which `head` tells of; without steps the empty page."""
        self._model.set_steps(steps)
        self._head.set_count(head)
        self.show_empty(empty=not steps)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.set_theme(theme)
        self._model.theme = theme
        self._model.refresh()

    def begin(self) -> None:
        """Let the keys go through the steps."""
        self._view.setFocus()
        self._view.setCurrentIndex(self._model.index(0))

    @Slot(QModelIndex)
    def _ask(self, index: QModelIndex) -> None:
        if index.isValid():
            self.step_asked.emit(index.row() + 1, self._model.steps[index.row()])
