"""Two engines by networkx: Dijkstra's search, and A*; the oracle of all later ones."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import networkx as nx

from desktop_app.routing.arc_graph import ArcGraph, QueryEnds
from desktop_app.routing.engine import LONGEST_MS, PartialState, StateCosts, Way


class DijkstraEngine:
    """Dijkstra's search: E. W. Dijkstra, "A note on two problems in connexion with graphs" (1959)."""

    def __init__(self, arcs: ArcGraph) -> None:
        """Search on `arcs`, which other engines may share."""
        self._arcs = arcs

    def customize(self, costs: StateCosts) -> None:
        """Take over new costs."""
        self._arcs.customize(costs)

    def query(
        self, sources: Sequence[PartialState], targets: Sequence[PartialState], limit_ms: int = LONGEST_MS
    ) -> Way | None:
        """Return a cheapest way, or None; see `Engine.query`."""
        arcs = self._arcs
        with arcs.ends(sources, targets) as ends:
            try:
                _, path = nx.single_source_dijkstra(
                    arcs.graph, ends.start, ends.goal, cutoff=limit_ms, weight=arcs.entry_ms
                )
            except nx.NetworkXNoPath:
                return None
            return _way(arcs, ends, list(path), limit_ms)


class AStarEngine:
    """A* search, with a straight line as its lower bound.

    P. E. Hart, N. J. Nilsson, B. Raphael, "A formal basis for the heuristic determination of minimum
    cost paths" (1968). The bound is the chord through the Earth from the end of an arc to the
    beginning of a target's arc, at the least time per metre of chord that any passable arc has by the
    present weights, plus the target's own part. No arc is faster than that: the bound is never
    above the cost (admissible), nor does it fall by more than an arc costs (consistent).
    """

    def __init__(self, arcs: ArcGraph) -> None:
        """Search on `arcs`, which other engines may share."""
        self._arcs = arcs

    def customize(self, costs: StateCosts) -> None:
        """Take over new costs."""
        self._arcs.customize(costs)

    def query(
        self, sources: Sequence[PartialState], targets: Sequence[PartialState], limit_ms: int = LONGEST_MS
    ) -> Way | None:
        """Return a cheapest way, or None; see `Engine.query`."""
        arcs = self._arcs
        with arcs.ends(sources, targets) as ends:
            bound = lower_bound(arcs, ends)
            try:
                nodes = nx.astar_path(
                    arcs.graph, ends.start, ends.goal, bound, weight=arcs.entry_ms, cutoff=limit_ms
                )
            except nx.NetworkXNoPath:
                return None
            return _way(arcs, ends, nodes, limit_ms)


def lower_bound(arcs: ArcGraph, ends: QueryEnds) -> Callable[[int, int], float]:
    """Return A*'s bound: the least milliseconds from a node of the graph to the goal.

    Returns
    -------
    A function of a node and, as networkx wants it, of the goal.
    """
    least_ms = arcs.least_ms_to(ends.targets)
    head, first_end = arcs.head, ends.start

    def bound(node: int, _goal: int) -> float:
        if node < first_end:
            return least_ms[head[node]]
        return least_ms[head[ends.state_of(node)]] if node in ends.source_nodes else 0.0

    return bound


def _way(arcs: ArcGraph, ends: QueryEnds, nodes: Sequence[int], limit_ms: int) -> Way | None:
    graph = arcs.graph
    cost_ms = sum(arcs.entry_ms(tail, head, graph.edges[tail, head]) or 0 for tail, head in pairwise(nodes))
    if cost_ms > limit_ms:
        return None
    return Way(cost_ms, tuple(ends.state_of(node) for node in nodes[1:-1]))
