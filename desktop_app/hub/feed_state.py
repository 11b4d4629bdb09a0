"""What a feed server holds: the records, the sequence number, and the deltas that led there. Pure."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.feed.messages import MOST_BYTES, Resume
from desktop_app.feed.wire import (
    NetworkMark,
    encode_delta,
    encode_heartbeat,
    encode_snapshot,
    encode_welcome,
)
from desktop_app.hub.snapshot_parts import snapshot_parts
from desktop_app.traffic.words import ClearWord, SourceHealth, SpeedBlock, Word

_HISTORY_BYTES = 4 << 20
_MOST_UPDATES = 5_000


@dataclass(frozen=True, slots=True)
class PairSpeed:
    """The record of one pair of nodes in a block of speeds; times in milliseconds since 1970, UTC."""

    tail: int
    head: int
    speed_kph: float
    ts_ms: int
    starts_ms: int | None
    expires_ms: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class _PastDelta:
    from_seq: int
    to_seq: int
    frame: str


class FeedState:
    """The state of one feed, in the terms of the protocol."""

    def __init__(
        self, epoch: str, network: NetworkMark | None = None, *, history_bytes: int = _HISTORY_BYTES
    ) -> None:
        """Begin with no record, at sequence number 0.

        Parameters
        ----------
        epoch
            Must differ from that of every earlier state under the same address.
        network
            The network that the records are about.
        history_bytes
            How much of the past is kept for clients that resume.
        """
        self._epoch = epoch
        self._network = network
        self._seq = 0
        self._records: dict[tuple[str, str], Word | PairSpeed] = {}
        self._said_ms: dict[str, int] = {}
        self._history: deque[_PastDelta] = deque()
        self._history_room = history_bytes
        self._snapshot: tuple[int, tuple[str, ...]] | None = None

    @property
    def seq(self) -> int:
        """The present sequence number."""
        return self._seq

    def load(self, words: Iterable[Word]) -> None:
        """Take `words` into the state without a delta; for what is there before the first client."""
        self._snapshot = None
        for word in words:
            self._keep(word)

    def apply(self, words: Iterable[Word], steps: int = 1) -> str | None:
        """Take `words` into the state, `steps` sequence numbers on.

        Returns
        -------
        The delta for all clients. None where it does not fit into one message: clients then see the gap
        by the next heartbeat and ask for a snapshot.
        """
        said = tuple(words)
        before = self._seq
        self._seq += steps
        self.load(said)
        frame = encode_delta(self._epoch, before, self._seq, said) if len(said) <= _MOST_UPDATES else None
        if frame is None or len(frame.encode()) > MOST_BYTES:
            self._forget_history()
            return None
        self._history.append(_PastDelta(before, self._seq, frame))
        self._history_room -= len(frame)
        while self._history_room < 0 and self._history:
            self._history_room += len(self._history.popleft().frame)
        return frame

    def welcome(self, heartbeat_s: float) -> str:
        """Return the first message to a client."""
        return encode_welcome(self._epoch, self._seq, heartbeat_s, self._network)

    def since(self, resume: Resume | None) -> tuple[str, ...] | None:
        """Return the deltas that bring a client from `resume` to now; None where it needs a snapshot."""
        if resume is None or resume.epoch != self._epoch:
            return None
        if resume.seq == self._seq:
            return ()
        wanted = [past for past in self._history if past.from_seq >= resume.seq]
        if not wanted or wanted[0].from_seq != resume.seq:
            return None
        return tuple(past.frame for past in wanted)

    def snapshot(self, now_ms: int) -> tuple[str, ...]:
        """Return the whole state as messages; what has expired by `now_ms` is dropped for good."""
        if self._snapshot is None or self._snapshot[0] != self._seq:
            self._drop_expired(now_ms)
            parts = snapshot_parts(self._words())
            frames = tuple(
                encode_snapshot(self._epoch, self._seq, number, len(parts), part)
                for number, part in enumerate(parts, start=1)
            )
            self._snapshot = (self._seq, frames)
        return self._snapshot[1]

    def heartbeat(self, now_ms: int) -> str:
        """Return the sign of life of `now_ms`, with the age of each source's last word."""
        sources = [
            SourceHealth(source=source, ok=True, age_s=max(now_ms - said_ms, 0) / 1000)
            for source, said_ms in sorted(self._said_ms.items())
        ]
        return encode_heartbeat(self._seq, now_ms, sources)

    def _keep(self, word: Word) -> None:
        """Let `word` replace or end the records that it names."""
        self._said_ms[word.source] = max(word.ts_ms, self._said_ms.get(word.source, 0))
        if isinstance(word, SpeedBlock):
            self._keep_pairs(word)
        elif isinstance(word, ClearWord):
            self._records.pop((word.source, word.id), None)
        else:
            self._records[word.source, word.id] = word

    def _keep_pairs(self, block: SpeedBlock) -> None:
        for (tail, head), speed in zip(block.pairs, block.speeds_kph, strict=True):
            key = (block.source, f"{tail}-{head}")
            if speed is None:
                self._records.pop(key, None)
            else:
                self._records[key] = PairSpeed(
                    tail, head, speed, block.ts_ms, block.starts_ms, block.expires_ms, block.confidence
                )

    def _drop_expired(self, now_ms: int) -> None:
        over = [
            key
            for key, record in self._records.items()
            if not isinstance(record, ClearWord | SpeedBlock)
            and record.expires_ms is not None
            and record.expires_ms <= now_ms
        ]
        for key in over:
            del self._records[key]

    def _words(self) -> Iterator[Word]:
        """Return the records as words: pairs that were said together are one block again."""
        blocks: dict[tuple[str, tuple[object, ...]], list[PairSpeed]] = {}
        for (source, _), record in self._records.items():
            if isinstance(record, PairSpeed):
                said = (record.ts_ms, record.starts_ms, record.expires_ms, record.confidence)
                blocks.setdefault((source, said), []).append(record)
            else:
                yield record
        for (source, _), pairs in blocks.items():
            yield _block(source, pairs)

    def _forget_history(self) -> None:
        self._history_room += sum(len(past.frame) for past in self._history)
        self._history.clear()


def _block(source: str, records: list[PairSpeed]) -> SpeedBlock:
    first = records[0]
    return SpeedBlock(
        source=source,
        ts_ms=first.ts_ms,
        starts_ms=first.starts_ms,
        expires_ms=first.expires_ms,
        confidence=first.confidence,
        pairs=tuple((record.tail, record.head) for record in records),
        speeds_kph=tuple(record.speed_kph for record in records),
    )
