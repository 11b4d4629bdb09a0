"""Where the connection stands, and when to say so."""

from collections import Counter
from typing import Literal

from desktop_app.clock import Clock
from desktop_app.dispatch.commands import FeedStatus
from desktop_app.feed.refusals import Reason

State = Literal["connecting", "live", "stale", "lost"]


class StatusBoard:
    """Holds what `FeedStatus` says; a change of state is said at once, the rest at a bounded rate."""

    def __init__(self, clock: Clock, least_s: float) -> None:
        """Say what changes often no more than once in `least_s` seconds."""
        self._clock = clock
        self._least_s = least_s
        self._said: FeedStatus | None = None
        self._said_s = float("-inf")
        self._rejected: Counter[str] = Counter()
        self._is_fresh = False
        self.state: State = "connecting"
        self.message = ""
        self.seq = 0
        self.heard_ms: int | None = None

    def reject(self, *reasons: Reason) -> None:
        """Count what was refused."""
        self._rejected.update(reasons)

    def refresh(self) -> None:
        """Have the present sequence number and the last sign of life said, though nothing else changed."""
        self._is_fresh = True

    def take(self) -> FeedStatus | None:
        """Return the status if it is due to be said, else None."""
        status = FeedStatus(
            state=self.state,
            seq=self.seq,
            heard_ms=self.heard_ms,
            rejected=dict(self._rejected),
            message=self.message,
        )
        if not self._is_due(status):
            return None
        self._said, self._said_s, self._is_fresh = status, self._clock.monotonic_s(), False
        return status

    def _is_due(self, status: FeedStatus) -> bool:
        said = self._said
        if said is None or (status.state, status.message) != (said.state, said.message):
            return True
        if self._clock.monotonic_s() - self._said_s < self._least_s:
            return False
        return self._is_fresh or status.rejected != said.rejected
