"""The records that are held, found by key, by segment and by the instant at which they start or end."""

import heapq
from collections.abc import Iterable, Iterator

from desktop_app.traffic.records import Layer, Record, RecordKey, RecordKind

MOST_TOMBSTONES = 100_000

_NOTABLE = frozenset({RecordKind.CLOSURE, RecordKind.INCIDENT})


class Ledger:
    """Holds one record a key, and the times of those that ended.

    Of a record that was cleared or has expired its time stays, so that an older word that comes
    late does not raise it again; the oldest of these tombstones go beyond `MOST_TOMBSTONES`.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._records: dict[RecordKey, Record] = {}
        self._tombstones: dict[RecordKey, int] = {}
        self._at_segment: dict[int, list[Record]] = {}
        self._notable: dict[RecordKey, Record] = {}
        self._instants: dict[Layer, list[tuple[int, int, RecordKey]]] = {layer: [] for layer in Layer}

    def __len__(self) -> int:
        """Return how many records are held."""
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        """Return the records in the order of their first arrival."""
        return iter(self._records.values())

    def get(self, key: RecordKey) -> Record | None:
        """Return the record with `key`, or None."""
        return self._records.get(key)

    def notable(self) -> Iterable[Record]:
        """Return the closures and incidents, live or not, in the order of their arrival."""
        return self._notable.values()

    def at(self, segment: int) -> Iterable[Record]:
        """Return the records that name `segment`, live or not."""
        return self._at_segment.get(segment, ())

    def last_ts_ms(self, key: RecordKey) -> int | None:
        """Return the instant of the last word with `key`, ended ones included, or None."""
        record = self._records.get(key)
        return record.ts_ms if record is not None else self._tombstones.get(key)

    def put(self, record: Record) -> Record | None:
        """Hold `record`; return the one that it replaced, if any."""
        replaced = self._take(record.key)
        self._tombstones.pop(record.key, None)
        self._records[record.key] = record
        for segment in record.segments.tolist():
            self._at_segment.setdefault(segment, []).append(record)
        if record.kind in _NOTABLE:
            self._notable[record.key] = record
        self._arm(record)
        return replaced

    def end(self, key: RecordKey, ts_ms: int) -> Record | None:
        """Drop the record with `key` and leave a tombstone; return the record, if there was one."""
        self._tombstones.pop(key, None)
        self._tombstones[key] = ts_ms
        if len(self._tombstones) > MOST_TOMBSTONES:
            del self._tombstones[next(iter(self._tombstones))]
        return self._take(key)

    def clear(self, layer: Layer) -> list[Record]:
        """Forget all of a layer, tombstones included; return what was held."""
        gone = [record for record in self._records.values() if record.layer is layer]
        for record in gone:
            self._take(record.key)
        self._tombstones = {key: ts for key, ts in self._tombstones.items() if key[0] is not layer}
        self._instants[layer].clear()
        return gone

    def rearm(self, layer: Layer) -> None:
        """Tell every instant of a layer anew, since its clock was set."""
        self._instants[layer].clear()
        for record in self._records.values():
            if record.layer is layer:
                self._arm(record)

    def due(self, layer: Layer, now_ms: int) -> list[Record]:
        """Return the records of `layer` whose start or end has come by `now_ms` on its clock, each once."""
        records = []
        instants = self._instants[layer]
        while instants and instants[0][0] <= now_ms:
            _, arrival, key = heapq.heappop(instants)
            record = self._records.get(key)
            if record is not None and record.arrival == arrival:
                records.append(record)
        return records

    def _arm(self, record: Record) -> None:
        for instant in (record.starts_ms, record.expires_ms):
            if instant is not None:
                heapq.heappush(self._instants[record.layer], (instant, record.arrival, record.key))

    def _take(self, key: RecordKey) -> Record | None:
        record = self._records.pop(key, None)
        if record is None:
            return None
        self._notable.pop(key, None)
        for segment in record.segments.tolist():
            held = self._at_segment[segment]
            held.remove(record)
            if not held:
                del self._at_segment[segment]
        return record
