"""What the dispatcher wishes, as commands for the planner."""

import uuid

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor

from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.commands import (
    AcknowledgeAlert,
    AddEdit,
    AddRoute,
    ChangeRoute,
    EditDraft,
    Redo,
    RemoveEdit,
    RemoveRoute,
    Undo,
)
from desktop_app.roadnet.sources.names import clean_name
from desktop_app.routing.request import RouteRequest
from desktop_app.ui.route_colours import next_colour, next_name
from desktop_app.ui.route_model import RouteModel
from desktop_app.ui.window_look import WindowLook


class WindowCommands(QObject):
    """Sends one command for each wish; what comes of it comes back as a change."""

    route_sent = Signal(str)
    """Id of a new route that was asked for."""

    def __init__(self, bridge: PlannerBridge, routes: RouteModel, look: WindowLook, parent: QObject) -> None:
        """Send by `bridge`; `routes` and `look` tell which names and colours are taken."""
        super().__init__(parent)
        self._bridge = bridge
        self._routes = routes
        self._look = look
        self._given: dict[str, str] = {}
        self._asked: list[AddRoute] = []

    def forget(self) -> None:
        """Forget what was given and asked for, as for another map."""
        self._given.clear()
        self._asked.clear()

    def give_colours(self) -> None:
        """Give each route that has no colour of its own one that few routes have; once a route."""
        routes = self._routes.routes
        taken = [self._given.get(route.id, route.colour) for route in routes]
        for route in routes:
            if not QColor.isValidColorName(route.colour) and route.id not in self._given:
                colour = next_colour(taken, self._look.theme)
                self._given[route.id] = colour
                taken.append(colour)
                self._bridge.send(ChangeRoute(id=route.id, colour=colour))

    @Slot(object)
    def add_route(self, request: RouteRequest) -> None:
        """Put a route under watch, with the first name and colour that are free."""
        told = self._routes.routes
        ids = {route.id for route in told}
        # A busy planner has yet to tell of the routes that were asked for just now.
        self._asked = [route for route in self._asked if route.id not in ids]
        names = [route.name for route in told] + [route.name for route in self._asked]
        colours = [route.colour for route in told] + [route.colour for route in self._asked]
        added = AddRoute(
            id=uuid.uuid4().hex,
            name=next_name(names),
            request=request,
            colour=next_colour(colours, self._look.theme),
        )
        self._asked.append(added)
        self._bridge.send(added)
        self.route_sent.emit(added.id)

    @Slot(str, str)
    def rename_route(self, route_id: str, name: str) -> None:
        """Give a route another name, without characters that turn the direction of writing."""
        if cleaned := clean_name(name):
            self._bridge.send(ChangeRoute(id=route_id, name=cleaned))

    @Slot(str, str)
    def recolour_route(self, route_id: str, colour: str) -> None:
        """Give a route another colour."""
        self._bridge.send(ChangeRoute(id=route_id, colour=colour))

    @Slot(str, bool)
    def watch_route(self, route_id: str, watching: bool) -> None:  # noqa: FBT001 - the signal's own argument
        """Watch a route, or stop watching it."""
        self._bridge.send(ChangeRoute(id=route_id, watching=watching))

    @Slot(str)
    def remove_route(self, route_id: str) -> None:
        """Forget a route."""
        self._bridge.send(RemoveRoute(id=route_id))

    @Slot(str)
    def acknowledge(self, alert_id: str) -> None:
        """Say that an alert was seen."""
        self._bridge.send(AcknowledgeAlert(id=alert_id))

    @Slot(object)
    def add_edit(self, draft: EditDraft) -> None:
        """Close, slow or open a road by hand."""
        self._bridge.send(AddEdit(draft=draft))

    @Slot(str)
    def remove_edit(self, edit_id: str) -> None:
        """Take a manual edit back."""
        self._bridge.send(RemoveEdit(id=edit_id))

    @Slot()
    def undo(self) -> None:
        """Take back the newest change of the edits."""
        self._bridge.send(Undo())

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self._bridge.send(Redo())
