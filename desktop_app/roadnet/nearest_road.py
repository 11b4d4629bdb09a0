"""The nearest road of one place, in microseconds.

A call of NumPy costs as much as measuring some segments in plain Python, and a search looks at a
handful only: so this search reads single elements of the arrays.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, floor, inf, radians, sqrt

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree_at
from desktop_app.roadnet.grid_windows import MARGIN_M, TURNS_DEG, WHOLE_GLOBE_DEG
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.segment_lines import SMALLEST_DEGREE_M, heading_vector
from desktop_app.roadnet.spatial_arrays import Grid, SpatialArrays

TIE_M = 0.01
"""Roads that are this little farther than the nearest are as near as it."""

FARTHEST_M = 10_000.0
"""Beyond this a place has no road."""

_HALF_GLOBE_DEG = 180.0


@dataclass(frozen=True, slots=True)
class Hit:
    """The point of a segment that is nearest to a place.

    Attributes
    ----------
    segment
        Index of the directed segment.
    fraction
        Where on it, 0 at its tail, 1 at its head.
    lon, lat
        The point, degrees.
    distance_m
        From the place asked for.
    """

    segment: int
    fraction: float
    lon: float
    lat: float
    distance_m: float


@dataclass(slots=True)
class _Look:
    """A place, what narrows the search, and what is found so far.

    Attributes
    ----------
    across, along
        Metres in one degree of longitude and of latitude.
    heading
        The direction as a step to the east and to the north.
    limit_m
        Nothing farther counts any more.
    seen
        The lines that were measured.
    found
        Square of the distance, line, and where on it.
    """

    lon: float
    lat: float
    across: float
    along: float
    allowed: Sequence[int] | None
    heading: tuple[float, float] | None
    least_cosine: float
    limit_m: float
    seen: set[int]
    found: list[tuple[float, int, float]]


class RoadSearch:
    """Searches one network for the roads next to places."""

    def __init__(self, network: RoadNetwork, arrays: SpatialArrays) -> None:
        """Search `network` by its index."""
        self._grid = Grid.of_array(arrays.grid)
        self._key, self._first = _ints(arrays.cell_key), _ints(arrays.cell_first)
        self._entry = _ints(arrays.cell_segment)
        self._tail, self._head = _ints(network.segment_tail), _ints(network.segment_head)
        self._twin = _ints(network.segment_twin)
        self._lon, self._lat = _floats(network.node_lon), _floats(network.node_lat)

    def nearest(
        self,
        lon: float,
        lat: float,
        max_distance_m: float,
        allowed: NDArray[np.bool_] | None,
        heading: tuple[float, float] | None,
    ) -> tuple[Hit, ...]:
        """Return what `SpatialIndex.nearest` promises; `heading` is the direction and its tolerance."""
        across, along = metres_per_degree_at(lat)
        across = max(across, SMALLEST_DEGREE_M)
        mask = None if allowed is None else allowed.data
        vector = None if heading is None else heading_vector(heading[0])
        least_cosine = -1.0 if heading is None else cos(radians(heading[1]))
        look = _Look(lon, lat, across, along, mask, vector, least_cosine, max_distance_m, set(), [])
        if self._entry:
            self._look_outwards(look)
        return self._hits(look, max_distance_m)

    def _look_outwards(self, look: _Look) -> None:
        """Look through rows of cells, the nearest first, until the rest is too far away."""
        grid = self._grid
        places = self._places_on_grid(look)
        scale = look.along / grid.along_m
        y = look.lat * grid.along_m - grid.south_m
        below = min(max(floor(y / grid.cell_m), -1), grid.rows - 1)
        above = below + 1
        while True:
            down_m = (y - (below + 1) * grid.cell_m) * scale if below >= 0 else inf
            up_m = (above * grid.cell_m - y) * scale if above < grid.rows else inf
            off_m = max(min(down_m, up_m) - MARGIN_M, 0.0)
            if off_m > look.limit_m:
                return
            row = below if down_m <= up_m else above
            for x in places:
                self._look_along(look, row * grid.columns, x, off_m)
            if row == below:
                below -= 1
            else:
                above += 1

    def _places_on_grid(self, look: _Look) -> list[float]:
        """Return where the place lies west to east; the grid may be near over the antimeridian."""
        grid = self._grid
        centre = _wrapped(look.lon - grid.centre_lon)
        reach = look.limit_m / look.across * grid.across_m + MARGIN_M
        places = [(centre + turn) * grid.across_m - grid.west_m for turn in TURNS_DEG]
        return [x for x in places if -reach <= x <= grid.columns * grid.cell_m + reach]

    def _look_along(self, look: _Look, begin: int, x: float, off_m: float) -> None:
        """Look through the cells of a row from the place outwards, as far as they are near enough."""
        grid, keys = self._grid, self._key
        scale = look.across / grid.across_m
        half = sqrt(max(look.limit_m * look.limit_m - off_m * off_m, 0.0)) / scale + MARGIN_M
        left = max(floor((x - half) / grid.cell_m), 0)
        right = min(floor((x + half) / grid.cell_m), grid.columns - 1)
        if left > right:
            return
        low = bisect_left(keys, begin + left)
        high = bisect_left(keys, begin + right + 1, low)
        middle = bisect_left(keys, begin + floor(x / grid.cell_m), low, high)
        for cell in range(middle, high):
            aside_m = ((keys[cell] - begin) * grid.cell_m - x - MARGIN_M) * scale
            if aside_m > 0 and aside_m * aside_m + off_m * off_m > look.limit_m * look.limit_m:
                break
            self._measure(look, cell)
        for cell in range(middle - 1, low - 1, -1):
            aside_m = (x - (keys[cell] - begin + 1) * grid.cell_m - MARGIN_M) * scale
            if aside_m > 0 and aside_m * aside_m + off_m * off_m > look.limit_m * look.limit_m:
                break
            self._measure(look, cell)

    def _measure(self, look: _Look, cell: int) -> None:
        """Measure the lines of a cell that may be found."""
        tails, heads, lons, lats = self._tail, self._head, self._lon, self._lat
        lon, lat, across, along, limit_m = look.lon, look.lat, look.across, look.along, look.limit_m
        narrowed = look.allowed is not None or look.heading is not None
        for line in self._entry[self._first[cell] : self._first[cell + 1]]:
            if line in look.seen:
                continue
            look.seen.add(line)
            tail, head = tails[line], heads[line]
            tail_lon, tail_lat = lons[tail], lats[tail]
            delta_lon = lons[head] - tail_lon
            if not -_HALF_GLOBE_DEG <= delta_lon < _HALF_GLOBE_DEG:
                delta_lon = _wrapped(delta_lon)
            # The middle of a line decides on which side of the globe it lies.
            middle = tail_lon + delta_lon / 2 - lon
            if not -_HALF_GLOBE_DEG <= middle < _HALF_GLOBE_DEG:
                middle = _wrapped(middle)
            x, y = (middle - delta_lon / 2) * across, (tail_lat - lat) * along
            delta_x, delta_y = delta_lon * across, (lats[head] - tail_lat) * along
            square = delta_x * delta_x + delta_y * delta_y
            share = -(x * delta_x + y * delta_y) / square if square > 0 else 0.0
            share = 0.0 if share <= 0.0 else min(share, 1.0)
            x += share * delta_x
            y += share * delta_y
            distance_m = sqrt(x * x + y * y)
            if distance_m <= limit_m and not (narrowed and not self._directions(look, line)):
                look.found.append((distance_m, line, share))
                limit_m = min(limit_m, distance_m + TIE_M)
        look.limit_m = limit_m

    def _directions(self, look: _Look, line: int) -> list[int]:
        """Return the segments of a line that may be found."""
        twin = self._twin[line]
        segments = [line] if twin < 0 else [line, twin]
        if look.allowed is not None:
            allowed = look.allowed
            segments = [segment for segment in segments if allowed[segment]]
        if look.heading is not None:
            heading = look.heading
            segments = [segment for segment in segments if self._leads(segment, heading, look.least_cosine)]
        return segments

    def _leads(self, segment: int, heading: tuple[float, float], least_cosine: float) -> bool:
        tail, head = self._tail[segment], self._head[segment]
        across, along = metres_per_degree_at(self._lat[tail])
        x = _wrapped(self._lon[head] - self._lon[tail]) * across
        y = (self._lat[head] - self._lat[tail]) * along
        length = sqrt(x * x + y * y)
        return length > 0 and x * heading[0] + y * heading[1] >= least_cosine * length

    def _hits(self, look: _Look, max_distance_m: float) -> tuple[Hit, ...]:
        farthest_m = min(look.limit_m, max_distance_m)
        hits = []
        for distance_m, line, share in look.found:
            if distance_m > farthest_m:
                continue
            tail, head = self._tail[line], self._head[line]
            lon = _wrapped(self._lon[tail] + share * _wrapped(self._lon[head] - self._lon[tail]))
            lat = self._lat[tail] + share * (self._lat[head] - self._lat[tail])
            hits += [
                Hit(segment, share if segment == line else 1.0 - share, lon, lat, distance_m)
                for segment in self._directions(look, line)
            ]
        hits.sort(key=lambda hit: (hit.distance_m, hit.segment))
        return tuple(hits)


def _ints(array: NDArray[np.integer]) -> Sequence[int]:
    """Return the array for reading single elements: four times as quick as from NumPy's own."""
    return np.ascontiguousarray(array).data


def _floats(array: NDArray[np.float64]) -> Sequence[float]:
    return np.ascontiguousarray(array).data


def _wrapped(degrees: float) -> float:
    if -_HALF_GLOBE_DEG <= degrees < _HALF_GLOBE_DEG:
        return degrees
    return (degrees + _HALF_GLOBE_DEG) % WHOLE_GLOBE_DEG - _HALF_GLOBE_DEG
