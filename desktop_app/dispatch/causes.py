"""Why a route is late, closed or lost: the roads, the minutes that each adds, who says so, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.dispatch.change import Cause
from desktop_app.dispatch.edits import SOURCE as MANUAL_SOURCE
from desktop_app.dispatch.edits import edit_of
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.path import path_segments, path_shares
from desktop_app.routing.request import LonLat, Path
from desktop_app.traffic.records import Layer, Record, RecordKind
from desktop_app.traffic.state import TrafficState
from desktop_app.traffic.times import drive_ms, free_flow_ms

CauseKey = tuple[str, ...]

_WHAT = {
    RecordKind.SPEED: "speed",
    RecordKind.CLOSURE: "closure",
    RecordKind.DELAY: "delay",
    RecordKind.INCIDENT: "incident",
}


@dataclass(slots=True)
class KeyedCause:
    """A cause with the key by which routes share it, and its weight."""

    key: CauseKey
    lost_ms: float
    street: str
    record: Record | None
    heaviest_ms: float
    heaviest_segment: int


class CauseFinder:
    """Reads causes off the traffic along a path."""

    def __init__(self, network: RoadNetwork, traffic: TrafficState) -> None:
        """Look at `traffic` on `network`."""
        self._network = network
        self._traffic = traffic
        self._free_ms = free_flow_ms(network)

    def delays(self, path: Path, now_ms: int) -> list[KeyedCause]:
        """Return what slows `path` down, the heaviest first.

        A slow stretch is keyed by its street (an unnamed one by its OSM way), a delay or an
        incident by its own record, so that every route over it has the same cause.
        """
        found: dict[CauseKey, KeyedCause] = {}
        segments, shares = path_shares(path)
        late = self._traffic.segment_ms[segments] > self._free_ms[segments]
        for segment, share in zip(segments[late].tolist(), shares[late].tolist(), strict=True):
            self._add_speed(found, segment, share, now_ms)
            for record in self._traffic.delays_on(segment, now_ms):
                lost_ms = (record.delay_ms or {}).get(segment, 0.0) * share
                _add(
                    found,
                    ("record", record.source, record.id),
                    lost_ms,
                    self._street(segment),
                    record,
                    segment,
                )
        return sorted(found.values(), key=lambda cause: (-cause.lost_ms, cause.key))

    def closures(self, segments: Iterable[int], now_ms: int) -> list[KeyedCause]:
        """Return the closures that stand on `segments`, in driving order; a manual edit is one cause."""
        found: dict[CauseKey, KeyedCause] = {}
        for segment in segments:
            for record in self._traffic.closures_on(segment, now_ms):
                record_id = edit_of(record.id) if record.layer is Layer.MANUAL else record.id
                _add(found, ("record", record.source, record_id), 0.0, self._street(segment), record, segment)
        return list(found.values())

    def closed_segments(self, path: Path) -> list[int]:
        """Return the segments of `path` that are closed, in driving order."""
        segments = path_segments(path)
        return [int(segment) for segment in segments[self._traffic.closed[segments]]]

    def view(self, cause: KeyedCause, now_ms: int) -> Cause:
        """Return a cause as it is shown."""
        record = cause.record
        said_ms = self._traffic.said_ms(record) if record is not None else now_ms
        what = "manual" if record is not None and record.layer is Layer.MANUAL else ""
        return Cause(
            street=cause.street,
            minutes=round(cause.lost_ms / 60_000, 1),
            source=record.source if record is not None else "map",
            age_s=round(max(now_ms - said_ms, 0) / 1000, 1),
            what=what or (_WHAT[record.kind] if record is not None and record.kind in _WHAT else "map"),
            at=self._middle(cause.heaviest_segment),
            text=record.text if record is not None else "",
        )

    def _add_speed(self, found: dict[CauseKey, KeyedCause], segment: int, share: float, now_ms: int) -> None:
        said_kph = float(self._traffic.speed_kph[segment])
        if said_kph <= 0:
            return
        slow_ms = int(drive_ms(self._network.segment_length_m[segment], said_kph))
        lost_ms = (slow_ms - int(self._free_ms[segment])) * share
        if lost_ms <= 0:
            return
        record = self._traffic.deciding_speed(segment, now_ms)
        street = self._street(segment)
        way = int(self._network.arc_way[self._network.segment_arc[segment]])
        key: CauseKey = ("street", street) if street else ("way", str(way))
        if record is not None and record.layer is Layer.MANUAL:
            key = ("record", MANUAL_SOURCE, edit_of(record.id))
        _add(found, key, lost_ms, street, record, segment)

    def _street(self, segment: int) -> str:
        return self._network.street(int(self._network.segment_arc[segment]))

    def _middle(self, segment: int) -> LonLat | None:
        if segment < 0:
            return None
        lon, lat = self._network.points_on(segment, 0.5).tolist()
        return LonLat(lon, lat)


def _add(
    found: dict[CauseKey, KeyedCause],
    key: CauseKey,
    lost_ms: float,
    street: str,
    record: Record | None,
    segment: int,
) -> None:
    held = found.get(key)
    if held is None:
        found[key] = KeyedCause(key, lost_ms, street, record, lost_ms, segment)
        return
    held.lost_ms += lost_ms
    if lost_ms > held.heaviest_ms:
        held.heaviest_ms, held.heaviest_segment, held.record = lost_ms, segment, record
