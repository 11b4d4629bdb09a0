"""Words put on the map: a record holds its segments, and what it says of each."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.traffic.words import (
    ClosureWord,
    DelayWord,
    IncidentWord,
    NodesPlace,
    OpenWord,
    Place,
    SpeedWord,
    WayPlace,
)

PlacedWord = SpeedWord | ClosureWord | OpenWord | DelayWord | IncidentWord


class Layer(IntEnum):
    """Whose word it is; the upper one wins. Free flow, the lowest, needs no record."""

    TYPICAL = 1
    FEED = 2
    MANUAL = 3


class RecordKind(IntEnum):
    """What a record says."""

    SPEED = 0
    CLOSURE = 1
    OPEN = 2
    DELAY = 3
    INCIDENT = 4


RecordKey = tuple[Layer, str, str]
"""Layer, source, id."""


@dataclass(slots=True, eq=False)
class Record:
    """One word on the map.

    Attributes
    ----------
    ts_ms, starts_ms, expires_ms
        On the clock of its source; None: at once, and while its source is well.
    arrival
        Order of arrival, which decides between words of one instant.
    segments
        (K,) int32.
    delay_ms
        Milliseconds lost on each of `segments`, float64, or None where none are.
    speed_kph
        0 where the record says no speed.
    """

    layer: Layer
    source: str
    id: str
    kind: RecordKind
    ts_ms: int
    arrival: int
    starts_ms: int | None
    expires_ms: int | None
    confidence: float
    segments: NDArray[np.int32]
    speed_kph: float
    delay_ms: dict[int, float] | None
    what: str
    severity: str
    text: str

    @property
    def key(self) -> RecordKey:
        """The record's key."""
        return (self.layer, self.source, self.id)


class Placer:
    """Puts words on the segments that they name."""

    def __init__(self, network: RoadNetwork, places: PlaceIndex) -> None:
        """Place words on `network` by its index."""
        self._network = network
        self._places = places

    def segments_of(self, place: Place) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the segments of a place and each one's share of its length.

        A place that is only partly on the map gives the part that is. Parallel segments between
        the same two nodes have the same share each, and so has each direction of a way.

        Returns
        -------
        segments
            (K,) int32; empty where nothing of the place is on the map.
        share
            (K,) float64, adding up to 1 over each direction.
        """
        if isinstance(place, NodesPlace):
            return self._chain(place.nodes)
        if isinstance(place, WayPlace):
            return self._way(place)
        return np.zeros(0, np.int32), np.zeros(0)

    def record(
        self,
        layer: Layer,
        word: PlacedWord,
        arrival: int,
        *,
        segments: NDArray[np.int32],
        share: NDArray[np.float64],
    ) -> Record:
        """Return the record of a word that was put on `segments`."""
        delay_s = word.delay_s if isinstance(word, DelayWord | IncidentWord) else 0.0
        delay_ms = (
            dict(zip(segments.tolist(), (share * delay_s * 1000).tolist(), strict=True))
            if delay_s > 0
            else None
        )
        return Record(
            layer=layer,
            source=word.source,
            id=word.id,
            kind=_KINDS[type(word)],
            ts_ms=word.ts_ms,
            arrival=arrival,
            starts_ms=word.starts_ms,
            expires_ms=word.expires_ms,
            confidence=word.confidence,
            segments=segments,
            speed_kph=max(word.speed_kph, 1.0) if isinstance(word, SpeedWord) else 0.0,
            delay_ms=delay_ms,
            what=word.what if isinstance(word, IncidentWord) else "",
            severity=word.severity if isinstance(word, IncidentWord) else "",
            text=word.text,
        )

    def _chain(self, nodes: tuple[int, ...]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        segments, pair = self._places.segments_of_pairs(nodes[:-1], nodes[1:])
        length = self._network.segment_length_m[segments]
        first_of_pair = np.diff(pair, prepend=-1) != 0
        share = _shares(length, float(length[first_of_pair].sum()), int(np.count_nonzero(first_of_pair)))
        # A chain may pass one stretch twice; it is one segment all the same.
        segments, first = np.unique(segments, return_index=True)
        return segments.astype(np.int32), share[first]

    def _way(self, place: WayPlace) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        parts, shares = [], []
        for forward in (True, False):
            if not (place.forward if forward else place.backward):
                continue
            part = self._places.segments_of_way(place.way_id, forward=forward, backward=not forward)
            length = self._network.segment_length_m[part]
            parts.append(part)
            shares.append(_shares(length, float(length.sum()), len(part)))
        if not parts:
            return np.zeros(0, np.int32), np.zeros(0)
        return np.concatenate(parts).astype(np.int32), np.concatenate(shares)


_KINDS: dict[type, RecordKind] = {
    SpeedWord: RecordKind.SPEED,
    ClosureWord: RecordKind.CLOSURE,
    OpenWord: RecordKind.OPEN,
    DelayWord: RecordKind.DELAY,
    IncidentWord: RecordKind.INCIDENT,
}


def _shares(length_m: NDArray[np.float64], total_m: float, count: int) -> NDArray[np.float64]:
    if total_m > 0:
        return length_m / total_m
    return np.full(len(length_m), 1.0 / max(count, 1))
