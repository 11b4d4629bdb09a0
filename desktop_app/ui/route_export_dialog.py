"""Choosing where a route is written to, and in which format."""

import re
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

_FORMATS = (("GPX track", "gpx"), ("GeoJSON", "geojson"), ("KML", "kml"))
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST = 80


class RouteExportDialog(QFileDialog):
    """The system's own dialog, for a GPX, GeoJSON or KML file; it asks before it replaces one."""

    chosen = Signal(object)
    """The `Path` that was chosen."""

    def __init__(self, parent: QWidget | None, name: str) -> None:
        """Ask for a file; offer the route's `name`."""
        super().__init__(parent, "Export the route")
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters([f"{title} (*.{suffix})" for title, suffix in _FORMATS])
        self.setDefaultSuffix(_FORMATS[0][1])
        self.filterSelected.connect(self._take_suffix)
        self.selectFile(f"{file_name(name)}.{_FORMATS[0][1]}")
        self.fileSelected.connect(self._selected)

    @Slot(str)
    def _take_suffix(self, name_filter: str) -> None:
        suffix = name_filter.partition("*.")[2].rstrip(")")
        self.setDefaultSuffix(suffix)
        for name in self.selectedFiles()[:1]:
            self.selectFile(Path(name).with_suffix(f".{suffix}").name)

    @Slot(str)
    def _selected(self, name: str) -> None:
        if name:
            self.chosen.emit(Path(name))


def file_name(name: str) -> str:
    """Return a route's name as every system takes it for a file."""
    kept = _NOT_IN_NAMES.sub(" ", name).strip(" .")[:_LONGEST].strip(" .")
    return kept or "route"
