"""The roads at a junction: which arcs lead away, which lead in, in what direction each lies."""

from collections.abc import Sequence
from functools import cached_property
from math import atan2, degrees

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, metres_per_degree_at, wrapped_deg
from desktop_app.roadnet.network import ArcFlag, RoadNetwork

_ALONG_M = 10.0
"""How far along a road its direction is taken."""

LonLatPair = Sequence[float] | NDArray[np.float64]

_TURN_DEG, _HALF_TURN_DEG = 360.0, 180.0


def turned_deg(from_deg: float, to_deg: float) -> float:
    """Return how far to turn between two bearings: over -180 up to 180 degrees, to the right positive."""
    turned = (to_deg - from_deg) % _TURN_DEG
    return turned - _TURN_DEG if turned > _HALF_TURN_DEG else turned


def bearing_deg(start: LonLatPair, end: LonLatPair) -> float:
    """Return the bearing from one place to another, clockwise from north; each longitude and latitude."""
    east_m_per_deg, north_m_per_deg = metres_per_degree_at(float(start[1]))
    east_m = float(wrapped_deg(end[0] - start[0])) * east_m_per_deg
    north_m = float(end[1] - start[1]) * north_m_per_deg
    return degrees(atan2(east_m, north_m)) % _TURN_DEG


class RoadEnds:
    """The arcs at each junction that one vehicle may drive."""

    def __init__(self, network: RoadNetwork, usable: NDArray[np.bool_]) -> None:
        """Know the `usable` arcs of a network, (A,) bool."""
        self._network = network
        self._usable = usable
        self._out = _Grouped(network.arc_tail, network.junction_count)
        self._in = _Grouped(network.arc_head, network.junction_count)

    def outgoing(self, junction: int) -> list[int]:
        """Return the usable arcs that begin at a junction."""
        return [arc for arc in self._out.members(junction) if self._usable[arc]]

    def incoming(self, junction: int) -> list[int]:
        """Return the usable arcs that end at a junction."""
        return [arc for arc in self._in.members(junction) if self._usable[arc]]

    def road_key(self, arc: int) -> int:
        """Return the same number for an arc and its twin, another for each other road."""
        twin = int(self._network.arc_twin[arc])
        return arc if twin < 0 else min(arc, twin)

    def away_deg(self, arc: int, junction: int) -> float:
        """Return the bearing of an arc as seen from a junction at one of its ends, clockwise from north."""
        begins = int(self._network.arc_tail[arc]) == junction
        return self.start_deg(arc) if begins else (self.end_deg(arc) + _HALF_TURN_DEG) % _TURN_DEG

    def start_deg(self, arc: int) -> float:
        """Return the bearing in which an arc begins to be driven."""
        return float(self._bearings[0][arc])

    def end_deg(self, arc: int) -> float:
        """Return the bearing in which an arc ends."""
        return float(self._bearings[1][arc])

    def turn_deg(self, arc: int, after: int) -> float:
        """Return how far the way turns from the end of one arc into another, to the right positive."""
        return turned_deg(self.end_deg(arc), self.start_deg(after))

    def deviation_deg(self, arc: int, other: int, junction: int) -> float:
        """Return where a road at the end of an arc lies from straight on, to the right positive."""
        return turned_deg(self.end_deg(arc), self.away_deg(other, junction))

    @cached_property
    def _bearings(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How all arcs begin and end, each (A,) degrees; made for all at once when one is asked for."""
        return _end_bearings(self._network)


class _Grouped:
    """Arcs by one of their junctions."""

    def __init__(self, junction_of_arc: NDArray[np.int32], count: int) -> None:
        self._arcs = np.argsort(junction_of_arc, kind="stable")
        self._first = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(junction_of_arc, minlength=count), out=self._first[1:])

    def members(self, junction: int) -> list[int]:
        members: list[int] = self._arcs[self._first[junction] : self._first[junction + 1]].tolist()
        return members


def _end_bearings(network: RoadNetwork) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the bearings over the first and the last metres of every arc, (A,) degrees each."""
    first, after = network.arc_first_segment[:-1], network.arc_first_segment[1:]
    reached_m = np.concatenate([[0.0], np.cumsum(network.segment_length_m)])
    begin_m, end_m = reached_m[first], reached_m[after]
    along_m = np.minimum(_ALONG_M, end_m - begin_m)
    # On a ring the next node alone says where it leads.
    on_ring = (network.arc_flags & int(ArcFlag.ROUNDABOUT)) > 0
    from_start_m = np.where(on_ring, network.segment_length_m[first], along_m)
    from_end_m = np.where(on_ring, network.segment_length_m[after - 1], along_m)
    near_start = _points_at(network, reached_m, begin_m + from_start_m, first, after)
    near_end = _points_at(network, reached_m, end_m - from_end_m, first, after)
    tail, head = network.segment_tail[first], network.segment_head[after - 1]
    start = np.stack([network.node_lon[tail], network.node_lat[tail]])
    end = np.stack([network.node_lon[head], network.node_lat[head]])
    return _all_bearings(start, near_start), _all_bearings(near_end, end)


def _points_at(
    network: RoadNetwork,
    reached_m: NDArray[np.float64],
    place_m: NDArray[np.float64],
    first: NDArray[np.int32],
    after: NDArray[np.int32],
) -> NDArray[np.float64]:
    """Return the points that lie `place_m` along the row of all segments, (2, A), each on its own arc.

    Parameters
    ----------
    reached_m
        (S + 1,) where each segment begins in that row.
    """
    segment = np.clip(np.searchsorted(reached_m, place_m, side="right") - 1, first, after - 1)
    length_m = reached_m[segment + 1] - reached_m[segment]
    share = np.divide(place_m - reached_m[segment], length_m, out=np.zeros(len(length_m)), where=length_m > 0)
    return network.points_on(segment.astype(np.int32), np.clip(share, 0.0, 1.0)).T


def _all_bearings(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the bearings from places to others, (2, A) each, clockwise from north."""
    east_m_per_deg, north_m_per_deg = metres_per_degree(start[1])
    east_m = wrapped_deg(end[0] - start[0]) * east_m_per_deg
    north_m = (end[1] - start[1]) * north_m_per_deg
    bearings: NDArray[np.float32] = (np.degrees(np.arctan2(east_m, north_m)) % _TURN_DEG).astype(np.float32)
    return bearings
