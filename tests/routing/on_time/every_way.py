"""What a frontier must be: every simple way of a small network, its mean and its variance."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import Hit
from desktop_app.routing.request import Weights
from desktop_app.routing.turns import build_turn_graph

MOST_WAYS = 1_500


class TooManyWaysError(Exception):
    """The network has more ways than a test can look at."""


class EveryWay:
    """Lists ways from one stop to another on a network whose arcs have one state each."""

    def __init__(self, network: RoadNetwork, weights: Weights, variance: NDArray[np.int64]) -> None:
        self._network = network
        self._weights = weights
        self._variance = variance
        turns = build_turn_graph(network)
        self._turns: dict[int, list[tuple[int, int]]] = {}
        for turn, (tail, head) in enumerate(
            zip(turns.from_state.tolist(), turns.next_state.tolist(), strict=True)
        ):
            self._turns.setdefault(tail, []).append((head, int(turns.turn_ms[turn])))

    def spreads(self, starts: list[Hit], ends: list[Hit]) -> set[tuple[int, int]]:
        """Return mean (ms) and variance (ms·s) of every way that passes no arc twice."""
        found: set[tuple[int, int]] = set()
        for ways, (start, end, arcs, turn_ms) in enumerate(self._ways(starts, ends)):
            if ways > MOST_WAYS:
                raise TooManyWaysError
            spread = self._spread(start, end, arcs)
            if spread is not None:
                found.add((spread[0] + turn_ms, spread[1]))
        return found

    def _ways(self, starts: list[Hit], ends: list[Hit]) -> Iterator[tuple[Hit, Hit, list[int], int]]:
        arc_of = self._network.segment_arc
        for start in starts:
            for end in ends:
                first, last = int(arc_of[start.segment]), int(arc_of[end.segment])
                if first == last and (start.segment, start.fraction) <= (end.segment, end.fraction):
                    yield start, end, [first], 0
                for arcs, turn_ms in self._from([first], last, 0):
                    yield start, end, arcs, turn_ms

    def _from(self, arcs: list[int], last: int, turn_ms: int) -> Iterator[tuple[list[int], int]]:
        for head, cost_ms in self._turns.get(arcs[-1], []):
            if head == last:
                yield [*arcs, head], turn_ms + cost_ms
            elif head not in arcs and not self._weights.closed[self._network.arc_segments(head)].any():
                yield from self._from([*arcs, head], last, turn_ms + cost_ms)

    def _spread(self, start: Hit, end: Hit, arcs: list[int]) -> tuple[int, int] | None:
        runs = [range(*self._network.arc_segments(arc).indices(self._network.segment_count)) for arc in arcs]
        segments = [segment for run in runs for segment in run]
        segments = segments[start.segment - runs[0].start :]
        segments = segments[: len(segments) - (runs[-1].stop - 1 - end.segment)]
        if self._weights.closed[segments].any():
            return None
        share = [1.0] * len(segments)
        if len(segments) == 1:
            share = [end.fraction - start.fraction]
        else:
            share[0], share[-1] = 1.0 - start.fraction, end.fraction
        return self._sum(self._weights.segment_ms, segments, share), self._sum(
            self._variance, segments, share
        )

    @staticmethod
    def _sum(values: NDArray[np.integer], segments: list[int], share: list[float]) -> int:
        return sum(
            round(int(value) * part) for value, part in zip(values[segments].tolist(), share, strict=True)
        )
