"""The rows of the route board: what the planner last said of each route."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange, RouteTime, RouteView
from desktop_app.dispatch.route_views import with_time
from desktop_app.ui.plain_text import tool_tip
from desktop_app.ui.wording import DASH, clock_words, delay_words, distance_words, duration_words, list_words

Index = QModelIndex | QPersistentModelIndex

ROUTE_ROLE = Qt.ItemDataRole.UserRole
"""The row's `RouteView`."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 1

_NAME_LENGTH = 120


class Column(IntEnum):
    """Columns of the board, from the left."""

    ROUTE = 0
    ARRIVAL = 1
    DELAY = 2
    STATE = 3
    WATCH = 4


_TITLES = ("Route", "Arrival", "Delay", "State", "Watch")
_STATE_WORDS = {"ok": "On time", "delayed": "Delayed", "no_way": "No way"}
_STATE_RANK = {"no_way": 0, "delayed": 1, "ok": 2}


def state_words(view: RouteView) -> str:
    """Return a route's state as the board says it."""
    if view.state == "no_way":
        return "No way"
    if not view.watching:
        return "Not watched"
    return _STATE_WORDS.get(view.state, view.state)


def arrival_words(view: RouteView, now_ms: int) -> str:
    """Return when a vehicle that leaves now arrives, or a dash where there is no way."""
    return DASH if view.duration_ms is None else clock_words(now_ms + view.duration_ms, now_ms)


def detail_words(view: RouteView) -> str:
    """Return the line below a route's name: what is wrong with it, else the streets on its way."""
    if view.duration_ms is None:
        return view.message or "No way leads there."
    streets = list_words(view.streets, 2)
    length = distance_words(view.distance_m)
    return f"{length} via {streets}" if streets else length


class RouteModel(QAbstractTableModel):
    """Holds the routes in the order in which they came; changes only by what the planner says."""

    rename_asked = Signal(str, str)
    """Route id and the new name."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Begin without a route; `clock` gives the time of arrival."""
        super().__init__(parent)
        self._clock = clock
        self._rows: list[RouteView] = []
        self._row_of: dict[str, int] = {}

    @property
    def routes(self) -> tuple[RouteView, ...]:
        """All routes, in order."""
        return tuple(self._rows)

    def route(self, route_id: str) -> RouteView | None:
        """Return a route by its id, None where there is none."""
        row = self._row_of.get(route_id)
        return None if row is None else self._rows[row]

    def row_of(self, route_id: str) -> int:
        """Return a route's row, -1 where there is none."""
        return self._row_of.get(route_id, -1)

    def clear(self) -> None:
        """Forget every route, as for another map."""
        self.beginResetModel()
        self._rows.clear()
        self._row_of.clear()
        self.endResetModel()

    def apply_change(self, change: PlannerChange) -> None:
        """Take the routes of a change."""
        for route_id in change.removed_routes:
            self._remove(route_id)
        for view in change.routes:
            self._put(view)
        self._put_times(change.times)

    def tick(self) -> None:
        """Let the times of arrival follow the clock."""
        if self._rows:
            last = self.index(len(self._rows) - 1, Column.ARRIVAL)
            self.dataChanged.emit(self.index(0, Column.ARRIVAL), last)

    def _put(self, view: RouteView) -> None:
        row = self._row_of.get(view.id)
        if row is None:
            row = len(self._rows)
            self.beginInsertRows(QModelIndex(), row, row)
            self._rows.append(view)
            self._row_of[view.id] = row
            self.endInsertRows()
            return
        self._rows[row] = view
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _put_times(self, times: Sequence[RouteTime]) -> None:
        found = [(self._row_of[time.id], time) for time in times if time.id in self._row_of]
        for row, time in found:
            self._rows[row] = with_time(self._rows[row], time)
        if found:
            # One word for all: a thousand of them hold the window up.
            rows = [row for row, _ in found]
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(Column) - 1))

    def _remove(self, route_id: str) -> None:
        row = self._row_of.get(route_id)
        if row is None:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._rows[row]
        self._row_of = {view.id: place for place, view in enumerate(self._rows)}
        self.endRemoveRows()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many routes there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that names can be edited in place, and watches checked."""
        flags = super().flags(index)
        if index.column() == Column.ROUTE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows; the delegate paints from `ROUTE_ROLE`."""
        if not index.isValid():
            return None
        view = self._rows[index.row()]
        answer: object = None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            answer = self._text(view, index.column())
        elif role == Qt.ItemDataRole.EditRole:
            answer = view.name
        elif role == Qt.ItemDataRole.ToolTipRole:
            answer = tool_tip(f"{view.name}\n{detail_words(view)}\n{view.message}".strip())
        elif role == ROUTE_ROLE:
            answer = view
        elif role == SORT_ROLE:
            answer = _sort_key(view, index.column())
        return answer

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a new name; the row changes when the planner says so."""
        name = str(value).strip()[:_NAME_LENGTH]
        view = self._rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or not name or name == view.name:
            return False
        self.rename_asked.emit(view.id, name)
        return True

    def _text(self, view: RouteView, column: int) -> str:
        match column:
            case Column.ROUTE:
                return view.name
            case Column.ARRIVAL:
                arrival = arrival_words(view, self._clock.now_ms())
                return (
                    arrival if view.duration_ms is None else f"{arrival} ({duration_words(view.duration_ms)})"
                )
            case Column.DELAY:
                return DASH if view.duration_ms is None else delay_words(view.delay_ms)
            case Column.STATE:
                return state_words(view)
            case _:
                return "on" if view.watching else "off"


def _sort_key(view: RouteView, column: int) -> str | int:
    """Return what a column is sorted by; the worst comes first in descending order."""
    match column:
        case Column.ROUTE:
            return view.name.casefold()
        case Column.ARRIVAL:
            return view.duration_ms if view.duration_ms is not None else 2**31 - 1
        case Column.DELAY:
            return view.delay_ms if view.duration_ms is not None else 2**31 - 1
        case Column.STATE:
            return _STATE_RANK.get(view.state, len(_STATE_RANK)) + (0 if view.watching else 10)
        case _:
            return 0 if view.watching else 1
