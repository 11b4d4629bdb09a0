"""The server's clock, and what it says about words from the future."""

from collections import deque
from statistics import median

from desktop_app.clock import Clock
from desktop_app.traffic.words import Word

FUTURE_MS = 60_000
"""So far ahead of the server's clock a word may be."""

_KEPT = 5
_JUMP_MS = 30_000


class ServerClock:
    """Knows how far the server's clock is ahead of ours.

    That is the median of what the last heartbeats said; until one comes, the handshake's date.
    """

    def __init__(self, clock: Clock) -> None:
        """Start in step with `clock`, which is ours."""
        self._clock = clock
        self._samples_ms: deque[int] = deque(maxlen=_KEPT)
        self._estimate_ms = 0
        self._admitting_ahead_ms: int | None = None

    @property
    def ahead_ms(self) -> int:
        """The server's clock minus ours, in milliseconds."""
        return round(median(self._samples_ms)) if self._samples_ms else self._estimate_ms

    def estimate(self, server_ms: int) -> None:
        """Take a first estimate, good to a second or so; heartbeats know better."""
        self._estimate_ms = server_ms - self._clock.now_ms()

    def measure(self, server_ms: int) -> bool:
        """Take a heartbeat's word; return whether earlier words were judged by a clock that was wrong."""
        is_first, before_ms = not self._samples_ms, self.ahead_ms
        self._samples_ms.append(server_ms - self._clock.now_ms())
        admitting_ms = self._admitting_ahead_ms
        if admitting_ms is not None and self.ahead_ms >= admitting_ms:
            self._admitting_ahead_ms = None
            return True
        return is_first and abs(self.ahead_ms - before_ms) > _JUMP_MS

    def admitted(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Return the words that are not from the future."""
        now_ms = self._clock.now_ms()
        latest_ms = now_ms + self.ahead_ms + FUTURE_MS
        refused_ms = [word.ts_ms for word in words if word.ts_ms > latest_ms]
        if not refused_ms:
            return words
        # Were the server's clock so far ahead, the first of them would have been let in.
        admitting_ms = min(refused_ms) - now_ms - FUTURE_MS
        if self._admitting_ahead_ms is None or admitting_ms < self._admitting_ahead_ms:
            self._admitting_ahead_ms = admitting_ms
        return tuple(word for word in words if word.ts_ms <= latest_ms)
