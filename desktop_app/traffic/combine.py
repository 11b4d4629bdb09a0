"""How the live records of one segment become one verdict (feed protocol, version 1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.traffic.records import Layer, Record, RecordKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds on one segment.

    Attributes
    ----------
    speed_kph
        0 where nobody says a speed: free flow.
    delay_ms
        All live delays together.
    closed
        A ban.
    decider
        The record that says it: the closure, else the speed, else the newest delay or incident.
    incident
        A live incident lies here.
    """

    speed_kph: float
    delay_ms: float
    closed: bool
    decider: Record | None
    incident: bool


NOTHING_SAID = Verdict(speed_kph=0.0, delay_ms=0.0, closed=False, decider=None, incident=False)


def combine(segment: int, live: Iterable[Record]) -> Verdict:
    """Return the verdict of the records that are live on `segment`."""
    speeds: list[Record] = []
    closures: list[Record] = []
    opening: Record | None = None
    newest: Record | None = None
    delay_ms, incident = 0.0, False
    for record in live:
        if record.kind is RecordKind.SPEED:
            speeds.append(record)
        elif record.kind is RecordKind.CLOSURE:
            closures.append(record)
        elif record.kind is RecordKind.OPEN:
            opening = _newer(opening, record)
        else:
            newest = _newer(newest, record)
            incident = incident or record.kind is RecordKind.INCIDENT
            if record.delay_ms is not None:
                delay_ms += record.delay_ms.get(segment, 0.0)
    speed = deciding_speed(speeds)
    closure = _standing_closure(closures, opening)
    return Verdict(
        speed_kph=speed.speed_kph if speed else 0.0,
        delay_ms=delay_ms,
        closed=closure is not None,
        decider=closure or speed or opening or newest,
        incident=incident,
    )


def deciding_speed(speeds: Iterable[Record]) -> Record | None:
    """Return the speed that counts, or None where there is none.

    The upper layer wins; of one source the newest; between sources the higher confidence, then
    the newer word.
    """
    newest_of: dict[tuple[Layer, str], Record] = {}
    for record in speeds:
        held = newest_of.get((record.layer, record.source))
        newest_of[record.layer, record.source] = _newer(held, record)
    return max(newest_of.values(), key=lambda r: (r.layer, r.confidence, r.ts_ms, r.arrival), default=None)


def _standing_closure(closures: list[Record], opening: Record | None) -> Record | None:
    """Return the closure that closes; a manual *open* lifts all but a manual closure made after it."""
    if opening is not None:
        closures = [
            c
            for c in closures
            if c.layer is Layer.MANUAL and (c.ts_ms, c.arrival) > (opening.ts_ms, opening.arrival)
        ]
    return max(closures, key=lambda r: (r.layer, r.ts_ms, r.arrival), default=None)


def _newer(held: Record | None, record: Record) -> Record:
    if held is None or (record.ts_ms, record.arrival) > (held.ts_ms, held.arrival):
        return record
    return held
