"""The railway north of the old town, and its station."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from desktop_app.roadnet.sources.demo.geometry import Points, points, smooth
from desktop_app.roadnet.sources.demo.ground import GroundMask

_COURSE = points(
    (-7200, 2300), (-5200, 1700), (-4000, 1300), (-2900, 940), (-1800, 930), (-700, 1010),
    (300, 1010), (1300, 1180), (2300, 1700), (3300, 1820), (5200, 2750), (7200, 3300),
)  # fmt: skip
_TRACK_M = 9.0
_STATION_X_M = -260.0
_PLATFORM_M = 260.0


@dataclass(frozen=True, slots=True, eq=False)
class Railway:
    """Tracks and a station; `tracks` run side by side."""

    course: Points
    tracks: tuple[Points, ...]
    station: Points

    def sections(self, roads: GroundMask) -> Iterator[tuple[Points, bool]]:
        """Return the tracks in sections, each with whether it is a bridge over one of `roads`."""
        for track in self.tracks:
            over = roads.at(track)
            cuts = [0, *(np.flatnonzero(over[1:] != over[:-1]) + 1).tolist(), len(track) - 1]
            for first, last in pairwise(cuts):
                if last > first:
                    yield track[first : last + 1], bool(over[first])


def make_railway(rng: np.random.Generator) -> Railway:
    """Return the railway."""
    course = smooth(_COURSE + rng.normal(0.0, 25.0, _COURSE.shape))
    station = course[np.argmin(np.abs(course[:, 0] - _STATION_X_M))]
    swell = np.exp(-(((course[:, 0] - station[0]) / (_PLATFORM_M * 1.2)) ** 4))
    normal = np.gradient(course, axis=0) @ np.array([[0.0, 1.0], [-1.0, 0.0]])
    normal /= np.hypot(*normal.T)[:, None]
    tracks = [course + normal * sign * _TRACK_M / 2 for sign in (1, -1)]
    yard = swell > 0.02  # noqa: PLR2004 - where the sidings leave the line
    for sign in (1, -1):
        siding = course + normal * (sign * (_TRACK_M / 2 + 16.0 * swell))[:, None]
        tracks.append(siding[yard])
    return Railway(course, tuple(tracks), station)
