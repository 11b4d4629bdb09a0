"""Finding segments by place: the nearest road, roads within a radius, roads in a box."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.segment_grid import SegmentGrid

TIE_M = 0.01
"""Roads that are this little farther than the nearest are as near as it."""

FARTHEST_M = 10_000.0
"""Beyond this a place has no road."""

_WHOLE_GLOBE_DEG = 360.0


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


class SpatialIndex:
    """Answers where segments are.

    Distances are measured in the plane that touches the ellipsoid at the latitude asked for: within
    10 km the error stays below 0.2 % up to 50 degrees of latitude, and the antimeridian is no barrier.
    """

    def __init__(self, network: RoadNetwork) -> None:
        """Index the segments of `network`; the two directions of a road share one line."""
        self._twin = network.segment_twin
        number = np.arange(network.segment_count)
        self._segment = np.flatnonzero((self._twin < 0) | (number < self._twin))
        tail, head = network.segment_tail[self._segment], network.segment_head[self._segment]
        self._lon, self._lat = network.node_lon[tail], network.node_lat[tail]
        self._delta_lon = wrapped_deg(network.node_lon[head] - self._lon)
        self._delta_lat = network.node_lat[head] - self._lat
        self._centre_lon = _centre_lon(self._lon)
        centre_lat = float(self._lat.mean()) if len(tail) else 0.0
        across, along = metres_per_degree(centre_lat)
        self._across, self._along = max(float(across), 1.0), float(along)
        self._grid = SegmentGrid(
            wrapped_deg(self._lon - self._centre_lon) * self._across,
            self._lat * self._along,
            self._delta_lon * self._across,
            self._delta_lat * self._along,
        )

    def nearest(
        self,
        lon: float,
        lat: float,
        *,
        max_distance_m: float = FARTHEST_M,
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[Hit, ...]:
        """Return the nearest points on roads: all that are within 1 cm as near as the nearest.

        Parameters
        ----------
        lon, lat
            Degrees.
        max_distance_m
            Roads beyond it are not found.
        allowed
            (S,) which segments may be found; all where it is None.

        Returns
        -------
        By distance, then by segment; both directions of a road, and at a junction all roads that
        meet there. Empty where there is none.
        """
        across, along = _metric(lat)
        reach = min(self._grid.cell_m, max_distance_m)
        while True:
            lines = self._lines_in(lon, lat, reach / across, reach / along)
            if allowed is not None:
                lines = lines[self._any_direction(lines, allowed)]
            fraction, distance = self._measure(lines, lon, lat)
            best = float(distance.min()) if len(lines) else np.inf
            if best + TIE_M <= reach or reach >= max_distance_m:
                break
            reach = min(best + TIE_M if best < np.inf else 2 * reach, max_distance_m)
        near = (distance <= best + TIE_M) & (distance <= max_distance_m)
        return self._hits(lines[near], fraction[near], distance[near], allowed)

    def within(self, lon: float, lat: float, radius_m: float) -> NDArray[np.int32]:
        """Return the segments with any point within `radius_m` of a place, (M,) ascending."""
        across, along = _metric(lat)
        lines = self._lines_in(lon, lat, radius_m / across, radius_m / along)
        _, distance = self._measure(lines, lon, lat)
        return self._both_directions(lines[distance <= radius_m])

    def in_box(self, west: float, south: float, east: float, north: float) -> NDArray[np.int32]:
        """Return the segments with any point in the box given in degrees, (M,) ascending.

        Where `west` is greater than `east` the box lies over the antimeridian.
        """
        width = east - west if west <= east else east - west + _WHOLE_GLOBE_DEG
        lon, lat = west + width / 2, (south + north) / 2
        half_lon, half_lat = width / 2, (north - south) / 2
        lines = self._lines_in(lon, lat, half_lon, half_lat)
        delta_lon, delta_lat = self._delta_lon[lines], self._delta_lat[lines]
        off_lon = wrapped_deg(self._lon[lines] + delta_lon / 2 - lon)
        off_lat = self._lat[lines] + delta_lat / 2 - lat
        # A line misses a box where one of three axes parts them: east, north, across the line.
        met = np.abs(off_lon) <= half_lon + np.abs(delta_lon) / 2
        met &= np.abs(off_lat) <= half_lat + np.abs(delta_lat) / 2
        across = np.abs(off_lon * delta_lat - off_lat * delta_lon)
        met &= across <= half_lon * np.abs(delta_lat) + half_lat * np.abs(delta_lon)
        return self._both_directions(lines[met])

    def _lines_in(self, lon: float, lat: float, half_lon: float, half_lat: float) -> NDArray[np.int64]:
        """Return the lines that may touch the box around a place; half its sides in degrees."""
        half_lon = min(half_lon, _WHOLE_GLOBE_DEG)
        centre = float(wrapped_deg(lon - self._centre_lon))
        south, north = (lat - half_lat) * self._along, (lat + half_lat) * self._along
        found = [
            self._grid.touching(
                (centre + turn - half_lon) * self._across,
                south,
                (centre + turn + half_lon) * self._across,
                north,
            )
            for turn in (-_WHOLE_GLOBE_DEG, 0.0, _WHOLE_GLOBE_DEG)
        ]
        some = [lines for lines in found if len(lines)]
        if len(some) == 1:
            return some[0]
        return np.unique(np.concatenate(found))

    def _measure(
        self, lines: NDArray[np.int64], lon: float, lat: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where on each line the nearest point lies, and its distance in metres."""
        across, along = _metric(lat)
        delta_x, delta_y = self._delta_lon[lines] * across, self._delta_lat[lines] * along
        # The middle of a line decides on which side of the globe it lies.
        middle = wrapped_deg(self._lon[lines] + self._delta_lon[lines] / 2 - lon)
        x = (middle - self._delta_lon[lines] / 2) * across
        y = (self._lat[lines] - lat) * along
        square = delta_x**2 + delta_y**2
        along_line = -(x * delta_x + y * delta_y)
        fraction = np.clip(along_line / np.where(square > 0, square, 1.0), 0.0, 1.0) + 0.0  # no -0.0
        distance: NDArray[np.float64] = np.hypot(x + fraction * delta_x, y + fraction * delta_y)
        return fraction, distance

    def _any_direction(self, lines: NDArray[np.int64], allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        segment = self._segment[lines]
        twin = self._twin[segment]
        either: NDArray[np.bool_] = allowed[segment] | ((twin >= 0) & allowed[twin])
        return either

    def _both_directions(self, lines: NDArray[np.int64]) -> NDArray[np.int32]:
        segment = self._segment[lines]
        twin = self._twin[segment]
        return np.sort(np.concatenate([segment, twin[twin >= 0]])).astype(np.int32)

    def _hits(
        self,
        lines: NDArray[np.int64],
        fraction: NDArray[np.float64],
        distance: NDArray[np.float64],
        allowed: NDArray[np.bool_] | None,
    ) -> tuple[Hit, ...]:
        hits = []
        for line, share, metres in zip(lines.tolist(), fraction.tolist(), distance.tolist(), strict=True):
            segment = int(self._segment[line])
            lon = float(wrapped_deg(self._lon[line] + share * self._delta_lon[line]))
            lat = float(self._lat[line] + share * self._delta_lat[line])
            both = ((segment, share), (int(self._twin[segment]), 1.0 - share))
            hits += [
                Hit(number, where, lon, lat, metres)
                for number, where in both
                if number >= 0 and (allowed is None or allowed[number])
            ]
        return tuple(sorted(hits, key=lambda hit: (hit.distance_m, hit.segment)))


def _metric(lat: float) -> tuple[float, float]:
    across, along = metres_per_degree(lat)
    return max(float(across), 1e-6), float(along)


def _centre_lon(lon: NDArray[np.float64]) -> float:
    """Return a longitude in the middle of the data, also where they lie over the antimeridian."""
    if not len(lon):
        return 0.0
    plain, shifted = lon, lon % _WHOLE_GLOBE_DEG
    best = min(plain, shifted, key=lambda degrees: float(degrees.max() - degrees.min()))
    return float(wrapped_deg((best.max() + best.min()) / 2))
