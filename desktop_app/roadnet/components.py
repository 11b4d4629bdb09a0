"""Strongly connected components of the junctions."""

import numpy as np
from numpy.typing import NDArray


def strong_components(
    junction_count: int, arc_tail: NDArray[np.int32], arc_head: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the component of each junction, numbered by size, 0 the largest.

    Between any two junctions of one component there is a way in both directions, turns aside.
    What is reached from and reaches the junction with the most arcs is a component, nearly always that
    of almost the whole map; it is found on arrays, and only the rest is left to networkx (Fleischer,
    Hendrickson, Pinar: On Identifying Strongly Connected Components in Parallel, 2000).

    Returns
    -------
    (J,) int32
    """
    if not junction_count:
        return np.zeros(0, dtype=np.int32)
    pivot = int(np.argmax(np.bincount(arc_tail, minlength=junction_count)))
    main = _reached(junction_count, arc_tail, arc_head, pivot)
    main &= _reached(junction_count, arc_head, arc_tail, pivot)
    aside = ~(main[arc_tail] | main[arc_head])
    import networkx as nx  # noqa: PLC0415 - heavy, and only an import of a map needs it

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(np.flatnonzero(~main).tolist())
    graph.add_edges_from(zip(arc_tail[aside].tolist(), arc_head[aside].tolist(), strict=True))
    parts = [sorted(part) for part in nx.strongly_connected_components(graph)]
    parts.append(np.flatnonzero(main).tolist())
    component = np.zeros(junction_count, dtype=np.int32)
    for number, part in enumerate(sorted(parts, key=lambda part: (-len(part), part[0]))):
        component[part] = number
    return component


def _reached(
    junction_count: int, tail: NDArray[np.int32], head: NDArray[np.int32], start: int
) -> NDArray[np.bool_]:
    """Return (J,) whether each junction can be reached from `start`, by breadth-first search."""
    order = np.argsort(tail, kind="stable")
    heads = head[order]
    first = np.zeros(junction_count + 1, dtype=np.int64)
    np.cumsum(np.bincount(tail, minlength=junction_count), out=first[1:])
    reached = np.zeros(junction_count, dtype=np.bool_)
    reached[start] = True
    frontier = np.array([start])
    while len(frontier):
        count = first[frontier + 1] - first[frontier]
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        following = heads[np.repeat(first[frontier], count) + offset]
        following = following[~reached[following]]
        reached[following] = True
        # A junction that several arcs lead to is looked at once.
        frontier = np.unique(following)
    return reached
