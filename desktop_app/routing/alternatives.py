"""Other ways worth knowing: not much longer, not nearly the same, and without needless detours.

The three conditions, and the order in which ways are tried, are those of I. Abraham, D. Delling,
A. V. Goldberg, R. F. Werneck, "Alternative routes in road networks" (2010/2013). What is checked:

- *stretch*: a way costs at most a quarter more than the best one;
- *sharing*: at most 80 % of the best way's cost are driven on it or on another alternative;
- *local optimality*, by the paper's T-test with T a quarter of the best way's cost: the part of the way
  within T of its via state is a cheapest way itself. Beyond the test, no junction is passed twice, nor
  are the start and the end passed on the way.

Every state is looked at, so that a way over one state that meets the conditions is found where there is one.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.cch_engine import TargetEntries
from desktop_app.routing.engine import UNREACHABLE_MS, PartialState, Way
from desktop_app.routing.leg_search import FoundLeg
from desktop_app.routing.request import EngineName
from desktop_app.routing.snapping import RoadStop
from desktop_app.routing.vehicle_routing import VehicleRouting
from desktop_app.routing.via_trees import ViaTrees

MOST_ALTERNATIVES = 3
STRETCH, SHARED, LOCAL = 0.25, 0.80, 0.25

_MOST_TRIED = 500
"""Via ways whose local optimality is tested, the most promising first."""

States = tuple[int, ...]


def alternative_legs(
    vehicle: VehicleRouting, start: RoadStop, end: RoadStop, most: int
) -> tuple[FoundLeg, ...]:
    """Return up to `most` other ways between two stops, the most promising first, by the present weights."""
    search = vehicle.search(EngineName.CCH)
    stands = search.stands(start.hits)
    direct = search.direct(stands, end.hits)
    departures, arrivals = search.departures(stands), search.arrivals(end.hits)
    entries = vehicle.cch.entries([PartialState(state, ms) for state, (_, ms) in arrivals.items()])
    sources = [(state, ms) for state, (_, ms) in departures.items() if ms < UNREACHABLE_MS]
    offsets = [(state, offset_ms) for state, (offset_ms, _) in entries.items()]
    metric = vehicle.cch.metric
    best = metric.cost_ms(sources, offsets) if sources and offsets else None
    if best is None or (direct is not None and direct.duration_ms <= best):
        return ()
    trees = ViaTrees(metric, sources, offsets)
    finder = _Finder(vehicle, trees, dict(sources), entries)
    legs = []
    for states in finder.ways(most):
        target = entries[states[-1]][1]
        way = Way(0, (*states, target))
        legs.append(search.along(way, departures[states[0]][0], arrivals[target][0]))
    return tuple(legs)


class _Finder:
    """Picks via ways, one after the other."""

    def __init__(
        self,
        vehicle: VehicleRouting,
        trees: ViaTrees,
        departure_ms: Mapping[int, int],
        entries: TargetEntries,
    ) -> None:
        """Pick from `trees`; the parts of the way before and behind them are known by state."""
        self._network = vehicle.network
        self._turns = vehicle.turns
        self._metric = vehicle.cch.metric
        self._trees = trees
        self._departure_ms = departure_ms
        self._entries = entries
        self._targets = {target for _, target in entries.values()}
        self._best_ms = trees.best_ms
        self._known = {*trees.best, entries[trees.best[-1]][1]}

    def ways(self, most: int) -> Iterator[States]:
        """Yield up to `most` ways, by their states."""
        found = 0
        for via in self._promising().tolist():
            if found == most:
                return
            states = self._trees.way(via)
            if self._is_admissible(states, states.index(via)):
                self._known.update((*states, self._entries[states[-1]][1]))
                found += 1
                yield states

    def _promising(self) -> NDArray[np.int64]:
        """Return the via states that may do, those of short ways that share little first."""
        trees = self._trees
        candidates = trees.candidates(int(self._best_ms * (1 + STRETCH)))
        cost_ms = trees.forward_ms[candidates] + trees.backward_ms[candidates]
        shared_ms = trees.shared_ms()[candidates]
        order = np.argsort(2 * cost_ms + shared_ms, kind="stable")
        order = order[shared_ms[order] <= SHARED * self._best_ms]
        return candidates[order[:_MOST_TRIED]]

    def _is_admissible(self, states: States, via: int) -> bool:
        if states[0] not in self._departure_ms or states[-1] not in self._entries:
            return False
        if not self._targets.isdisjoint(states) or not self._departure_ms.keys().isdisjoint(states[1:]):
            return False  # it passes the end, or the start once more
        heads = self._network.arc_head[self._turns.states.arc[np.array(states)]]
        if len(set(heads.tolist())) < len(heads):
            return False
        reached_ms = self._reached_ms(states)
        if self._shared_ms(states, reached_ms) > SHARED * self._best_ms:
            return False
        return self._is_locally_optimal(states, reached_ms, via)

    def _reached_ms(self, states: States) -> NDArray[np.int64]:
        """Return when each state is driven to its end, and last when the way ends, (K + 1,)."""
        steps = self._metric.weights[self._turns.turns_of(states)]
        parts = np.concatenate(
            [
                np.array([self._departure_ms[states[0]]], np.int64),
                steps,
                np.array([self._entries[states[-1]][0]], np.int64),
            ]
        )
        reached_ms: NDArray[np.int64] = np.cumsum(parts)
        return reached_ms

    def _shared_ms(self, states: States, reached_ms: NDArray[np.int64]) -> int:
        """Return how much of a way is driven on ways that are known already."""
        driven = (*states, self._entries[states[-1]][1])
        is_known = np.array([state in self._known for state in driven])
        return int(np.diff(reached_ms, prepend=0)[is_known].sum())

    def _is_locally_optimal(self, states: States, reached_ms: NDArray[np.int64], via: int) -> bool:
        within_ms = int(LOCAL * self._best_ms)
        middle_ms = int(reached_ms[via])
        first = max(int(np.searchsorted(reached_ms[:-1], middle_ms - within_ms, side="right")) - 1, 0)
        last = min(int(np.searchsorted(reached_ms[:-1], middle_ms + within_ms)), len(states) - 1)
        least_ms = self._metric.cost_ms([(states[first], 0)], [(states[last], 0)])
        return least_ms == int(reached_ms[last] - reached_ms[first])
