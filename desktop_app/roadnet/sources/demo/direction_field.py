"""Which way streets run at each spot: quarters, rivers and avenues pull them their way.

Tensor fields for street networks after Chen, Esch, Wonka, Mueller and Zhang, "Interactive procedural
street modeling" (SIGGRAPH 2008): a direction counts as its double angle, so that opposite ones agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points, directions, resampled
from desktop_app.roadnet.sources.demo.ground import HALF_HEIGHT_M, HALF_WIDTH_M

CELL_M = 25.0
COLUMNS, ROWS = round(2 * HALF_WIDTH_M / CELL_M), round(2 * HALF_HEIGHT_M / CELL_M)
_PULL_STEP_M = 40.0


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the town.

    Attributes
    ----------
    angle_deg
        Which way its streets run.
    spacing_m
        Between its streets.
    bend
        How much its streets turn round its middle, 0 to 1.
    """

    name: str
    x: float
    y: float
    angle_deg: float
    spacing_m: float
    bend: float = 0.0


def grid_spots() -> Points:
    """Return the (ROWS * COLUMNS, 2) middles of the field's cells."""
    x = (np.arange(COLUMNS) + 0.5) * CELL_M - HALF_WIDTH_M
    y = (np.arange(ROWS) + 0.5) * CELL_M - HALF_HEIGHT_M
    return np.stack([np.tile(x, ROWS), np.repeat(y, COLUMNS)], axis=1)


def quarter_weights(quarters: tuple[Quarter, ...], spots: Points, warp_m: Points) -> NDArray[np.float64]:
    """Return (Q, spots) how much each spot belongs to each quarter; the sum is 1 everywhere."""
    middles = np.array([[each.x, each.y] for each in quarters])
    away = np.hypot(*(middles[:, None, :] - (spots + warp_m)[None]).transpose(2, 0, 1)) / 1000.0
    weight = np.exp(-14.0 * (away - away.min(axis=0)))
    share: NDArray[np.float64] = weight / weight.sum(axis=0)
    return share


def double_angles(
    quarters: tuple[Quarter, ...], weights: NDArray[np.float64], spots: Points
) -> NDArray[np.float64]:
    """Return (2, spots) the quarters' directions."""
    total = np.zeros((2, len(spots)))
    for quarter, weight in zip(quarters, weights, strict=True):
        straight = np.deg2rad(quarter.angle_deg)
        round_ = np.arctan2(spots[:, 1] - quarter.y, spots[:, 0] - quarter.x)
        for share, angle in ((1 - quarter.bend, np.full(len(spots), straight)), (quarter.bend, round_)):
            total += share * weight * np.stack([np.cos(2 * angle), np.sin(2 * angle)])
    unit: NDArray[np.float64] = total / np.maximum(np.hypot(*total), 1e-9)
    return unit


def pull(field: NDArray[np.float64], lines: Iterable[Points], reach_m: float, strength: float) -> None:
    """Turn a (2, ROWS * COLUMNS) field towards the directions of lines."""
    grid = field.reshape(2, ROWS, COLUMNS)
    reach = int(2 * reach_m // CELL_M)
    dx, dy = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
    kernel = strength * np.exp(-((np.hypot(dx, dy) * CELL_M / reach_m) ** 2))
    for line in lines:
        spots = resampled(line, _PULL_STEP_M)
        heading = directions(spots)
        double = 2 * np.arctan2(heading[:, 1], heading[:, 0])
        cell = np.floor((spots + np.array([HALF_WIDTH_M, HALF_HEIGHT_M])) / CELL_M).astype(np.int64)
        column, row = cell[:, 0, None, None] + dx, cell[:, 1, None, None] + dy
        within = (column >= 0) & (column < COLUMNS) & (row >= 0) & (row < ROWS)
        weight = np.broadcast_to(kernel, column.shape)
        for axis, part in enumerate((np.cos(double), np.sin(double))):
            values = weight * part[:, None, None]
            np.add.at(grid[axis], (row[within], column[within]), values[within])


def smooth_noise(spots: Points, wavelength_m: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return a value of about -1 to 1 for each spot, which changes slowly from spot to spot."""
    total = np.zeros(len(spots))
    for _ in range(6):
        angle, phase = rng.uniform(0.0, 2 * np.pi, 2)
        wave = 2 * np.pi / (wavelength_m * rng.uniform(0.7, 1.6))
        total += np.sin(spots @ np.array([np.cos(angle), np.sin(angle)]) * wave + phase)
    return total / 3.0
