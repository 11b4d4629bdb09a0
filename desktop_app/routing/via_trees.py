"""Two shortest-path trees, from the start and to the end, and what they say of every way over one state.

Ways that follow the first tree to a state and the second one on from there are *via ways*: I. Abraham,
D. Delling, A. V. Goldberg, R. F. Werneck, "Alternative routes in road networks" (2010/2013).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.hierarchy import Metric, Offset

_NOBODY = -1
_MOST_DOUBLINGS = 40


class ViaTrees:
    """The trees of one request, S states of a metric.

    Attributes
    ----------
    forward_ms, backward_ms
        (S,) int64 least cost from the start to the end of each state, and from there to the end.
    best
        The states of a cheapest way, in driving order.
    """

    def __init__(self, metric: Metric, sources: Sequence[Offset], entries: Sequence[Offset]) -> None:
        """Grow both trees; there has to be a way from a source to an entry."""
        turns = metric.hierarchy.turns
        every = np.arange(len(turns.states.arc))
        self.forward_ms = metric.costs_from(sources, every)
        self.backward_ms = metric.costs_to(every, entries)
        tail, head, weights = metric.hierarchy.from_state, turns.next_state, metric.weights
        self._before = np.full(len(every), _NOBODY, np.int64)
        self._after = np.full(len(every), _NOBODY, np.int64)
        usable = weights < UNREACHABLE_MS
        reached = usable & (self.forward_ms[tail] < UNREACHABLE_MS)
        tight = reached & (self.forward_ms[tail] + weights == self.forward_ms[head])
        self._before[head[tight]] = tail[tight]
        leading = usable & (self.backward_ms[head] < UNREACHABLE_MS)
        tight = leading & (self.backward_ms[head] + weights == self.backward_ms[tail])
        self._after[tail[tight]] = head[tight]
        _end_at(self._before, sources, self.forward_ms)
        _end_at(self._after, entries, self.backward_ms)
        last = min(entries, key=lambda entry: int(self.forward_ms[entry[0]]) + entry[1])[0]
        self.best = _followed(self._before.tolist(), last)[::-1]
        self._keep_to_best()
        # As lists they are followed ten times as fast.
        self._back: list[int] = self._before.tolist()
        self._onward: list[int] = self._after.tolist()

    @property
    def best_ms(self) -> int:
        """What the cheapest way costs."""
        return int(self.forward_ms[self.best[-1]] + self.backward_ms[self.best[-1]])

    def candidates(self, most_ms: int) -> NDArray[np.int64]:
        """Return the states whose via ways cost at most `most_ms`: one for each way, the best aside."""
        cost_ms = self.forward_ms + self.backward_ms
        is_first = np.ones(len(cost_ms), np.bool_)
        has_before = self._before != _NOBODY
        # Over the state before the same way leads, where the second tree leads from there to here.
        is_first[has_before] = self._after[self._before[has_before]] != np.flatnonzero(has_before)
        is_first[list(self.best)] = False
        return np.flatnonzero((cost_ms <= most_ms) & is_first)

    def shared_ms(self) -> NDArray[np.int64]:
        """Return how much of each via way is driven on the best one too, (S,)."""
        return self._on_best(self._before, self.forward_ms) + self._on_best(self._after, self.backward_ms)

    def way(self, state: int) -> tuple[int, ...]:
        """Return the states of a via way, in driving order."""
        return (*_followed(self._back, state)[::-1], *_followed(self._onward, state)[1:])

    def _keep_to_best(self) -> None:
        """Let the trees follow the best way where others are as good."""
        way = np.array(self.best)
        self._before[way[1:]], self._after[way[:-1]] = way[:-1], way[1:]
        self._after[way[-1]] = _NOBODY

    def _on_best(self, pointers: NDArray[np.int64], cost_ms: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the cost at which each state's branch leaves the best way, by doubling the pointers."""
        on_best = np.zeros(len(pointers), np.bool_)
        on_best[list(self.best)] = True
        stays = on_best | (pointers == _NOBODY)
        jump = np.where(stays, np.arange(len(pointers)), pointers)
        for _ in range(_MOST_DOUBLINGS):
            further = jump[jump]
            if np.array_equal(further, jump):
                break
            jump = further
        return np.where(on_best[jump], cost_ms[jump], 0)


def _followed(pointers: Sequence[int], state: int) -> tuple[int, ...]:
    """Return the states from one on along the pointers; no more than there are."""
    found = [state]
    while (onward := pointers[found[-1]]) != _NOBODY and len(found) < len(pointers):
        found.append(onward)
    return tuple(found)


def _end_at(pointers: NDArray[np.int64], ends: Sequence[Offset], cost_ms: NDArray[np.int64]) -> None:
    """Let branches end at the states where the tree is as cheap as the end itself."""
    for state, offset_ms in ends:
        if cost_ms[state] == offset_ms:
            pointers[state] = _NOBODY
