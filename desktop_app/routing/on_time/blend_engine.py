"""The engine that minimises blends of mean and variance, on a metric of its own."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.cch_engine import cheapest_way, target_entries
from desktop_app.routing.engine import LONGEST_MS, UNREACHABLE_MS, PartialState, StateCosts, Way
from desktop_app.routing.hierarchy import Hierarchy, Metric
from desktop_app.routing.on_time.blend import Blend


class BlendEngine:
    """Finds ways of the least blend; the metric of the present times is left as it is."""

    def __init__(self, hierarchy: Hierarchy, costs: StateCosts, variance: NDArray[np.int64]) -> None:
        """Search on the topology of `hierarchy`.

        Parameters
        ----------
        costs
            Means, closures and bans.
        variance
            (S,) of each state, ms·s.
        """
        turns = hierarchy.turns
        self._hierarchy = hierarchy
        self._banned_turns = costs.banned_turns
        self._no_way = costs.closed[turns.next_state]
        self._no_way[list(costs.banned_turns)] = True
        self._mean_ms = costs.drive_ms[turns.next_state] + turns.turn_ms
        self._variance = variance[turns.next_state]
        self._turn_cost = np.zeros(0, np.int64)
        self._metric: Metric | None = None

    def blend(self, blend: Blend) -> None:
        """Customize for another blend."""
        weights = blend.costs(self._mean_ms, self._variance)
        weights[self._no_way] = UNREACHABLE_MS
        self._turn_cost = blend.costs(self._hierarchy.turns.turn_ms, 0)
        if self._metric is None:
            self._metric = self._hierarchy.metric(weights)
        else:
            self._metric.update(weights)

    def query(
        self, sources: Sequence[PartialState], targets: Sequence[PartialState], limit_ms: int = LONGEST_MS
    ) -> Way | None:
        """Return a way of the least blend, or None; see `Engine.query`."""
        if self._metric is None:
            raise RuntimeError("an engine is customized before it is asked")
        entries = target_entries(self._hierarchy, targets, self._banned_turns, self._turn_cost)
        return cheapest_way(self._metric, sources, entries, limit_ms)
