"""The ways along the lattice's edges: each follows its line as long as the road stays the same."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.generator.edge_nodes import BRIDGE_BEGINS, BRIDGE_ENDS, SPLIT, EdgeNodes
from desktop_app.roadnet.sources.generator.layout import Layout
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD
from desktop_app.roadnet.sources.generator.tile import Numbers

_LONGEST_EDGES = 8


@dataclass(frozen=True, slots=True, eq=False)
class EdgeWays:
    """Ways along edges; nodes by number: corners first, then the nodes on edges.

    Attributes
    ----------
    first_ref
        (W + 1,).
    refs
        Numbers of nodes.
    edge
        (W,) the edge on which each way begins.
    is_bridge
        (W,).
    first_link
        (E + 1,) the links of an edge: one more than it has nodes, none where it has no road.
    link_way
        (L,) int32.
    """

    first_ref: Numbers
    refs: Numbers
    edge: Numbers
    is_bridge: NDArray[np.bool_]
    first_link: Numbers
    link_way: NDArray[np.int32]

    def first_way(self, edge: int) -> int:
        """Return the way at an edge's beginning."""
        return int(self.link_way[self.first_link[edge]])

    def last_way(self, edge: int) -> int:
        """Return the way at an edge's end."""
        return int(self.link_way[self.first_link[edge + 1] - 1])

    def ways_beside(self, nodes: EdgeNodes, node: int) -> tuple[int, int]:
        """Return the ways that lead to a node on an edge, and on from it."""
        edge = int(nodes.edge[node])
        link = int(self.first_link[edge] + node - nodes.first[edge])
        return int(self.link_way[link]), int(self.link_way[link + 1])


def make_edge_ways(
    layout: Layout, nodes: EdgeNodes, edge_town: Numbers, is_split: NDArray[np.bool_]
) -> EdgeWays:
    """Return the ways along all edges.

    Parameters
    ----------
    edge_town
        (E,) town of each edge; a road's name changes with it.
    is_split
        (corners,) where no way runs through.
    """
    lattice = layout.lattice
    size = np.where(layout.edge_class == NO_ROAD, 0, np.diff(nodes.first) + 1)
    first_link = np.zeros(lattice.edge_count + 1, np.int64)
    np.cumsum(size, out=first_link[1:])
    edge = np.repeat(np.arange(lattice.edge_count), size)
    position = np.arange(len(edge)) - first_link[edge]
    inner = nodes.first[edge] + position
    tail_corner, head_corner = (each[edge] for each in lattice.edge_ends(np.arange(lattice.edge_count)))
    flags = np.zeros(len(edge), np.uint8)
    after_node = position > 0
    flags[after_node] = nodes.flags[inner[after_node] - 1]
    tail = np.where(after_node, lattice.corner_count + inner - 1, tail_corner)
    starts = (position == 0) & ~_continues(layout, edge_town, is_split)[edge]
    starts |= (flags & (BRIDGE_BEGINS | BRIDGE_ENDS | SPLIT)) != 0
    way = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    ends = np.append(first[1:], len(edge)) - 1
    first_ref = np.append(first + np.arange(len(first)), len(edge) + len(first))
    refs = np.empty(first_ref[-1], np.int64)
    refs[np.arange(len(edge)) + way] = tail
    at_end = position[ends] == size[edge[ends]] - 1
    refs[first_ref[1:] - 1] = np.where(at_end, head_corner[ends], lattice.corner_count + inner[ends])
    return EdgeWays(
        first_ref, refs, edge[first], (flags[first] & BRIDGE_BEGINS) != 0, first_link, way.astype(np.int32)
    )


def _continues(layout: Layout, edge_town: Numbers, is_split: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say for each edge whether the way on the edge before it runs on along it."""
    edges = np.arange(layout.lattice.edge_count)
    line = layout.lattice.edge_line(edges)
    tail, _ = layout.lattice.edge_ends(edges)
    same = (line[1:] == line[:-1]) & (layout.edge_class[1:] != NO_ROAD) & (edges[1:] % _LONGEST_EDGES != 0)
    for fact in (layout.edge_class, layout.edge_number, edge_town):
        same &= fact[1:] == fact[:-1]
    return np.concatenate([[False], same & ~is_split[tail[1:]]])
