"""Words put on the map: which segments they name, and what is lost on each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.segment_lines import SegmentLines
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.matching.match_memory import MatchMemory
from desktop_app.traffic.matching.matcher import LineMatcher
from desktop_app.traffic.records import Layer, PlacedWord, Record, RecordKind
from desktop_app.traffic.words import (
    ClosureWord,
    DelayWord,
    IncidentWord,
    LinePlace,
    NodesPlace,
    OpenWord,
    SpeedWord,
    WayPlace,
    Word,
)

_PAIRS_AT_ONCE = 200_000
"""Points times segments that are measured in one go."""

_DelayPoints = Sequence[tuple[float, float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where a word holds.

    Attributes
    ----------
    segments
        (K,) int32; empty where nothing of the place is on the map.
    share
        (K,) float64: the part of the word's delay that is lost on each, adding up to 1 over each direction.
    """

    segments: NDArray[np.int32]
    share: NDArray[np.float64]

    @classmethod
    def joined(cls, parts: Sequence["Placed"]) -> "Placed":
        """Return several places as one."""
        none = cls(np.zeros(0, np.int32), np.zeros(0))
        return cls(
            np.concatenate([part.segments for part in (none, *parts)]),
            np.concatenate([part.share for part in (none, *parts)]),
        )


class Placer:
    """Puts words on the segments that they name."""

    def __init__(self, network: RoadNetwork, places: PlaceIndex, index: SpatialIndex) -> None:
        """Place words on `network`: nodes and ways by `places`, lines by `index`."""
        self._network = network
        self._places = places
        self._lines = SegmentLines(network)
        matcher = LineMatcher(network, index)
        self._match_line = MatchMemory(matcher.match_lines)
        self._match_points = MatchMemory(lambda lists: [matcher.match_points(points) for points in lists])

    def prepare(self, words: Iterable[Word]) -> None:
        """Match the lines of words that will be placed next, all at once: it takes half the time."""
        lines = [
            line
            for word in words
            if isinstance(word, PlacedWord) and isinstance(word.place, LinePlace)
            if not (isinstance(word, DelayWord) and word.points)
            for line in _directions(word.place)
        ]
        if lines:
            self._match_line.learn(lines)

    def place(self, word: PlacedWord) -> Placed:
        """Return where `word` holds.

        A place that is only partly on the map gives the part that is. Parallel segments between
        the same two nodes have the same share each, and so has each direction of a way or a line.
        """
        place = word.place
        if isinstance(place, NodesPlace):
            return self._chain(place.nodes)
        if isinstance(place, WayPlace):
            return self._way(place)
        return self._line(place, word.points if isinstance(word, DelayWord) else ())

    def record(self, layer: Layer, word: PlacedWord, arrival: int, placed: Placed) -> Record:
        """Return the record of a word that was put on the map."""
        delay_s = word.delay_s if isinstance(word, DelayWord | IncidentWord) else 0.0
        lost_ms = (placed.share * delay_s * 1000).tolist()
        delay_ms = dict(zip(placed.segments.tolist(), lost_ms, strict=True)) if delay_s > 0 else None
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
            segments=placed.segments,
            speed_kph=max(word.speed_kph, 1.0) if isinstance(word, SpeedWord) else 0.0,
            delay_ms=delay_ms,
            what=word.what if isinstance(word, IncidentWord) else "",
            severity=word.severity if isinstance(word, IncidentWord) else "",
            text=word.text,
        )

    def _chain(self, nodes: tuple[int, ...]) -> Placed:
        segments, pair = self._places.segments_of_pairs(nodes[:-1], nodes[1:])
        length = self._network.segment_length_m[segments]
        first_of_pair = np.diff(pair, prepend=-1) != 0
        share = _shares(length, float(length[first_of_pair].sum()), int(np.count_nonzero(first_of_pair)))
        # A chain may pass one stretch twice; it is one segment all the same.
        segments, first = np.unique(segments, return_index=True)
        return Placed(segments.astype(np.int32), share[first])

    def _way(self, place: WayPlace) -> Placed:
        parts = []
        for forward in (True, False):
            if place.forward if forward else place.backward:
                found = self._places.segments_of_way(place.way_id, forward=forward, backward=not forward)
                parts.append(self._by_length(found.astype(np.int32)))
        return Placed.joined(parts)

    def _line(self, place: LinePlace, points: _DelayPoints) -> Placed:
        match = self._match_points if points else self._match_line
        parts: list[Placed] = []
        for line in _directions(place):
            segments = match(line)
            # In driving order, each once, and none that the other direction has already.
            segments = segments[np.sort(np.unique(segments, return_index=True)[1])]
            segments = segments[~np.isin(segments, Placed.joined(parts).segments)]
            parts.append(self._by_points(segments, points) if points else self._by_length(segments))
        return Placed.joined(parts)

    def _by_length(self, segments: NDArray[np.int32]) -> Placed:
        length = self._network.segment_length_m[segments]
        return Placed(segments, _shares(length, float(length.sum()), len(segments)))

    def _by_points(self, segments: NDArray[np.int32], points: _DelayPoints) -> Placed:
        """Give each point's delay to the segment that is nearest to it."""
        lost_s = np.zeros(len(segments))
        at_once = max(_PAIRS_AT_ONCE // max(len(segments), 1), 1)
        for first in range(0, len(points) if len(segments) else 0, at_once):
            lon, lat, delay_s = np.array(points[first : first + at_once]).T
            each = np.tile(segments, len(lon))
            _, distance = self._lines.measure(
                each, np.repeat(lon, len(segments)), np.repeat(lat, len(segments))
            )
            nearest = distance.reshape(len(lon), len(segments)).argmin(axis=1)
            lost_s += np.bincount(nearest, delay_s, len(segments))
        total_s = float(lost_s.sum())
        return Placed(segments, lost_s / total_s if total_s > 0 else lost_s)


_KINDS: dict[type, RecordKind] = {
    SpeedWord: RecordKind.SPEED,
    ClosureWord: RecordKind.CLOSURE,
    OpenWord: RecordKind.OPEN,
    DelayWord: RecordKind.DELAY,
    IncidentWord: RecordKind.INCIDENT,
}


def _directions(place: LinePlace) -> tuple[tuple[tuple[float, float], ...], ...]:
    return (place.line, place.line[::-1]) if place.both else (place.line,)


def _shares(length_m: NDArray[np.float64], total_m: float, count: int) -> NDArray[np.float64]:
    if total_m > 0:
        return length_m / total_m
    return np.full(len(length_m), 1.0 / max(count, 1))
