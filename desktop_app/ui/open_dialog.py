"""Choosing a map to open: a file, or a folder made by an import."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

MAP_SUFFIXES = ("*.osm.pbf", "*.osm", "*.osm.gz", "*.osm.bz2", "*.graphml")


class OpenDialog(QFileDialog):
    """The system's own dialog, for map files or for map folders."""

    chosen = Signal(object)
    """The `Path` that was chosen."""

    def __init__(self, parent: QWidget | None, *, folder: bool, beside: Path | None = None) -> None:
        """Ask for a map folder, or for a map file; begin where the map `beside` lies."""
        super().__init__(parent)
        if beside is not None and beside.parent.is_dir():
            self.setDirectory(str(beside.parent.absolute()))
        if folder:
            self.setWindowTitle("Open a map folder")
            self.setFileMode(QFileDialog.FileMode.Directory)
            self.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            self.setWindowTitle("Open a map file")
            self.setFileMode(QFileDialog.FileMode.ExistingFile)
            self.setNameFilters([f"Maps ({' '.join(MAP_SUFFIXES)})", "All files (*)"])
        self.fileSelected.connect(self._selected)

    @Slot(str)
    def _selected(self, name: str) -> None:
        if name:
            self.chosen.emit(Path(name))
