"""The cells through which motorways lead, from one large town to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points, along_m, points_at
from desktop_app.roadnet.sources.generator.lattice import Lattice
from desktop_app.roadnet.sources.generator.proximity import relative_neighbours
from desktop_app.roadnet.sources.generator.tile import Numbers
from desktop_app.roadnet.sources.generator.towns import Towns

_BOWS = (0.0, 0.07, -0.07, 0.15, -0.15, 0.24, -0.24, 0.34, -0.34)
"""How far a motorway may swing out, as a share of its length; tried in this order."""

_STEP_CELLS = 0.04
_TAKEN_COST = 1_000
_TOWN_COST = 2
_FEWEST_CELLS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Corridor:
    """A chain of cells that a motorway crosses.

    Attributes
    ----------
    edges
        (K,) the edges that it crosses, in order; the first and the last one belong to the two towns.
    is_underground
        (K,) the edge is crossed in a tunnel.
    number
        Of the motorway.
    """

    edges: Numbers
    is_underground: NDArray[np.bool_]
    number: int


def find_corridors(lattice: Lattice, towns: Towns, count: int) -> tuple[list[Corridor], NDArray[np.bool_]]:
    """Return corridors between the `count` largest towns, and (C,) the cells kept free for them."""
    taken = np.zeros(lattice.cell_count, np.bool_)
    largest = np.arange(min(count, len(towns.size)))
    corridors: list[Corridor] = []
    for one, two in relative_neighbours(towns.middles(largest)).tolist():
        path = _best_path(lattice, towns, taken, one, two)
        if path is None:
            continue
        before, cells, after = path
        in_town = towns.cell_town[cells] >= 0
        taken[cells[~in_town]] = True
        edges = _edges_between(lattice, np.concatenate([[before], cells, [after]]))
        under = np.concatenate([[False], in_town]) | np.concatenate([in_town, [False]])
        corridors.append(Corridor(edges, under, len(corridors) + 1))
    return corridors, taken


def _best_path(
    lattice: Lattice, towns: Towns, taken: NDArray[np.bool_], one: int, two: int
) -> tuple[int, Numbers, int] | None:
    """Return the cell of the first town, the cells between, and the cell of the second town."""
    best, least = None, float(_TAKEN_COST)
    for bow in _BOWS:
        cells = _cells_on(lattice, _curve(towns.middles(np.array([one, two])), bow))
        if cells is None:
            continue
        owner = towns.cell_town[cells]
        first = int(np.flatnonzero(owner == one)[-1])
        last = first + int(np.argmax(owner[first:] == two))
        inner = cells[first + 1 : last]
        if len(inner) < _FEWEST_CELLS or towns.cell_town[inner[0]] >= 0 or towns.cell_town[inner[-1]] >= 0:
            continue
        cost = (
            len(inner)
            + _TAKEN_COST * int(taken[inner].sum())
            + _TOWN_COST * int((owner[first + 1 : last] >= 0).sum())
        )
        if cost < least:
            best, least = (int(cells[first]), inner, int(cells[last])), cost
    return best


def _curve(ends: Points, bow: float) -> Points:
    """Return an arch between two spots."""
    chord = ends[1] - ends[0]
    at = np.linspace(0.0, 1.0, 65)[:, None]
    side = np.array([-chord[1], chord[0]]) * bow
    line: Points = ends[0] + chord * at + side * 4 * at * (1 - at)
    along = along_m(line)
    return points_at(line, np.arange(0.0, float(along[-1]), _STEP_CELLS))


def _cells_on(lattice: Lattice, line: Points) -> Numbers | None:
    """Return the cells on a line, each beside the one before; None where it leaves the lattice."""
    place = np.floor(line).astype(np.int64)
    if (place < 1).any() or (place >= np.array([lattice.columns, lattice.rows]) - 1).any():
        return None
    steps = np.diff(place, axis=0, prepend=place[:1])
    corner = (steps != 0).all(axis=1)
    cells = place[:, 1] * lattice.columns + place[:, 0]
    # Over a corner, by way of the cell beside it.
    beside = place[:, 1] * lattice.columns + place[:, 0] - steps[:, 0]
    both = np.stack([np.where(corner, beside, cells), cells], axis=1).ravel()
    chain: Numbers = both[np.concatenate([[True], both[1:] != both[:-1]])]
    return chain


def _edges_between(lattice: Lattice, cells: Numbers) -> Numbers:
    """Return the edge between each cell and the next one."""
    column, row = lattice.place(cells)
    same_row = row[1:] == row[:-1]
    high_column, high_row = np.maximum(column[1:], column[:-1]), np.maximum(row[1:], row[:-1])
    return np.where(
        same_row, lattice.north_edge(high_column, row[1:]), lattice.east_edge(column[1:], high_row)
    )
