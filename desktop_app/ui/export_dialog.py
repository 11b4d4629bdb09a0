"""Choosing where the roads in view are written to."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

_SUFFIX = "geojson"


class ExportDialog(QFileDialog):
    """The system's own dialog, for a GeoJSON file; it asks before it replaces one."""

    chosen = Signal(object)
    """The `Path` that was chosen."""

    def __init__(self, parent: QWidget | None, *, beside: Path | None = None) -> None:
        """Ask for a file; begin where the map `beside` lies."""
        super().__init__(parent, "Export the roads in view")
        if beside is not None and beside.parent.is_dir():
            self.setDirectory(str(beside.parent.absolute()))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilter(f"GeoJSON (*.{_SUFFIX})")
        self.setDefaultSuffix(_SUFFIX)
        self.selectFile(f"roads.{_SUFFIX}")
        self.fileSelected.connect(self._selected)

    @Slot(str)
    def _selected(self, name: str) -> None:
        if name:
            self.chosen.emit(Path(name))
