"""The one place where the planner's pipe meets Qt."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.backend.messages import PlannerGone, PlannerMessage, PlannerRestarted
from desktop_app.bridge.planner_link import PlannerLink
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import Command

_NO_VERSION = -1


class PlannerBridge(QObject):
    """Hands what the planner says to the GUI thread, and the window's commands to the planner.

    Lives on the GUI thread; the link calls from a thread of its own. The hand-over is a queued
    connection to a slot, which Qt guards; nothing else is shared.
    """

    changed = Signal(object)
    """A `PlannerChange`."""
    restarted = Signal(str)
    """The planner process died and was started anew: a sentence for the dispatcher."""
    gone = Signal(str)
    """The planner process is gone for good: a sentence for the dispatcher."""
    _arrived = Signal(object)

    def __init__(self, link: PlannerLink, parent: QObject | None = None) -> None:
        """Use `link`, which is not started yet."""
        super().__init__(parent)
        self._link = link
        self._version = _NO_VERSION
        self._stopped = False
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Start the planner; its first change comes by `changed`."""
        self._link.start(self._arrived.emit)

    def send(self, *commands: Command) -> None:
        """Put `commands` into the planner's inbox, in order."""
        self._link.send(commands)

    def stop(self) -> None:
        """End the planner; what is still on its way is dropped."""
        self._stopped = True
        self._link.stop()

    @Slot(object)
    def _take(self, message: PlannerMessage) -> None:
        if self._stopped:
            return
        if isinstance(message, PlannerChange):
            self._take_change(message)
        elif isinstance(message, PlannerRestarted):
            self._version = _NO_VERSION
            self.restarted.emit(message.sentence)
        elif isinstance(message, PlannerGone):
            self.gone.emit(message.sentence)

    def _take_change(self, change: PlannerChange) -> None:
        # Within one process versions never go back: an older one is a late answer.
        if not change.whole and change.version < self._version:
            return
        self._version = change.version
        self.changed.emit(change)
