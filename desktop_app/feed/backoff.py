"""How long to wait before the next try: exponential, with full jitter (M. Brooker, AWS, 2015)."""

from collections.abc import Callable

from desktop_app.feed.timings import FeedTimings

_SHORTEST_S = 0.1
_MOST_DOUBLINGS = 30


class Backoff:
    """Counts the tries that failed and draws the wait after each."""

    def __init__(self, timings: FeedTimings, random: Callable[[], float]) -> None:
        """Draw by `random`, which returns numbers from 0 up to 1, within the bounds of `timings`."""
        self._timings = timings
        self._random = random
        self._failures = 0

    def begin_anew(self) -> None:
        """Forget the failures: the connection has proven itself."""
        self._failures = 0

    def wait_s(self, *, at_least_s: float = 0.0) -> float:
        """Return the seconds to wait after another failure; never above the longest wait."""
        longest_s = self._timings.longest_wait_s
        doubled = float(1 << min(self._failures, _MOST_DOUBLINGS))
        ceiling_s = min(longest_s, self._timings.first_wait_s * doubled)
        self._failures += 1
        wait_s = max(_SHORTEST_S, ceiling_s * self._random())
        return min(wait_s + at_least_s, longest_s)
