"""Where a downloaded map is kept."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.roadnet.sources.download.map_file import is_there, named_path
from desktop_app.ui.plain_text import plain_label

_LONGEST = 4_000
_FILTER = "OpenStreetMap files (*.osm.gz *.osm)"


class MapPathRow(QWidget):
    """Proposes a name for each place until the person writes one."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """Keep maps in `folder` where nothing else is wished."""
        super().__init__(parent)
        self._folder = folder
        self._is_own = False
        self._field = QLineEdit()
        self._field.setMaxLength(_LONGEST)
        self._field.setAccessibleName("File of the map")
        self._browse = QPushButton("Choose...")
        self._browse.setAutoDefault(False)
        self._note = plain_label(kind="muted")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._browse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(plain_label("Save as", kind="muted"))
        layout.addLayout(row)
        layout.addWidget(self._note)
        self._field.textEdited.connect(self._take_own)
        self._field.textChanged.connect(self._look)
        self._browse.clicked.connect(self._ask)

    @property
    def path(self) -> Path:
        """The file that is named."""
        return named_path(self._field.text(), self._folder)

    def propose(self, name: str) -> None:
        """Propose a file's name, unless the person has named one."""
        if not self._is_own:
            self._field.setText(str(self._folder / name))

    @Slot()
    def _take_own(self) -> None:
        self._is_own = True

    @Slot()
    def _look(self) -> None:
        self._note.setText("The file that is there is replaced." if is_there(self.path) else "")

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, "Save the map as", str(self.path), _FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # The row says so itself.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._choose)
        dialog.open()

    @Slot(str)
    def _choose(self, name: str) -> None:
        if name:
            self._is_own = True
            self._field.setText(name)
