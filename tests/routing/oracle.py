"""What a route must cost: plain networkx Dijkstra on the exported graph, without the router's parts."""

from collections import Counter
from typing import Any

import networkx as nx
import numpy as np

from desktop_app.roadnet.graph import to_multidigraph
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import Snapped, Weights


class Oracle:
    """Costs from junction to junction, where every U-turn at a junction is free."""

    def __init__(self, network: RoadNetwork, weights: Weights) -> None:
        self._network = network
        self._weights = weights
        self._graph = to_multidigraph(network, segment_ms=weights.segment_ms)
        self._junction: list[int] = network.node_osm_id[network.junction_node].tolist()
        self._remove_closed()

    def cost_ms(self, start: Snapped, end: Snapped, most_ms: int | None = None) -> int | None:
        """Return the least time between two points on roads, both directions of each; None without a way.

        Ways longer than `most_ms` need not be found; that saves time.
        """
        starts, ends = self._directions(start), self._directions(end)
        costs = [self._direct(one, other) for one in starts for other in ends]
        targets = [(self._arrival(*at), self._tail(at[0])) for at in ends]
        for at in starts:
            departure = self._departure(*at)
            if departure is None:
                continue
            reached = nx.single_source_dijkstra_path_length(
                self._graph, self._head(at[0]), cutoff=most_ms, weight=_quickest_ms
            )
            costs += [
                departure + int(reached[tail]) + arrival
                for arrival, tail in targets
                if arrival is not None and tail in reached
            ]
        return min((cost for cost in costs if cost is not None), default=None)

    def _remove_closed(self) -> None:
        parallel: Counter[tuple[int, int]] = Counter()
        network = self._network
        for arc in range(network.arc_count):
            ends = self._junction[network.arc_tail[arc]], self._junction[network.arc_head[arc]]
            if self._weights.closed[network.arc_segments(arc)].any():
                self._graph.remove_edge(*ends, key=parallel[ends])
            parallel[ends] += 1

    def _directions(self, snapped: Snapped) -> list[tuple[int, float]]:
        twin = int(self._network.segment_twin[snapped.segment])
        both = [(snapped.segment, snapped.fraction), (twin, 1.0 - snapped.fraction)]
        return [(segment, where) for segment, where in both if segment >= 0]

    def _tail(self, segment: int) -> int:
        return self._junction[int(self._network.arc_tail[self._network.segment_arc[segment]])]

    def _head(self, segment: int) -> int:
        return self._junction[int(self._network.arc_head[self._network.segment_arc[segment]])]

    def _departure(self, segment: int, where: float) -> int | None:
        stop = int(self._network.arc_first_segment[self._network.segment_arc[segment] + 1])
        return self._drive(segment, np.append(1.0 - where, np.ones(stop - segment - 1)))

    def _arrival(self, segment: int, where: float) -> int | None:
        first = int(self._network.arc_first_segment[self._network.segment_arc[segment]])
        return self._drive(first, np.append(np.ones(segment - first), where))

    def _direct(self, start: tuple[int, float], end: tuple[int, float]) -> int | None:
        arc = self._network.segment_arc
        if arc[start[0]] != arc[end[0]] or start > end:
            return None
        if start[0] == end[0]:
            return self._drive(start[0], np.array([end[1] - start[1]]))
        middle = np.ones(end[0] - start[0] - 1)
        return self._drive(start[0], np.concatenate([[1.0 - start[1]], middle, [end[1]]]))

    def _drive(self, first: int, shares: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> int | None:
        run = slice(first, first + len(shares))
        if self._weights.closed[run].any():
            return None
        return int(np.rint(self._weights.segment_ms[run] * shares).sum())


def _quickest_ms(_tail: int, _head: int, parallel: dict[str, Any]) -> int:
    quickest: int = min(round(edge["travel_time"] * 1000) for edge in parallel.values())
    return quickest
