"""When to ask for a snapshot: at most once a second, until it is answered."""

from desktop_app.feed.timings import FeedTimings


class ResyncAsker:
    """Remembers what was asked; instants are monotonic seconds."""

    def __init__(self, timings: FeedTimings) -> None:
        """Ask no more often than `timings` allows."""
        self._timings = timings
        self._is_wanted = False
        self._is_unanswered = False
        self._asked_s = float("-inf")

    def want(self) -> None:
        """Note a gap."""
        self._is_wanted = True

    def answered(self) -> None:
        """Note that a snapshot came, or that none is needed."""
        self._is_wanted = self._is_unanswered = False

    def begun(self) -> None:
        """Note that the answer began to come."""
        self._is_unanswered = False

    def is_due(self, now_s: float) -> bool:
        """Return whether to ask now, and take it as asked if so."""
        waited_s = now_s - self._asked_s
        again = self._is_unanswered and waited_s >= self._timings.resync_again_s
        due = again or (self._is_wanted and waited_s >= self._timings.resync_s)
        if due:
            self._is_wanted, self._is_unanswered, self._asked_s = False, True, now_s
        return due
