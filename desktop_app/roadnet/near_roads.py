"""All roads near many places at once, with their direction; what matching lines to roads looks at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree
from desktop_app.roadnet.grid_windows import GridWindows
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.segment_lines import SMALLEST_DEGREE_M, SegmentLines


@dataclass(frozen=True, slots=True, eq=False)
class NearRoads:
    """Pairs of a place and a directed segment near it, K of them, by place and then by segment.

    Attributes
    ----------
    place
        (K,) int64 which place.
    segment
        (K,) int32.
    fraction
        (K,) float64 where on the segment the point nearest to the place lies.
    distance_m
        (K,) float64.
    """

    place: NDArray[np.int64]
    segment: NDArray[np.int32]
    fraction: NDArray[np.float64]
    distance_m: NDArray[np.float64]


def near_roads(
    network: RoadNetwork,
    windows: GridWindows,
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    radius_m: float,
) -> NearRoads:
    """Return the segments, both directions of each road, with a point within `radius_m` of each place.

    Parameters
    ----------
    lon, lat
        (Q,) degrees; all pairs are held at once, so that a few thousand places are plenty.
    """
    lines = SegmentLines(network)
    across, along = metres_per_degree(lat)
    half_lon = radius_m / np.maximum(across, SMALLEST_DEGREE_M)
    window, low, high = windows.runs(lon, lat, half_lon, radius_m / along)
    place = np.repeat(window, high - low)
    segment = windows.segments(low, high - low)
    # A segment may stand in several cells under one window.
    count = max(network.segment_count, 1)
    key = np.sort(place * count + segment)
    key = key[np.diff(key, prepend=-1) != 0]
    place, segment = key // count, (key % count).astype(np.int32)
    fraction, distance = lines.measure(segment, lon[place], lat[place])
    near = distance <= radius_m
    return _both(network, NearRoads(place[near], segment[near], fraction[near], distance[near]))


def _both(network: RoadNetwork, found: NearRoads) -> NearRoads:
    twin = network.segment_twin[found.segment]
    has = twin >= 0
    place = np.concatenate([found.place, found.place[has]])
    segment = np.concatenate([found.segment, twin[has]])
    fraction = np.concatenate([found.fraction, 1.0 - found.fraction[has]])
    distance = np.concatenate([found.distance_m, found.distance_m[has]])
    order = np.lexsort((segment, place))
    return NearRoads(place[order], segment[order], fraction[order], distance[order])
