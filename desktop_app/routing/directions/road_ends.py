"""The roads at a junction: which arcs lead away, which lead in, in what direction each lies."""

from collections.abc import Sequence
from functools import cached_property
from math import atan2, degrees

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree_at, wrapped_deg
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.arc_bearings import arc_bearings

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
        return arc_bearings(self._network)


class _Grouped:
    """Arcs by one of their junctions."""

    def __init__(self, junction_of_arc: NDArray[np.int32], count: int) -> None:
        self._arcs = np.argsort(junction_of_arc, kind="stable")
        self._first = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(junction_of_arc, minlength=count), out=self._first[1:])

    def members(self, junction: int) -> list[int]:
        members: list[int] = self._arcs[self._first[junction] : self._first[junction + 1]].tolist()
        return members
