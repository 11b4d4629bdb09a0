"""What is on its way down the pipe: the window puts in and never waits."""

import threading
from collections import deque

from desktop_app.backend.messages import Down


class Outbox:
    """A queue between the window and the thread that writes to the planner's pipe.

    It outlives a planner process: what was not written yet goes to the next one.
    """

    def __init__(self) -> None:
        """Begin empty and open."""
        self._changed = threading.Condition()
        self._waiting: deque[Down] = deque()
        self._open = True

    def put(self, message: Down) -> None:
        """Add `message`; returns at once."""
        with self._changed:
            self._waiting.append(message)
            self._changed.notify_all()

    def take(self) -> Down | None:
        """Return the oldest message as soon as there is one, or None once the outbox is shut."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self._waiting)
            return self._waiting.popleft() if self._open else None

    def shut(self) -> None:
        """Let the thread go that takes; what waits is kept."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def reopen(self) -> None:
        """Let another thread take."""
        with self._changed:
            self._open = True
