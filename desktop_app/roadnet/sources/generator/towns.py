"""Where towns lie, and how large they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.lattice import Lattice
from desktop_app.roadnet.sources.generator.tile import Numbers

_TRIES = 60
_APART_CELLS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Towns:
    """Towns, the largest first.

    Attributes
    ----------
    column, row, size
        (T,) the cell in the middle, and how many cells the town has.
    cell_town
        (C,) number of the town at each cell of the lattice, -1 in the open country.
    cell_depth
        (C,) how far from its town's middle a cell lies: 0 there, 1 at the edge of the town.
    """

    column: Numbers
    row: Numbers
    size: Numbers
    cell_town: Numbers
    cell_depth: NDArray[np.float64]

    def middles(self, numbers: Numbers) -> Points:
        """Return (K, 2) the middles of towns, in cells from the south-western corner of the country."""
        middles: Points = np.stack([self.column[numbers], self.row[numbers]], axis=1).astype(np.float64)
        return middles + 0.5


def town_sizes(cells: int) -> Numbers:
    """Return sizes in cells, about `cells` in all, so that the n-th town has a n-th of the first one's.

    Zipf's law, as towns of one country follow it.
    """
    largest = 1
    while _zipf(largest).sum() < cells:
        largest += 1 + largest // 50
    return _zipf(largest)


def _zipf(largest: int) -> Numbers:
    return np.round(largest / np.arange(1, largest + 1)).astype(np.int64)


def place_towns(lattice: Lattice, sizes: Numbers, rng: np.random.Generator) -> Towns:
    """Return towns of these sizes, apart from each other; those without a place are left out."""
    free = np.ones((lattice.rows, lattice.columns), np.bool_)
    town = np.full(free.shape, -1, np.int64)
    depth = np.zeros(free.shape)
    placed: list[tuple[int, int, int]] = []
    for size in sizes.tolist():
        spot = _free_spot(free, size, rng)
        if spot is None:
            continue
        rows, columns, share = _grown(free, spot, size, rng)
        town[rows, columns] = len(placed)
        depth[rows, columns] = share
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            reach = _APART_CELLS
            free[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1] = False
        placed.append((spot[1], spot[0], len(rows)))
    table = np.array(placed, np.int64).reshape(-1, 3)
    return Towns(table[:, 0], table[:, 1], table[:, 2], town.ravel(), depth.ravel())


def _free_spot(free: NDArray[np.bool_], size: int, rng: np.random.Generator) -> tuple[int, int] | None:
    """Return a row and a column with room for a town, the roomiest of some."""
    rows, columns = free.shape
    reach = round(np.sqrt(size / np.pi) * 1.25 + 0.5)
    margin = min(reach + 1, (min(rows, columns) - 1) // 2)
    best, most = None, 0.6
    for row, column in zip(
        rng.integers(margin, rows - margin, _TRIES).tolist(),
        rng.integers(margin, columns - margin, _TRIES).tolist(),
        strict=True,
    ):
        around = free[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1]
        if free[row, column] and around.mean() > most:
            best, most = (row, column), float(around.mean())
            if most == 1.0:
                break
    return best


def _grown(
    free: NDArray[np.bool_], spot: tuple[int, int], size: int, rng: np.random.Generator
) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
    """Return rows, columns and depths of a town's cells: a disc with bays and tongues."""
    reach = round(np.sqrt(size / np.pi) * 1.8 + 2)
    low_row, low_column = max(spot[0] - reach, 0), max(spot[1] - reach, 0)
    window = free[low_row : spot[0] + reach + 1, low_column : spot[1] + reach + 1]
    rows, columns = np.nonzero(window)
    y, x = rows + low_row - spot[0], columns + low_column - spot[1]
    angle, edge = np.arctan2(y, x), np.ones(len(x))
    for number in (2, 3, 5, 7):
        edge += 0.12 * np.sin(number * angle + rng.uniform(0.0, 2 * np.pi))
    away = np.hypot(x, y) / edge + rng.uniform(0.0, 0.3, len(x)) * (np.hypot(x, y) > 0)
    chosen = np.argsort(away, kind="stable")[:size]
    share = away[chosen] / max(float(away[chosen].max(initial=0.0)), 1.0)
    return rows[chosen] + low_row, columns[chosen] + low_column, share
