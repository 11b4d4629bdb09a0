"""Strongly connected components of a directed graph, on arrays alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BOTH = 3
_HALF_BITS = 32
_TRIMMINGS = 8
_SEED = 1
"""Pivots are drawn; the components are the same whichever they are."""


@dataclass(frozen=True, slots=True, eq=False)
class _Arcs:
    """Arcs of a graph whose nodes are numbered."""

    tail: NDArray[np.int32]
    head: NDArray[np.int32]

    def reversed(self) -> "_Arcs":
        return _Arcs(self.head, self.tail)

    def where(self, keep: NDArray[np.bool_]) -> "_Arcs":
        return _Arcs(self.tail[keep], self.head[keep])


def strong_components(
    node_count: int, arc_tail: NDArray[np.int32], arc_head: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the component of each node, numbered by size, 0 the largest; of equal ones the first is first.

    Between any two nodes of one component there is a way in both directions. What a pivot reaches
    and what reaches it is its component, nearly always that of almost the whole map; what is left falls
    into sets between which no component lies, and each gets a pivot of its own (Fleischer, Hendrickson,
    Pinar: On Identifying Strongly Connected Components in Parallel, 2000).

    Parameters
    ----------
    arc_tail, arc_head
        (A,) nodes between which the arcs run.

    Returns
    -------
    (N,) int32
    """
    # Whoever belongs to no other is a component by itself.
    pivot_of = np.arange(node_count, dtype=np.int32)
    random = np.random.default_rng(_SEED)
    arcs = _Arcs(arc_tail, arc_head)
    if (loops := arc_tail == arc_head).any():
        arcs = arcs.where(~loops)
    sets = _Sets(pivot_of.copy(), np.zeros(node_count, np.int32), _busiest(arcs))
    while len(arcs.tail):
        count = len(sets.node)
        forward = _reached(count, arcs, sets.pivots)
        backward = _reached(count, arcs.reversed(), sets.pivots)
        found = np.flatnonzero(forward & backward)
        pivot_of[sets.node[found]] = sets.node[sets.pivots[sets.number[found]]]
        # No component has a node in one of the four sets and another in a second.
        side = forward + 2 * backward.view(np.uint8)
        arcs = arcs.where((side[arcs.tail] == side[arcs.head]) & (side[arcs.tail] != _BOTH))
        arcs, node = _renumbered(count, _trimmed(count, arcs))
        sets = _sets_of(sets.node[node], arcs, random)
    return _by_size(pivot_of)


@dataclass(frozen=True, slots=True, eq=False)
class _Sets:
    """Sets of nodes between which no component lies.

    Attributes
    ----------
    node
        (M,) the nodes that are left, by their number in the whole graph.
    number
        (M,) set of each.
    pivots
        (K,) a node of each set, as an index of `node`.
    """

    node: NDArray[np.int32]
    number: NDArray[np.int32]
    pivots: NDArray[np.int32]


def _busiest(arcs: _Arcs) -> NDArray[np.int32]:
    """Return the node with the most arcs out of it."""
    most = np.argmax(np.bincount(arcs.tail)) if len(arcs.tail) else 0
    return np.array([most], np.int32)


def _trimmed(node_count: int, arcs: _Arcs) -> _Arcs:
    """Return the arcs without most of those at nodes that nothing leads into, or nothing out of."""
    for _ in range(_TRIMMINGS):
        entered, left = np.zeros(node_count, np.bool_), np.zeros(node_count, np.bool_)
        entered[arcs.head] = True
        left[arcs.tail] = True
        keep = entered[arcs.tail] & left[arcs.head]
        if keep.all():
            return arcs
        arcs = arcs.where(keep)
    return arcs


def _renumbered(node_count: int, arcs: _Arcs) -> tuple[_Arcs, NDArray[np.int64]]:
    """Return the arcs over the nodes that they touch alone, and which those are."""
    touched = np.zeros(node_count, np.bool_)
    touched[arcs.tail] = True
    touched[arcs.head] = True
    number = np.cumsum(touched, dtype=np.int32) - np.int32(1)
    return _Arcs(number[arcs.tail], number[arcs.head]), np.flatnonzero(touched)


def _sets_of(node: NDArray[np.int32], arcs: _Arcs, random: np.random.Generator) -> _Sets:
    """Return the sets that the arcs tie together, each with a pivot that is drawn."""
    root = _weak_components(len(node), arcs)
    drawn = random.permutation(len(node)).astype(np.int32)
    pivot = np.full(len(node), -1, np.int32)
    pivot[root[drawn]] = drawn
    roots = np.flatnonzero(pivot >= 0)
    number = np.zeros(len(node), np.int32)
    number[roots] = np.arange(len(roots))
    return _Sets(node, number[root], pivot[roots])


def _weak_components(node_count: int, arcs: _Arcs) -> NDArray[np.int32]:
    """Return for each node the lowest one that arcs tie it to, whatever their direction."""
    root = np.arange(node_count, dtype=np.int32)
    tail, head = arcs.tail, arcs.head
    while len(tail):
        low, high = np.minimum(tail, head), np.maximum(tail, head)
        # Each root hangs on a lower one, any of those it touches: there is no circle.
        root[high] = low
        while not np.array_equal(above := root[root], root):
            root = above
        tail, head = root[low], root[high]
        apart = tail != head
        tail, head = tail[apart], head[apart]
    return root


def _reached(node_count: int, arcs: _Arcs, starts: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Return (N,) whether each node can be reached from any of `starts`, by breadth-first search."""
    first, heads = _by_tail(node_count, arcs)
    reached = np.zeros(node_count, dtype=np.bool_)
    reached[starts] = True
    seen_at = np.zeros(node_count, np.int32)
    frontier = starts
    while len(frontier):
        count = first[frontier + 1] - first[frontier]
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        following = heads[np.repeat(first[frontier], count) + offset]
        following = following[~reached[following]]
        reached[following] = True
        # A node that several arcs lead to is looked at once.
        place = np.arange(len(following), dtype=np.int32)
        seen_at[following] = place
        frontier = following[seen_at[following] == place]
    return reached


def _by_tail(node_count: int, arcs: _Arcs) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the heads of all arcs by tail: those out of ``n`` are from ``first[n]`` to ``first[n + 1]``."""
    tail, head = arcs.tail, arcs.head
    if (tail[1:] < tail[:-1]).any():
        # Sorting pairs as one number is many times as fast as sorting their places.
        packed = tail.astype(np.int64)
        packed <<= _HALF_BITS
        packed |= head
        packed.sort()
        head = packed.astype(np.int32)  # the lower half
        packed >>= _HALF_BITS
        tail = packed.astype(np.int32)
    begins = np.ones(len(tail), np.bool_)
    np.not_equal(tail[1:], tail[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    first = np.zeros(node_count + 1, np.int64)
    first[tail[starts] + 1] = np.diff(np.append(starts, len(tail)))
    np.cumsum(first, out=first)
    return first, head


def _by_size(pivot_of: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the components numbered by size and first node, from one node of each."""
    node_count = len(pivot_of)
    size = np.bincount(pivot_of, minlength=node_count)
    first = np.zeros(node_count, np.int32)
    backwards = np.arange(node_count - 1, -1, -1, dtype=np.int32)
    first[pivot_of[backwards]] = backwards
    pivots = np.flatnonzero(size)
    order = np.lexsort((first[pivots], -size[pivots]))
    number = np.zeros(node_count, np.int32)
    number[pivots[order]] = np.arange(len(pivots))
    return number[pivot_of]
