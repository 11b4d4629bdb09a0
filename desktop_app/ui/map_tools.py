"""The tools that a click on the map belongs to: one at a time, Esc puts it away."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.clock import Clock
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.ui.edit_tool import EditTool
from desktop_app.ui.map.canvas import MapCanvas, MapTool, RoadPick
from desktop_app.ui.route_tool import RouteTool


class MapTools(QObject):
    """Switches between moving the map, adding a route and editing a road."""

    route_asked = Signal(object)
    """The `RouteRequest` that was clicked together."""
    edit_drafted = Signal(object)
    """The `EditDraft` that was agreed on."""
    hint_changed = Signal(str)
    """What to click next; empty when there is nothing to say."""

    def __init__(
        self, canvas: MapCanvas, add_route: QAction, edit_road: QAction, clock: Clock, window: QWidget
    ) -> None:
        """Take the clicks on `canvas`; the two checkable actions choose a tool and show which holds."""
        super().__init__(window)
        self._canvas = canvas
        self._network: RoadNetwork | None = None
        self._add_route, self._edit_road = add_route, edit_road
        self.route_tool = RouteTool(self)
        self.edit_tool = EditTool(clock, window)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._connect()

    def set_network(self, network: RoadNetwork) -> None:
        """Work on another map; what was begun on the one before is dropped."""
        self.put_away()
        self._network = network

    @Slot()
    def put_away(self) -> None:
        """Drop what was begun; clicks move the map again."""
        self.route_tool.cancel()
        self.edit_tool.cancel()

    def _connect(self) -> None:
        canvas = self._canvas
        canvas.point_clicked.connect(self._take_point)
        canvas.road_clicked.connect(self._take_road)
        canvas.tool_dropped.connect(self.put_away)
        self._escape.activated.connect(self.put_away)
        self._add_route.triggered.connect(self._toggle_route)
        self._edit_road.triggered.connect(self._toggle_edit)
        self.route_tool.began.connect(self._route_began)
        self.route_tool.pins_changed.connect(canvas.show_pins)
        self.route_tool.asked.connect(self.route_asked)
        self.edit_tool.began.connect(self._edit_began)
        self.edit_tool.preview_changed.connect(canvas.show_edit_preview)
        self.edit_tool.drafted.connect(self.edit_drafted)
        for tool in (self.route_tool, self.edit_tool):
            tool.hint_changed.connect(self.hint_changed)
            tool.ended.connect(self._ended)

    @Slot(float, float)
    def _take_point(self, lon: float, lat: float) -> None:
        held = QGuiApplication.keyboardModifiers()
        self.route_tool.take_point(lon, lat, between=bool(held & Qt.KeyboardModifier.ShiftModifier))

    @Slot(object)
    def _take_road(self, pick: RoadPick) -> None:
        if self._network is not None:
            self.edit_tool.pick(self._network, pick)

    @Slot(bool)
    def _toggle_route(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if on:
            self.route_tool.begin()
        else:
            self.route_tool.cancel()

    @Slot(bool)
    def _toggle_edit(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if on:
            self.edit_tool.begin()
        else:
            self.edit_tool.cancel()

    @Slot()
    def _route_began(self) -> None:
        self.edit_tool.cancel()
        self._show(MapTool.PICK_POINT)

    @Slot()
    def _edit_began(self) -> None:
        self.route_tool.cancel()
        self._show(MapTool.PICK_ROAD)

    @Slot()
    def _ended(self) -> None:
        self._show(MapTool.PAN)

    def _show(self, tool: MapTool) -> None:
        self._canvas.set_tool(tool)
        self._escape.setEnabled(tool is not MapTool.PAN)
        self._add_route.setChecked(tool is MapTool.PICK_POINT)
        self._edit_road.setChecked(tool is MapTool.PICK_ROAD)
