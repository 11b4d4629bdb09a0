"""Nominatim's usage policy: at most one search a second from one program."""

import threading

from desktop_app.clock import Clock
from desktop_app.errors import CancelledError
from desktop_app.roadnet.sources.download.progress import IsCancelled
from desktop_app.roadnet.sources.download.retry_wait import Wait

_WAIT_STEP_S = 0.2


class SearchTurns:
    """Lets one search after the other go, so far apart as the policy asks; safe to use from any thread."""

    def __init__(self, clock: Clock, wait: Wait, between_s: float) -> None:
        """Let the first search go at once, each further one `between_s` after the one before."""
        self._clock = clock
        self._wait = wait
        self._between_s = between_s
        self._lock = threading.Lock()
        self._next_s = clock.monotonic_s()

    def take(self, cancelled: IsCancelled) -> None:
        """Return when it is one's turn; raises CancelledError where the person asks to stop before."""
        with self._lock:
            turn_s = max(self._next_s, self._clock.monotonic_s())
            self._next_s = turn_s + self._between_s
        while (left_s := turn_s - self._clock.monotonic_s()) > 0:
            if cancelled():
                raise CancelledError("The search was given up.")
            self._wait(min(left_s, _WAIT_STEP_S))
