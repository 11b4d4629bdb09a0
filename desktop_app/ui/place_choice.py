"""Choosing what to get a map of: the present view, or a place that is looked for by its name."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.nominatim import FoundPlace
from desktop_app.ui.plain_text import plain_label, tool_tip

_LIST_PX = 150
_GAP_PX = 3
_ROUND_FROM_KM = 10.0
_LONGEST_NAME = 200
_OPTION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """One choice, and what its map may be called."""

    label: str
    box: Box


class PlaceChoice(QWidget):
    """A field with a button, and below it the list of what was found."""

    search_asked = Signal(str)
    """The name of a place."""
    edited = Signal()
    """The name is being changed."""
    chosen = Signal(object)
    """A `PlaceOption`, or None where nothing is picked any more."""

    def __init__(self, view: Box | None, parent: QWidget | None = None) -> None:
        """Offer `view`, the part of the map that is seen, where there is one."""
        super().__init__(parent)
        self._view = view
        self._field = QLineEdit()
        self._field.setMaxLength(_LONGEST_NAME)
        self._field.setPlaceholderText("A town or a district, such as Porto, Portugal")
        self._field.setAccessibleName("Name of the place")
        self.search = QPushButton("Search")
        self.search.setAutoDefault(False)
        self.search.setEnabled(False)
        self._list = QListWidget()
        self._list.setAccessibleName("Places")
        self._list.setFixedHeight(_LIST_PX)
        self._list.setSpacing(_GAP_PX)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self._fill(())
        self._field.textEdited.connect(self._edit)
        self.search.clicked.connect(self._ask)
        self._list.currentItemChanged.connect(self._pick)

    def show_places(self, places: tuple[FoundPlace, ...]) -> None:
        """List the places that were found, and pick the first."""
        self._fill(places)
        if places:
            self._list.setCurrentRow(self._list.count() - len(places))

    def begin(self) -> None:
        """Await a name."""
        self._field.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(plain_label("What to get a map of", kind="emptyTitle"))
        layout.addLayout(row)
        layout.addWidget(self._list)

    def _fill(self, places: tuple[FoundPlace, ...]) -> None:
        self._list.clear()
        if self._view is not None:
            self._add(PlaceOption("The present view", self._view), "as it is on the screen")
        for place in places:
            self._add(PlaceOption(place.label, place.box), place.kind)

    def _add(self, option: PlaceOption, kind: str) -> None:
        item = QListWidgetItem(f"{option.label}  \N{MIDDLE DOT}  {_size_words(option.box)}")
        item.setToolTip(tool_tip(f"{option.label}\n{kind}"))
        item.setData(_OPTION, option)
        self._list.addItem(item)

    @Slot()
    def _edit(self) -> None:
        self.search.setEnabled(bool(self._field.text().strip()))
        self.edited.emit()

    @Slot()
    def _ask(self) -> None:
        self.search_asked.emit(self._field.text().strip())

    @Slot(QListWidgetItem, QListWidgetItem)
    def _pick(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        self.chosen.emit(None if item is None else item.data(_OPTION))


def _size_words(box: Box) -> str:
    digits = 0 if min(box.size_km) >= _ROUND_FROM_KM else 1
    width_km, height_km = (f"{side_km:,.{digits}f}" for side_km in box.size_km)
    return f"{width_km} \N{MULTIPLICATION SIGN} {height_km} km"
