"""Which words are let in: none from the future, once it is known what time it is at the server."""

from desktop_app.clock import Clock
from desktop_app.feed.refusals import Reason
from desktop_app.feed.server_clock import ServerClock
from desktop_app.traffic.words import Word

_GRACE_S = 0.5
"""How late the first heartbeat may be."""


class Admission:
    """Judges words by the server's clock.

    Before the first heartbeat that clock is a guess, and a server whose clock is ahead would have its
    first words refused. Those are kept in doubt until the heartbeat, or until it fails to come.
    """

    def __init__(self, clock: Clock, server_clock: ServerClock) -> None:
        """Judge by `server_clock`; `clock` is ours."""
        self._clock = clock
        self._server_clock = server_clock
        self._doubtful: list[Word] = []
        self._since_s = 0.0
        self._refused: list[Reason] = []

    def admitted(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """Return the words that can be used at once."""
        ahead = [word for word in words if self._server_clock.is_future(word)]
        if not ahead:
            return words
        if self._server_clock.is_known:
            self._refuse(ahead)
        else:
            if not self._doubtful:
                self._since_s = self._clock.monotonic_s()
            self._doubtful += ahead
        return tuple(word for word in words if not self._server_clock.is_future(word))

    def decided(self) -> tuple[Word, ...]:
        """Return those of the words in doubt that can be used now that the clock is known."""
        if not self._server_clock.is_known:
            return ()
        words, self._doubtful = tuple(self._doubtful), []
        return self.admitted(words)

    def forget_doubtful(self) -> None:
        """Forget the words in doubt: what they were about has ended."""
        self._doubtful.clear()

    def refuse_overdue(self, heartbeat_s: float) -> None:
        """Refuse the words in doubt where the heartbeat, due every `heartbeat_s`, did not come."""
        if self._doubtful and self._clock.monotonic_s() - self._since_s > heartbeat_s + _GRACE_S:
            self._refuse(self._doubtful)
            self._doubtful = []

    def take_refused(self) -> list[Reason]:
        """Return a reason for each word that was refused, and forget them."""
        refused, self._refused = self._refused, []
        return refused

    def _refuse(self, words: list[Word]) -> None:
        for word in words:
            self._server_clock.note_refused(word)
            self._refused.append("future_ts")
