"""Putting places on roads."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import TIE_M, Hit, SpatialIndex
from desktop_app.routing.request import LonLat, Snapped

MOVE_M = 100.0
"""How far a stop may be moved to a road from which a way leads on."""


class Moved(Enum):
    """Why a stop is not on the nearest road."""

    NOT = "not"
    CLOSED = "closed"
    CUT_OFF = "cut off"


@dataclass(frozen=True, slots=True)
class RoadStop:
    """A stop on the road: the points that serve it, all within 1 cm as near.

    Attributes
    ----------
    place
        What was asked for.
    hits
        On open segments, at least one; the nearest first.
    component
        The largest strongly connected component that one of them belongs to; components
        are numbered by size, 0 the largest.
    """

    place: LonLat
    hits: tuple[Hit, ...]
    component: int
    moved: Moved = Moved.NOT

    def snapped(self, hit: Hit) -> Snapped:
        """Return one of the hits as a value for the answer."""
        moved = self.moved is not Moved.NOT
        return Snapped(hit.segment, hit.fraction, hit.lon, hit.lat, hit.distance_m, moved)


class Snapper:
    """Finds the roads that serve a place."""

    def __init__(self, network: RoadNetwork, index: SpatialIndex, arc_component: NDArray[np.int32]) -> None:
        """Snap to the segments of `network`, which `index` finds.

        Parameters
        ----------
        arc_component
            (A,) strongly connected component of each arc for the vehicle, -1 for none.
        """
        self._index = index
        component = np.where(arc_component < 0, network.arc_count, arc_component)
        self._segment_component = component[network.segment_arc]
        self._usable: NDArray[np.bool_] | None = None
        self._shut: NDArray[np.bool_] | None = None

    def keep_to(self, usable: NDArray[np.bool_], shut: NDArray[np.bool_]) -> None:
        """Snap only to the usable segments from now on, (S,), as if those that are shut were closed, (S,)."""
        self._usable = None if usable.all() else usable
        self._shut = shut if shut.any() else None

    def nearest(self, place: LonLat) -> tuple[Hit, ...]:
        """Return the nearest points on any road of the vehicle, closed ones included; empty beyond 10 km."""
        return self._index.nearest(place.lon, place.lat, allowed=self._usable)

    def snap(self, place: LonLat, closed: NDArray[np.bool_]) -> RoadStop | None:
        """Return the stop on the nearest open road, whatever its component; None beyond 10 km.

        Parameters
        ----------
        closed
            (S,) segments where no vehicle stands.
        """
        closed = closed if self._shut is None else closed | self._shut
        hits = self.nearest(place)
        if not any(closed[hit.segment] for hit in hits):
            return self._stop(place, hits, Moved.NOT)
        open_hits = self._index.nearest(place.lon, place.lat, allowed=self._open(closed))
        same = bool(open_hits) and open_hits[0].distance_m <= hits[0].distance_m + TIE_M
        return self._stop(place, open_hits, Moved.NOT if same else Moved.CLOSED)

    def is_closed(self, segments: NDArray[np.integer], closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Say for which of some segments no stop can be put there, (K,).

        Parameters
        ----------
        closed
            (S,) segments where no vehicle stands.
        """
        unfit = closed if self._shut is None else closed | self._shut
        found: NDArray[np.bool_] = unfit[segments]
        return found

    def move_to_larger(self, stop: RoadStop, closed: NDArray[np.bool_]) -> RoadStop | None:
        """Return the stop on the nearest open road of a larger component; None beyond 100 m."""
        allowed = self._open(closed) & (self._segment_component < stop.component)
        place = stop.place
        hits = self._index.nearest(place.lon, place.lat, max_distance_m=MOVE_M, allowed=allowed)
        return self._stop(place, hits, Moved.CUT_OFF)

    def _open(self, closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        if self._shut is not None:
            closed = closed | self._shut
        return ~closed if self._usable is None else ~closed & self._usable

    def _stop(self, place: LonLat, hits: Sequence[Hit], moved: Moved) -> RoadStop | None:
        if not hits:
            return None
        component = min(int(self._segment_component[hit.segment]) for hit in hits)
        return RoadStop(place, tuple(hits), component, moved)
