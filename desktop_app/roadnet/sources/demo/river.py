"""The river, its harbour, and the quays along it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import LEFT, Points, beside, directions, points, smooth
from desktop_app.roadnet.sources.demo.ground import GroundMask

_COURSE = points(
    (-7200, -2300),
    (-6200, -1500),
    (-5300, -1650),
    (-4300, -1000),
    (-3500, -560),
    (-2800, -800),
    (-2250, -1330),
    (-1450, -1420),
    (-850, -900),
    (-250, -520),
    (450, -500),
    (950, -860),
    (1500, -1230),
    (2420, -1130),
    (2880, -640),
    (3320, -190),
    (3950, -180),
    (4600, 260),
    (5500, 20),
    (6300, 420),
    (7300, 300),
)
_BANK_M = 34.0
_HARBOUR_AT_X_M = (2_700.0, 3_020.0)


@dataclass(frozen=True, slots=True, eq=False)
class River:
    """A river.

    Attributes
    ----------
    course
        (P, 2) its middle, downstream, every 20 m.
    half_width_m
        (P,) from the middle to either bank.
    basins
        Rings of the harbour's basins, which open into the river.
    water
        Cells that are water.
    banks
        Cells that are water or so near to it that only bridges and quays are built there.
    """

    course: Points
    half_width_m: NDArray[np.float64]
    basins: tuple[Points, ...]
    water: GroundMask
    banks: GroundMask

    def ring(self) -> Points:
        """Return the river as a ring."""
        left, right = beside(self.course, self.half_width_m), beside(self.course, -self.half_width_m)
        return np.concatenate([left, right[::-1]])

    def quay(self, side: int) -> Points:
        """Return the line of the road along the left (1) or right (-1) bank."""
        return beside(self.course, side * (self.half_width_m + _BANK_M))


def make_river(rng: np.random.Generator) -> River:
    """Return the river."""
    control = _COURSE + rng.normal(0.0, 35.0, _COURSE.shape)
    course = smooth(control)
    waves = np.linspace(0.0, 22.0, len(course)) + rng.uniform(0.0, 6.0)
    half_width_m = 62.0 + 9.0 * np.sin(waves) + np.linspace(-8.0, 16.0, len(course))
    basins = tuple(_basin(course, x) for x in _HARBOUR_AT_X_M)
    water, banks = GroundMask(), GroundMask()
    water.paint_line(course, half_width_m)
    banks.paint_line(course, half_width_m + _BANK_M - 6.0)
    for basin in basins:
        water.paint_ring(basin)
        banks.paint_ring(basin)
        banks.paint_line(np.concatenate([basin, basin[:1]]), 30.0)
    return River(course, half_width_m, basins, water, banks)


def _basin(course: Points, x: float) -> Points:
    """Return the ring of a basin that leads from the river's left bank inland."""
    at = int(np.argmin(np.abs(course[:, 0] - x)))
    inland = LEFT @ directions(course)[at]
    across = directions(course)[at]
    slant = inland * 0.6 + across * 0.8
    corners = [course[at] + across * 45, course[at] + across * 45 + slant * 480]
    corners += [corner - across * 90 for corner in reversed(corners)]
    return np.array(corners)
