"""The server's clock, and what it says about words from the future."""

from collections import deque
from statistics import median

from desktop_app.clock import Clock
from desktop_app.traffic.words import Word

FUTURE_MS = 60_000
"""So far ahead of the server's clock a word may be."""

_KEPT = 5


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
    def is_known(self) -> bool:
        """Whether a heartbeat has told the time."""
        return bool(self._samples_ms)

    @property
    def ahead_ms(self) -> int:
        """The server's clock minus ours, in milliseconds."""
        return round(median(self._samples_ms)) if self._samples_ms else self._estimate_ms

    def estimate(self, server_ms: int) -> None:
        """Take a first estimate, good to a second or so; heartbeats know better."""
        self._estimate_ms = server_ms - self._clock.now_ms()

    def measure(self, server_ms: int) -> bool:
        """Take a heartbeat's word; return whether words were refused that it would let in."""
        self._samples_ms.append(server_ms - self._clock.now_ms())
        admitting_ms = self._admitting_ahead_ms
        if admitting_ms is None or self.ahead_ms < admitting_ms:
            return False
        self._admitting_ahead_ms = None
        return True

    def is_future(self, word: Word) -> bool:
        """Return whether `word` is from the future."""
        return word.ts_ms > self._clock.now_ms() + self.ahead_ms + FUTURE_MS

    def note_refused(self, word: Word) -> None:
        """Remember that `word` was refused for being from the future."""
        # Were the server's clock so far ahead, it would have been let in.
        admitting_ms = word.ts_ms - self._clock.now_ms() - FUTURE_MS
        if self._admitting_ahead_ms is None or admitting_ms < self._admitting_ahead_ms:
            self._admitting_ahead_ms = admitting_ms
