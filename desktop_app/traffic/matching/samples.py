"""A line as samples: places along it, each with its heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import distance_m, metres_per_degree, wrapped_deg

STEP_M = 25.0
"""Between samples; longer lines have wider steps."""
MOST_SAMPLES = 400
MOST_VERTICES = 100

_CHORD_M = 10.0
"""How far before and behind a place the line decides its heading there."""

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Q places along a line.

    Attributes
    ----------
    lon, lat
        (Q,) degrees.
    at_m
        (Q,) metres from the start of the line, ascending.
    heading_deg
        (Q,) clockwise from north, or None where the line says nothing of the way between its places.
    length_m
        Of the whole line.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    at_m: NDArray[np.float64]
    heading_deg: NDArray[np.float64] | None
    length_m: float

    @property
    def step_m(self) -> float:
        """The mean distance between neighbours."""
        return self.length_m / max(len(self.lon) - 1, 1)


def samples_along(line: Sequence[LonLat]) -> Samples | None:
    """Return samples at equal distances, both ends among them; None where the line has no length."""
    lon, lat, at_m = _measured(line)
    length_m = float(at_m[-1])
    if not length_m > 0:
        return None
    count = min(max(ceil(length_m / STEP_M), 2), MOST_SAMPLES) + 1
    at = np.linspace(0.0, length_m, count)
    before, behind = np.maximum(at - _CHORD_M, 0.0), np.minimum(at + _CHORD_M, length_m)
    place_lat = np.interp(at, at_m, lat)
    across, along = metres_per_degree(place_lat)
    east = (np.interp(behind, at_m, lon) - np.interp(before, at_m, lon)) * across
    north = (np.interp(behind, at_m, lat) - np.interp(before, at_m, lat)) * along
    heading = np.degrees(np.arctan2(east, north))
    return Samples(wrapped_deg(np.interp(at, at_m, lon)), place_lat, at, heading, length_m)


def samples_at(points: Sequence[LonLat]) -> Samples | None:
    """Return the points of a list themselves, thinned out where they are many; None without length."""
    lon, lat, at_m = _measured(points)
    length_m = float(at_m[-1])
    if not length_m > 0:
        return None
    kept = np.unique(np.linspace(0, len(lon) - 1, min(len(lon), MOST_VERTICES)).astype(np.int64))
    return Samples(wrapped_deg(lon[kept]), lat[kept], at_m[kept], None, length_m)


def _measured(
    line: Sequence[LonLat],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes without a jump, latitudes, and metres from the start, (P,) each."""
    places = np.array(line, np.float64)
    lon, lat = places[:, 0], places[:, 1]
    step = np.append(0.0, distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]))
    lon = lon[0] + np.append(0.0, np.cumsum(wrapped_deg(np.diff(lon))))
    return lon, lat, np.cumsum(step)
