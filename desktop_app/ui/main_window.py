"""The main window: lays out its parts and wires them to one another and to the planner."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from desktop_app.bridge.map_opener import OpenedMap
from desktop_app.dispatch.change import PlannerChange
from desktop_app.roadnet.map_data import MapData
from desktop_app.storage.session import WindowState
from desktop_app.ui.actions import WindowActions
from desktop_app.ui.consequences import Consequences
from desktop_app.ui.map.canvas import MapCanvas, ViewState
from desktop_app.ui.map_search import MapSearch
from desktop_app.ui.map_tools import MapTools
from desktop_app.ui.picked_route import PickedRoute
from desktop_app.ui.status_bar import StatusBar
from desktop_app.ui.theme import Theme
from desktop_app.ui.window_commands import WindowCommands
from desktop_app.ui.window_dialogs import WindowDialogs
from desktop_app.ui.window_look import WindowLook
from desktop_app.ui.window_navigation import WindowNavigation
from desktop_app.ui.window_panes import WindowPanes
from desktop_app.ui.window_parts import WindowParts

__all__ = ["MainWindow", "WindowParts"]

_TICK_MS = 1_000
_DEFAULT_SIZE = (1280, 800)
_LEAST_SIZE = (880, 560)


class MainWindow(QMainWindow):
    """Shows what the planner says, and sends it what the dispatcher wishes; keeps no truth of its own."""

    demo_asked = Signal()
    """The demo town is wanted."""
    get_map_asked = Signal()
    """A map is to be downloaded."""
    feed_chosen = Signal(str)
    """Address of another feed; empty for none."""
    road_export_asked = Signal(object, object, object)
    """The `MapData`, the `Box` that is seen of it, and the `Path` that its roads are to be written to."""
    closing = Signal()
    """The window is about to close: the session can be saved."""

    def __init__(self, parts: WindowParts, state: WindowState, parent: QWidget | None = None) -> None:
        """Lay out the window as it was left in `state`; there is no map until `show_map`."""
        super().__init__(parent)
        self._parts = parts
        self._state = state
        self._map: MapData | None = None
        self._wanted_route = state.selected_route
        self.look = WindowLook(state.theme, self)
        theme = self.look.theme
        self.actions_by_name = actions = WindowActions(self, theme)
        self.canvas = MapCanvas(theme, parts.clock)
        self.panes = WindowPanes(self.canvas, theme, parts.clock, actions, self)
        self.status = StatusBar(theme, parts.clock)
        self.tools = MapTools(self.canvas, actions["add_route"], actions["edit_road"], parts.clock, self)
        self.commands = WindowCommands(parts.bridge, self.panes.board.model, self.look, self)
        self.dialogs = WindowDialogs(self, parts.check_feed)
        self.navigation = WindowNavigation(self.canvas, self.panes.board, self)
        self.picked = PickedRoute(parts.bridge, self.panes, actions, self)
        Consequences(parts.bridge, self.tools.edit_tool, self)
        self.search = MapSearch(self.panes.map_area.search, parts.searcher, self.canvas, self.tools)
        self._ticker = QTimer(self)
        self._lay_out(state)
        self._connect_signals()
        self.look.wear()
        self._ticker.start(_TICK_MS)

    def show_map(self, opened: OpenedMap, *, keep_view: bool = False) -> None:
        """Show another map, and forget what was said of the one before.

        Parameters
        ----------
        keep_view
            Look where the window's state says, since the map is the one of the session.
        """
        self._map = opened.data
        facts = opened.data.network.facts
        self.tools.set_network(opened.data.network)
        self.navigation.set_network(opened.data.network)
        self.panes.clear()
        self.picked.set_network(opened.data.network)
        self.panes.map_area.search.forget()
        self.commands.forget()
        self.status.clear()
        self.status.set_map(facts.name, opened.data.network.arc_count)
        self.canvas.set_map(opened.data)
        self.panes.map_area.show_map()
        self.panes.map_area.notices.forget_planner()
        self.canvas.setFocus()
        self.actions_by_name.enable_map(enabled=True)
        self.actions_by_name.show_undo("", "")
        self.setWindowTitle(f"{facts.name} \N{EN DASH} Greenwave")
        state = self._state
        if keep_view and state.lon is not None and state.lat is not None and state.metres_per_pixel:
            self.canvas.set_view_state(ViewState(state.lon, state.lat, state.metres_per_pixel))

    def window_state(self) -> WindowState:
        """Return how the window stands now, to be kept with the session."""
        view = self.canvas.view_state() if self._map is not None else None
        picked = self.panes.board.selected_route()
        return WindowState(
            geometry=bytes(self.saveGeometry().data()),
            splitter_sizes=self.panes.sizes(),
            theme=self.look.choice,
            lon=None if view is None else view.lon,
            lat=None if view is None else view.lat,
            metres_per_pixel=None if view is None else view.metres_per_pixel,
            selected_route="" if picked is None else picked.id,
        )

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Show a sentence over the map for some seconds."""
        self.panes.map_area.notices.say(sentence)

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Show a sentence of trouble over the map until it is put away."""
        self.panes.map_area.notices.warn(sentence)

    def set_feed(self, address: str) -> None:
        """Say which feed is listened to; empty for none."""
        self.dialogs.feed_address = address

    def set_map_path(self, source: Path) -> None:
        """Say beside which map the next one is looked for."""
        self.dialogs.map_path = source

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the session be saved first."""
        self._ticker.stop()
        self.dialogs.close()
        self.closing.emit()
        super().closeEvent(event)

    def _lay_out(self, state: WindowState) -> None:
        self.setWindowTitle("Greenwave")
        self.setMinimumSize(*_LEAST_SIZE)
        self.resize(*_DEFAULT_SIZE)
        self.actions_by_name.fill_menus(self.menuBar())
        tool_bar = QToolBar("Tools")
        tool_bar.setObjectName("tools")
        tool_bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.actions_by_name.fill_tool_bar(tool_bar)
        self.addToolBar(tool_bar)
        self.setCentralWidget(self.panes)
        self.setStatusBar(self.status)
        self.actions_by_name["chart"].setChecked(True)
        if state.geometry:
            self.restoreGeometry(QByteArray(state.geometry))
        self.panes.set_sizes(state.splitter_sizes)

    def _connect_signals(self) -> None:
        """Wire everything; nothing is wired anywhere else."""
        self._connect_planner()
        self._connect_opener()
        self._connect_views()
        self._connect_tools()
        self._connect_actions()
        self._ticker.timeout.connect(self._tick)
        self.look.changed.connect(self._set_theme)
        self.look.connect_actions(self.actions_by_name)

    def _connect_planner(self) -> None:
        bridge = self._parts.bridge
        bridge.changed.connect(self._apply_change)
        notices = self.panes.map_area.notices
        bridge.restarted.connect(notices.warn_of_planner)
        bridge.gone.connect(notices.warn_of_planner)
        bridge.gone.connect(self.status.show_planner_gone)

    def _connect_opener(self) -> None:
        opener, area = self._parts.opener, self.panes.map_area
        opener.progress.connect(area.import_card.show_progress)
        opener.opened.connect(area.import_card.hide)
        opener.cancelled.connect(area.import_card.hide)
        opener.failed.connect(area.import_card.hide)
        opener.failed.connect(self.warn)
        area.import_card.cancel_asked.connect(opener.cancel)
        opener.begun.connect(area.begin_import)
        self.dialogs.map_chosen.connect(opener.open)
        self.dialogs.feed_chosen.connect(self.feed_chosen)

    def _connect_views(self) -> None:
        board, alerts, edits, commands = self.panes.board, self.panes.alerts, self.panes.edits, self.commands
        board.selected.connect(self._select_route)
        board.opened.connect(self.canvas.fit_route)
        board.rename_asked.connect(commands.rename_route)
        board.recolour_asked.connect(commands.recolour_route)
        board.watch_asked.connect(commands.watch_route)
        board.remove_asked.connect(commands.remove_route)
        alerts.routes_meant.connect(self.navigation.pick_one_of)
        alerts.place_asked.connect(self.navigation.go_to)
        alerts.route_asked.connect(self.navigation.go_to_route)
        alerts.counted.connect(self.actions_by_name.enable_alerts)
        alerts.acknowledge_asked.connect(commands.acknowledge)
        edits.remove_asked.connect(commands.remove_edit)
        edits.segments_asked.connect(self.navigation.go_to_segments)
        commands.route_sent.connect(self._want_route)

    def _connect_tools(self) -> None:
        self.canvas.route_clicked.connect(self.panes.board.select)
        self.canvas.nothing_near.connect(self.say)
        self.tools.hint_changed.connect(self.panes.map_area.show_hint)
        self.tools.route_asked.connect(self.commands.add_route)
        self.tools.edit_drafted.connect(self.commands.add_edit)

    def _connect_actions(self) -> None:
        board, alerts, edits = self.panes.board, self.panes.alerts, self.panes.edits
        for name, slot in (
            ("open_file", self.dialogs.open_file),
            ("open_folder", self.dialogs.open_folder),
            ("get_map", self.get_map_asked),
            ("demo", self.demo_asked),
            ("feed", self.dialogs.open_feed),
            ("import_report", self._show_import_report),
            ("export_roads", self._ask_road_export),
            ("quit", self.close),
            ("search", self.panes.map_area.search.begin),
            ("undo", self.commands.undo),
            ("redo", self.commands.redo),
            ("remove_edit", edits.remove_selected),
            ("rename", board.rename_selected),
            ("watch", board.toggle_selected_watch),
            ("show_route", self.navigation.show_selected_route),
            ("remove_route", board.remove_selected),
            ("next_alert", alerts.go_to_next),
            ("acknowledge", alerts.acknowledge_selected),
            ("acknowledge_all", alerts.acknowledge_all),
            ("fit_map", self.canvas.fit_map),
            ("shortcuts", self._show_shortcuts),
            ("about", self._show_about),
        ):
            self.actions_by_name[name].triggered.connect(slot)
        self.actions_by_name["chart"].toggled.connect(self.panes.chart.setVisible)

    @Slot(object)
    def _apply_change(self, change: PlannerChange) -> None:
        self.panes.apply_change(change)
        if change.routes:
            self.commands.give_colours()
        self.status.apply_change(change)
        if change.edits is not None:
            self.actions_by_name.show_undo(change.edits.undo_text, change.edits.redo_text)
        for sentence in change.notices:
            self.say(sentence)
        for view in change.routes:
            if view.id == self._wanted_route:
                self._wanted_route = ""
                self.panes.board.select(view.id)
                self.say(view.message)

    @Slot()
    def _tick(self) -> None:
        self.panes.tick()
        self.status.tick()

    @Slot(object)
    def _set_theme(self, theme: Theme) -> None:
        self.actions_by_name.set_theme(theme)
        self.panes.set_theme(theme)
        self.status.set_theme(theme)

    @Slot(str)
    def _want_route(self, route_id: str) -> None:
        """Pick a new route as soon as the planner tells of it."""
        self._wanted_route = route_id

    @Slot(str)
    def _select_route(self, route_id: str) -> None:
        self.canvas.select_route(route_id or None)
        self.actions_by_name.enable_route(enabled=bool(route_id))
        self.panes.chart.show_route(self.panes.board.model.route(route_id))

    @Slot()
    def _show_shortcuts(self) -> None:
        self.dialogs.open_shortcuts(self.actions_by_name.rows())

    @Slot()
    def _show_import_report(self) -> None:
        if self._map is not None:
            self.dialogs.open_import_report(self._map.report, self.navigation.go_to)

    @Slot()
    def _ask_road_export(self) -> None:
        seen = partial(self.road_export_asked.emit, self._map, self.navigation.view_box())
        if self._map is not None:
            self.dialogs.open_road_export(seen)

    @Slot()
    def _show_about(self) -> None:
        self.dialogs.open_about("" if self._map is None else self._map.network.facts.attribution)
