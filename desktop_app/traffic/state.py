"""The traffic on a network: what each segment's speed is, who says so, and how old that word is."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.combine import NOTHING_SAID, Verdict, combine, deciding_speed
from desktop_app.traffic.ledger import Ledger
from desktop_app.traffic.placing import Placed, Placer
from desktop_app.traffic.records import Layer, Record, RecordKey, RecordKind
from desktop_app.traffic.sources import SourceBook
from desktop_app.traffic.times import drive_ms, free_flow_ms
from desktop_app.traffic.words import (
    ClearWord,
    NodesPlace,
    RecordWord,
    SourceHealth,
    SpeedBlock,
    SpeedWord,
    Word,
)

_CLOCK_SET_MS = 5_000
"""A server's clock that moves by more than this was set, and every instant is looked at anew."""


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What changed when the state settled.

    Attributes
    ----------
    segments
        (K,) int32 ascending: those whose verdict changed.
    before_ms, before_closed
        (K,) int32 and bool: what held on them before.
    """

    segments: NDArray[np.int32]
    before_ms: NDArray[np.int32]
    before_closed: NDArray[np.bool_]


class TrafficState:
    """Layers of records over the free flow of a network.

    Words of the feed carry the server's clock, which `heartbeat` relates to ours; manual words
    carry ours. `settle` brings the arrays up to date, and only then do they hold.

    Attributes
    ----------
    segment_ms
        (S,) int32 milliseconds to drive each segment, delays included.
    closed
        (S,) bool.
    speed_kph
        (S,) float32, 0 where nobody says a speed.
    """

    def __init__(self, network: RoadNetwork, places: PlaceIndex, index: SpatialIndex) -> None:
        """Start with every road free and nothing known; `places` and `index` find what words name."""
        self._network = network
        self._placer = Placer(network, places, index)
        self._places = places
        self._ledger = Ledger()
        self._sources = SourceBook()
        self._ahead_ms = 0
        self._is_clock_known = False
        self._heartbeat_ms = 0
        self._arrivals = 0
        self._dirty: set[int] = set()
        self._lapsing: dict[tuple[str, bool], set[RecordKey]] = {}
        self._verdicts: dict[int, Verdict] = {}
        self.segment_ms = free_flow_ms(network).copy()
        self.closed = np.zeros(network.segment_count, dtype=np.bool_)
        self.speed_kph = np.zeros(network.segment_count, dtype=np.float32)

    def replace_feed(self, words: Sequence[Word], now_ms: int) -> Counter[str]:
        """Take `words` for all that the feed says; return what was refused, counted by reason."""
        for record in self._ledger.clear(Layer.FEED):
            self._touch(record)
        self._lapsing.clear()
        return self.apply_feed(words, now_ms)

    def apply_feed(self, words: Sequence[Word], now_ms: int) -> Counter[str]:
        """Take words of the feed one by one; return what was refused, counted by reason.

        Refused are ``stale_ts`` (an older word than the last with its key) and ``unknown_place``
        (nothing of the place is on this map).
        """
        refused: Counter[str] = Counter()
        self._placer.prepare(words)
        for word in words:
            self._sources.spoke(word.source, now_ms)
            if isinstance(word, SpeedBlock):
                refused.update(self._apply_block(word))
            else:
                reason = self.put(Layer.FEED, word)
                if reason:
                    refused[reason] += 1
        return refused

    def put(self, layer: Layer, word: RecordWord) -> str:
        """Take one word into `layer`; return why it was refused, or the empty text."""
        key = (layer, word.source, word.id)
        if self._is_stale(key, word.ts_ms):
            return "stale_ts"
        if isinstance(word, ClearWord):
            self._end(key, word.ts_ms)
            return ""
        placed = self._placer.place(word)
        if not len(placed.segments):
            return "unknown_place"
        self._hold(self._placer.record(layer, word, self._next_arrival(), placed))
        return ""

    def remove_manual(self, source: str, record_id: str) -> None:
        """Forget a manual word without a trace, so that it can be put back as it was."""
        self._end((Layer.MANUAL, source, record_id), -(2**62))

    def heartbeat(
        self,
        sources: Sequence[SourceHealth] | None,
        ahead_ms: int,
        now_ms: int,
        *,
        is_estimate: bool = False,
    ) -> None:
        """Take the feed's word on its sources and its clock; `ahead_ms` is its clock minus ours.

        Until it is more than an estimate no word of the feed is dropped for having expired: it may
        not have, by the server's clock.
        """
        is_first = not (is_estimate or self._is_clock_known)
        self._is_clock_known |= is_first
        if is_first or abs(ahead_ms - self._ahead_ms) > _CLOCK_SET_MS:
            self._ledger.rearm(Layer.FEED)
            for record in self._ledger:
                self._touch(record)
        self._ahead_ms = ahead_ms
        if sources is None:
            return
        self._heartbeat_ms = now_ms
        self._sources.heartbeat(sources, now_ms)

    def settle(self, now_ms: int) -> Settled:
        """Let time pass to `now_ms`, combine what was touched, and return what changed."""
        self._let_pass(now_ms)
        changed: list[int] = []
        for segment in sorted(self._dirty):
            live = self._live_at(segment, now_ms)
            verdict = combine(segment, live) if live else NOTHING_SAID
            if verdict != self._verdicts.get(segment, NOTHING_SAID):
                changed.append(segment)
                self._verdicts[segment] = verdict
                if verdict is NOTHING_SAID:
                    del self._verdicts[segment]
        self._dirty.clear()
        index = np.array(changed, dtype=np.int32)
        settled = Settled(index, self.segment_ms[index], self.closed[index])
        self._write(index)
        return settled

    def verdict(self, segment: int) -> Verdict:
        """Return what held on `segment` when the state settled last."""
        return self._verdicts.get(segment, NOTHING_SAID)

    def deciders(self) -> Iterator[tuple[int, Record]]:
        """Yield the segments on which a word held when the state settled last, with the one that decides."""
        for segment, verdict in self._verdicts.items():
            if verdict.decider is not None:
                yield segment, verdict.decider

    def deciding_speed(self, segment: int, now_ms: int) -> Record | None:
        """Return the record whose speed counts on `segment`, or None where nobody says one."""
        return deciding_speed(r for r in self._live_at(segment, now_ms) if r.kind is RecordKind.SPEED)

    def said_ms(self, record: Record) -> int:
        """Return when `record` was said, on our clock."""
        return record.ts_ms - (self._ahead_ms if record.layer is Layer.FEED else 0)

    def is_live(self, record: Record, now_ms: int) -> bool:
        """Whether `record` holds at `now_ms` (our clock)."""
        its_now_ms = now_ms + (self._ahead_ms if record.layer is Layer.FEED else 0)
        if record.starts_ms is not None and its_now_ms < record.starts_ms:
            return False
        if record.expires_ms is not None:
            return its_now_ms < record.expires_ms
        return record.layer is Layer.MANUAL or now_ms < self._group_lapse_ms(*_lapse_group(record))

    def notable_records(self, now_ms: int) -> list[Record]:
        """Return the live closures and incidents of all layers, in the order of arrival."""
        return [record for record in self._ledger.notable() if self.is_live(record, now_ms)]

    def closures_on(self, segment: int, now_ms: int) -> list[Record]:
        """Return the live closures that name `segment`, whether or not a manual *open* lifts them."""
        return [r for r in self._live_at(segment, now_ms) if r.kind is RecordKind.CLOSURE]

    def delays_on(self, segment: int, now_ms: int) -> list[Record]:
        """Return the live records that add a delay on `segment`."""
        return [r for r in self._live_at(segment, now_ms) if r.delay_ms is not None]

    def _live_at(self, segment: int, now_ms: int) -> list[Record]:
        return [record for record in self._ledger.at(segment) if self.is_live(record, now_ms)]

    def _apply_block(self, block: SpeedBlock) -> Counter[str]:
        refused: Counter[str] = Counter()
        if not block.pairs:
            return refused
        pairs = np.array(block.pairs, dtype=np.int64)
        segments, pair_of = self._places.segments_of_pairs(pairs[:, 0], pairs[:, 1])
        first = np.searchsorted(pair_of, np.arange(len(pairs) + 1))
        share = np.ones(1)
        for number, ((tail, head), kph) in enumerate(zip(block.pairs, block.speeds_kph, strict=True)):
            pair_id = f"{tail}-{head}"
            key = (Layer.FEED, block.source, pair_id)
            if self._is_stale(key, block.ts_ms):
                refused["stale_ts"] += 1
            elif kph is None:
                self._end(key, block.ts_ms)
            elif first[number] == first[number + 1]:
                refused["unknown_place"] += 1
            else:
                word = SpeedWord(
                    source=block.source, id=pair_id, ts_ms=block.ts_ms, starts_ms=block.starts_ms,
                    expires_ms=block.expires_ms, confidence=block.confidence,
                    place=NodesPlace((tail, head)), speed_kph=kph,
                )  # fmt: skip
                named = segments[first[number] : first[number + 1]].astype(np.int32)
                self._hold(self._placer.record(Layer.FEED, word, self._next_arrival(), Placed(named, share)))
        return refused

    def _hold(self, record: Record) -> None:
        replaced = self._ledger.put(record)
        if replaced is not None:
            self._touch(replaced)
        self._touch(record)
        if record.expires_ms is None and record.layer is not Layer.MANUAL:
            self._lapsing.setdefault(_lapse_group(record), set()).add(record.key)

    def _end(self, key: RecordKey, ts_ms: int) -> None:
        record = self._ledger.end(key, ts_ms)
        if record is not None:
            self._touch(record)

    def _touch(self, record: Record) -> None:
        self._dirty.update(record.segments.tolist())

    def _is_stale(self, key: RecordKey, ts_ms: int) -> bool:
        last_ms = self._ledger.last_ts_ms(key)
        return last_ms is not None and ts_ms < last_ms

    def _next_arrival(self) -> int:
        self._arrivals += 1
        return self._arrivals

    def _group_lapse_ms(self, source: str, closure: bool) -> int:  # noqa: FBT001 - half of a key
        if closure:
            return self._sources.known_until_ms(source, self._heartbeat_ms)
        return self._sources.well_until_ms(source)

    def _let_pass(self, now_ms: int) -> None:
        for layer in Layer:
            its_now_ms = now_ms + (self._ahead_ms if layer is Layer.FEED else 0)
            may_drop = layer is not Layer.FEED or self._is_clock_known
            for record in self._ledger.due(layer, its_now_ms):
                self._touch(record)
                if may_drop and record.expires_ms is not None and its_now_ms >= record.expires_ms:
                    self._end(record.key, record.ts_ms)
        for group, keys in list(self._lapsing.items()):
            if now_ms >= self._group_lapse_ms(*group):
                del self._lapsing[group]
                self._end_lapsed(keys)

    def _end_lapsed(self, keys: set[RecordKey]) -> None:
        for key in keys:
            record = self._ledger.get(key)
            if record is not None and record.expires_ms is None:
                self._end(key, record.ts_ms)

    def _write(self, index: NDArray[np.int32]) -> None:
        if not len(index):
            return
        verdicts = [self._verdicts.get(segment, NOTHING_SAID) for segment in index.tolist()]
        said = np.array([verdict.speed_kph for verdict in verdicts], dtype=np.float32)
        delay = np.array([verdict.delay_ms for verdict in verdicts])
        kph = np.where(said > 0, said, self._network.segment_free_flow_kph[index])
        self.speed_kph[index] = said
        self.segment_ms[index] = drive_ms(self._network.segment_length_m[index], kph, delay)
        self.closed[index] = [verdict.closed for verdict in verdicts]


def _lapse_group(record: Record) -> tuple[str, bool]:
    return (record.source, record.kind is RecordKind.CLOSURE)
