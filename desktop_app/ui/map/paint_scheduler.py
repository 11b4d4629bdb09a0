"""Long work in small pieces on the GUI thread: never longer at a time than part of a frame."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Slot

BUDGET_S = 0.008
"""Half a frame; the other half is for input and painting."""


class PaintScheduler(QObject):
    """Runs `step` again and again whenever the event loop is idle, as long as it says that there is more.

    Parameters
    ----------
    step
        Does a piece of work of a few milliseconds and returns whether there is more.
    """

    def __init__(self, step: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._step = step
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._run)
        self.longest_ms = 0.0

    def wake(self) -> None:
        """Begin work at the next turn of the event loop."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Do no more until woken."""
        self._timer.stop()

    @Slot()
    def _run(self) -> None:
        begin = perf_counter()
        more = True
        while more and perf_counter() - begin < BUDGET_S:
            more = self._step()
        self.longest_ms = max(self.longest_ms, (perf_counter() - begin) * 1000)
        if more:
            self._timer.start()
