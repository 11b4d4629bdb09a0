"""A question about one route that is asked again whenever its answer grows old."""

from collections.abc import Callable, Sequence
from itertools import count

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AskDirections, AskWays
from desktop_app.dispatch.replies import DirectionsReply, WaysReply

_AGAIN_MS = 10_000
"""The planner is asked again so long after an answer once the weights are newer."""


class RouteQuestion(QObject):
    """Asks the planner; only the answer to the newest question counts."""

    answered = Signal(object)
    """The reply."""
    outdated = Signal()
    """The route's way is another one than that of the last answer; it is being asked for anew."""
    gone = Signal()
    """The route was removed."""

    def __init__(
        self,
        bridge: PlannerBridge,
        question: type[AskWays | AskDirections],
        replies: Callable[[PlannerChange], Sequence[WaysReply | DirectionsReply]],
        parent: QObject,
    ) -> None:
        """Ask by `bridge`; `replies` finds the answers in a change."""
        super().__init__(parent)
        self._bridge, self._question, self._replies = bridge, question, replies
        self._numbers = count(1)
        self.route_id = ""
        self._query_id = ""
        self._version: int | None = None
        self._newest = 0
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.ask_if_older)
        bridge.changed.connect(self._apply_change)

    def ask(self, route_id: str) -> None:
        """Ask about a route, until `end`."""
        self.route_id = route_id
        self._query_id = f"{self._question.__name__}-{next(self._numbers)}"
        self._bridge.send(self._question(query_id=self._query_id, id=route_id))

    def end(self) -> None:
        """Ask no more; an answer that is still to come does not count."""
        self.route_id, self._query_id, self._version = "", "", None
        self._again.stop()

    @Slot(object)
    def _apply_change(self, change: PlannerChange) -> None:
        self._newest = change.version
        if not self.route_id:
            return
        if self.route_id in change.removed_routes:
            self.gone.emit()
            return
        for reply in self._replies(change):
            if reply.query_id == self._query_id:
                self._version = reply.version
                self._again.start()
                self.answered.emit(reply)
                return
        if self._version is not None and any(view.id == self.route_id for view in change.routes):
            self.outdated.emit()
            self.ask(self.route_id)

    @Slot()
    def ask_if_older(self) -> None:
        """Ask anew where the weights are newer than the last answer."""
        if self._version is not None and self._newest > self._version:
            self.ask(self.route_id)
