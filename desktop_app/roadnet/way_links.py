"""From ways to links: pairs of neighbouring nodes of a way, each stretch once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.tables import NodeTable, WayTable


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Undirected pairs of neighbouring nodes of a way, L of them, in file order.

    Attributes
    ----------
    way
        (L,) int32 row of the way table.
    tail, head
        (L,) int32 node index.
    """

    way: NDArray[np.int32]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]

    def where(self, keep: NDArray[np.bool_]) -> "Links":
        """Return the links for which `keep` is true."""
        return Links(self.way[keep], self.tail[keep], self.head[keep])


@dataclass(frozen=True, slots=True, eq=False)
class LinkedNodes:
    """The links of ways, the nodes on them, and what had to be left out.

    Attributes
    ----------
    nodes
        Those that a link uses; the links name them by their row here.
    repeated_nodes
        Places where a way names one node twice in a row.
    repeated_stretches
        Stretches that a way covers a second time; only their first pass is kept.
    """

    links: Links
    nodes: NodeTable
    repeated_nodes: int
    repeated_stretches: int


def link_ways(nodes: NodeTable, ways: WayTable) -> LinkedNodes:
    """Return the links of all ways."""
    links = _neighbours(nodes, ways)
    count = len(links.way)
    links = links.where(links.tail != links.head)
    moving = len(links.way)
    links = _each_once(links, len(nodes.osm_id))
    used = np.zeros(len(nodes.osm_id), np.bool_)
    used[links.tail] = True
    used[links.head] = True
    if not used.all():
        number = np.cumsum(used, dtype=np.int32) - np.int32(1)
        links = Links(links.way, number[links.tail], number[links.head])
        nodes = NodeTable(nodes.osm_id[used], nodes.lon[used], nodes.lat[used])
    return LinkedNodes(links, nodes, count - moving, moving - len(links.way))


def _neighbours(nodes: NodeTable, ways: WayTable) -> Links:
    node = np.searchsorted(nodes.osm_id, ways.refs).astype(np.int32)
    way = np.repeat(np.arange(len(ways.way_id), dtype=np.int32), np.diff(ways.first_ref))
    inside = way[1:] == way[:-1]
    return Links(way[:-1][inside], node[:-1][inside], node[1:][inside])


def _each_once(links: Links, node_count: int) -> Links:
    """Return the links without those that repeat one of the same way, whatever the direction."""
    pair = np.minimum(links.tail, links.head) * np.int64(node_count) + np.maximum(links.tail, links.head)
    # Hardly any pair of nodes comes twice, in one way or in two: only those that do are looked at.
    ordered = np.sort(pair)
    repeated = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(repeated):
        return links
    place = np.minimum(np.searchsorted(repeated, pair), len(repeated) - 1)
    rows = np.flatnonzero(repeated[place] == pair)
    order = np.lexsort((pair[rows], links.way[rows]))
    rows = rows[order]
    again = (links.way[rows[1:]] == links.way[rows[:-1]]) & (pair[rows[1:]] == pair[rows[:-1]])
    keep = np.ones(len(pair), np.bool_)
    keep[rows[1:][again]] = False
    return links.where(keep)
