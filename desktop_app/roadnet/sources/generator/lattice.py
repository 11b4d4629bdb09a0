"""The lattice that a country lies on: cells, their corners, and the edges between corners.

Cells and corners are numbered row by row from the south-west. Edges: first those that lead east, row
by row, then those that lead north, column by column, so that an edge's successor on its line follows it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.tile import Numbers


@dataclass(frozen=True, slots=True)
class Lattice:
    """How many columns and rows of cells there are."""

    columns: int
    rows: int

    @property
    def cell_count(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    @property
    def corner_count(self) -> int:
        """How many corners there are."""
        return (self.columns + 1) * (self.rows + 1)

    @property
    def east_count(self) -> int:
        """How many edges lead east; edges from this number on lead north."""
        return self.columns * (self.rows + 1)

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return self.east_count + self.rows * (self.columns + 1)

    def corner(self, column: Numbers, row: Numbers) -> Numbers:
        """Return the numbers of corners."""
        return row * (self.columns + 1) + column

    def east_edge(self, column: Numbers, row: Numbers) -> Numbers:
        """Return the edges that lead east from corners."""
        return row * self.columns + column

    def north_edge(self, column: Numbers, row: Numbers) -> Numbers:
        """Return the edges that lead north from corners."""
        return self.east_count + column * self.rows + row

    def place(self, cells: Numbers) -> tuple[Numbers, Numbers]:
        """Return columns and rows of cells."""
        return cells % self.columns, cells // self.columns

    def cell_edges(self, cells: Numbers) -> Numbers:
        """Return (K, 4) the edges south, east, north and west of cells."""
        column, row = self.place(cells)
        return np.stack(
            [
                self.east_edge(column, row),
                self.north_edge(column + 1, row),
                self.east_edge(column, row + 1),
                self.north_edge(column, row),
            ],
            axis=1,
        )

    def cell_corners(self, cells: Numbers) -> Numbers:
        """Return (K, 4) the corners south-west, south-east, north-east and north-west of cells."""
        column, row = self.place(cells)
        south_west = self.corner(column, row)
        north_west = south_west + self.columns + 1
        return np.stack([south_west, south_west + 1, north_west + 1, north_west], axis=1)

    def edge_place(self, edges: Numbers) -> tuple[Numbers, Numbers]:
        """Return columns and rows of the corners at which edges begin."""
        north = edges - self.east_count
        is_east = edges < self.east_count
        column = np.where(is_east, edges % self.columns, north // self.rows)
        return column, np.where(is_east, edges // self.columns, north % self.rows)

    def edge_ends(self, edges: Numbers) -> tuple[Numbers, Numbers]:
        """Return the western or southern, and the eastern or northern, corners of edges."""
        tail = self.corner(*self.edge_place(edges))
        return tail, tail + np.where(edges < self.east_count, 1, self.columns + 1)

    def edge_line(self, edges: Numbers) -> Numbers:
        """Return the number of the line of the lattice on which each edge lies."""
        column, row = self.edge_place(edges)
        return np.where(edges < self.east_count, row, self.rows + 1 + column)

    def corner_edges(self, corners: Numbers) -> Numbers:
        """Return (K, 4) the edges east, north, west and south of corners, -1 for none."""
        column, row = corners % (self.columns + 1), corners // (self.columns + 1)
        return np.stack(
            [
                np.where(column < self.columns, self.east_edge(column, row), -1),
                np.where(row < self.rows, self.north_edge(column, row), -1),
                np.where(column > 0, self.east_edge(column - 1, row), -1),
                np.where(row > 0, self.north_edge(column, row - 1), -1),
            ],
            axis=1,
        )


def bilinear(corners: Points, unit: Points) -> Points:
    """Return spots of the unit square in cells.

    Parameters
    ----------
    corners
        (K, 4, 2) corners of convex cells, as `Lattice.cell_corners` has them.
    unit
        (P, 2) spots.

    Returns
    -------
    (K, P, 2) float64
        No two lines that did not cross in the square cross in a cell.
    """
    x, y = unit[:, 0], unit[:, 1]
    weight = np.stack([(1 - x) * (1 - y), x * (1 - y), x * y, (1 - x) * y], axis=1)
    spots: NDArray[np.float64] = np.einsum("pc,kcd->kpd", weight, corners)
    return spots
