"""A raster over the town: what is marked on the ground, cell by cell."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Mask, Points, inside, resampled

HALF_WIDTH_M, HALF_HEIGHT_M = 4_700.0, 4_200.0
"""The land reaches so far from the middle."""

CELL_M = 10.0
COLUMNS, ROWS = round(2 * HALF_WIDTH_M / CELL_M), round(2 * HALF_HEIGHT_M / CELL_M)


class GroundMask:
    """Cells that are marked."""

    def __init__(self, cells: Mask | None = None) -> None:
        """Mark nothing, or take (ROWS, COLUMNS) cells."""
        self.cells = np.zeros((ROWS, COLUMNS), np.bool_) if cells is None else cells

    def paint_line(self, line: Points, radius_m: float | NDArray[np.float64]) -> None:
        """Mark all within a radius, which may differ from point to point, of a line."""
        radius = np.broadcast_to(radius_m, len(line))
        for each in np.unique(radius):
            spots = resampled(line, CELL_M) if np.ndim(radius_m) == 0 else line[radius == each]
            self._paint_discs(spots, float(each))

    def paint_ring(self, ring: Points) -> None:
        """Mark the inside of a ring."""
        low = np.maximum(_cell(ring.min(axis=0)) - 1, 0)
        high = np.minimum(_cell(ring.max(axis=0)) + 2, (COLUMNS, ROWS))
        if (high <= low).any():
            return
        columns, rows = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
        spots = cell_middles(columns.ravel(), rows.ravel())
        found = inside(spots, ring).reshape(columns.shape)
        self.cells[low[1] : high[1], low[0] : high[0]] |= found

    def at(self, spots: Points) -> Mask:
        """Say for each of (Q, 2) spots whether its cell is marked; beyond the land nothing is."""
        column, row = _cell(spots).T
        within = (column >= 0) & (column < COLUMNS) & (row >= 0) & (row < ROWS)
        found: Mask = within & self.cells[np.clip(row, 0, ROWS - 1), np.clip(column, 0, COLUMNS - 1)]
        return found

    def _paint_discs(self, spots: Points, radius_m: float) -> None:
        reach = int(radius_m // CELL_M)
        dx, dy = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1))
        disc = np.hypot(dx, dy) * CELL_M <= radius_m
        cell = _cell(spots)
        column = (cell[:, :1] + dx[disc]).ravel()
        row = (cell[:, 1:] + dy[disc]).ravel()
        within = (column >= 0) & (column < COLUMNS) & (row >= 0) & (row < ROWS)
        self.cells[row[within], column[within]] = True


def cell_middles(columns: NDArray[np.int64], rows: NDArray[np.int64]) -> Points:
    """Return the middles of cells."""
    x = (columns + 0.5) * CELL_M - HALF_WIDTH_M
    return np.stack([x, (rows + 0.5) * CELL_M - HALF_HEIGHT_M], axis=1)


def within_land(spots: Points, margin_m: float = 0.0) -> Mask:
    """Say for each spot whether it is on the land, at least `margin_m` from its edge."""
    room = np.array([HALF_WIDTH_M, HALF_HEIGHT_M]) - margin_m
    found: Mask = np.all(np.abs(spots) <= room, axis=1)
    return found


def _cell(spots: Points) -> NDArray[np.int64]:
    cell: NDArray[np.int64] = np.floor((spots + np.array([HALF_WIDTH_M, HALF_HEIGHT_M])) / CELL_M).astype(
        np.int64
    )
    return cell
