"""The help that F1 opens: every key, by menu, and what the mouse does."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.plain_text import plain_label

_MOUSE = (
    ("Drag", "Move the map"),
    ("Wheel", "Zoom where the pointer is"),
    ("Click a route", "Pick it on the board"),
    ("Shift-click", "Add a stop to a new route"),
    ("Esc", "Put the tool away"),
)


class ShortcutsDialog(QDialog):
    """Lists the keys in two columns."""

    def __init__(self, rows: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Show `rows` of menu, words and keys."""
        super().__init__(parent)
        self.setWindowTitle("Keys")
        groups: dict[str, list[tuple[str, str]]] = {}
        for menu, words, keys in rows:
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            groups.setdefault(menu, []).append((native, words))
        groups["Mouse on the map"] = list(_MOUSE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        columns = QHBoxLayout()
        columns.setSpacing(36)
        titles = list(groups)
        half = (len(titles) + 1) // 2
        for part in (titles[:half], titles[half:]):
            columns.addLayout(_column([(title, groups[title]) for title in part]))
        layout.addLayout(columns)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)


def _column(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    row = 0
    for title, keys in groups:
        if row:
            grid.setRowMinimumHeight(row, 8)
            row += 1
        grid.addWidget(plain_label(title, kind="panelTitle"), row, 0, 1, 2)
        for key, words in keys:
            row += 1
            grid.addWidget(plain_label(key, kind="muted"), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(plain_label(words), row, 1)
        row += 1
    grid.setRowStretch(row, 1)
    return grid
