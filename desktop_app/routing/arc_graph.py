"""The arcs of a network as the nodes of a networkx graph, shared by the networkx engines."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import earth_centred_m
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.engine import PartialArc, arc_costs
from desktop_app.routing.request import Weights
from desktop_app.routing.turns import TurnGraph

_SAFETY = 1.0 - 1e-9
"""Keeps the lower bound under the cost whatever the rounding of its floats."""


class ArcGraph:
    """The arc graph with its weights, and room for the two ends of one query at a time.

    A node is an arc that has been driven to its head; entering it costs its time. For a query, nodes
    are added: one start, one for each source and each target, one goal. They cost what their parts cost.

    Attributes
    ----------
    head
        The junction at the end of each arc.
    """

    def __init__(self, network: RoadNetwork, turns: TurnGraph) -> None:
        """Keep what is needed; the graph itself is built when it is first searched."""
        self._network = network
        self._turns = turns
        self._graph: nx.DiGraph[int] | None = None
        self._weights: Weights | None = None
        self._entry_ms: list[int | None] = []
        junction = network.junction_node
        self._place = earth_centred_m(network.node_lon[junction], network.node_lat[junction])
        self.head: list[int] = network.arc_head.tolist()
        self._chord_m = np.linalg.norm(
            self._place[network.arc_head] - self._place[network.arc_tail], axis=1
        ).astype(np.float64)
        self._ms_per_m = 0.0

    def customize(self, weights: Weights) -> None:
        """Take over new weights; the same ones again cost nothing."""
        if weights is self._weights:
            return
        costs = arc_costs(self._network, weights)
        entry_ms: list[int | None] = costs.drive_ms.tolist()
        for arc in np.flatnonzero(costs.closed).tolist():
            entry_ms[arc] = None
        self._entry_ms = entry_ms
        self._ms_per_m = self._least_ms_per_m(costs.drive_ms, ~costs.closed & (self._chord_m > 0))
        self._weights = weights

    def _least_ms_per_m(self, drive_ms: NDArray[np.int64], passable: NDArray[np.bool_]) -> float:
        if not passable.any():
            return 0.0
        return float((drive_ms[passable] / self._chord_m[passable]).min()) * _SAFETY

    def least_ms_to(self, targets: Sequence[PartialArc]) -> list[float]:
        """Return a lower bound of the milliseconds from each junction to the quickest target's end, (J,)."""
        least = np.full(len(self._place), np.inf)
        for arc, part_ms in targets:
            chord_m = np.linalg.norm(self._place - self._place[self._network.arc_tail[arc]], axis=1)
            np.minimum(least, chord_m * self._ms_per_m + part_ms, out=least)
        bounds: list[float] = least.tolist()
        return bounds

    def entry_ms(self, _tail: int, head: int, turn: dict[str, int]) -> int | None:
        """Return what the turn and the drive to the end of the next arc cost; None where it is closed.

        In the form in which networkx asks for weights.
        """
        drive_ms = self._entry_ms[head]
        if turn and drive_ms is not None:
            return drive_ms + turn["turn_ms"]
        return drive_ms

    @property
    def graph(self) -> "nx.DiGraph[int]":
        """The graph of all arcs and turns; a turn that costs anything has a ``turn_ms``."""
        if self._graph is None:
            self._graph = self._build()
        return self._graph

    def _build(self) -> "nx.DiGraph[int]":
        turns = self._turns
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(self._network.arc_count))
        from_arc, costly = turns.from_arc, turns.turn_ms > 0
        graph.add_edges_from(zip(from_arc[~costly].tolist(), turns.next_arc[~costly].tolist(), strict=True))
        graph.add_weighted_edges_from(
            zip(
                from_arc[costly].tolist(),
                turns.next_arc[costly].tolist(),
                turns.turn_ms[costly].tolist(),
                strict=True,
            ),
            weight="turn_ms",
        )
        return graph

    @contextmanager
    def ends(self, sources: Sequence[PartialArc], targets: Sequence[PartialArc]) -> Iterator["QueryEnds"]:
        """Add the nodes of a query for as long as it runs, and take them away whatever happens."""
        graph, first = self.graph, self._network.arc_count
        ends = QueryEnds(first, sources, targets)
        try:
            self._add_ends(graph, ends)
            yield ends
        finally:
            graph.remove_nodes_from(range(first, ends.goal + 1))
            del self._entry_ms[first:]

    def _add_ends(self, graph: "nx.DiGraph[int]", ends: "QueryEnds") -> None:
        self._entry_ms += [0, *(part.cost_ms for part in (*ends.sources, *ends.targets)), 0]
        graph.add_nodes_from(range(ends.start, ends.goal + 1))
        for node, (arc, _) in zip(ends.source_nodes, ends.sources, strict=True):
            graph.add_edge(ends.start, node)
            graph.add_edges_from([(node, head, turn) for head, turn in graph.adj[arc].items()])
        # After the sources: a way of a single turn leads from a source's node to a target's.
        for node, (arc, _) in zip(ends.target_nodes, ends.targets, strict=True):
            graph.add_edges_from([(tail, node, turn) for tail, turn in graph.pred[arc].items()])
            graph.add_edge(node, ends.goal)


class QueryEnds:
    """The numbers of the nodes that a query adds, in a row: start, sources, targets, goal."""

    def __init__(self, first: int, sources: Sequence[PartialArc], targets: Sequence[PartialArc]) -> None:
        """Give the nodes their numbers, from `first` on."""
        self.sources, self.targets = tuple(sources), tuple(targets)
        self.start = first
        self.source_nodes = range(first + 1, first + 1 + len(self.sources))
        self.target_nodes = range(self.source_nodes.stop, self.source_nodes.stop + len(self.targets))
        self.goal = self.target_nodes.stop

    def arc_of(self, node: int) -> int:
        """Return the arc that a node of the graph stands for; not for start and goal."""
        if node in self.source_nodes:
            return self.sources[node - self.source_nodes.start].arc
        if node in self.target_nodes:
            return self.targets[node - self.target_nodes.start].arc
        return node
