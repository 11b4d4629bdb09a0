"""Other ways of the picked route: asks for them, shows them on the map and in the list, and takes one."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.commands import AskWays, TakeWay
from desktop_app.dispatch.replies import WaysReply
from desktop_app.ui.map.route_pointer import RoutePointer
from desktop_app.ui.route_question import RouteQuestion
from desktop_app.ui.window_panes import WindowPanes


class WayChooser(QObject):
    """Shows the ways only while they are wanted; the action is checked as long."""

    def __init__(
        self,
        bridge: PlannerBridge,
        panes: WindowPanes,
        pointer: RoutePointer,
        action: QAction,
        parent: QObject,
    ) -> None:
        """Wire these parts; `action` begins and ends it."""
        super().__init__(parent)
        self._bridge, self._panes, self._pointer, self._action = bridge, panes, pointer, action
        self._question = RouteQuestion(bridge, AskWays, lambda change: change.ways, self)
        self._reply: WaysReply | None = None
        self._question.answered.connect(self._show)
        self._question.outdated.connect(self._hide_lines)
        self._question.gone.connect(self.put_away)
        action.triggered.connect(self._toggle)
        panes.board.selected.connect(self._select)
        panes.ways.picked.connect(self._point_at)
        panes.ways.taken.connect(self.take)
        pointer.way_clicked.connect(self.take)
        pointer.escaped.connect(self.put_away)

    @Slot()
    def put_away(self) -> None:
        """Show no other ways any more."""
        self._question.end()
        self._reply = None
        self._action.setChecked(False)
        self._pointer.show_ways(())
        self._panes.show_ways(())

    @Slot(int)
    def take(self, number: int) -> None:
        """Let the route drive one of the ways that are shown."""
        reply = self._reply
        if reply is not None and 0 <= number < len(reply.ways):
            self._bridge.send(TakeWay(id=reply.route_id, query_id=reply.query_id, number=number))
            self.put_away()
            self._panes.canvas.setFocus()

    @Slot(bool)
    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        picked = self._panes.board.selected_route()
        if not on or picked is None:
            self.put_away()
            return
        self._question.ask(picked.id)

    @Slot()
    def _hide_lines(self) -> None:
        self._pointer.show_ways(())

    @Slot(object)
    def _show(self, reply: WaysReply) -> None:
        if not reply.ways:
            self.put_away()
            self._panes.map_area.notices.say(reply.message)
            return
        first = self._reply is None
        self._reply = reply
        self._pointer.show_ways(reply.ways)
        if first:
            self._pointer.fit_ways()
        self._panes.show_ways(reply.ways)

    @Slot(str)
    def _select(self, route_id: str) -> None:
        if self._question.route_id and route_id != self._question.route_id:
            self.put_away()

    @Slot(int)
    def _point_at(self, number: int) -> None:
        self._pointer.point_at_way(number if number >= 0 else None)
