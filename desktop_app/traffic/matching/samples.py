"""A line as samples: places along it, each with its heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import distance_m, metres_per_degree, wrapped_deg

STEP_M = 25.0
"""Between samples; longer lines have wider steps."""
MOST_SAMPLES = 400
MOST_VERTICES = 100

_CHORD_M, _TANGENT_M = 10.0, 2.0
"""How far before and behind a place the line decides its heading there: the one bears a line that wavers,
the other a sharp bend."""

_DRAWN_TURNS_DEG = (60.0, 25.0)
"""Largest and usual difference between a road and a line that is drawn along it."""
_CHORD_TURNS_DEG = (80.0, inf)
"""The same for the chord between two places on a road that bends."""

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
    headings_deg
        (H, Q) clockwise from north: where the line leads around each place and just there, or where it
        comes from and where it goes on to. A road may follow any of them.
    most_turn_deg
        A road whose direction differs by more is not the one that the line follows.
    usual_turn_deg
        How much roads differ as a rule; infinite where that says nothing.
    length_m
        Of the whole line.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    at_m: NDArray[np.float64]
    headings_deg: NDArray[np.float64]
    most_turn_deg: float
    usual_turn_deg: float
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
    place_lat = np.interp(at, at_m, lat)
    headings = []
    for half_m in (_CHORD_M, _TANGENT_M):
        before, behind = np.maximum(at - half_m, 0.0), np.minimum(at + half_m, length_m)
        east = np.interp(behind, at_m, lon) - np.interp(before, at_m, lon)
        north = np.interp(behind, at_m, lat) - np.interp(before, at_m, lat)
        headings.append(_heading_deg(east, north, place_lat))
    place_lon = wrapped_deg(np.interp(at, at_m, lon))
    return Samples(place_lon, place_lat, at, np.stack(headings), *_DRAWN_TURNS_DEG, length_m)


def samples_at(points: Sequence[LonLat]) -> Samples | None:
    """Return the points of a list themselves, thinned out where they are many; None without length."""
    lon, lat, at_m = _measured(points)
    length_m = float(at_m[-1])
    if not length_m > 0:
        return None
    kept = np.unique(np.linspace(0, len(lon) - 1, min(len(lon), MOST_VERTICES)).astype(np.int64))
    lon, lat, at_m = lon[kept], lat[kept], at_m[kept]
    chords = _heading_deg(np.diff(lon), np.diff(lat), lat[:-1])
    headings = np.stack([np.append(chords[:1], chords), np.append(chords, chords[-1:])])
    return Samples(wrapped_deg(lon), lat, at_m, headings, *_CHORD_TURNS_DEG, length_m)


def _heading_deg(
    east: NDArray[np.float64], north: NDArray[np.float64], lat: NDArray[np.float64]
) -> NDArray[np.float64]:
    across, along = metres_per_degree(lat)
    heading: NDArray[np.float64] = np.degrees(np.arctan2(east * across, north * along))
    return heading


def _measured(
    line: Sequence[LonLat],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes without a jump, latitudes, and metres from the start, (P,) each."""
    places = np.array(line, np.float64)
    lon, lat = places[:, 0], places[:, 1]
    step = np.append(0.0, distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]))
    lon = lon[0] + np.append(0.0, np.cumsum(wrapped_deg(np.diff(lon))))
    return lon, lat, np.cumsum(step)
