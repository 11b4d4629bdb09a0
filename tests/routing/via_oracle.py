"""Whether any via way keeps the three conditions, by looking at every state with networkx alone."""

from itertools import pairwise

import networkx as nx
import numpy as np

from desktop_app.routing.alternatives import LOCAL, SHARED, STRETCH
from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.request import EngineName, RouteRequest
from desktop_app.routing.router import Router
from desktop_app.routing.vehicle_routing import VehicleRouting

START, END = -1, -2


class ViaOracle:
    """All via ways of one request."""

    def __init__(self, router: Router, request: RouteRequest) -> None:
        vehicle = router.vehicle(request)
        assert vehicle is not None
        self._vehicle = vehicle
        self._graph = _graph(vehicle, request)
        self._starts = set(self._graph.successors(START))
        self._ends = self._graph.graph["ends"]
        self._forth_ms, self._forth = _tree(self._graph, START)
        self._back_ms, self._back = _tree(self._graph.reverse(copy=False), END)
        self._best_ms = self._forth_ms[END]
        self._best = set(pairwise(self._forth[END]))

    def has_alternative(self) -> bool:
        """Say whether a via way over any state keeps all conditions."""
        best = self._forth[END]
        states = [each for each in self._forth if each >= 0 and each in self._back and each not in best]
        return any(self._keeps_conditions(state) for state in states)

    def _keeps_conditions(self, state: int) -> bool:
        if self._forth_ms[state] + self._back_ms[state] > (1 + STRETCH) * self._best_ms:
            return False
        if self._passes_an_end(state):
            return False
        way = [*self._forth[state], *reversed(self._back[state][:-1])]
        arc = self._vehicle.turns.states.arc
        heads = [int(self._vehicle.network.arc_head[arc[each]]) for each in way[1:-2]]
        if len(set(heads)) < len(heads):
            return False
        shared_ms = sum(self._ms(step) for step in pairwise(way) if step in self._best)
        return shared_ms <= SHARED * self._best_ms and self._is_local(way, way.index(state))

    def _passes_an_end(self, state: int) -> bool:
        way = [*self._forth[state][2:], *self._back[state][2:-1]]
        return any(each in self._starts or each in self._ends for each in way)

    def _is_local(self, way: list[int], via: int) -> bool:
        reached = np.cumsum([0, *map(self._ms, pairwise(way))]).tolist()
        within_ms = LOCAL * self._best_ms
        first = max((n for n in range(via + 1) if reached[via] - reached[n] >= within_ms), default=1)
        beyond = (n for n in range(via, len(way)) if reached[n] - reached[via] >= within_ms)
        first, last = max(first, 1), min(*beyond, len(way) - 3, len(way) - 3)
        least = nx.dijkstra_path_length(self._graph, way[first], way[last])
        return bool(least == reached[last] - reached[first])

    def _ms(self, step: tuple[int, int]) -> int:
        ms: int = self._graph.edges[step]["weight"]
        return ms


def _tree(graph: "nx.DiGraph[int]", root: int) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Return what it costs to reach each node from the root, and the ways."""
    paths: dict[int, list[int]] = nx.single_source_dijkstra_path(graph, root)
    costs = nx.single_source_dijkstra_path_length(graph, root)
    return {node: int(cost) for node, cost in costs.items()}, paths


def _graph(vehicle: VehicleRouting, request: RouteRequest) -> "nx.DiGraph[int]":
    search, turns = vehicle.search(EngineName.CCH), vehicle.turns
    start, end = (vehicle.snapper.snap(place, vehicle.weights.closed) for place in request.stops)
    assert start is not None
    assert end is not None
    graph: nx.DiGraph[int] = nx.DiGraph()
    tails, heads = turns.from_state.tolist(), turns.next_state.tolist()
    for tail, head, ms in zip(tails, heads, vehicle.cch.metric.weights.tolist(), strict=True):
        if ms < UNREACHABLE_MS:
            graph.add_edge(tail, head, weight=ms)
    for state, (_, ms) in search.departures(search.stands(start.hits)).items():
        graph.add_edge(START, state, weight=ms)
    arrivals = search.arrivals(end.hits)
    graph.graph["ends"] = set(arrivals)
    for tail, head, turn_ms in zip(tails, heads, turns.turn_ms.tolist(), strict=True):
        if head in arrivals:
            # The end's arc is driven in part: a node of its own, so that it is shared by whoever drives it.
            graph.add_edge(tail, _in_part(head), weight=turn_ms)
            graph.add_edge(_in_part(head), END, weight=arrivals[head][1])
    return graph


def _in_part(state: int) -> int:
    return -10 - state
