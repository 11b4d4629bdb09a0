"""What every panel has: a head with its title and buttons, and a page for when there is nothing to show."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui.icons import SIZE
from desktop_app.ui.plain_text import plain_label


def action_button(action: QAction, *, with_text: bool = False) -> QToolButton:
    """Return a flat button for `action`."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setIconSize(QSize(SIZE - 2, SIZE - 2))
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if with_text else style.ToolButtonIconOnly)
    return button


class PanelHead(QFrame):
    """A line with a title, a count, and buttons at its right end."""

    def __init__(self, title: str, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        """Show `title`, which may be empty, and a button for each of `actions`."""
        super().__init__(parent)
        self.setObjectName("panelHead")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 5, 6, 5)
        layout.setSpacing(6)
        self._count = plain_label(kind="panelCount")
        if title:
            layout.addWidget(plain_label(title, kind="panelTitle"))
        layout.addWidget(self._count)
        layout.addStretch(1)
        for action in actions:
            layout.addWidget(action_button(action))
        self.setMinimumHeight(39)

    def set_count(self, text: str) -> None:
        """Show `text`, such as ``3 new``, beside the title."""
        self._count.setText(text)


class EmptyPage(QWidget):
    """Says in the middle of a panel that there is nothing yet, and how to change that."""

    def __init__(
        self, title: str, text: str, action: QAction | None = None, parent: QWidget | None = None
    ) -> None:
        """Show `title`, the sentence `text`, and a button for `action`."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(6)
        layout.addStretch(1)
        for label in (plain_label(title, kind="emptyTitle"), plain_label(text, kind="muted")):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        if action is not None:
            button = action_button(action, with_text=True)
            button.setObjectName("callToAction")
            layout.addSpacing(4)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)


class Panel(QWidget):
    """A head above a view, or above an empty page while the view has no row."""

    def fill(self, head: PanelHead, view: QWidget, empty: EmptyPage) -> None:
        """Lay out `head` above `view` and `empty`; once, at the end of the panel's making."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(view)
        layout.addWidget(self._pages, 1)

    def show_empty(self, *, empty: bool) -> None:
        """Show the empty page, or the view."""
        self._pages.setCurrentIndex(0 if empty else 1)
