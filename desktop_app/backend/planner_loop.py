"""The one thread that owns the planner: batches in, changes out, and a tick a second."""

from collections.abc import Callable, Sequence
from typing import Protocol

from desktop_app.backend.inbox import Inbox
from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import Command, Tick

TICK_S = 1.0


class Handles(Protocol):
    """A planner, as far as the loop is concerned."""

    def handle(self, commands: Sequence[Command], /) -> PlannerChange:
        """Apply `commands` in order, and return what changed."""


class PlannerLoop:
    """Runs a planner until it is stopped; serves the planner process and `watch` alike."""

    def __init__(
        self,
        planner: Handles,
        emit: Callable[[PlannerChange], None],
        clock: Clock,
        *,
        inbox: Inbox | None = None,
        tick_s: float = TICK_S,
    ) -> None:
        """Take the ownership of `planner`.

        Parameters
        ----------
        emit
            Called on the loop's thread with every change that says something.
        inbox
            One that others fill already; else the loop has its own.
        tick_s
            How often the planner is told that time passes.
        """
        self._planner = planner
        self._emit = emit
        self._clock = clock
        self._inbox = Inbox() if inbox is None else inbox
        self._tick_s = tick_s
        self._version = -1

    def put(self, commands: Sequence[Command]) -> None:
        """Add `commands` to the inbox, from any thread; waits while it is full."""
        self._inbox.put(commands)

    def stop(self) -> None:
        """Let `run` return once the batch in hand is done; from any thread, also before `run`."""
        self._inbox.close()

    def run(self) -> None:
        """Handle batches until `stop`.

        An error of the planner, or of `emit`, ends the loop and is raised here: its state is then unknown.
        """
        ticked_s = self._clock.monotonic_s() - self._tick_s
        pending = False
        while True:
            due_s = ticked_s + self._tick_s - self._clock.monotonic_s()
            # What the planner left over is gone on with at once, together with what came meanwhile.
            batch = self._inbox.take(0.0 if pending else max(due_s, 0.0))
            if batch is None:
                return
            now_s = self._clock.monotonic_s()
            if now_s - ticked_s >= self._tick_s:
                # Under a busy feed, too, words must expire.
                batch, ticked_s = (*batch, Tick()), now_s
            if batch or pending:
                pending = self._tell(self._planner.handle(batch))

    def _tell(self, change: PlannerChange) -> bool:
        """Pass a change on; return whether the planner left something over."""
        if says_something(change) or change.version != self._version:
            self._version = change.version
            self._emit(change)
        return change.pending


def says_something(change: PlannerChange) -> bool:
    """Return whether a change names anything besides its version and time."""
    return (
        change.whole
        or any(value is not None for value in (change.edits, change.incidents, change.feed))
        or any(
            (
                change.segments,
                change.sources,
                change.routes,
                change.times,
                change.removed_routes,
                change.alerts,
                change.replies,
                change.ways,
                change.directions,
                change.matrices,
                change.reaches,
                change.what_ifs,
                change.notices,
            )
        )
    )
