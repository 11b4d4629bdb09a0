"""The cheapest leg between two stops: arcs from the engine, the ends cut to where the stops are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import Hit
from desktop_app.routing.engine import LONGEST_MS, Engine, PartialArc, Way
from desktop_app.routing.path import leg_duration_ms, share_ms
from desktop_app.routing.request import Leg, Weights
from desktop_app.routing.turns import TurnGraph


@dataclass(frozen=True, slots=True)
class FoundLeg:
    """A leg with its time and its two ends."""

    start: Hit
    end: Hit
    leg: Leg
    duration_ms: int


class LegSearch:
    """Finds legs by one engine and the weights of one version."""

    def __init__(
        self,
        network: RoadNetwork,
        turns: TurnGraph,
        engine: Engine,
        weights: Weights,
        limit_ms: int = LONGEST_MS,
    ) -> None:
        """Search with `engine`, which has been customized with the same `weights`, up to `limit_ms` a leg."""
        self._network = network
        self._turns = turns
        self._engine = engine
        self._weights = weights
        self._limit_ms = limit_ms

    def find(self, starts: Iterable[Hit], ends: Iterable[Hit]) -> FoundLeg | None:
        """Return the quickest leg from any of the starts to any of the ends, or None.

        A start and an end on one stretch of an arc are joined directly; of equal legs that one is taken.
        """
        starts, ends = tuple(starts), tuple(ends)
        direct = self._direct(starts, ends)
        if direct is not None and direct.duration_ms == 0:
            return direct
        around = self._around(starts, ends)
        if direct is None or (around is not None and around.duration_ms < direct.duration_ms):
            return around
        return direct

    def turned_round(self, hit: Hit) -> Hit | None:
        """Return the same point for the other direction of its road, or None where that is not open."""
        twin = int(self._network.segment_twin[hit.segment])
        if twin < 0 or self._weights.closed[twin]:
            return None
        return Hit(twin, 1.0 - hit.fraction, hit.lon, hit.lat, hit.distance_m)

    def _direct(self, starts: Sequence[Hit], ends: Sequence[Hit]) -> FoundLeg | None:
        arc = self._network.segment_arc
        legs = [
            self._found(start, end, np.arange(start.segment, end.segment + 1, dtype=np.int32), 0)
            for start in starts
            for end in ends
            if arc[start.segment] == arc[end.segment]
            and (start.segment, start.fraction) <= (end.segment, end.fraction)
            and not self._weights.closed[start.segment : end.segment + 1].any()
        ]
        return min(legs, key=lambda found: found.duration_ms, default=None)

    def _around(self, starts: Sequence[Hit], ends: Sequence[Hit]) -> FoundLeg | None:
        sources = _cheapest([(hit, self._departure(hit)) for hit in starts])
        targets = _cheapest([(hit, self._arrival(hit)) for hit in ends])
        if not sources or not targets:
            return None
        way = self._engine.query(
            [part for _, part in sources.values()],
            [part for _, part in targets.values()],
            self._limit_ms,
        )
        if way is None:
            return None
        return self._cut(way, sources[way.arcs[0]][0], targets[way.arcs[-1]][0])

    def _departure(self, hit: Hit) -> PartialArc | None:
        """Return the drive from a hit to the head of its arc; None where something is closed before it."""
        arc = int(self._network.segment_arc[hit.segment])
        rest = slice(hit.segment + 1, self._network.arc_segments(arc).stop)
        if self._weights.closed[hit.segment : rest.stop].any():
            return None
        return PartialArc(arc, self._part_ms(hit.segment, 1.0 - hit.fraction, rest))

    def _arrival(self, hit: Hit) -> PartialArc | None:
        """Return the drive from the tail of its arc to a hit; None where something is closed before it."""
        arc = int(self._network.segment_arc[hit.segment])
        rest = slice(self._network.arc_segments(arc).start, hit.segment)
        if self._weights.closed[rest.start : hit.segment + 1].any():
            return None
        return PartialArc(arc, self._part_ms(hit.segment, hit.fraction, rest))

    def _part_ms(self, segment: int, share: float, rest: slice) -> int:
        times = self._weights.segment_ms
        return share_ms(int(times[segment]), share) + int(times[rest].sum(dtype=np.int64))

    def _cut(self, way: Way, start: Hit, end: Hit) -> FoundLeg:
        first, last = (self._network.arc_segments(arc) for arc in (way.arcs[0], way.arcs[-1]))
        runs = [np.arange(start.segment, first.stop)]
        runs += [np.arange(run.start, run.stop) for run in map(self._network.arc_segments, way.arcs[1:-1])]
        runs.append(np.arange(last.start, end.segment + 1))
        turn_ms = sum(self._turns.cost_ms(tail, head) for tail, head in pairwise(way.arcs))
        return self._found(start, end, np.concatenate(runs).astype(np.int32), turn_ms)

    def _found(self, start: Hit, end: Hit, segments: NDArray[np.int32], turn_ms: int) -> FoundLeg:
        leg = Leg(segments, start.fraction, end.fraction, turn_ms)
        return FoundLeg(start, end, leg, leg_duration_ms(leg, self._weights))


def _cheapest(parts: Iterable[tuple[Hit, PartialArc | None]]) -> dict[int, tuple[Hit, PartialArc]]:
    """Return for each arc its cheapest part, with the hit that it serves."""
    best: dict[int, tuple[Hit, PartialArc]] = {}
    for hit, part in parts:
        if part is not None and (part.arc not in best or part.cost_ms < best[part.arc][1].cost_ms):
            best[part.arc] = (hit, part)
    return best
