"""The one place where the planner's pipe meets Qt."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.backend.messages import PlannerGone, PlannerMessage, PlannerReady, PlannerRestarted
from desktop_app.bridge.planner_link import PlannerLink
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import Command

_NO_VERSION = -1


class PlannerBridge(QObject):
    """Hands what the planner says to the GUI thread, and the window's commands to the planner.

    Lives on the GUI thread; the link calls from a thread of its own. The hand-over is a queued
    connection to a slot, which Qt guards; nothing else is shared. One bridge serves the window for
    all its life; another map brings another link.
    """

    changed = Signal(object)
    """A `PlannerChange`."""
    ready = Signal()
    """The planner has opened its map and runs."""
    restarted = Signal(str)
    """The planner process died and was started anew: a sentence for the dispatcher."""
    gone = Signal(str)
    """The planner process is gone for good: a sentence for the dispatcher; again at each command."""
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Have no planner yet."""
        super().__init__(parent)
        self._link: PlannerLink | None = None
        self._version = _NO_VERSION
        self._gone = ""
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Whether there is a planner to send to."""
        return self._link is not None

    def start(self, link: PlannerLink) -> None:
        """Start the planner behind `link`, and end the one before; its first change comes by `changed`."""
        self.stop()
        self._link = link
        self._version = _NO_VERSION
        self._gone = ""
        link.start(lambda message: self._arrived.emit(link, message))

    def send(self, *commands: Command) -> None:
        """Put `commands` into the planner's inbox, in order; without a planner they are dropped.

        Where the planner is gone for good, `gone` says so again: nothing comes of them.
        """
        if self._link is not None:
            self._link.send(commands)
            if self._gone:
                self.gone.emit(self._gone)

    def stop(self) -> None:
        """End the planner; what is still on its way is dropped."""
        if self._link is not None:
            link, self._link = self._link, None
            link.stop()

    @Slot(object, object)
    def _take(self, link: PlannerLink, message: PlannerMessage) -> None:
        if link is not self._link:
            return  # of a planner that was ended meanwhile
        match message:
            case PlannerChange():
                self._take_change(message)
            case PlannerReady():
                self.ready.emit()
            case PlannerRestarted():
                self._version = _NO_VERSION
                self.restarted.emit(message.sentence)
            case PlannerGone():
                self._gone = message.sentence
                self.gone.emit(message.sentence)

    def _take_change(self, change: PlannerChange) -> None:
        # Within one process versions never go back: an older one is a late answer.
        if not change.whole and change.version < self._version:
            return
        self._version = change.version
        self.changed.emit(change)
