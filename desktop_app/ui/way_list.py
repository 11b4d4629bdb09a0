"""The list of other ways of the picked route: what each takes more, how long it is, and by which streets."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QListView, QWidget

from desktop_app.dispatch.replies import WayView
from desktop_app.ui.card_delegate import Card, card_list
from desktop_app.ui.card_model import CardModel, Face
from desktop_app.ui.marks import Mark
from desktop_app.ui.panel import EmptyPage, Panel, PanelHead
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import distance_words, duration_words, list_words, more_words


def way_words(way: WayView) -> str:
    """Return what a way takes more, and by which streets it goes, in a line."""
    where = list_words(way.streets)
    return (
        f"{more_words(way.more_ms)} via {where}"
        if where
        else f"{more_words(way.more_ms)}, roads without a name"
    )


def _detail(way: WayView) -> str:
    return f"{duration_words(way.duration_ms)}  \N{MIDDLE DOT}  {distance_words(way.distance_m)}"


def _face(_number: int, way: WayView, theme: Theme) -> Face:
    words, detail = way_words(way), _detail(way)
    card = Card(Mark.BAR, theme.accent, words, detail, button="check")
    return Face(card, f"{words}. {detail}", f"{words}\n{detail}\nEnter takes it.")


class WayPanel(Panel):
    """Shows the ways; tells which is picked, and which is to be driven."""

    picked = Signal(int)
    """Number of the way that the keys or the pointer are on; -1 for none."""
    taken = Signal(int)
    """Number of the way that is to be driven."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show an empty list."""
        super().__init__(parent)
        self._model = CardModel(theme, _face, self)
        self._view, self._delegate = card_list(theme, "Other ways")
        self._view.setModel(self._model)
        self._head = PanelHead("", ())
        text = "Pick a route and press O. Up to three other ways are shown, with what each takes more."
        self.fill(self._head, self._view, EmptyPage("No other ways", text))
        self._view.selectionModel().currentChanged.connect(self._pick)
        self._view.entered.connect(self._pick)
        self._view.activated.connect(self._take)
        self._delegate.button_clicked.connect(self._take)
        self.show_empty(empty=True)

    @property
    def view(self) -> QListView:
        """The list itself, for keys and focus."""
        return self._view

    def show_ways(self, ways: Sequence[WayView]) -> None:
        """Show the ways of the picked route, and no others."""
        self._model.set_rows(ways, same=len(ways) == len(self._model.rows))
        self._head.set_count("instead of the picked route's way" if ways else "")
        self.show_empty(empty=not ways)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._delegate.set_theme(theme)
        self._model.theme = theme
        self._model.refresh()

    def begin(self) -> None:
        """Let the keys choose, from the first way on."""
        self._view.setFocus()
        self._view.setCurrentIndex(self._model.index(0))

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(index.row() if index.isValid() else -1)

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        self.taken.emit(index.row())
