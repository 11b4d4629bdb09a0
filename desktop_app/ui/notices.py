"""Sentences over the map: what was refused, what went wrong, what to do; gone by themselves."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui.icons import icon
from desktop_app.ui.plain_text import plain_label
from desktop_app.ui.theme import Theme

SHOWN_MS = 9_000
MOST = 3

_MOST_LETTERS = 400


class Notice(QFrame):
    """One sentence with a button to put it away."""

    dismissed = Signal()

    def __init__(self, sentence: str, *, trouble: bool, theme: Theme, parent: QWidget | None = None) -> None:
        """Show `sentence`; trouble is marked by its edge, and stays until it is put away."""
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("level", "trouble" if trouble else "word")
        self.sentence = sentence
        label = plain_label(sentence[:_MOST_LETTERS])
        label.setWordWrap(True)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self._close.setAccessibleName("Put this away")
        self._close.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 6, 8)
        layout.addWidget(label, 1)
        layout.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismissed)
        self.lasting = trouble
        self.set_theme(theme)
        self.again()

    def again(self) -> None:
        """Stay for the whole time once more."""
        if not self.lasting:
            self._timer.start(SHOWN_MS)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._close.setIcon(icon("close", theme.muted, theme.muted))


class Notices(QWidget):
    """The newest few sentences, the newest below; a repeated one is not shown twice."""

    changed = Signal()
    """The height that is needed may be another one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._theme = theme
        self._shown: list[Notice] = []
        self._of_planner: set[str] = set()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is shown now, the oldest first."""
        return tuple(notice.sentence for notice in self._shown)

    def layout_height(self, width: int) -> int:
        """Return the height in pixels that all sentences need at a width."""
        heights = [notice.heightForWidth(width) for notice in self._shown]
        return sum(heights) + self._layout.spacing() * max(len(heights) - 1, 0)

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Show a sentence for some seconds."""
        self._add(sentence, trouble=False)

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Show a sentence of trouble until it is put away."""
        self._add(sentence, trouble=True)

    @Slot(str)
    def warn_of_planner(self, sentence: str) -> None:
        """Show what became of the planner until it is put away, or there is another planner."""
        self._add(sentence, trouble=True)
        self._of_planner.add(sentence)

    def forget_planner(self) -> None:
        """Put away what was said of a planner that is not in use any more."""
        for notice in tuple(self._shown):
            if notice.sentence in self._of_planner:
                self._drop(notice)
        self._of_planner.clear()

    @Slot()
    def clear(self) -> None:
        """Put every sentence away."""
        for notice in tuple(self._shown):
            self._drop(notice)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        for notice in self._shown:
            notice.set_theme(theme)

    def _add(self, sentence: str, *, trouble: bool) -> None:
        if not sentence:
            return
        for notice in self._shown:
            if notice.sentence == sentence:
                notice.again()
                return
        notice = Notice(sentence, trouble=trouble, theme=self._theme, parent=self)
        notice.dismissed.connect(self._dismissed)
        self._shown.append(notice)
        self._layout.addWidget(notice)
        if len(self._shown) > MOST:
            # A word that goes by itself goes before trouble that nobody has put away yet.
            self._drop(min(self._shown[:-1], key=lambda other: other.lasting))
        self.show()
        self.changed.emit()

    @Slot()
    def _dismissed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Notice) and sender in self._shown:
            self._drop(sender)

    def _drop(self, notice: Notice) -> None:
        self._shown.remove(notice)
        self._layout.removeWidget(notice)
        notice.hide()
        notice.deleteLater()
        self.setVisible(bool(self._shown))
        self.changed.emit()
