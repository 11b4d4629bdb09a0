"""The search box over the map: what is typed is searched for at once."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.roadnet.search.result import SearchResult
from desktop_app.ui.icons import icon
from desktop_app.ui.plain_text import plain_label
from desktop_app.ui.search_list import SearchList
from desktop_app.ui.theme import Theme

WIDTH_PX = 380
_MOST_ROWS = 7
_PLACEHOLDER = "Street, address, A & B, place, 41.15, -8.61"
_NOTHING = "Nothing of that name on this map."


class SearchBox(QFrame):
    """A line to type in, the results below it, and what can be done with the picked one."""

    asked = Signal(str)
    """What is typed now; never empty."""
    results_changed = Signal(object)
    """The tuple of `SearchResult` that is listed now."""
    picked = Signal(object)
    """The `SearchResult` that the arrows stand on."""
    chosen = Signal(object)
    """A `SearchResult` to go to."""
    route_to_asked = Signal(object)
    watch_from_asked = Signal(object)
    resized = Signal()
    """The box needs another height."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Stay hidden until `begin`."""
        super().__init__(parent)
        self.setObjectName("card")
        self.line = QLineEdit()
        self.line.setPlaceholderText(_PLACEHOLDER)
        self.line.setAccessibleName("Find on the map")
        self.line.setMaxLength(300)
        self.list = SearchList(theme)
        self.message = plain_label(kind="muted")
        self._route_to = QPushButton("Route to")
        self._watch_from = QPushButton("Watch from")
        self._close = QAction("Close the search", self)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.list.delegate.set_theme(theme)
        self._close.setIcon(icon("close", theme.muted, theme.border))

    @Slot()
    def begin(self) -> None:
        """Show the box, what was typed before marked for typing over."""
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        if self.line.text().strip():
            self._ask()

    @Slot()
    def end(self) -> None:
        """Hide the box, and take the results off the map."""
        if not self.isHidden():
            self.hide()
            self.results_changed.emit(())
            self.closed.emit()

    def forget(self) -> None:
        """Forget what was typed and found, as for another map."""
        self.line.clear()
        self.end()

    def show_results(self, text: str, results: Sequence[SearchResult]) -> None:
        """List what was found for `text`; an answer to what is no longer typed is dropped."""
        if text != self.line.text().strip() or self.isHidden():
            return
        self.list.results.show(results)
        self.list.pick(0)
        self._say("" if results else _NOTHING)
        self.results_changed.emit(tuple(results))

    def show_trouble(self, sentence: str) -> None:
        """Say why nothing can be found."""
        self.list.results.show(())
        self._say(sentence)
        self.results_changed.emit(())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the line that belong to the list."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        row = self.list.currentIndex().row()
        moves = {
            Qt.Key.Key_Down: row + 1,
            Qt.Key.Key_Up: row - 1,
            Qt.Key.Key_PageDown: row + _MOST_ROWS,
            Qt.Key.Key_PageUp: row - _MOST_ROWS,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.list.pick(moves[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(event.modifiers())
        elif key == Qt.Key.Key_Escape:
            self.end()
        else:
            return False
        return True

    def _enter(self, held: Qt.KeyboardModifier) -> None:
        if held & Qt.KeyboardModifier.ControlModifier:
            self._send(self.route_to_asked)
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self._send(self.watch_from_asked)
        else:
            self._send(self.chosen)

    def _send(self, signal: SignalInstance) -> None:
        result = self.list.current()
        if result is not None:
            signal.emit(result)

    def _lay_out(self) -> None:
        self.line.addAction(self._close, QLineEdit.ActionPosition.TrailingPosition)
        self._route_to.setToolTip("Begin a route that ends there (Ctrl+Enter)")
        self._watch_from.setToolTip("Begin a route that starts there (Shift+Enter)")
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(10, 6, 10, 2)
        row.setSpacing(8)
        for button in (self._route_to, self._watch_from):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        self.message.setWordWrap(True)
        self.message.setContentsMargins(12, 4, 12, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        for widget in (self.line, self.message, self.list, self._buttons):
            layout.addWidget(widget)
        self._say("")

    def _connect(self) -> None:
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._ask)
        self._close.triggered.connect(self.end)
        self.list.selectionModel().currentChanged.connect(self._tell_picked)
        self.list.clicked.connect(self._choose)
        self._route_to.clicked.connect(self._ask_route_to)
        self._watch_from.clicked.connect(self._ask_watch_from)

    @Slot()
    def _ask(self) -> None:
        text = self.line.text().strip()
        if text:
            self.asked.emit(text)
        else:
            self.list.results.show(())
            self._say("")
            self.results_changed.emit(())

    @Slot(QModelIndex, QModelIndex)
    def _tell_picked(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._send(self.picked)

    @Slot(QModelIndex)
    def _choose(self, _index: QModelIndex) -> None:
        self._send(self.chosen)

    @Slot()
    def _ask_route_to(self) -> None:
        self._send(self.route_to_asked)

    @Slot()
    def _ask_watch_from(self) -> None:
        self._send(self.watch_from_asked)

    def _say(self, sentence: str) -> None:
        """Show a sentence in place of results, or the results where it is empty."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        some = self.list.results.rowCount() > 0
        self.list.setFixedHeight(self.list.rows_height(_MOST_ROWS))
        self.list.setVisible(some)
        self._buttons.setVisible(some)
        self.resized.emit()
