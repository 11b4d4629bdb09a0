"""The rings of roundabouts: whether a ring is closed, how wide it is, what it is called, how its arms lie.

What counts as which kind follows OSRM's roundabout handler (Project OSRM, ``RoundaboutHandler``), so that
the steps say the same: its radii and its angle are used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from math import pi

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import ArcFlag, RoadNetwork
from desktop_app.routing.directions.road_ends import RoadEnds

_SMALL_RADIUS_M = 15.0
"""A ring up to it is no rotary, and, with few arms well apart, is driven like a crossroads."""

_MOST_CROSSROAD_ARMS = 4
_LEAST_APART_DEG = 40.0
_ROUNDABOUT = int(ArcFlag.ROUNDABOUT)
_MOST_ARCS = 1000
"""A ring of more is not followed round."""


class RingKind(Enum):
    """What a ring is to those who drive round it."""

    ROUNDABOUT = "roundabout"
    ROTARY = "rotary"
    """It has a name of its own."""
    CROSSROADS = "crossroads"
    """So small that the way over it is a turn to the left or right, or straight on."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed ring of arcs; `name` is its own, empty where it is no rotary."""

    kind: RingKind
    name: str


class Rings:
    """Finds the ring that an arc is part of."""

    def __init__(self, network: RoadNetwork, ends: RoadEnds) -> None:
        """Look at the roads of a network that `ends` knows of."""
        self._network = network
        self._ends = ends

    def is_on_ring(self, arc: int) -> bool:
        """Say whether an arc is tagged as part of a roundabout."""
        return bool(int(self._network.arc_flags[arc]) & _ROUNDABOUT)

    def on_rings(self, arcs: Sequence[int]) -> NDArray[np.bool_]:
        """Say of each of some arcs whether it is tagged as part of a roundabout, (K,)."""
        on_rings: NDArray[np.bool_] = (self._network.arc_flags[np.asarray(arcs, np.int64)] & _ROUNDABOUT) > 0
        return on_rings

    def leaving(self, junction: int) -> list[int]:
        """Return the arcs that lead away from a ring's junction, back into the ring aside."""
        return [arc for arc in self._ends.outgoing(junction) if not self.is_on_ring(arc)]

    def ring_of(self, arc: int) -> Ring | None:
        """Return the ring of an arc; None where it is cut by the map's edge, forks, or has no arms."""
        arcs = list(self._around(arc))
        if not arcs or self._network.arc_head[arcs[-1]] != self._network.arc_tail[arc]:
            return None
        junctions = [int(self._network.arc_tail[part]) for part in arcs]
        armed = [junction for junction in junctions if self._arms(junction)]
        if not armed:
            return None
        radius_m = self._length_m(arcs) / (2 * pi)
        if len(armed) == 1:
            return Ring(RingKind.CROSSROADS, "")
        name = self._own_name(arcs, armed)
        if name and radius_m > _SMALL_RADIUS_M:
            return Ring(RingKind.ROTARY, name)
        if radius_m < _SMALL_RADIUS_M and self._is_like_crossroads(armed):
            return Ring(RingKind.CROSSROADS, "")
        return Ring(RingKind.ROUNDABOUT, "")

    def _around(self, arc: int) -> Iterator[int]:
        """Yield the arcs of a ring from `arc` on, as far as it goes on without a fork."""
        part = arc
        for _ in range(_MOST_ARCS):
            yield part
            onward = [
                after
                for after in self._ends.outgoing(int(self._network.arc_head[part]))
                if self.is_on_ring(after)
            ]
            if len(onward) != 1 or onward[0] == arc:
                return
            part = onward[0]

    def _arms(self, junction: int) -> list[int]:
        """Return the arcs of a junction's arms, in or out."""
        both = (*self._ends.outgoing(junction), *self._ends.incoming(junction))
        return [arc for arc in both if not self.is_on_ring(arc)]

    def _length_m(self, arcs: Sequence[int]) -> float:
        lengths = (self._network.segment_length_m[self._network.arc_segments(arc)].sum() for arc in arcs)
        return float(sum(lengths))

    def _own_name(self, arcs: Sequence[int], armed: Sequence[int]) -> str:
        """Return the one name of a ring that no arm bears with the same road number; else the empty text."""
        network = self._network
        own = {
            (int(network.arc_name[arc]), int(network.arc_ref[arc])) for arc in arcs if network.arc_name[arc]
        }
        of_arms = {
            (int(network.arc_name[arc]), int(network.arc_ref[arc]))
            for junction in armed
            for arc in self._arms(junction)
        }
        return network.texts[next(iter(own))[0]] if len(own) == 1 and not own & of_arms else ""

    def _is_like_crossroads(self, armed: Sequence[int]) -> bool:
        """Say whether a ring has few arms, one a junction, well apart from each other."""
        if len(armed) > _MOST_CROSSROAD_ARMS:
            return False
        bearings: list[float] = []
        for junction in armed:
            bearing_of_road = {
                self._ends.road_key(arc): self._ends.away_deg(arc, junction) for arc in self._arms(junction)
            }
            if len(bearing_of_road) > 1:
                return False
            bearings += bearing_of_road.values()
        bearings.sort()
        return all(
            abs(after - before) > _LEAST_APART_DEG for before, after in pairwise([*bearings, bearings[0]])
        )
