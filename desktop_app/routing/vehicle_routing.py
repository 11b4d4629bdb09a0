"""One vehicle on one network: its turns, its roads, its engines, by the weights of one version."""

from collections.abc import Callable
from copy import copy
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.arc_graph import ArcGraph
from desktop_app.routing.cch_engine import CchEngine
from desktop_app.routing.engine import LONGEST_MS, Engine, StateCosts, WayFinder, arc_costs
from desktop_app.routing.leg_search import Aim, LegSearch
from desktop_app.routing.networkx_engine import AStarEngine, DijkstraEngine
from desktop_app.routing.path import merged
from desktop_app.routing.pricing import Pricing, TimePricing
from desktop_app.routing.request import EngineName, Path, Weights
from desktop_app.routing.rule_clock import Standing
from desktop_app.routing.snapping import Snapper
from desktop_app.routing.states import Role
from desktop_app.routing.turns import build_turn_graph
from desktop_app.routing.vehicle_access import VehicleAccess
from desktop_app.traffic.times import drive_ms, free_flow_ms


class VehicleRouting:
    """Finds legs for one vehicle; it must be customized before it is asked."""

    def __init__(
        self,
        network: RoadNetwork,
        index: SpatialIndex,
        access: VehicleAccess,
        arc_rank: Callable[[], NDArray[np.int32]],
        *,
        turn_rules: bool,
    ) -> None:
        """Prepare the turns of a vehicle with this `access`; without `turn_rules` U-turns are free.

        Parameters
        ----------
        arc_rank
            Gives the order of the map's arcs, as `arc_order.arc_ranks` does.
        """
        self._network = network
        self._access = access
        self.turns = build_turn_graph(network, access, turn_rules=turn_rules)
        self.snapper = Snapper(network, index, access.arc_component)
        arcs = ArcGraph(network, self.turns)
        self.cch = CchEngine(self.turns, arc_rank)
        self._engines: dict[EngineName, Engine] = {
            EngineName.CCH: self.cch,
            EngineName.ASTAR: AStarEngine(arcs),
            EngineName.DIJKSTRA: DijkstraEngine(arcs),
        }
        self._own_ms = drive_ms(network.segment_length_m, access.segment_kph)
        self._slower = access.segment_kph < network.segment_free_flow_kph
        self._avoided: NDArray[np.bool_] | None = None
        self._given: Weights | None = None
        self._standing: Standing | None = None
        self._rule_closed = np.zeros(len(self.turns.states.arc), np.bool_)
        self._banned: frozenset[int] = frozenset()

    def customize(self, weights: Weights, standing: Standing) -> None:
        """Take over new weights, and what signs with hours say."""
        if standing is not self._standing:
            self._keep_hours(standing)
        elif weights is self._given:
            return
        self._given = weights
        self.weights = self._without_avoided(self.slowed(weights))
        drive, closed = arc_costs(self._network, self.weights)
        arc = self.turns.states.arc
        self.costs = StateCosts(drive[arc], closed[arc] | self._rule_closed, self._banned)
        for engine in self._engines.values():
            engine.customize(self.costs)

    def beside(self) -> "VehicleRouting":
        """Return a vehicle that shares all with this one but weights and metric; only by the hierarchy."""
        other = copy(self)
        other.cch = self.cch.beside()
        other._engines = dict.fromkeys(EngineName, other.cch)  # noqa: SLF001 - a copy of this very object
        other._given = None  # noqa: SLF001
        return other

    def avoiding(self, segments: NDArray[np.integer]) -> "VehicleRouting":
        """Return such a vehicle, see `beside`, to which some segments are closed whatever the weights say."""
        other = self.beside()
        other._avoided = np.zeros(self._network.segment_count, np.bool_)  # noqa: SLF001 - a copy of this very object
        other._avoided[segments] = True  # noqa: SLF001
        return other

    @property
    def network(self) -> RoadNetwork:
        """What it drives on."""
        return self._network

    @property
    def standing(self) -> Standing | None:
        """What signs with hours say; another object once they may say something else."""
        return self._standing

    @property
    def rule_closed(self) -> NDArray[np.bool_]:
        """The states in which no trip may be at this hour, (S,); not to be changed."""
        return self._rule_closed

    @cached_property
    def _states_of_arc(self) -> NDArray[np.int64]:
        return np.bincount(self.turns.states.arc, minlength=self._network.arc_count)

    def most_passes(self, segments: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return how often a quickest leg may drive each of some segments, (K,): once in each state."""
        passes: NDArray[np.int64] = self._states_of_arc[self._network.segment_arc[segments]]
        return passes

    @cached_property
    def free_flow(self) -> Weights:
        """The weights with every road free and open, as the vehicle drives."""
        closed = np.zeros(self._network.segment_count, np.bool_)
        return self.slowed(Weights(0, free_flow_ms(self._network), closed))

    def slowed(self, weights: Weights) -> Weights:
        """Return the weights as the vehicle drives: no faster than it may where it is slower than others."""
        if not self._slower.any():
            return weights
        own_ms = np.where(self._slower, np.maximum(weights.segment_ms, self._own_ms), weights.segment_ms)
        return Weights(weights.version, own_ms, weights.closed)

    def _without_avoided(self, weights: Weights) -> Weights:
        if self._avoided is None:
            return weights
        return Weights(weights.version, weights.segment_ms, weights.closed | self._avoided)

    def search(self, engine: EngineName, limit_ms: int = LONGEST_MS) -> LegSearch:
        """Return a search for legs of at most `limit_ms` by the present weights."""
        used, pricing = self._engines[engine], TimePricing(self.weights)
        unlimited = None if limit_ms >= LONGEST_MS else self._leg_search(used, Aim(pricing))
        return self._leg_search(used, Aim(pricing, limit_ms, unlimited))

    def priced_search(self, engine: WayFinder, pricing: Pricing) -> LegSearch:
        """Return a search for legs by another price than time, for which `engine` has been customized.

        The engine need not find ways that are dearer than what is looked for.
        """
        unlimited = self._leg_search(self.cch, Aim(TimePricing(self.weights)))
        return self._leg_search(engine, Aim(pricing, unlimited=unlimited))

    def _leg_search(self, engine: WayFinder, aim: Aim) -> LegSearch:
        return LegSearch(self._network, self.turns, engine, self.weights, self._rule_closed, aim)

    def allows(self, path: Path) -> bool:
        """Say whether the rules of the hour let the vehicle drive a path; closures are not asked about."""
        return all(self._allows_leg(leg.segments) for leg in path.legs)

    def _allows_leg(self, segments: NDArray[np.int32]) -> bool:
        states = self.turns.states
        arcs = merged(self._network.segment_arc[segments].tolist())
        reached = {state for state in states.beginning_on(arcs[0]) if not self._rule_closed[state]}
        for arc in arcs[1:]:
            onto = {state for state in states.ending_on(arc) if not self._rule_closed[state]}
            reached = {after for before in reached for after in self._following(before) if after in onto}
        return bool(reached)

    def _following(self, state: int) -> list[int]:
        low, high = int(self.turns.first_turn[state]), int(self.turns.first_turn[state + 1])
        return [int(self.turns.next_state[turn]) for turn in range(low, high) if turn not in self._banned]

    def _keep_hours(self, standing: Standing) -> None:
        access = self._access_now(standing)
        states = self.turns.states
        wanted = np.where(states.role == Role.THROUGH, Access.OPEN, Access.ZONE)
        self._rule_closed = (access[states.arc] != wanted) | ~self._access.arc_usable[states.arc]
        conditional = zip(
            self.turns.conditional_turn.tolist(), self.turns.turn_condition.tolist(), strict=True
        )
        self._banned = frozenset(turn for turn, condition in conditional if standing.value(condition))
        ever = self._access.arc_usable & (
            (self._access.arc_access != Access.CLOSED) | (self._access.arc_condition > 0)
        )
        shut = ever & (access == Access.CLOSED)
        self.snapper.keep_to(ever[self._network.segment_arc], shut[self._network.segment_arc])
        self._standing = standing

    def _access_now(self, standing: Standing) -> NDArray[np.uint8]:
        access = self._access.arc_access.copy()
        for arc in np.flatnonzero(self._access.arc_condition).tolist():
            value = standing.value(int(self._access.arc_condition[arc]))
            if value is not None:
                access[arc] = value
        return access
