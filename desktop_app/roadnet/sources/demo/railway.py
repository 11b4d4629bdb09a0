"""The railway north of the old town, and its station."""

from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.sources.demo.geometry import Mask, Points, points, smooth

_COURSE = points(
    (-7200, 2300), (-5200, 1700), (-4000, 1300), (-2900, 940), (-1800, 930), (-700, 1010),
    (300, 1010), (1300, 1180), (2300, 1700), (3300, 1820), (5200, 2750), (7200, 3300),
)  # fmt: skip
_TRACK_M = 9.0
_STATION_X_M = -260.0
_PLATFORM_M = 260.0
_OVER_ROAD_M = 16.0


@dataclass(frozen=True, slots=True, eq=False)
class Railway:
    """Tracks and a station; `tracks` run side by side."""

    course: Points
    tracks: tuple[Points, ...]
    station: Points

    def on_bridge(self, track: Points, crossed: list[Points]) -> Mask:
        """Say for each point of a track whether it lies on a bridge over one of the `crossed` roads."""
        near = np.zeros(len(track), np.bool_)
        for road in crossed:
            for first in range(0, len(road), 256):
                gap = track[:, None] - road[None, first : first + 256]
                near |= np.hypot(gap[..., 0], gap[..., 1]).min(axis=1) < _OVER_ROAD_M
        return near


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
