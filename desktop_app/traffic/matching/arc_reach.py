"""Which arcs can be reached from an arc's end within some metres: a bounded Dijkstra."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork

MOST_VISITED = 5_000
"""Arcs that are looked at for one line; whatever lies beyond them counts as not connected."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The arcs that follow an arc.

    Attributes
    ----------
    limit_m
        How far was looked.
    metres
        From the end of the first arc to the tail of each.
    before
        The arc that leads to each.
    """

    limit_m: float
    metres: dict[int, float]
    before: dict[int, int]


class ArcGraph:
    """Arcs, their lengths and those that leave each junction, for reading one by one."""

    def __init__(self, network: RoadNetwork) -> None:
        """Take the arcs of `network`; one sort over them."""
        self.head = network.arc_head.data
        self.twin, self.name = network.arc_twin.data, network.arc_name.data
        self.layer = network.arc_layer.data
        starts = network.arc_first_segment[:-1]
        self.length_m: Sequence[float] = _sums(network.segment_length_m, starts).data
        order = np.argsort(network.arc_tail, kind="stable").astype(np.int32)
        first = np.zeros(network.junction_count + 1, np.int32)
        np.cumsum(np.bincount(network.arc_tail, minlength=network.junction_count), out=first[1:])
        self._order, self._first = order.data, first.data

    def leaving(self, arc: int) -> list[int]:
        """Return the arcs that can follow `arc`, without turning round."""
        junction, twin = self.head[arc], self.twin[arc]
        arcs = self._order[self._first[junction] : self._first[junction + 1]].tolist()
        return [other for other in arcs if other != twin]


class ArcReach:
    """Remembers what was found for one line, and stops where that is too much."""

    def __init__(self, graph: ArcGraph) -> None:
        """Search `graph`."""
        self._graph = graph
        self._found: dict[int, Reached] = {}
        self._visited = 0

    def beyond(self, arc: int, limit_m: float) -> Reached:
        """Return the arcs whose tail is within `limit_m` of the end of `arc`."""
        known = self._found.get(arc)
        if known is not None and known.limit_m >= limit_m:
            return known
        reached = self._search(arc, limit_m)
        if known is not None:
            # A search that was stopped early must not forget what is relied on already.
            reached.metres.update(known.metres)
            reached.before.update(known.before)
        self._found[arc] = reached
        return reached

    def between(self, arc: int, other: int) -> list[int]:
        """Return the arcs between two of which the second was found beyond the first."""
        before = self._found[arc].before
        arcs: list[int] = []
        step = before[other]
        while step != arc:
            arcs.append(step)
            step = before[step]
        return arcs[::-1]

    def _search(self, arc: int, limit_m: float) -> Reached:
        graph = self._graph
        metres: dict[int, float] = {}
        before: dict[int, int] = {}
        queue = [(0.0, other, arc) for other in graph.leaving(arc)]
        while queue and self._visited < MOST_VISITED:
            at_m, reached, source = heappop(queue)
            if reached in metres:
                continue
            self._visited += 1
            metres[reached], before[reached] = at_m, source
            end_m = at_m + graph.length_m[reached]
            if end_m <= limit_m:
                for other in graph.leaving(reached):
                    if other not in metres:
                        heappush(queue, (end_m, other, reached))
        return Reached(limit_m, metres, before)


def _sums(values: NDArray[np.float64], starts: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the sum of each run of values; no run is empty."""
    sums: NDArray[np.float64] = np.add.reduceat(values, starts) if len(starts) else np.zeros(0)
    return sums
