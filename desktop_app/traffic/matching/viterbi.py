"""The most likely way through the candidates of a line's samples.

A hidden Markov model after Newson and Krumm, "Hidden Markov map matching through noise and sparseness"
(2009): each sample costs what speaks against its road, each step what the way on the network differs
from the line. Where no way leads on, the line falls into several stretches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from desktop_app.traffic.matching.arc_reach import ArcGraph, ArcReach
from desktop_app.traffic.matching.candidates import Candidates
from desktop_app.traffic.matching.samples import Samples

BACK_M = 15.0
"""How far a later sample may lie behind an earlier one on the same arc: lines are not drawn that exactly."""
_OTHER_STREET, _OTHER_LAYER = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Steps:
    """How far the way between two samples may differ from the line.

    Attributes
    ----------
    widest_gap_m
        Samples without a road are passed over up to here.
    limit_factor, limit_m
        The longest way on the network: so many times the gap, and so much more.
    usual_factor, usual_m
        A difference of that much costs 1.
    """

    widest_gap_m: float
    limit_factor: float
    limit_m: float
    usual_factor: float
    usual_m: float

    def limit(self, gap_m: float) -> float:
        """Return the longest way on the network for a gap."""
        return self.limit_factor * gap_m + self.limit_m

    def cost(self, gap_m: float, way_m: float) -> float:
        """Return what speaks against a way of `way_m` where the line has `gap_m`."""
        return abs(way_m - gap_m) / (self.usual_m + self.usual_factor * gap_m)


DENSE = Steps(150.0, 2.0, 60.0, 0.05, 8.0)
"""Along a line that is drawn."""
SPARSE = Steps(5_000.0, 1.5, 100.0, 0.25, 10.0)
"""Between places that only lie on the way."""


class Viterbi:
    """Finds the most likely stretches of one line."""

    def __init__(self, graph: ArcGraph, reach: ArcReach, candidates: Candidates, steps: Steps) -> None:
        """Search among `candidates`; `reach` says how they are connected."""
        self._graph, self._reach, self._steps = graph, reach, steps
        self._arc: list[int] = candidates.arc.tolist()
        self._at_m: list[float] = candidates.at_m.tolist()
        self._cost: list[float] = candidates.cost.tolist()
        self._sample = candidates.sample

    def stretches(self, samples: Samples) -> list[list[int]]:
        """Return the stretches in the order of the line: numbers of candidates, one a sample."""
        ends = np.searchsorted(self._sample, np.arange(len(samples.lon) + 1)).tolist()
        at_m: list[float] = samples.at_m.tolist()
        total = [inf] * len(self._arc)
        before = [-1] * len(self._arc)
        found: list[list[int]] = []
        live: Sequence[int] = ()
        live_at_m = 0.0
        for number, here_m in enumerate(at_m):
            states = range(ends[number], ends[number + 1])
            if not states:
                continue
            gap_m = here_m - live_at_m
            if live and not (gap_m <= self._gap(samples) and self._step(live, states, gap_m, total, before)):
                found.append(self._traced(live, total, before))
                live = ()
            if not live:
                for state in states:
                    total[state], before[state] = self._cost[state], -1
            live = [state for state in states if total[state] < inf]
            live_at_m = here_m
        if live:
            found.append(self._traced(live, total, before))
        return found

    def _gap(self, samples: Samples) -> float:
        return max(self._steps.widest_gap_m, 3 * samples.step_m)

    def _step(
        self, live: Sequence[int], states: range, gap_m: float, total: list[float], before: list[int]
    ) -> bool:
        """Go on from the live states to the next sample's; return whether any way leads there."""
        limit_m = self._steps.limit(gap_m)
        for source in live:
            arc, left_m = self._arc[source], self._graph.length_m[self._arc[source]] - self._at_m[source]
            reached = self._reach.beyond(arc, limit_m).metres if left_m <= limit_m else {}
            for state in states:
                way_m = self._way_m(source, state, left_m, reached)
                if way_m > limit_m:
                    continue
                cost = total[source] + self._steps.cost(gap_m, way_m) + self._change(arc, self._arc[state])
                if cost + self._cost[state] < total[state]:
                    total[state], before[state] = cost + self._cost[state], source
        return any(total[state] < inf for state in states)

    def _way_m(self, source: int, state: int, left_m: float, reached: dict[int, float]) -> float:
        arc, at_m = self._arc[state], self._at_m[state]
        if arc == self._arc[source] and at_m >= self._at_m[source] - BACK_M:
            return max(at_m - self._at_m[source], 0.0)
        return left_m + reached[arc] + at_m if arc in reached else inf

    def _change(self, arc: int, other: int) -> float:
        """Return what speaks against going from one street to another, or up to a bridge."""
        if arc == other:
            return 0.0
        graph = self._graph
        street = _OTHER_STREET if graph.name[arc] != graph.name[other] else 0.0
        return street + (_OTHER_LAYER if graph.layer[arc] != graph.layer[other] else 0.0)

    def _traced(self, live: Sequence[int], total: list[float], before: list[int]) -> list[int]:
        state = min(live, key=total.__getitem__)
        states = [state]
        while before[state] >= 0:
            state = before[state]
            states.append(state)
        return states[::-1]
