"""Two engines by networkx: Dijkstra's search, and A*; the oracle of all later ones."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import dist

import networkx as nx

from desktop_app.routing.arc_graph import ArcGraph, QueryEnds
from desktop_app.routing.engine import UNREACHABLE_MS, PartialArc, Way
from desktop_app.routing.request import Weights


class DijkstraEngine:
    """Dijkstra's search: E. W. Dijkstra, "A note on two problems in connexion with graphs" (1959)."""

    def __init__(self, arcs: ArcGraph) -> None:
        """Search on `arcs`, which other engines may share."""
        self._arcs = arcs

    def customize(self, weights: Weights) -> None:
        """Take over new weights."""
        self._arcs.customize(weights)

    def query(self, sources: Sequence[PartialArc], targets: Sequence[PartialArc]) -> Way | None:
        """Return a cheapest way, or None; see `Engine.query`."""
        arcs = self._arcs
        with arcs.ends(sources, targets) as ends:
            try:
                nodes = nx.dijkstra_path(arcs.graph, ends.start, ends.goal, weight=arcs.entry_ms)
            except nx.NetworkXNoPath:
                return None
            return _way(arcs, ends, nodes)


class AStarEngine:
    """A* after P. E. Hart, N. J. Nilsson, B. Raphael.

    "A formal basis for the heuristic determination of minimum cost paths" (1968). The lower bound is the straight chord through the Earth from the end of an arc to the beginning of a
    target's arc, at the least time per metre of chord that any passable arc has by the present
    weights, and the target's own part. No arc is faster than that, so the bound never exceeds
    the cost, and never falls by more than an arc costs.
    """

    def __init__(self, arcs: ArcGraph) -> None:
        """Search on `arcs`, which other engines may share."""
        self._arcs = arcs

    def customize(self, weights: Weights) -> None:
        """Take over new weights."""
        self._arcs.customize(weights)

    def query(self, sources: Sequence[PartialArc], targets: Sequence[PartialArc]) -> Way | None:
        """Return a cheapest way, or None; see `Engine.query`."""
        arcs = self._arcs
        with arcs.ends(sources, targets) as ends:
            bound = lower_bound(arcs, ends)
            try:
                nodes = nx.astar_path(arcs.graph, ends.start, ends.goal, bound, weight=arcs.entry_ms)
            except nx.NetworkXNoPath:
                return None
            return _way(arcs, ends, nodes)


def lower_bound(arcs: ArcGraph, ends: QueryEnds) -> Callable[[int, int], float]:
    """Return A*'s bound: the least milliseconds from a node of the graph to the goal.

    Returns
    -------
    A function of a node and, as networkx wants it, of the goal.
    """
    rate = arcs.ms_per_m
    goals = [(arcs.tail_place(part.arc), part.cost_ms) for part in ends.targets]
    first_end = ends.start

    def bound(node: int, _goal: int) -> float:
        if node >= first_end:
            if node not in ends.source_nodes:
                return 0.0
            node = ends.arc_of(node)
        place = arcs.head_place(node)
        return min([rate * dist(place, tail) + part_ms for tail, part_ms in goals], default=0.0)

    return bound


def _way(arcs: ArcGraph, ends: QueryEnds, nodes: Sequence[int]) -> Way | None:
    graph = arcs.graph
    cost_ms = sum(arcs.entry_ms(tail, head, graph.edges[tail, head]) or 0 for tail, head in pairwise(nodes))
    if cost_ms >= UNREACHABLE_MS:
        return None
    return Way(cost_ms, tuple(ends.arc_of(node) for node in nodes[1:-1]))
