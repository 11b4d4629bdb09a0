"""Finding segments by OSM node pairs and by OSM way."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.roadnet.network import ArcFlag, RoadNetwork


class PlaceIndex:
    """Answers which segments a pair of OSM nodes or an OSM way names."""

    def __init__(self, network: RoadNetwork) -> None:
        """Index `network`; takes one sort over its segments and one over its arcs."""
        self._network = network
        key = network.segment_tail.astype(np.int64) * max(len(network.node_osm_id), 1) + network.segment_head
        self._pair_order = np.argsort(key, kind="stable")
        self._pair_key = key[self._pair_order]
        self._way_order = np.argsort(network.arc_way, kind="stable")
        self._way_sorted = network.arc_way[self._way_order]

    def node_indexes(self, osm_ids: ArrayLike) -> NDArray[np.int64]:
        """Return the node index of each OSM id, in their shape; -1 where the map has no such road node."""
        wanted = np.asarray(osm_ids, dtype=np.int64)
        known = self._network.node_osm_id
        if not len(known):
            return np.full(wanted.shape, -1, dtype=np.int64)
        index = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        return np.where(known[index] == wanted, index, -1)

    def segments_of_pairs(
        self, tail_ids: ArrayLike, head_ids: ArrayLike
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the segments from each tail node to its head node.

        Parameters
        ----------
        tail_ids, head_ids
            (P,) OSM node ids.

        Returns
        -------
        segments
            (M,) segment indexes; parallel ways between the same two nodes give one each.
        pair
            (M,) which pair each segment belongs to, ascending. A pair absent here is not on the map.
        """
        tail, head = self.node_indexes(tail_ids), self.node_indexes(head_ids)
        key = np.where((tail < 0) | (head < 0), -1, tail * len(self._network.node_osm_id) + head)
        low = np.searchsorted(self._pair_key, key, side="left")
        count = np.searchsorted(self._pair_key, key, side="right") - low
        pair = np.repeat(np.arange(len(key)), count)
        offset = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
        return self._pair_order[low[pair] + offset], pair

    def segments_of_way(self, way_id: int, *, forward: bool, backward: bool) -> NDArray[np.int64]:
        """Return the segments of an OSM way with and against its node order.

        Returns
        -------
        (M,) segment indexes; empty where the map has no such way or not that direction.
        """
        network = self._network
        low, high = np.searchsorted(self._way_sorted, [way_id, way_id + 1])
        arcs = self._way_order[low:high]
        against = (network.arc_flags[arcs] & ArcFlag.AGAINST_WAY) != 0
        arcs = arcs[(against & backward) | (~against & forward)]
        runs = [np.arange(network.arc_first_segment[a], network.arc_first_segment[a + 1]) for a in arcs]
        return np.concatenate(runs).astype(np.int64) if runs else np.zeros(0, np.int64)
