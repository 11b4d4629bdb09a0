"""A snapshot that is under way: it takes effect whole, with its last part."""

from desktop_app.feed.messages import Delta, Snapshot
from desktop_app.traffic.words import Word, records_in

MOST_RECORDS = 1_000_000
"""Records of a snapshot and of the deltas held beside it."""


class SnapshotParts:
    """Gathers the parts, which come in order, and the deltas that come between them."""

    def __init__(self) -> None:
        """Start with nothing under way."""
        self._first: Snapshot | None = None
        self._words: list[Word] = []
        self._deltas: list[Delta] = []
        self._next_part = 1
        self._records = 0
        self._progress_s = 0.0

    @property
    def is_under_way(self) -> bool:
        """Whether some, but not all parts have come."""
        return self._first is not None

    @property
    def is_whole(self) -> bool:
        """Whether the last part has come."""
        return self._first is not None and self._next_part > self._first.parts

    @property
    def is_too_large(self) -> bool:
        """Whether more has come than is held."""
        return self._records > MOST_RECORDS

    @property
    def epoch(self) -> str:
        """The epoch of the snapshot under way, else empty."""
        return "" if self._first is None else self._first.epoch

    @property
    def seq(self) -> int:
        """The sequence number of the snapshot under way."""
        return -1 if self._first is None else self._first.seq

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the parts so far."""
        return tuple(self._words)

    @property
    def deltas(self) -> tuple[Delta, ...]:
        """The deltas that follow the snapshot, each beginning where the one before ends."""
        return tuple(self._deltas)

    def is_stuck(self, now_s: float, longest_s: float) -> bool:
        """Return whether the next part is later than `longest_s` seconds."""
        return self.is_under_way and now_s - self._progress_s > longest_s

    def add(self, part: Snapshot, now_s: float) -> bool:
        """Take a part; return whether it fits. A first part always does, and starts anew."""
        if part.part == 1:
            self.drop()
            self._first = part
        first = self._first
        expected = None if first is None else (first.epoch, first.seq, first.parts, self._next_part)
        if expected != (part.epoch, part.seq, part.parts, part.part):
            self.drop()
            return False
        self._words += part.words
        self._records += records_in(part.words)
        self._next_part += 1
        self._progress_s = now_s
        return True

    def is_followed_by(self, delta: Delta) -> bool:
        """Return whether `delta` begins where what is held ends."""
        begins_here = (delta.epoch, delta.from_seq) == (self.epoch, self._end_seq)
        return self.is_under_way and begins_here and delta.to_seq > delta.from_seq

    def is_past(self, delta: Delta) -> bool:
        """Return whether the snapshot under way has seen all of `delta`."""
        return self.is_under_way and delta.epoch == self.epoch and delta.to_seq <= self.seq

    def hold(self, delta: Delta) -> None:
        """Keep a delta that follows, to be applied after the snapshot."""
        self._deltas.append(delta)
        self._records += records_in(delta.words)

    @property
    def _end_seq(self) -> int:
        return self._deltas[-1].to_seq if self._deltas else self.seq

    def drop(self) -> None:
        """Forget what is under way."""
        self._first = None
        self._words, self._deltas = [], []
        self._next_part = 1
        self._records = 0
