"""The planner's inbox: everything that it is told comes this one way, from any thread."""

import threading
from collections.abc import Sequence

from desktop_app.dispatch.commands import ApplyFeed, Command, ReplaceFeed
from desktop_app.traffic.words import records_in

CAPACITY = 200_000
"""How many records may wait: some ten of the largest messages of a feed."""


class Inbox:
    """A bounded queue that is taken out whole.

    While the planner works on one batch the next one gathers, so that a fast feed makes batches larger,
    never the queue longer. Who puts in waits while it is full: a pipe or a socket then fills in turn.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Let `capacity` records wait; a command without any counts as one."""
        self._capacity = capacity
        self._changed = threading.Condition()
        self._waiting: list[Command] = []
        self._weight = 0
        self._closed = False

    def put(self, commands: Sequence[Command]) -> None:
        """Add `commands` in order, at once or when there is room; a closed inbox drops them."""
        weight = sum(_weight(command) for command in commands)
        with self._changed:
            self._changed.wait_for(
                lambda: self._closed or not self._waiting or self._weight + weight <= self._capacity
            )
            self._add(commands, weight)

    def put_now(self, commands: Sequence[Command]) -> None:
        """Add `commands` in order, full or not: for what a person says, who does not say much."""
        with self._changed:
            self._add(commands, sum(_weight(command) for command in commands))

    def take(self, timeout_s: float) -> tuple[Command, ...] | None:
        """Return all that waits, nothing once `timeout_s` passed without any, None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting, timeout_s)
            if self._closed:
                return None
            taken, self._waiting, self._weight = tuple(self._waiting), [], 0
            self._changed.notify_all()
            return taken

    def close(self) -> None:
        """Let everybody go who waits; what is in it is dropped."""
        with self._changed:
            self._closed = True
            self._waiting = []
            self._changed.notify_all()

    def _add(self, commands: Sequence[Command], weight: int) -> None:
        if self._closed:
            return
        self._waiting.extend(commands)
        self._weight += weight
        self._changed.notify_all()


def _weight(command: Command) -> int:
    if isinstance(command, ReplaceFeed | ApplyFeed):
        return 1 + records_in(command.words)
    return 1
