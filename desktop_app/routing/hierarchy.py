"""The customizable contraction hierarchy over the states of one vehicle; the only door to its library.

J. Dibbelt, B. Strasser, D. Wagner, "Customizable Contraction Hierarchies" (2016), on the graph of
turns: a node is a state, driven to the end of its arc; an edge is a turn and the drive to the
end of the next arc. The *topology* depends on the turns alone, a *metric* on the weights.

The library panics where it is misused, and keeps a metric locked while a query or a result is alive:
here all arguments are checked before, and nothing of a query outlives its call.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import numpy as np
import routingkit_cch
from numpy.typing import NDArray

from desktop_app.errors import FaultError
from desktop_app.routing.engine import UNREACHABLE_MS, StateCosts
from desktop_app.routing.runs import joined_runs, run_owners
from desktop_app.routing.thread_bound import ThreadBound
from desktop_app.routing.turns import TurnGraph

Offset = tuple[int, int]
"""A state, and what is added to the way from or to it: at least 0 and below `UNREACHABLE_MS`."""

_BLOCK = 64
"""Neighbours in the order that are counted together when the spread of a change is measured."""
_BLOCK_COST = 3.5
"""What the part of all blocks that a change touches costs, against customizing all anew; as measured on
Porto: 19,000 turns in 30 blocks 4.5 ms, 19,000 in 800 blocks 67 ms, everything anew 65 ms."""
_TURN_COST = 3.4
"""The same for the part of all turns that change."""


def turn_weights(turns: TurnGraph, costs: StateCosts) -> NDArray[np.int64]:
    """Return what each turn and the drive to the end of the next arc cost.

    Returns
    -------
    (T,) int64 milliseconds; `UNREACHABLE_MS` where the turn is banned or the next arc closed.
    """
    weights: NDArray[np.int64] = costs.drive_ms[turns.next_state] + turns.turn_ms
    weights[costs.closed[turns.next_state]] = UNREACHABLE_MS
    weights[list(costs.banned_turns)] = UNREACHABLE_MS
    return np.minimum(weights, UNREACHABLE_MS, out=weights)


class Hierarchy:
    """The topology: made once for a vehicle, shared by all its metrics.

    Attributes
    ----------
    turns
        The graph it stands on.
    from_state
        (T,) int32 the state out of which each turn leads.
    """

    def __init__(self, turns: TurnGraph, arc_rank: NDArray[np.int32]) -> None:
        """Contract the states of `turns` in the order of their arcs.

        Parameters
        ----------
        arc_rank
            (A,) as `arc_order.arc_ranks` gives it.
        """
        self.turns = turns
        order = np.argsort(arc_rank[turns.states.arc], kind="stable")
        self._rank = np.empty(len(order), np.int32)
        self._rank[order] = np.arange(len(order), dtype=np.int32)
        self.from_state = turns.from_state
        self._cch = routingkit_cch.CCH(
            order.tolist(), self.from_state.tolist(), turns.next_state.tolist(), filter_always_inf_arcs=True
        )
        self._by_next = np.argsort(turns.next_state, kind="stable")
        self._first_into = np.zeros(len(order) + 1, np.int64)
        np.cumsum(np.bincount(turns.next_state, minlength=len(order)), out=self._first_into[1:])

    def metric(self, weights: NDArray[np.int64]) -> "Metric":
        """Return a metric of its own with these weights, (T,) as `turn_weights` gives them."""
        return Metric(self, self._cch, weights)

    def turns_into(self, state: int) -> NDArray[np.int64]:
        """Return the numbers of the turns that lead into a state."""
        return self._by_next[self._first_into[state] : self._first_into[state + 1]]

    def turns_into_each(self, states: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the turns that lead into each of some states, (N,), and the place of that state, (N,)."""
        first, after = self._first_into[states], self._first_into[states + 1]
        return self._by_next[joined_runs(first, after)], run_owners(first, after)

    def is_local(self, changed: NDArray[np.int64]) -> bool:
        """Say whether a change of these turns is sooner worked in than all weights anew."""
        of_turns = _TURN_COST * len(changed) / len(self.turns.next_state)
        if of_turns >= 1.0:
            return False
        block = np.sort(self._rank[self.turns.next_state[changed]] // _BLOCK)
        touched = 1 + np.count_nonzero(np.diff(block))
        return bool(_BLOCK_COST * touched / (len(self._rank) / _BLOCK) + of_turns < 1.0)


class Metric:
    """Weights worked into a hierarchy; of one thread at a time, which may end before the metric does."""

    def __init__(self, hierarchy: Hierarchy, cch: routingkit_cch.CCH, weights: NDArray[np.int64]) -> None:
        """Customize; `Hierarchy.metric` makes one."""
        self.hierarchy = hierarchy
        self._cch = cch
        self._weights = _checked(hierarchy, weights)
        self._updater = ThreadBound(partial(routingkit_cch.CCHMetricPartialUpdater, cch))
        self._build()

    @property
    def weights(self) -> NDArray[np.int64]:
        """The present weights, (T,); not to be changed."""
        return self._weights

    def update(self, weights: NDArray[np.int64]) -> None:
        """Take over new weights, (T,): in part where the change is local, else all anew."""
        weights = _checked(self.hierarchy, weights)
        changed = np.flatnonzero(weights != self._weights)
        if not len(changed):
            return
        self._query.drop()
        with self._rebuilt_after_panic():
            self._weights = weights
            if self.hierarchy.is_local(changed):
                self._update_some(changed)
            else:
                self._metric.reset(weights.tolist())

    def cost_ms(self, sources: Sequence[Offset], targets: Sequence[Offset]) -> int | None:
        """Return what the cheapest way from a source to a target costs, offsets included.

        Returns
        -------
        Milliseconds, or None where there is no way of less than `UNREACHABLE_MS`.
        """
        with self._rebuilt_after_panic():
            return self._query.get().run_multi(list(sources), list(targets)).distance

    def way(self, sources: Sequence[Offset], targets: Sequence[Offset]) -> tuple[int, list[int]] | None:
        """Return the cost of the cheapest way and its states, the source's and the target's included."""
        with self._rebuilt_after_panic():
            result = self._query.get().run_multi(list(sources), list(targets))
            cost_ms, states = result.distance, result.node_path
            del result
        return None if cost_ms is None else (cost_ms, states)

    @contextmanager
    def pinned_targets(self, states: NDArray[np.integer]) -> Iterator["PinnedTargets"]:
        """Give costs to many fixed states, source by source; weights must not change within."""
        with self._rebuilt_after_panic():
            pinned = PinnedTargets(routingkit_cch.CCHOneToMany(self._metric, states.tolist()))
            try:
                yield pinned
            finally:
                pinned.release()

    def costs_from(self, sources: Sequence[Offset], states: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return the least cost from any of the sources to each state, (K,) int64 ms.

        `UNREACHABLE_MS` stands where there is no way.
        """
        with self.pinned_targets(states) as pinned:
            return pinned.costs_from(sources)

    def costs_to(self, states: NDArray[np.integer], targets: Sequence[Offset]) -> NDArray[np.int64]:
        """Return the least cost from each state to any of the targets, (K,) int64 ms."""
        with self._rebuilt_after_panic():
            pinned = routingkit_cch.CCHManyToOne(self._metric, states.tolist())
            return _costs(pinned.distances_to_multi(list(targets)))

    def _update_some(self, changed: NDArray[np.int64]) -> None:
        new = self._weights[changed].tolist()
        self._updater.get().apply(self._metric, dict(zip(changed.tolist(), new, strict=True)))

    def _build(self) -> None:
        self._metric = routingkit_cch.CCHMetric(self._cch, self._weights.tolist())
        self._query = ThreadBound(partial(routingkit_cch.CCHQuery, self._metric))

    @contextmanager
    def _rebuilt_after_panic(self) -> Iterator[None]:
        """Turn a panic of the library into a fault of ours, after which the metric is sound again."""
        try:
            yield
        except BaseException as panic:
            if type(panic).__name__ != "PanicException":
                raise
            self._updater = ThreadBound(partial(routingkit_cch.CCHMetricPartialUpdater, self._cch))
            self._build()
            raise FaultError(
                f"The routing library failed ({panic}); the routes are computed anew, please try again."
            ) from panic


class PinnedTargets:
    """States to which costs are asked for, one set of sources after the other."""

    def __init__(self, query: routingkit_cch.CCHOneToMany) -> None:
        """Ask through `query`; `Metric.pinned_targets` makes one."""
        self._query: routingkit_cch.CCHOneToMany | None = query

    def costs_from(self, sources: Sequence[Offset]) -> NDArray[np.int64]:
        """Return the least cost from any of the sources to each state, (K,) int64 ms.

        `UNREACHABLE_MS` stands where there is no way.
        """
        if self._query is None:
            raise FaultError("The targets have been released; pin them again.")
        return _costs(self._query.distances_from_multi(list(sources)))

    def release(self) -> None:
        """Let the metric go, so that its weights may change."""
        self._query = None


def _costs(distances: list[int | None]) -> NDArray[np.int64]:
    # As floats None becomes NaN at once; whole milliseconds below 2^31 stay exact.
    costs = np.array(distances, np.float64)
    return np.where(np.isnan(costs), UNREACHABLE_MS, costs).astype(np.int64)


def _checked(hierarchy: Hierarchy, weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the weights with all that is no way at `UNREACHABLE_MS`; refuses what would be misuse."""
    turns = len(hierarchy.turns.next_state)
    if weights.shape != (turns,) or (turns and int(weights.min()) < 0):
        raise FaultError("The weights do not fit the roads; open the map again.")
    return np.minimum(weights, UNREACHABLE_MS)
