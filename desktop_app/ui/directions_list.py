"""The list of directions of the picked route: the turns in pictures and words, and how far each leads."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QWidget

from desktop_app.routing.answer_document import StepDocument
from desktop_app.ui.card_delegate import Card, card_list
from desktop_app.ui.card_model import CardModel, Face
from desktop_app.ui.marks import Mark
from desktop_app.ui.panel import EmptyPage, Panel, PanelHead
from desktop_app.ui.theme import Theme
from desktop_app.ui.turn_icons import turn_icon
from desktop_app.ui.wording import distance_words, duration_words

_EMPTY = "The way of a picked route is told here step by step, as it is driven now."


def step_detail(step: StepDocument) -> str:
    """Return how far and how long it is to the next step; empty for the last."""
    if step.distance_m == 0:
        return ""
    words = distance_words(step.distance_m)
    seconds = step.duration_s
    time = duration_words(round(seconds * 1000)) if seconds >= 60 else f"{max(round(seconds), 1)} s"  # noqa: PLR2004
    return f"{words}  \N{MIDDLE DOT}  {time}"


def _face(number: int, step: StepDocument, theme: Theme) -> Face:
    detail = step_detail(step)
    picture = turn_icon(step.type, step.modifier, theme.text)
    return Face(
        Card(Mark.DISC, theme.accent, step.text, detail, picture=picture),
        f"{number + 1}. {step.text}. {detail}".strip(),
        f"{step.text}\n{detail}\nEnter or a click shows the place.",
    )


class DirectionsPanel(Panel):
    """Shows the steps; tells which one's place is wanted on the map."""

    step_asked = Signal(int, object)
    """Number and `StepDocument` of the step that was clicked, or that Enter was pressed on."""

    def __init__(self, theme: Theme, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        """Show an empty list; `actions` stand in the head."""
        super().__init__(parent)
        self._model = CardModel(theme, _face, self)
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
        same = [step.text for step in steps] == [step.text for step in self._model.rows]
        self._model.set_rows(steps, same=same)
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
            self.step_asked.emit(index.row() + 1, self._model.rows[index.row()])
