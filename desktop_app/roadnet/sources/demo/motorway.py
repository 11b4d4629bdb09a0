"""The motorway round the town: two carriageways, and the ramps of its interchanges."""

from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.sources.demo.geometry import (
    LEFT,
    Points,
    along_m,
    beside,
    directions,
    length_m,
    point_at,
    points,
    resampled,
    smooth,
)

_COURSE = points(
    (3050, 4700),
    (3300, 3400),
    (3520, 2300),
    (3560, 1100),
    (3500, 0),
    (3560, -1200),
    (3350, -2250),
    (2600, -3080),
    (1500, -3420),
    (300, -3300),
    (-1000, -3420),
    (-2200, -3300),
    (-3500, -2850),
    (-5300, -2700),
)
CARRIAGEWAY_M = 13.0
"""From the middle to either carriageway."""

RAMP_END_M = 105.0
"""From the middle to where a crossing road meets the ramps."""

_RAMP_M = 380.0


@dataclass(frozen=True, slots=True, eq=False)
class Ramp:
    """A one-way ramp; it leaves or joins a carriageway.

    Attributes
    ----------
    line
        In driving order; one end lies on the carriageway, the other on the crossing road.
    carriageway
        0 or 1.
    leaves
        It begins on the carriageway.
    """

    line: Points
    carriageway: int
    leaves: bool


@dataclass(frozen=True, slots=True, eq=False)
class Motorway:
    """A motorway.

    Attributes
    ----------
    course
        Its middle.
    carriageways
        Either one in driving order.
    """

    course: Points
    carriageways: tuple[Points, Points]


def make_motorway(rng: np.random.Generator) -> Motorway:
    """Return the motorway, without its interchanges."""
    course = smooth(_COURSE + rng.normal(0.0, 30.0, _COURSE.shape), 25.0)
    return Motorway(course, (beside(course, -CARRIAGEWAY_M), beside(course, CARRIAGEWAY_M)[::-1]))


def distance_along(line: Points, spot: Points) -> float:
    """Return how far along a line the point nearest to `spot` lies."""
    fine = resampled(line, 2.0)
    return float(along_m(fine)[np.argmin(np.hypot(*(fine - spot).T))])


def make_ramps(motorway: Motorway, right_end: Points, left_end: Points) -> list[Ramp]:
    """Return the four ramps of an interchange whose crossing road meets them at the two ends.

    `right_end` lies to the right of the motorway's course.
    """
    ramps = []
    for number, end in ((0, right_end), (1, left_end)):
        carriageway = motorway.carriageways[number]
        middle_m = distance_along(carriageway, end)
        for leaves in (True, False):
            sign = -1 if leaves else 1
            start_m = np.clip(middle_m + sign * _RAMP_M, 10.0, length_m(carriageway) - 10.0)
            ramps.append(Ramp(_ramp(carriageway, float(start_m), middle_m, end, leaves), number, leaves))
    return ramps


def _ramp(carriageway: Points, start_m: float, middle_m: float, end: Points, leaves: bool) -> Points:  # noqa: FBT001 - a ramp leaves or joins
    start = point_at(carriageway, start_m)
    heading = directions(carriageway)[np.argmin(np.hypot(*(carriageway - start).T))]
    sign = 1 if leaves else -1
    right = -(LEFT @ heading)
    quarter = start + heading * sign * _RAMP_M * 0.4 + right * 14
    bend = point_at(carriageway, middle_m - sign * 70.0) + right * (RAMP_END_M - CARRIAGEWAY_M) * 0.62
    line = smooth(np.array([start, quarter, bend, end]), 15.0)
    return line if leaves else line[::-1]
