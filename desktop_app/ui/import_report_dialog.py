"""What the import of a map left out, in words, with the items and where they lie."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.roadnet.import_words import report_lines, report_summary
from desktop_app.roadnet.map_data import ImportReport
from desktop_app.ui.plain_text import plain_label, tool_tip

_SIZE = (1040, 560)
_ROW_PX = 26
_ITEMS_PX = 210
_NOTHING = "Everything in the file was understood."


class ImportReportDialog(QDialog):
    """Lists the reasons, the most frequent first, and the items of the picked one."""

    place_asked = Signal(float, float)
    """Longitude and latitude of an item to be shown on the map."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        """Show `report`."""
        super().__init__(parent)
        self.setWindowTitle("Import report")
        self.resize(*_SIZE)
        self._report = report
        self._lines = report_lines(report)
        self.reasons = QTreeWidget()
        self.items = QListWidget()
        self.show_button = QPushButton("Show on map")
        self._lay_out()
        self._fill()
        self.reasons.currentItemChanged.connect(self._list_items)
        self.items.currentRowChanged.connect(self._enable_show)
        self.items.itemActivated.connect(self._show)
        self.show_button.clicked.connect(self._show)
        self.reasons.setCurrentIndex(self.reasons.model().index(0, 0))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 14)
        layout.setSpacing(10)
        summary = plain_label(report_summary(self._report))
        summary.setWordWrap(True)
        layout.addWidget(summary)
        if self._report.data_time:
            layout.addWidget(plain_label(f"Data as of {self._report.data_time}.", kind="muted"))
        tables = QHBoxLayout()
        tables.setSpacing(12)
        tables.addWidget(self.reasons, 1)
        side = QVBoxLayout()
        side.addWidget(self.items, 1)
        side.addWidget(self.show_button)
        tables.addLayout(side)
        layout.addLayout(tables, 1)
        self.items.setFixedWidth(_ITEMS_PX)
        self.items.setAccessibleName("Items")
        self.show_button.setEnabled(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)

    def _fill(self) -> None:
        self.reasons.setHeaderLabels(["Count", "What was found", "What that means"])
        self.reasons.setRootIsDecorated(False)
        self.reasons.setUniformRowHeights(True)
        self.reasons.setAccessibleName("Reasons")
        self.reasons.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.reasons.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        for line in self._lines:
            row = QTreeWidgetItem([f"{line.count:,}", line.finding.title, line.finding.consequence])
            row.setTextAlignment(0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setToolTip(2, tool_tip(line.finding.consequence))
            row.setSizeHint(0, QSize(0, _ROW_PX))
            self.reasons.addTopLevelItem(row)
        if not self._lines:
            self.reasons.addTopLevelItem(QTreeWidgetItem(["0", _NOTHING, ""]))

    @Slot()
    def _list_items(self) -> None:
        self.items.clear()
        row = self.reasons.currentIndex().row()
        if not 0 <= row < len(self._lines):
            return
        line = self._lines[row]
        for example in line.examples:
            item = QListWidgetItem(example)
            item.setSizeHint(QSize(0, _ROW_PX))
            item.setData(Qt.ItemDataRole.UserRole, self._report.places.get(example))
            self.items.addItem(item)
        more = line.count - len(line.examples)
        if more > 0:
            rest = QListWidgetItem(f"and {more:,} more")
            rest.setFlags(Qt.ItemFlag.NoItemFlags)
            self.items.addItem(rest)
        self.items.setCurrentRow(0)
        self._enable_show()

    @Slot()
    def _enable_show(self) -> None:
        self.show_button.setEnabled(self._place() is not None)

    @Slot()
    def _show(self) -> None:
        place = self._place()
        if place is not None:
            self.place_asked.emit(*place)

    def _place(self) -> tuple[float, float] | None:
        index = self.items.currentIndex()
        place: tuple[float, float] | None = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return place
