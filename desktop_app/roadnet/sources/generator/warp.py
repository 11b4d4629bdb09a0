"""Bending a country, so that nothing of its lattice is seen; and from metres to degrees."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points

_LAND = ((45_000.0, 0.32), (14_000.0, 0.32), (5_200.0, 0.3))
_BENDS = ((1_700.0, 0.3), (560.0, 0.24))
"""Wavelength, and how steep at most. The sum of each stays below 1: no two spots fall together."""

_WAVES = 3
_M_PER_DEG = 111_200.0
_ORIGIN_LON, _ORIGIN_LAT = 9.0, 48.0


class Warp:
    """A smooth displacement that has an inverse: what did not cross does not cross after it.

    Three, one after the other: two turn whole regions, the last one makes roads wind.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        """Take waves from `rng`."""
        self._steps = [_waves(octaves, rng) for octaves in (_LAND, _LAND, _BENDS)]

    def moved(self, spots: Points) -> Points:
        """Return (..., 2) spots where they come to lie, metres."""
        for waves in self._steps:
            spots = _displaced(spots, waves)
        return spots


@dataclass(frozen=True, slots=True)
class _Wave:
    """A plane wave: its number, its phase, and the push at its crest in metres."""

    x: float
    y: float
    phase: float
    by_x_m: float
    by_y_m: float


def _waves(octaves: tuple[tuple[float, float], ...], rng: np.random.Generator) -> list[_Wave]:
    found = []
    for wavelength_m, steepness in octaves:
        for _ in range(_WAVES):
            number = 2 * np.pi / wavelength_m * rng.uniform(0.75, 1.0)
            heading, push, phase = rng.uniform(0.0, 2 * np.pi, 3).tolist()
            size_m = steepness / _WAVES * wavelength_m / (2 * np.pi)
            found.append(
                _Wave(
                    number * math.cos(heading),
                    number * math.sin(heading),
                    phase,
                    size_m * math.cos(push),
                    size_m * math.sin(push),
                )
            )
    return found


def _displaced(spots: Points, waves: list[_Wave]) -> Points:
    new = spots.copy()
    for wave in waves:
        swing = np.sin(wave.x * spots[..., 0] + wave.y * spots[..., 1] + wave.phase)
        new[..., 0] += wave.by_x_m * swing
        new[..., 1] += wave.by_y_m * swing
    return new


def lon_lat(spots: Points) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the degrees of (..., 2) spots in metres from the country's middle.

    A sinusoidal map: an east-west metre stays one however far north.
    """
    lat = _ORIGIN_LAT + spots[..., 1] / _M_PER_DEG
    return _ORIGIN_LON + spots[..., 0] / (_M_PER_DEG * np.cos(np.deg2rad(lat))), lat
