"""Which theme the window has: the system's, or the one that was chosen."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.ui.actions import THEME_CHOICES, WindowActions
from desktop_app.ui.stylesheet import dress
from desktop_app.ui.theme import DARK, LIGHT, Theme


class WindowLook(QObject):
    """Keeps the choice of theme, follows the system, and dresses the application."""

    changed = Signal(object)
    """The `Theme` that holds from now on."""

    def __init__(self, choice: str, parent: QObject) -> None:
        """Begin with `choice`: ``system``, ``light`` or ``dark``; anything else is the system's."""
        super().__init__(parent)
        known = {name for name, _title in THEME_CHOICES}
        self._choice = choice if choice in known else "system"
        self._theme = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> str:
        """What was chosen: ``system``, ``light`` or ``dark``."""
        return self._choice

    @property
    def theme(self) -> Theme:
        """The theme that holds."""
        return self._theme

    def connect_actions(self, actions: WindowActions) -> None:
        """Follow the menu of colours and the key that changes them."""
        self._mark(actions)
        actions.theme_group.triggered.connect(self._chosen)
        actions["theme"].triggered.connect(self.toggle)
        self.changed.connect(lambda _theme: self._mark(actions))

    def choose(self, choice: str) -> None:
        """Take a choice, and dress the application in it."""
        self._choice = choice
        self.wear()

    @Slot()
    def toggle(self) -> None:
        """Change from light to dark, or back."""
        self.choose("light" if self._theme.dark else "dark")

    def wear(self) -> None:
        """Dress the application in the theme that is wanted now."""
        self._theme = self._wanted()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            dress(application, self._theme)
        self.changed.emit(self._theme)

    def _wanted(self) -> Theme:
        if self._choice == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _mark(self, actions: WindowActions) -> None:
        for action in actions.theme_group.actions():
            action.setChecked(action.data() == self._choice)

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        self.choose(str(action.data()))

    @Slot()
    def _system_changed(self) -> None:
        if self._choice == "system":
            self.wear()
