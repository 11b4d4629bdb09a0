"""Choosing the address of the traffic feed."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.errors import GreenwaveError
from desktop_app.ui.plain_text import plain_label

CheckFeed = Callable[[str], object]
"""Raises a `GreenwaveError` whose message says what is wrong with an address."""

_WIDTH_PX = 440
_LONGEST = 2_000


class FeedDialog(QDialog):
    """Takes an address that can be one, or none."""

    chosen = Signal(str)
    """The address; empty for no feed."""

    def __init__(self, check: CheckFeed, present: str, parent: QWidget | None = None) -> None:
        """Show the `present` address; `check` refuses what is none."""
        super().__init__(parent)
        self.setWindowTitle("Traffic feed")
        self.setMinimumWidth(_WIDTH_PX)
        self._check = check
        self._field = QLineEdit(present)
        self._field.setMaxLength(_LONGEST)
        self._field.setPlaceholderText("ws://127.0.0.1:8765")
        self._field.setAccessibleName("Address of the feed")
        self._trouble = plain_label(kind="trouble")
        self._trouble.setWordWrap(True)
        self._trouble.setMinimumHeight(self._trouble.fontMetrics().height() * 2)
        self._buttons = QDialogButtonBox()
        self._connect = QPushButton("Connect")
        self._connect.setDefault(True)
        self._none = QPushButton("No feed")
        self._buttons.addButton(self._none, QDialogButtonBox.ButtonRole.DestructiveRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.addButton(self._connect, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay_out()
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._none.clicked.connect(self._choose_none)
        self._field.textChanged.connect(self._trouble.clear)

    @property
    def trouble(self) -> str:
        """The sentence that is shown about the address; empty for none."""
        return self._trouble.text()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(plain_label("Address of a feed that speaks version 1 of Greenwave's protocol:"))
        layout.addWidget(self._field)
        layout.addWidget(self._trouble)
        layout.addWidget(self._buttons)

    @Slot()
    def _accept(self) -> None:
        address = self._field.text().strip()
        try:
            self._check(address)
        except GreenwaveError as error:
            self._trouble.setText(str(error))
            self.adjustSize()
            return
        self.chosen.emit(address)
        self.accept()

    @Slot()
    def _choose_none(self) -> None:
        self.chosen.emit("")
        self.accept()
