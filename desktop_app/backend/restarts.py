"""How often a process that dies is started again."""

from collections import deque

from desktop_app.clock import Clock

MAX_RESTARTS = 5
WINDOW_S = 60.0
_FIRST_PAUSE_S = 0.5


class RestartBudget:
    """A few restarts a minute: at once after the first death, then with longer and longer pauses."""

    def __init__(self, clock: Clock, max_restarts: int = MAX_RESTARTS, window_s: float = WINDOW_S) -> None:
        """Allow `max_restarts` within any `window_s` seconds."""
        self._clock = clock
        self._max_restarts = max_restarts
        self._window_s = window_s
        self._deaths_s: deque[float] = deque()

    def pause_s(self) -> float | None:
        """Count a death; return how long to wait before the restart, or None where it was one too many."""
        now_s = self._clock.monotonic_s()
        while self._deaths_s and now_s - self._deaths_s[0] >= self._window_s:
            self._deaths_s.popleft()
        self._deaths_s.append(now_s)
        earlier = len(self._deaths_s) - 1
        if earlier >= self._max_restarts:
            return None
        return 0.0 if earlier == 0 else _FIRST_PAUSE_S * 2.0 ** (earlier - 1)
