"""Finding segments by place: the nearest road, roads within a radius, roads in a box."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.grid_windows import GridWindows
from desktop_app.roadnet.near_roads import NearRoads, near_roads
from desktop_app.roadnet.nearest_many import BatchSearch, NearestMany, Places
from desktop_app.roadnet.nearest_road import FARTHEST_M, TIE_M, Hit, RoadSearch
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.segment_lines import SMALLEST_DEGREE_M, SegmentLines
from desktop_app.roadnet.spatial_arrays import SpatialArrays, build_spatial_arrays

__all__ = ["FARTHEST_M", "TIE_M", "Hit", "NearestMany", "SpatialIndex"]

HEADING_TOLERANCE_DEG = 60.0
"""How far a road's direction may be from a heading, unless the caller says otherwise."""

_WHOLE_GLOBE_DEG = 360.0


class SpatialIndex:
    """Answers where segments are.

    Distances are those of `SegmentLines`: in the plane that touches the ellipsoid at the latitude
    asked for. A window of it may lie over the antimeridian.
    """

    def __init__(self, network: RoadNetwork, arrays: SpatialArrays | None = None) -> None:
        """Search the segments of `network`.

        Parameters
        ----------
        arrays
            What `build_spatial_arrays` gave for this network, as stored with the map; built here if absent.
        """
        arrays = build_spatial_arrays(network) if arrays is None else arrays
        self._network = network
        self._twin = network.segment_twin
        self._lines = SegmentLines(network)
        self._windows = GridWindows(arrays)
        self._one = RoadSearch(network, arrays)
        self._many = BatchSearch(network, self._windows)

    def nearest(
        self,
        lon: float,
        lat: float,
        *,
        max_distance_m: float = FARTHEST_M,
        allowed: NDArray[np.bool_] | None = None,
        heading_deg: float | None = None,
        heading_tolerance_deg: float = HEADING_TOLERANCE_DEG,
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
        heading_deg
            Degrees clockwise from north: only segments are found whose direction of travel is within
            `heading_tolerance_deg` of it. Segments of no length have no direction.

        Returns
        -------
        By distance, then by segment; both directions of a road, and at a junction all roads that
        meet there. Empty where there is none.
        """
        heading = None if heading_deg is None else (heading_deg, heading_tolerance_deg)
        return self._one.nearest(lon, lat, max_distance_m, allowed, heading)

    def nearest_many(
        self,
        lon: ArrayLike,
        lat: ArrayLike,
        *,
        max_distance_m: float = FARTHEST_M,
        allowed: NDArray[np.bool_] | None = None,
        heading_deg: ArrayLike | None = None,
        heading_tolerance_deg: float = HEADING_TOLERANCE_DEG,
    ) -> NearestMany:
        """Return the nearest road of each place: the first of what `nearest` finds there.

        Parameters
        ----------
        lon, lat
            (Q,) degrees.
        heading_deg
            (Q,), or one for all, or None.
        """
        places = np.asarray(lon, np.float64)
        heading = None if heading_deg is None else np.broadcast_to(heading_deg, places.shape)
        return self._many.nearest(
            Places(places, np.asarray(lat, np.float64), heading, heading_tolerance_deg, allowed),
            max_distance_m,
        )

    def within(self, lon: float, lat: float, radius_m: float) -> NDArray[np.int32]:
        """Return the segments with any point within `radius_m` of a place, (M,) ascending."""
        across, along = metres_per_degree(lat)
        half_lon = radius_m / max(float(across), SMALLEST_DEGREE_M)
        lines = self._windows.touching(lon, lat, half_lon, radius_m / float(along))
        _, distance = self._lines.measure(lines, lon, lat)
        return self._both_directions(lines[distance <= radius_m])

    def near(self, lon: NDArray[np.float64], lat: NDArray[np.float64], radius_m: float) -> NearRoads:
        """Return all segments within `radius_m` of each of (Q,) places, a few thousand at most."""
        return near_roads(self._network, self._windows, lon, lat, radius_m)

    def in_box(self, west: float, south: float, east: float, north: float) -> NDArray[np.int32]:
        """Return the segments with any point in the box given in degrees, (M,) ascending.

        Where `west` is greater than `east` the box lies over the antimeridian.
        """
        width = east - west if west <= east else east - west + _WHOLE_GLOBE_DEG
        lon, lat = west + width / 2, (south + north) / 2
        half_lon, half_lat = width / 2, (north - south) / 2
        lines = self._windows.touching(lon, lat, half_lon, half_lat)
        tail_lon, tail_lat, delta_lon, delta_lat = self._lines.ends(lines)
        off_lon = wrapped_deg(tail_lon + delta_lon / 2 - lon)
        off_lat = tail_lat + delta_lat / 2 - lat
        # A line misses a box where one of three axes parts them: east, north, across the line.
        met = np.abs(off_lon) <= half_lon + np.abs(delta_lon) / 2
        met &= np.abs(off_lat) <= half_lat + np.abs(delta_lat) / 2
        across = np.abs(off_lon * delta_lat - off_lat * delta_lon)
        met &= across <= half_lon * np.abs(delta_lat) + half_lat * np.abs(delta_lon)
        return self._both_directions(lines[met])

    def _both_directions(self, lines: NDArray[np.int32]) -> NDArray[np.int32]:
        twin = self._twin[lines]
        return np.sort(np.concatenate([lines, twin[twin >= 0]])).astype(np.int32)
