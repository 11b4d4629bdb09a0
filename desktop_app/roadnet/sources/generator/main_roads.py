"""The roads between towns, along the lattice's edges and across its cells."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.generator.lattice import Lattice
from desktop_app.roadnet.sources.generator.proximity import relative_neighbours
from desktop_app.roadnet.sources.generator.tile import Numbers
from desktop_app.roadnet.sources.generator.towns import Towns

NO_ROAD = 255
_LEAST_CELLS_ON_PRIMARY = 3


@dataclass(slots=True, eq=False)
class MainRoads:
    """Which edges and cells main roads use; mutable while they are laid.

    Attributes
    ----------
    edge_class, edge_number
        (E,) class, `NO_ROAD` for none, and road number.
    cell_class, cell_number
        (C,) those of a diagonal road.
    cell_falls
        (C,) the diagonal leads from the south-eastern to the north-western corner.
    """

    edge_class: NDArray[np.uint8]
    edge_number: Numbers
    cell_class: NDArray[np.uint8]
    cell_number: Numbers
    cell_falls: NDArray[np.bool_]


def lay_main_roads(lattice: Lattice, towns: Towns, closed: NDArray[np.bool_]) -> MainRoads:
    """Return primary roads between larger towns and secondary ones between all.

    Parameters
    ----------
    closed
        (C,) cells through which none may lead diagonally.
    """
    roads = MainRoads(
        np.full(lattice.edge_count, NO_ROAD, np.uint8),
        np.zeros(lattice.edge_count, np.int64),
        np.full(lattice.cell_count, NO_ROAD, np.uint8),
        np.zeros(lattice.cell_count, np.int64),
        np.zeros(lattice.cell_count, np.bool_),
    )
    every = np.arange(len(towns.size))
    large = every[: max(2, int(np.sum(towns.size >= _LEAST_CELLS_ON_PRIMARY)))]
    number = 0
    for members, road_class in ((large, RoadClass.PRIMARY), (every, RoadClass.SECONDARY)):
        for one, two in relative_neighbours(towns.middles(members)).tolist():
            number += 1
            ends = [(int(towns.column[town]), int(towns.row[town])) for town in (one, two)]
            _lay(roads, lattice, closed, ends, (road_class, number))
    return roads


def _lay(
    roads: MainRoads,
    lattice: Lattice,
    closed: NDArray[np.bool_],
    ends: list[tuple[int, int]],
    road: tuple[RoadClass, int],
) -> None:
    """Lay a road step by step along the straight line between two corners."""
    (column, row), (last_column, last_row) = ends
    count = max(abs(last_column - column), abs(last_row - row))
    for step in range(1, count + 1):
        to_column = ends[0][0] + round((last_column - ends[0][0]) * step / count)
        to_row = ends[0][1] + round((last_row - ends[0][1]) * step / count)
        if (
            to_column != column
            and to_row != row
            and not _cross(roads, lattice, closed, (column, row, to_column, to_row), road)
        ):
            _along(roads, _edge(lattice, (column, row), (to_column, row)), road)
            _along(roads, _edge(lattice, (to_column, row), (to_column, to_row)), road)
        elif to_column == column or to_row == row:
            _along(roads, _edge(lattice, (column, row), (to_column, to_row)), road)
        column, row = to_column, to_row


def _edge(lattice: Lattice, start: tuple[int, int], end: tuple[int, int]) -> int:
    column, row = min(start[0], end[0]), min(start[1], end[1])
    if start[1] == end[1]:
        return row * lattice.columns + column
    return lattice.east_count + column * lattice.rows + row


def _along(roads: MainRoads, edge: int, road: tuple[RoadClass, int]) -> None:
    if road[0] < roads.edge_class[edge]:
        roads.edge_class[edge], roads.edge_number[edge] = road


def _cross(
    roads: MainRoads,
    lattice: Lattice,
    closed: NDArray[np.bool_],
    step: tuple[int, int, int, int],
    road: tuple[RoadClass, int],
) -> bool:
    """Lay a diagonal step; return whether that was possible."""
    column, row, to_column, to_row = step
    cell = min(row, to_row) * lattice.columns + min(column, to_column)
    falls = (to_column > column) != (to_row > row)
    is_used = roads.cell_class[cell] != NO_ROAD
    if closed[cell] or (is_used and roads.cell_falls[cell] != falls):
        return False
    if road[0] < roads.cell_class[cell]:
        roads.cell_class[cell], roads.cell_number[cell] = road
        roads.cell_falls[cell] = falls
    return True
