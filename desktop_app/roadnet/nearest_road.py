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

FIRST_REACH = 0.5
"""How far the first look goes, in sides of a cell."""

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


@dataclass(frozen=True, slots=True)
class _Query:
    """A place, the plane around it, and what narrows the search."""

    lon: float
    lat: float
    across: float
    along: float
    allowed: Sequence[int] | None
    heading: tuple[float, float] | None
    """The direction as a step to the east and to the north."""
    least_cosine: float


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
        query = _Query(lon, lat, across, along, mask, vector, least_cosine)
        reach = min(self._grid.cell_m * FIRST_REACH, max_distance_m)
        while True:
            measured = self._measured(query, self._window(query, reach))
            best = sqrt(min(measured)[0]) if measured else inf
            if best + TIE_M <= reach or reach >= max_distance_m:
                break
            reach = min(best + TIE_M if measured else 2 * reach, max_distance_m)
        farthest = min(best + TIE_M, max_distance_m)
        near = [(sqrt(square), line, share) for square, line, share in measured if sqrt(square) <= farthest]
        return self._hits(query, near)

    def _window(self, query: _Query, reach: float) -> list[int]:
        """Return the lines in the cells within reach, each once."""
        grid = self._grid
        centre = _wrapped(query.lon - grid.centre_lon)
        half = min(reach / query.across, WHOLE_GLOBE_DEG)
        y = query.lat * grid.along_m - grid.south_m
        half_y = reach / query.along * grid.along_m + MARGIN_M
        bottom = max(floor((y - half_y) / grid.cell_m), 0)
        top = min(floor((y + half_y) / grid.cell_m), grid.rows - 1)
        lines: list[int] = []
        for turn in TURNS_DEG:
            x = (centre + turn) * grid.across_m - grid.west_m
            half_x = half * grid.across_m + MARGIN_M
            left = max(floor((x - half_x) / grid.cell_m), 0)
            right = min(floor((x + half_x) / grid.cell_m), grid.columns - 1)
            if left <= right:
                for row in range(bottom, top + 1):
                    lines += self._run(row * grid.columns + left, row * grid.columns + right)
        return list(dict.fromkeys(lines))

    def _run(self, first_key: int, last_key: int) -> Sequence[int]:
        """Return the entries of neighbouring cells of a row."""
        low = bisect_left(self._key, first_key)
        high = bisect_left(self._key, last_key + 1, low)
        return self._entry[self._first[low] : self._first[high]]

    def _measured(self, query: _Query, lines: list[int]) -> list[tuple[float, int, float]]:
        """Return the square of the distance, the line and where on it, for those that may be found."""
        tails, heads, lons, lats = self._tail, self._head, self._lon, self._lat
        lon, lat, across, along = query.lon, query.lat, query.across, query.along
        narrowed = query.allowed is not None or query.heading is not None
        measured = []
        for line in lines:
            if narrowed and not self._directions(query, line):
                continue
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
            share = min(max(share, 0.0), 1.0) + 0.0  # no -0.0
            x += share * delta_x
            y += share * delta_y
            measured.append((x * x + y * y, line, share))
        return measured

    def _directions(self, query: _Query, line: int) -> list[int]:
        """Return the segments of a line that may be found."""
        twin = self._twin[line]
        segments = [line] if twin < 0 else [line, twin]
        if query.allowed is not None:
            allowed = query.allowed
            segments = [segment for segment in segments if allowed[segment]]
        if query.heading is not None and segments:
            segments = [segment for segment in segments if self._heads_for(query, query.heading, segment)]
        return segments

    def _heads_for(self, query: _Query, heading: tuple[float, float], segment: int) -> bool:
        tail, head = self._tail[segment], self._head[segment]
        across, along = metres_per_degree_at(self._lat[tail])
        x = _wrapped(self._lon[head] - self._lon[tail]) * across
        y = (self._lat[head] - self._lat[tail]) * along
        length = sqrt(x * x + y * y)
        return length > 0 and x * heading[0] + y * heading[1] >= query.least_cosine * length

    def _hits(self, query: _Query, near: list[tuple[float, int, float]]) -> tuple[Hit, ...]:
        hits = []
        for metres, line, share in near:
            tail, head = self._tail[line], self._head[line]
            lon = _wrapped(self._lon[tail] + share * _wrapped(self._lon[head] - self._lon[tail]))
            lat = self._lat[tail] + share * (self._lat[head] - self._lat[tail])
            hits += [
                Hit(segment, share if segment == line else 1.0 - share, lon, lat, metres)
                for segment in self._directions(query, line)
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
