"""The nearest roads of many places at once, by arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree
from desktop_app.roadnet.grid_windows import GridWindows
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.segment_lines import SMALLEST_DEGREE_M, SegmentLines

_FIRST_REACH = 0.5
"""How far the first look goes, in sides of a cell."""
_PLACES_AT_ONCE = 8_192
_PAIRS_AT_ONCE = 500_000
"""Pairs of a place and a segment that are measured in one go: what bounds the memory."""

_NO_SEGMENT = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, eq=False)
class NearestMany:
    """The nearest point on a road of each of Q places.

    Attributes
    ----------
    segment
        (Q,) int32, -1 where there is none.
    fraction
        (Q,) float64 where on it, 0 at its tail, 1 at its head.
    distance_m
        (Q,) float64, infinite where there is none.
    """

    segment: NDArray[np.int32]
    fraction: NDArray[np.float64]
    distance_m: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Places, and what narrows the search.

    Attributes
    ----------
    lon, lat
        (Q,) degrees.
    heading_deg
        (Q,) degrees clockwise from north, or None.
    tolerance_deg
        How far a segment's direction may be from it.
    allowed
        (S,) which segments may be found, or None for all.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    heading_deg: NDArray[np.float64] | None
    tolerance_deg: float
    allowed: NDArray[np.bool_] | None

    def taken(self, chosen: NDArray[np.int64]) -> "Places":
        """Return the places with these numbers."""
        heading = None if self.heading_deg is None else self.heading_deg[chosen]
        return Places(self.lon[chosen], self.lat[chosen], heading, self.tolerance_deg, self.allowed)


class BatchSearch:
    """Searches one network for the roads next to places."""

    def __init__(self, network: RoadNetwork, windows: GridWindows) -> None:
        """Search `network` by the windows of its index."""
        self._twin = network.segment_twin
        self._lines = SegmentLines(network)
        self._windows = windows

    def nearest(self, places: Places, max_distance_m: float) -> NearestMany:
        """Return what `SpatialIndex.nearest_many` promises."""
        count = len(places.lon)
        found = NearestMany(np.full(count, -1, np.int32), np.zeros(count), np.full(count, np.inf))
        # Neighbours one after the other: they look at the same cells, which the processor has at hand.
        order = np.argsort(self._windows.cells(places.lon, places.lat), kind="stable")
        for first in range(0, count, _PLACES_AT_ONCE):
            chosen = order[first : first + _PLACES_AT_ONCE]
            part = self._search(places.taken(chosen), max_distance_m)
            found.segment[chosen] = part.segment
            found.fraction[chosen] = part.fraction
            found.distance_m[chosen] = part.distance_m
        return found

    def _search(self, places: Places, max_distance_m: float) -> NearestMany:
        count = len(places.lon)
        best = NearestMany(np.full(count, -1, np.int32), np.zeros(count), np.full(count, np.inf))
        across, along = metres_per_degree(places.lat)
        across = np.maximum(across, SMALLEST_DEGREE_M)
        cell_m = self._windows.grid.cell_m
        reach = np.full(count, min(cell_m * _FIRST_REACH, max_distance_m))
        active = np.arange(count)
        while len(active):
            wide, high = reach[active] / across[active], reach[active] / along[active]
            place, low, end = self._windows.runs(
                places.lon[active], places.lat[active], wide, high, is_round=True
            )
            self._look(places, active[place], low, end, best)
            distance = best.distance_m[active]
            again = (distance > reach[active]) & (reach[active] < max_distance_m)
            active, distance = active[again], distance[again]
            wider = np.where(np.isfinite(distance), distance, 2 * reach[active])
            lost = ~np.isfinite(distance) & (reach[active] > cell_m)
            if lost.any():
                here = active[lost]
                on_grid = self._windows.places(places.lon[here], places.lat[here], across[here], along[here])
                wider[lost] = _farther(self._windows.bound_m(on_grid, max_distance_m), reach[here])
            reach[active] = np.minimum(wider, max_distance_m)
        far = best.distance_m > max_distance_m
        best.segment[far], best.fraction[far], best.distance_m[far] = -1, 0.0, np.inf
        return best

    def _look(
        self,
        places: Places,
        place: NDArray[np.int64],
        low: NDArray[np.int64],
        end: NDArray[np.int64],
        best: NearestMany,
    ) -> None:
        """Measure runs of entries, each to its place, in goes of bounded size."""
        count = end - low
        turn = np.cumsum(count) // _PAIRS_AT_ONCE
        cuts = np.flatnonzero(np.diff(turn)) + 1
        for part in np.split(np.arange(len(place)), cuts):
            if len(part):
                lines = self._windows.segments(low[part], count[part])
                self._compare(places, np.repeat(place[part], count[part]), lines, best)

    def _compare(
        self, places: Places, place: NDArray[np.int64], lines: NDArray[np.int32], best: NearestMany
    ) -> None:
        """Measure from places, ascending, to lines, and keep the nearest of each."""
        place, segment = self._found(places, place, lines)
        if not len(place):
            return
        fraction, distance = self._lines.measure(segment, places.lon[place], places.lat[place])
        starts = np.flatnonzero(np.diff(place, prepend=-1))
        group = np.cumsum(np.diff(place, prepend=place[0]) != 0)
        nearest = np.minimum.reduceat(distance, starts)
        # Of roads that are as near the lowest number counts.
        tied = np.where(distance == nearest[group], segment, _NO_SEGMENT)
        chosen = np.minimum.reduceat(tied, starts)
        winner = np.flatnonzero(tied == chosen[group])
        target = place[winner]
        old, old_segment = best.distance_m[target], best.segment[target]
        better = (distance[winner] < old) | ((distance[winner] == old) & (segment[winner] < old_segment))
        winner, target = winner[better], target[better]
        best.segment[target] = segment[winner]
        best.fraction[target] = fraction[winner]
        best.distance_m[target] = distance[winner]

    def _found(
        self, places: Places, place: NDArray[np.int64], lines: NDArray[np.int32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return the pairs that may be found, each with the lower number of its directions that may."""
        if places.allowed is None and places.heading_deg is None:
            return place, lines
        twin = self._twin[lines]
        one = self._may_be_found(places, place, lines)
        other = (twin >= 0) & self._may_be_found(places, place, twin)
        either = one | other
        return place[either], np.where(one, lines, twin)[either]

    def _may_be_found(
        self, places: Places, place: NDArray[np.int64], segment: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        may = np.ones(len(segment), np.bool_) if places.allowed is None else places.allowed[segment]
        if places.heading_deg is not None:
            may = may & self._lines.heads_for(segment, places.heading_deg[place], places.tolerance_deg)
        return may


def _farther(bound_m: NDArray[np.float64], reach_m: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far to look next: to the next road, or on, where that one may not be found."""
    return np.where(bound_m > reach_m, bound_m, 2 * reach_m)
