"""The middle of the window: the map with what floats over it, or the welcome while there is no map."""

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.clock import Clock
from desktop_app.ui.import_progress import ImportCard
from desktop_app.ui.notices import Notices
from desktop_app.ui.plain_text import plain_label
from desktop_app.ui.search_box import WIDTH_PX, SearchBox
from desktop_app.ui.theme import Theme

_TOP_PX = 14
_NOTICE_PX = 460
_MARGIN_PX = 16


class Welcome(QWidget):
    """What is seen before any map is open."""

    def __init__(
        self, open_file: QAction, get_map: QAction, demo: QAction, parent: QWidget | None = None
    ) -> None:
        """Offer `open_file`, `get_map` and `demo`."""
        super().__init__(parent)
        self._words = QWidget(self)
        QVBoxLayout(self).addWidget(self._words)
        layout = QVBoxLayout(self._words)
        layout.setSpacing(10)
        layout.addStretch(3)
        for label in (
            plain_label("Greenwave", kind="welcomeTitle"),
            plain_label(
                "Open an OpenStreetMap extract, get one of a place, or try the demo town.", kind="muted"
            ),
        ):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        choices = ((open_file, "Open a map"), (get_map, "Get a map"), (demo, "Open the demo town"))
        for action, title in choices:
            button = QPushButton(title)
            button.clicked.connect(action.trigger)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.addStretch(4)

    @Slot(bool)
    def make_room(self, wanted: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Say nothing while something else stands in the middle."""
        self._words.setHidden(wanted)


class Hint(QFrame):
    """One line over the map that says what to click next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stay hidden until there is something to say."""
        super().__init__(parent)
        self.setObjectName("hint")
        self._label = plain_label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.addWidget(self._label)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return self._label.text()

    def show_text(self, text: str) -> None:
        """Say `text`; an empty one hides the line."""
        self._label.setText(text)
        self.setVisible(bool(text))
        self.adjustSize()


class MapArea(QWidget):
    """Keeps hint, notices and the import's card in their places over the map."""

    def __init__(
        self,
        canvas: QWidget,
        welcome: Welcome,
        theme: Theme,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        """Show `welcome` until `show_map`, then `canvas`."""
        super().__init__(parent)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(welcome)
        self._pages.addWidget(canvas)
        self._canvas = canvas
        self.hint = Hint(self)
        self.notices = Notices(theme, self)
        self.import_card = ImportCard(clock, self)
        self.search = SearchBox(theme, self)
        self.search.resized.connect(self._place)
        self.notices.changed.connect(self._place)
        self.import_card.shown.connect(welcome.make_room)
        self.setMinimumSize(320, 200)

    def show_map(self) -> None:
        """Show the map in place of the welcome."""
        self._pages.setCurrentWidget(self._canvas)

    @Slot(str)
    def show_hint(self, text: str) -> None:
        """Say what to click next; an empty text hides the line."""
        self.hint.show_text(text)
        self._place()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.notices.set_theme(theme)
        self.search.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self._pages.setGeometry(self.rect())
        self._place()

    def begin_import(self, name: str) -> None:
        """Show the card of an import of the map `name`."""
        self.import_card.begin(name)
        self._place()

    @Slot()
    def _place(self) -> None:
        width = self.width()
        top = _TOP_PX
        if not self.hint.isHidden():
            size = self.hint.sizeHint()
            hint_width = min(size.width(), width - 2 * _MARGIN_PX)
            self.hint.setGeometry((width - hint_width) // 2, top, hint_width, 30)
            top += 30 + 10
        notice_width = min(_NOTICE_PX, width - 2 * _MARGIN_PX)
        height = self.notices.layout_height(notice_width)
        self.notices.setGeometry((width - notice_width) // 2, top, notice_width, height)
        self._place_search()
        card = self.import_card
        card.adjustSize()
        left, middle = (width - card.width()) // 2, max((self.height() - card.height()) // 2, top)
        card.setGeometry(QRect(left, middle, card.width(), card.sizeHint().height()))
        for widget in (self.search, self.notices, self.hint, card):
            widget.raise_()

    def _place_search(self) -> None:
        """Put the search box into the corner where the map has the least to say."""
        width = min(WIDTH_PX, self.width() - 2 * _MARGIN_PX)
        self.search.setGeometry(_MARGIN_PX, _TOP_PX, width, self.search.sizeHint().height())
