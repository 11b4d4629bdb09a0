"""What the dispatcher can do with the picked route on the map: other ways, other stops, roads to avoid."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu

from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.avoided_roads import Chains
from desktop_app.dispatch.commands import ChangeRoute
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat
from desktop_app.ui.actions import WindowActions
from desktop_app.ui.avoid_menu import AvoidMenu
from desktop_app.ui.directions_keeper import DirectionsKeeper
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
        self._network: RoadNetwork | None = None
        self.pointer = RoutePointer(panes.canvas)
        self.ways = WayChooser(bridge, panes, self.pointer, actions["other_ways"], self)
        self.directions = DirectionsKeeper(bridge, panes, actions, self)
        self.pointer.stops_moved.connect(self._move_stops)
        actions["avoid"].triggered.connect(self._open_road_menu)
        self.pointer.menu_asked.connect(self._open_menu)

    @Slot(str, object)
    def _move_stops(self, route_id: str, stops: tuple[LonLat, ...]) -> None:
        if len(stops) > MOST_STOPS:
            self._panes.map_area.notices.say(f"A route has at most {MOST_STOPS} stops; remove one first.")
            return
        self._bridge.send(ChangeRoute(id=route_id, stops=stops))

    def set_network(self, network: RoadNetwork) -> None:
        """Work on another map; what was shown of the one before is put away."""
        self._network = network
        self.ways.put_away()
        self.directions.put_away()

    def road_menu(self) -> QMenu:
        """Return the menu of the roads that the picked route avoids or could avoid, for the keys."""
        menu = QMenu(self._panes)
        avoiding = self._avoid_menu()
        if avoiding is not None:
            avoiding.offer_streets(menu)
            avoiding.offer_return(menu)
        if menu.isEmpty():
            menu.addAction("The route drives no street that it could avoid").setEnabled(False)
        return menu

    def _avoid_menu(self) -> AvoidMenu | None:
        picked = self._panes.board.selected_route()
        if picked is None or self._network is None:
            return None
        return AvoidMenu(self._network, picked, partial(self._avoid, picked.id))

    def _avoid(self, route_id: str, chains: Chains) -> None:
        self._bridge.send(ChangeRoute(id=route_id, avoid=chains))

    @Slot()
    def _open_road_menu(self) -> None:
        canvas = self._panes.canvas
        self._open(self.road_menu(), canvas.mapToGlobal(canvas.rect().center()))

    def grip_menu(self, grip: Grip) -> QMenu:
        """Return the menu of what can be done where the route is held; it may be empty."""
        menu = QMenu(self._panes)
        if grip.is_via:
            remove = menu.addAction("Remove this stop")
            remove.triggered.connect(lambda: self._move_stops(grip.route_id, (*grip.before, *grip.after)))
        avoiding = self._avoid_menu()
        if avoiding is not None and grip.place is not None:
            avoiding.offer_road(menu, grip.place)
            avoiding.offer_return(menu)
        return menu

    @Slot(object, QPoint)
    def _open_menu(self, grip: Grip, where: QPoint) -> None:
        self._open(self.grip_menu(grip), where)

    def _open(self, menu: QMenu, where: QPoint) -> None:
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)
