"""The fast engine: queries of microseconds on a customizable contraction hierarchy."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.engine import LONGEST_MS, UNREACHABLE_MS, PartialState, StateCosts, Way
from desktop_app.routing.hierarchy import Hierarchy, Metric, turn_weights
from desktop_app.routing.turns import TurnGraph

TargetEntries = dict[int, tuple[int, int]]
"""States before the targets: what is added to the way to each, and the target that it enters."""


class CchEngine:
    """Finds cheapest ways by a hierarchy; it is built when it is first asked."""

    def __init__(self, turns: TurnGraph, arc_rank: Callable[[], NDArray[np.int32]]) -> None:
        """Search on `turns`; `arc_rank` gives the order of the map's arcs."""
        self._turns = turns
        self._arc_rank = arc_rank
        self._hierarchy: Hierarchy | None = None
        self._metric: Metric | None = None
        self._costs: StateCosts | None = None
        self._customized: StateCosts | None = None

    @property
    def hierarchy(self) -> Hierarchy:
        """The topology."""
        if self._hierarchy is None:
            self._hierarchy = Hierarchy(self._turns, self._arc_rank())
        return self._hierarchy

    def beside(self) -> "CchEngine":
        """Return an engine on the same hierarchy with a metric of its own."""
        other = CchEngine(self._turns, self._arc_rank)
        other._hierarchy = self.hierarchy
        return other

    @property
    def metric(self) -> Metric:
        """The metric, customized with the present costs; the same object whatever the costs."""
        if self._costs is None:
            raise RuntimeError("an engine is customized before it is asked")
        if self._metric is None:
            self._metric = self.hierarchy.metric(turn_weights(self._turns, self._costs))
        elif self._customized is not self._costs:
            self._metric.update(turn_weights(self._turns, self._costs))
        self._customized = self._costs
        return self._metric

    def customize(self, costs: StateCosts) -> None:
        """Take over new costs; they are worked in when the engine is next asked."""
        self._costs = costs

    def query(
        self, sources: Sequence[PartialState], targets: Sequence[PartialState], limit_ms: int = LONGEST_MS
    ) -> Way | None:
        """Return a cheapest way, or None; see `Engine.query`."""
        return cheapest_way(self.metric, sources, self.entries(targets), limit_ms)

    def entries(self, targets: Sequence[PartialState]) -> TargetEntries:
        """Return the states from which targets are entered by the present costs; see `target_entries`."""
        banned = frozenset[int]() if self._costs is None else self._costs.banned_turns
        return target_entries(self.hierarchy, targets, banned, self._turns.turn_ms)


def cheapest_way(
    metric: Metric, sources: Sequence[PartialState], entries: TargetEntries, limit_ms: int
) -> Way | None:
    """Return a cheapest way by a metric, or None; see `Engine.query`.

    Parameters
    ----------
    entries
        As `target_entries` gives them.
    """
    starts = [(state, cost_ms) for state, cost_ms in sources if cost_ms < UNREACHABLE_MS]
    if not starts or not entries:
        return None
    found = metric.way(starts, [(state, offset_ms) for state, (offset_ms, _) in entries.items()])
    if found is None or found[0] > limit_ms:
        return None
    cost_ms, states = found
    return Way(cost_ms, (*states, entries[states[-1]][1]))


def target_entries(
    hierarchy: Hierarchy,
    targets: Sequence[PartialState],
    banned_turns: frozenset[int],
    turn_cost: NDArray[np.integer],
) -> TargetEntries:
    """Return the states from which the targets are entered.

    A target is driven in part only, so that a way to it is one to a state before it, driven to its end.

    Parameters
    ----------
    turn_cost
        (T,) what each turn costs in the metric that is asked.

    Returns
    -------
    For each such state what the turn and the part cost, the cheapest, and the target that this enters.
    """
    entries: TargetEntries = {}
    for target, part_ms in targets:
        into = hierarchy.turns_into(target)
        before = hierarchy.from_state[into].tolist()
        for turn, state, turn_ms in zip(into.tolist(), before, turn_cost[into].tolist(), strict=True):
            offset_ms = turn_ms + part_ms
            known = entries.get(state)
            if turn in banned_turns or offset_ms >= UNREACHABLE_MS:
                continue
            if known is None or offset_ms < known[0]:
                entries[state] = (offset_ms, target)
    return entries
