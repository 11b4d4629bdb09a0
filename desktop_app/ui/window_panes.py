"""The panes of the window: board and lists at the left, the map with the chart below it at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QWidget

from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.replies import WayView
from desktop_app.ui.actions import WindowActions
from desktop_app.ui.alert_list import AlertList
from desktop_app.ui.delay_chart import DelayChart
from desktop_app.ui.directions_list import DirectionsPanel
from desktop_app.ui.edit_list import EditPanel
from desktop_app.ui.map.canvas import MapCanvas
from desktop_app.ui.map_area import MapArea, Welcome
from desktop_app.ui.route_board import RouteBoard
from desktop_app.ui.theme import Theme
from desktop_app.ui.way_list import WayPanel

_SIDE_PX = 500
_CHART_PX = 170
_LEAST_SIDE_PX = 360
_SIZES = 6


class WindowPanes(QWidget):
    """Makes the views, lays them out, and hands each change to all of them."""

    def __init__(
        self, canvas: MapCanvas, theme: Theme, clock: Clock, actions: WindowActions, parent: QWidget
    ) -> None:
        """Lay out `canvas` and new views; `actions` stand in their heads."""
        super().__init__(parent)
        self.canvas = canvas
        self.board = RouteBoard(theme, clock, actions["add_route"])
        self.alerts = AlertList(theme, clock, actions["acknowledge"])
        edit_actions = (actions["edit_road"], actions["undo"], actions["redo"], actions["remove_edit"])
        self.edits = EditPanel(theme, clock, edit_actions)
        self.ways = WayPanel(theme)
        self.directions = DirectionsPanel(theme, (actions["print_directions"], actions["export_route"]))
        self.chart = DelayChart(theme, clock)
        self.map_area = MapArea(
            canvas, Welcome(actions["open_file"], actions["get_map"], actions["demo"]), theme, clock
        )
        self._lists = QTabWidget()
        self._side = QSplitter(Qt.Orientation.Vertical)
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self._whole = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.alerts.counted.connect(self._show_alert_count)
        self.edits.model.modelReset.connect(self._show_edit_count)

    def _lay_out(self) -> None:
        self._lists.addTab(self.alerts, "Alerts")
        self._lists.addTab(self.edits, "Manual edits")
        self._lists.addTab(self.ways, "Other ways")
        self._lists.addTab(self.directions, "Directions")
        for hidden in (self.ways, self.directions):
            self._lists.setTabVisible(self._lists.indexOf(hidden), False)
        self._lists.setDocumentMode(True)
        self._side.addWidget(self.board)
        self._side.addWidget(self._lists)
        self._side.setMinimumWidth(_LEAST_SIDE_PX)
        self._centre.addWidget(self.map_area)
        self._centre.addWidget(self.chart)
        self._centre.setStretchFactor(0, 1)
        self._centre.setStretchFactor(1, 0)
        self._whole.addWidget(self._side)
        self._whole.addWidget(self._centre)
        self._whole.setStretchFactor(0, 0)
        self._whole.setStretchFactor(1, 1)
        for splitter in (self._side, self._centre, self._whole):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._whole.setSizes([_SIDE_PX, 3 * _SIDE_PX])
        self._side.setSizes([_SIDE_PX, _SIDE_PX])
        self._centre.setSizes([4 * _CHART_PX, _CHART_PX])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def apply_change(self, change: PlannerChange) -> None:
        """Let each view take its part of a change."""
        for view in (self.canvas, self.board, self.alerts, self.edits, self.chart):
            view.apply_change(change)

    def show_ways(self, ways: Sequence[WayView]) -> None:
        """Show other ways of the picked route in front of the lists; none takes their tab away."""
        self.ways.show_ways(ways)
        place = self._lists.indexOf(self.ways)
        came = bool(ways) and not self._lists.isTabVisible(place)
        self._lists.setTabVisible(place, bool(ways))
        if came:
            self._lists.setCurrentIndex(place)
            self.ways.begin()

    def show_directions(self, *, shown: bool) -> None:
        """Show the directions in front of the lists, or take their tab away."""
        place = self._lists.indexOf(self.directions)
        self._lists.setTabVisible(place, shown)
        if shown:
            self._lists.setCurrentIndex(place)

    def clear(self) -> None:
        """Forget everything that the planner said, as for another map."""
        for view in (self.board, self.alerts, self.edits, self.chart):
            view.clear()

    def tick(self) -> None:
        """Let ages and times follow the clock."""
        for view in (self.board, self.alerts, self.edits, self.chart):
            view.tick()

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        lists = (self.alerts, self.edits, self.ways, self.directions)
        for view in (self.canvas, self.board, *lists, self.chart, self.map_area):
            view.set_theme(theme)

    def sizes(self) -> tuple[int, ...]:
        """Return the sizes of all panes in pixels, to be kept."""
        splitters = (self._whole, self._side, self._centre)
        return tuple(size for splitter in splitters for size in splitter.sizes())

    def set_sizes(self, sizes: tuple[int, ...]) -> None:
        """Give the panes sizes that were kept; ones that cannot be used are ignored."""
        if len(sizes) == _SIZES and all(size > 0 for size in sizes[:5]):
            for splitter, first in ((self._whole, 0), (self._side, 2), (self._centre, 4)):
                splitter.setSizes(list(sizes[first : first + 2]))

    @Slot(int, int)
    def _show_alert_count(self, holding: int, _unseen: int) -> None:
        self._lists.setTabText(0, f"Alerts  {holding}" if holding else "Alerts")

    @Slot()
    def _show_edit_count(self) -> None:
        count = self.edits.model.rowCount()
        self._lists.setTabText(1, f"Manual edits  {count}" if count else "Manual edits")
