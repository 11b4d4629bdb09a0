"""What the dispatcher can do with the picked route on the map: other ways, and other stops."""

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu

from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.commands import ChangeRoute
from desktop_app.routing.request import LonLat
from desktop_app.ui.actions import WindowActions
from desktop_app.ui.map.route_grips import Grip
from desktop_app.ui.map.route_pointer import RoutePointer
from desktop_app.ui.route_tool import MOST_STOPS
from desktop_app.ui.way_chooser import WayChooser
from desktop_app.ui.window_panes import WindowPanes


class PickedRoute(QObject):
    """Sends the planner where the route's stops were dragged to; keeps the chooser of other ways."""

    def __init__(
        self, bridge: PlannerBridge, panes: WindowPanes, actions: WindowActions, parent: QObject
    ) -> None:
        """Wire these parts."""
        super().__init__(parent)
        self._bridge = bridge
        self._panes = panes
        self.pointer = RoutePointer(panes.canvas)
        self.ways = WayChooser(bridge, panes, self.pointer, actions["other_ways"], self)
        self.pointer.stops_moved.connect(self._move_stops)
        self.pointer.menu_asked.connect(self._open_menu)

    @Slot(str, object)
    def _move_stops(self, route_id: str, stops: tuple[LonLat, ...]) -> None:
        if len(stops) > MOST_STOPS:
            self._panes.map_area.notices.say(f"A route has at most {MOST_STOPS} stops; remove one first.")
            return
        self._bridge.send(ChangeRoute(id=route_id, stops=stops))

    def grip_menu(self, grip: Grip) -> QMenu:
        """Return the menu of what can be done where the route is held; it may be empty."""
        menu = QMenu(self._panes)
        if grip.is_via:
            remove = menu.addAction("Remove this stop")
            remove.triggered.connect(lambda: self._move_stops(grip.route_id, (*grip.before, *grip.after)))
        return menu

    @Slot(object, QPoint)
    def _open_menu(self, grip: Grip, where: QPoint) -> None:
        menu = self.grip_menu(grip)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)
