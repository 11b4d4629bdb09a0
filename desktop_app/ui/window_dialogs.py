"""The dialogs of the window: opening a map, the feed, the keys, and what this program is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop_app import __version__
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.ui.export_dialog import ExportDialog
from desktop_app.ui.feed_dialog import CheckFeed, FeedDialog
from desktop_app.ui.import_report_dialog import ImportReportDialog
from desktop_app.ui.open_dialog import OpenDialog
from desktop_app.ui.plain_text import plain_label
from desktop_app.ui.shortcuts_dialog import ShortcutsDialog

_ABOUT = (
    "Draws a road network, keeps many routes under watch, hears a traffic feed, and says, before anyone "
    "asks, which route is in trouble, why, and what to do."
)


class WindowDialogs(QObject):
    """Opens one dialog at a time over the window, and passes on what was chosen."""

    map_chosen = Signal(object)
    """`Path` of a map file or a map folder."""
    feed_chosen = Signal(str)
    """Address of a feed; empty for none."""

    def __init__(self, window: QWidget, check_feed: CheckFeed) -> None:
        """Open dialogs over `window`; `check_feed` refuses addresses that are none."""
        super().__init__(window)
        self._window = window
        self._check_feed = check_feed
        self.feed_address = ""
        self.map_path: Path | None = None
        self.present: QDialog | None = None

    @Slot()
    def open_file(self) -> None:
        """Ask for a map file."""
        self._ask_map(folder=False)

    @Slot()
    def open_folder(self) -> None:
        """Ask for a map folder."""
        self._ask_map(folder=True)

    @Slot()
    def open_feed(self) -> None:
        """Ask for the address of a feed."""
        dialog = FeedDialog(self._check_feed, self.feed_address, self._window)
        dialog.chosen.connect(self._take_feed)
        self._open(dialog)

    def show(self, dialog: QDialog) -> None:
        """Open a dialog that was made elsewhere."""
        self._open(dialog)

    def close(self) -> None:
        """Close the dialog that is open, if any."""
        if self.present is not None:
            self.present.close()

    def open_shortcuts(self, rows: list[tuple[str, str, str]]) -> None:
        """Show all keys."""
        self._open(ShortcutsDialog(rows, self._window))

    def open_import_report(self, report: ImportReport, show_place: Callable[[float, float], None]) -> None:
        """Show what the import left out; `show_place` is called with the place of an item."""
        dialog = ImportReportDialog(report, self._window)
        dialog.setModal(False)
        dialog.place_asked.connect(show_place)
        self.close()
        self.present = dialog
        dialog.finished.connect(self._finished)
        dialog.show()

    def open_road_export(self, export: Callable[[Path], object]) -> None:
        """Ask for a file, and call `export` with it."""
        dialog = ExportDialog(self._window, beside=self.map_path)
        dialog.chosen.connect(export)
        self._open(dialog)

    def open_about(self, attribution: str) -> None:
        """Show what this program is, and whom the map is owed to."""
        dialog = QDialog(self._window)
        dialog.setWindowTitle("About Greenwave")
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(plain_label(f"Greenwave {__version__}", kind="emptyTitle"))
        for text in (_ABOUT, f"Map: {attribution}" if attribution else ""):
            if text:
                label = plain_label(text, kind="muted")
                label.setWordWrap(True)
                label.setMinimumWidth(360)
                layout.addWidget(label)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        layout.addWidget(buttons)
        self._open(dialog)

    def _ask_map(self, *, folder: bool) -> None:
        dialog = OpenDialog(self._window, folder=folder, beside=self.map_path)
        dialog.chosen.connect(self.map_chosen)
        self._open(dialog)

    @Slot(str)
    def _take_feed(self, address: str) -> None:
        self.feed_address = address
        self.feed_chosen.emit(address)

    def _open(self, dialog: QDialog) -> None:
        self.close()
        self.present = dialog
        dialog.finished.connect(self._finished)
        dialog.open()

    @Slot()
    def _finished(self) -> None:
        if self.present is not None:
            self.present.deleteLater()
            self.present = None
