"""The arcs that matter to turn restrictions, by way and by junction, as plain numbers quick to ask for."""

from collections import defaultdict
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.id_sets import positions, union
from desktop_app.roadnet.sources.restrictions.members import Members

_NONE: tuple[int, ...] = ()


class MemberArcs:
    """The arcs of some ways, and all arcs out of the junctions that these touch.

    Attributes
    ----------
    tail, head
        Junction at either end of each arc; of the ways' arcs and those out of their junctions.
    twin
        The arc the other way round, or -1.
    of_way
        Arcs of each way; a way that no vehicle drives is not there.
    out_of
        Arcs out of each junction.
    """

    def __init__(self, network: RoadNetwork, ways: Collection[int], nodes: Collection[int]) -> None:
        """Look up the arcs of `ways` and the junctions of `nodes`, OSM ids."""
        self._network = network
        own = self._arcs_of(_ids(ways))
        touched = np.zeros(network.junction_count, np.bool_)
        touched[network.arc_tail[own]] = True
        touched[network.arc_head[own]] = True
        known = np.sort(np.append(own, np.flatnonzero(touched[network.arc_tail] & ~self._among(own))))
        self.tail = _by_arc(known, network.arc_tail)
        self.head = _by_arc(known, network.arc_head)
        self.twin = _by_arc(known, network.arc_twin)
        self.of_way = _grouped(network.arc_way[own], own)
        self.out_of = _grouped(network.arc_tail[known], known)
        self._junction_of_node = self._junctions_of(_ids(nodes))
        self._open_to_cars = frozenset(known[self._cars_drive(known)].tolist())
        self._touched: dict[int, frozenset[int]] = {}

    def is_on_road(self, node: int) -> bool:
        """Say whether a road leads over a node."""
        return node in self._junction_of_node

    def junction_of(self, node: int) -> int:
        """Return the junction at a node on a road, -1 where no road ends or meets another there."""
        return self._junction_of_node[node]

    def node_of(self, members: Members) -> int | None:
        """Return the OSM id of a node on a road that tells where members lie, None where none does."""
        for node in members.via_nodes:
            if node in self._junction_of_node:
                return node
        arcs = (arc for way in members.ways for arc in self.of_way.get(way, ()))
        arc = next(arcs, None)
        if arc is None:
            return None
        return int(self._network.node_osm_id[self._network.junction_node[self.tail[arc]]])

    def touched_by(self, way: int) -> frozenset[int]:
        """Return the junctions of a way's arcs."""
        if way not in self._touched:
            ends = (end for arc in self.of_way[way] for end in (self.tail[arc], self.head[arc]))
            self._touched[way] = frozenset(ends)
        return self._touched[way]

    def cars_may_drive(self, arcs: Collection[int]) -> bool:
        """Say whether the first profile may ever drive all of some arcs."""
        return self._open_to_cars.issuperset(arcs)

    def _cars_drive(self, arcs: NDArray[np.int64]) -> NDArray[np.bool_]:
        car = self._network.profiles[0]
        opens = (car.arc_access[arcs] != Access.CLOSED) | (car.arc_condition[arcs] > 0)
        drive: NDArray[np.bool_] = opens & (car.arc_kph[arcs] > 0)
        return drive

    def _arcs_of(self, ways: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.flatnonzero(positions(self._network.arc_way, ways)[1])

    def _among(self, arcs: NDArray[np.int64]) -> NDArray[np.bool_]:
        among = np.zeros(self._network.arc_count, np.bool_)
        among[arcs] = True
        return among

    def _junctions_of(self, nodes: NDArray[np.int64]) -> dict[int, int]:
        network = self._network
        position, found = positions(nodes, network.node_osm_id)
        row = position[found]
        place, is_junction = positions(row, network.junction_node.astype(np.int64))
        junction = np.where(is_junction, place, -1)
        return dict(zip(nodes[found].tolist(), junction.tolist(), strict=True))


def _ids(ids: Collection[int]) -> NDArray[np.int64]:
    return union(np.fromiter(ids, np.int64, len(ids)))


def _by_arc(arcs: NDArray[np.int64], column: NDArray[np.int32]) -> dict[int, int]:
    return dict(zip(arcs.tolist(), column[arcs].tolist(), strict=True))


def _grouped(keys: NDArray[np.int64] | NDArray[np.int32], arcs: NDArray[np.int64]) -> Mapping[int, list[int]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for key, arc in zip(keys.tolist(), arcs.tolist(), strict=True):
        groups[key].append(arc)
    return dict(groups)
