"""The least variance from place to place: networkx's plain Dijkstra on the car's states."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import Hit, SpatialIndex
from desktop_app.routing.arc_order import arc_ranks
from desktop_app.routing.fleet import Fleet
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.rule_clock import RuleClock

_START, _END = -1, -2


class LeastVariance:
    """Searches by variance alone, for ways that leave the arc they begin on."""

    def __init__(
        self, network: RoadNetwork, index: SpatialIndex, weights: Weights, variance: NDArray[np.int64]
    ) -> None:
        self._network = network
        self._weights = weights
        self._variance = variance
        fleet = Fleet(network, index, arc_ranks(network), turn_rules=True)
        fleet.customize(weights, RuleClock(network).timeless())
        vehicle = fleet.vehicle(RouteRequest(start=LonLat(0, 0), end=LonLat(0, 0)))
        assert vehicle is not None
        self._vehicle = vehicle
        turns, closed = vehicle.turns, vehicle.costs.closed
        of_arc = np.add.reduceat(variance, network.arc_first_segment[:-1])[turns.states.arc]
        self._graph: nx.DiGraph[int] = nx.DiGraph()
        self._into: dict[int, list[int]] = {}
        for tail, head in zip(turns.from_state.tolist(), turns.next_state.tolist(), strict=True):
            self._into.setdefault(head, []).append(tail)
            if not closed[head]:
                self._graph.add_edge(tail, head, weight=int(of_arc[head]))

    def between(self, start: LonLat, end: LonLat) -> int:
        """Return the least variance, ms·s, where a way leads there and no end has to be moved."""
        states = self._vehicle.turns.states
        added: list[tuple[int, int]] = []
        for hit in self._hits(start):
            run = self._run(hit)
            part = self._part(hit.segment, 1 - hit.fraction, range(hit.segment + 1, run.stop))
            for state in self._open(states.beginning_on(self._arc(hit))):
                self._join(added, _START, state, part)
        for hit in self._hits(end):
            part = self._part(hit.segment, hit.fraction, range(self._run(hit).start, hit.segment))
            for state in self._open(states.ending_on(self._arc(hit))):
                for before in self._into.get(state, []):
                    self._join(added, before, _END, part)
        least = int(nx.dijkstra_path_length(self._graph, _START, _END))
        self._graph.remove_edges_from(added)
        return least

    def _hits(self, place: LonLat) -> tuple[Hit, ...]:
        stop = self._vehicle.snapper.snap(place, self._weights.closed)
        return () if stop is None else stop.hits

    def _open(self, states: tuple[int, ...]) -> list[int]:
        return [state for state in states if not self._vehicle.rule_closed[state]]

    def _join(self, added: list[tuple[int, int]], tail: int, head: int, part: int | None) -> None:
        if part is None:
            return
        if not self._graph.has_edge(tail, head) or part < self._graph[tail][head]["weight"]:
            self._graph.add_edge(tail, head, weight=part)
            added.append((tail, head))

    def _arc(self, hit: Hit) -> int:
        return int(self._network.segment_arc[hit.segment])

    def _run(self, hit: Hit) -> slice:
        return self._network.arc_segments(self._arc(hit))

    def _part(self, segment: int, share: float, rest: range) -> int | None:
        if self._weights.closed[[segment, *rest]].any():
            return None
        return round(int(self._variance[segment]) * share) + int(self._variance[list(rest)].sum())
