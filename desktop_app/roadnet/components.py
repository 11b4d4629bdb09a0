"""Strongly connected components of the junctions."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray


def strong_components(
    junction_count: int, arc_tail: NDArray[np.int32], arc_head: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Return the component of each junction, numbered by size, 0 the largest.

    Between any two junctions of one component there is a way in both directions, turns aside.

    Returns
    -------
    (J,) int32
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(junction_count))
    graph.add_edges_from(zip(arc_tail.tolist(), arc_head.tolist(), strict=True))
    component = np.zeros(junction_count, dtype=np.int32)
    parts = sorted(nx.strongly_connected_components(graph), key=lambda part: (-len(part), min(part)))
    for number, part in enumerate(parts):
        component[list(part)] = number
    return component
