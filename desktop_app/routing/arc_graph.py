"""The states of a vehicle as the nodes of a networkx graph, shared by the networkx engines."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import earth_centred_m
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.engine import PartialState, StateCosts
from desktop_app.routing.turns import TurnGraph

_SAFETY = 1.0 - 1e-9
"""Keeps the lower bound under the cost whatever the rounding of its floats."""


class ArcGraph:
    """The graph of states with its costs, and room for the two ends of one query at a time.

    A node is a state whose arc has been driven to its head; entering it costs its time. For a query, nodes
    are added: one start, one for each source and each target, one goal. They cost what their parts cost.

    Attributes
    ----------
    head
        The junction at the end of each state's arc.
    """

    def __init__(self, network: RoadNetwork, turns: TurnGraph) -> None:
        """Keep what is needed; the graph itself is built when it is first searched."""
        self._turns = turns
        self._graph: nx.DiGraph[int] | None = None
        self._costs: StateCosts | None = None
        self._entry_ms: list[int | None] = []
        self._banned: frozenset[int] = frozenset()
        junction = network.junction_node
        self._place = earth_centred_m(network.node_lon[junction], network.node_lat[junction])
        tail, head = network.arc_tail[turns.states.arc], network.arc_head[turns.states.arc]
        self.head: list[int] = head.tolist()
        self._tail = tail
        self._chord_m = np.linalg.norm(self._place[head] - self._place[tail], axis=1).astype(np.float64)
        self._ms_per_m = 0.0

    def customize(self, costs: StateCosts) -> None:
        """Take over new costs; the same ones again cost nothing."""
        if costs is self._costs:
            return
        entry_ms: list[int | None] = costs.drive_ms.tolist()
        for state in np.flatnonzero(costs.closed).tolist():
            entry_ms[state] = None
        self._entry_ms = entry_ms
        self._banned = costs.banned_turns
        self._ms_per_m = self._least_ms_per_m(costs.drive_ms, ~costs.closed & (self._chord_m > 0))
        self._costs = costs

    def _least_ms_per_m(self, drive_ms: NDArray[np.int64], passable: NDArray[np.bool_]) -> float:
        if not passable.any():
            return 0.0
        return float((drive_ms[passable] / self._chord_m[passable]).min()) * _SAFETY

    def least_ms_to(self, targets: Sequence[PartialState]) -> list[float]:
        """Return a lower bound of the milliseconds from each junction to the quickest target's end, (J,)."""
        least = np.full(len(self._place), np.inf)
        for state, part_ms in targets:
            chord_m = np.linalg.norm(self._place - self._place[self._tail[state]], axis=1)
            np.minimum(least, chord_m * self._ms_per_m + part_ms, out=least)
        bounds: list[float] = least.tolist()
        return bounds

    def entry_ms(self, _tail: int, head: int, turn: dict[str, int]) -> int | None:
        """Return what the turn and the drive to the end of the next arc cost; None where either is closed.

        In the form in which networkx asks for weights.
        """
        drive_ms = self._entry_ms[head]
        if turn and drive_ms is not None:
            return None if turn["number"] in self._banned else drive_ms + turn["turn_ms"]
        return drive_ms

    @property
    def graph(self) -> "nx.DiGraph[int]":
        """The graph of all states and turns.

        A turn that costs anything, or is banned at some hours, has its ``turn_ms`` and its ``number``.
        """
        if self._graph is None:
            self._graph = self._build()
        return self._graph

    def _build(self) -> "nx.DiGraph[int]":
        turns = self._turns
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(len(turns.states.arc)))
        from_state, next_state = turns.from_state, turns.next_state
        marked = turns.turn_ms > 0
        marked[turns.conditional_turn] = True
        plain, number = np.flatnonzero(~marked), np.flatnonzero(marked)
        graph.add_edges_from(zip(from_state[plain].tolist(), next_state[plain].tolist(), strict=True))
        columns = (from_state[number], next_state[number], turns.turn_ms[number], number)
        graph.add_edges_from(
            (tail, head, {"turn_ms": turn_ms, "number": turn})
            for tail, head, turn_ms, turn in zip(*(column.tolist() for column in columns), strict=True)
        )
        return graph

    @contextmanager
    def ends(self, sources: Sequence[PartialState], targets: Sequence[PartialState]) -> Iterator["QueryEnds"]:
        """Add the nodes of a query for as long as it runs, and take them away whatever happens."""
        graph, first = self.graph, len(self.head)
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
        for node, (state, _) in zip(ends.source_nodes, ends.sources, strict=True):
            graph.add_edge(ends.start, node)
            graph.add_edges_from([(node, head, turn) for head, turn in graph.adj[state].items()])
        # After the sources: a way of a single turn leads from a source's node to a target's.
        for node, (state, _) in zip(ends.target_nodes, ends.targets, strict=True):
            graph.add_edges_from([(tail, node, turn) for tail, turn in graph.pred[state].items()])
            graph.add_edge(node, ends.goal)


class QueryEnds:
    """The numbers of the nodes that a query adds, in a row: start, sources, targets, goal."""

    def __init__(self, first: int, sources: Sequence[PartialState], targets: Sequence[PartialState]) -> None:
        """Give the nodes their numbers, from `first` on."""
        self.sources, self.targets = tuple(sources), tuple(targets)
        self.start = first
        self.source_nodes = range(first + 1, first + 1 + len(self.sources))
        self.target_nodes = range(self.source_nodes.stop, self.source_nodes.stop + len(self.targets))
        self.goal = self.target_nodes.stop

    def state_of(self, node: int) -> int:
        """Return the state that a node of the graph stands for; not for start and goal."""
        if node in self.source_nodes:
            return self.sources[node - self.source_nodes.start].state
        if node in self.target_nodes:
            return self.targets[node - self.target_nodes.start].state
        return node
