"""The layout of a country: what stands in each cell, and which road runs along each edge."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.generator.corridors import Corridor, find_corridors
from desktop_app.roadnet.sources.generator.lattice import Lattice
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD, MainRoads, lay_main_roads
from desktop_app.roadnet.sources.generator.palette import DIAGONALS, Palette
from desktop_app.roadnet.sources.generator.tile import FIRST_CORNER, SYMMETRIES, Numbers, placed
from desktop_app.roadnet.sources.generator.towns import Towns, place_towns, town_sizes

_TOWN_SHARE = 0.05
_CELLS_A_MOTORWAY_TOWN = 1_200
_EXTRA_SHARE = 0.2
_TERTIARY_LINES = 0.3
_FLIP_X, _FLIP_Y, _SWAP = 1, 2, 4
_TURN_TO_SIDE = (0, _FLIP_Y | _SWAP, _FLIP_Y, _SWAP)
"""How a tile is turned so that its southern side comes to lie south, east, north and west."""

_FRINGE_SHARE = 0.7
_RURAL = (("village", 0.075), ("hamlet", 0.10), ("lane", 0.34), ("slant", 0.17), ("farm", 0.17))
"""Kinds of tile in the open country, and the share of cells that have one."""

_DEPTHS = ((0.38, "core"), (0.72, "city"), (9.0, "suburb"))
_CORE_FROM_CELLS = 4
_INDUSTRY_SHARE = 0.06


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A country before its nodes are placed.

    Attributes
    ----------
    cell_tile, cell_symmetry
        (C,) number of the tile in the palette, and how it is turned.
    cell_number
        (C,) road number of a diagonal.
    edge_class, edge_number
        (E,) class, `NO_ROAD` for none, and road number, 0 for none.
    corridors
        Where motorways lead.
    """

    lattice: Lattice
    towns: Towns
    cell_tile: Numbers
    cell_symmetry: Numbers
    cell_number: Numbers
    edge_class: NDArray[np.uint8]
    edge_number: Numbers
    corridors: list[Corridor]

    def edge_town(self) -> Numbers:
        """Return (E,) the town at each edge, -1 in the open country."""
        town = np.full(self.lattice.edge_count, -1, np.int64)
        built = np.flatnonzero(self.towns.cell_town >= 0)
        edges = self.lattice.cell_edges(built)
        town[edges] = self.towns.cell_town[built][:, None]
        return town


def make_layout(lattice: Lattice, palette: Palette, rng: np.random.Generator) -> Layout:
    """Return the layout of a country."""
    towns = place_towns(lattice, town_sizes(max(3, round(lattice.cell_count * _TOWN_SHARE))), rng)
    motorway_towns = max(2, 4 + lattice.cell_count // _CELLS_A_MOTORWAY_TOWN)
    corridors, is_corridor = find_corridors(lattice, towns, motorway_towns)
    roads = lay_main_roads(lattice, towns, is_corridor | (towns.cell_town >= 0))
    tile, symmetry = _town_tiles(lattice, towns, palette, rng)
    diagonal = np.flatnonzero(roads.cell_class != NO_ROAD)
    for number, road_class in zip(palette.numbers["diagonal"].tolist(), DIAGONALS, strict=True):
        tile[diagonal[roads.cell_class[diagonal] == road_class]] = number
    symmetry[diagonal] = np.where(roads.cell_falls[diagonal], _FLIP_X, 0)
    is_open = (tile == 0) & ~is_corridor
    _fill_open_country(tile, np.flatnonzero(is_open), palette, rng)
    _add_fringe(lattice, towns, palette, (tile, symmetry), is_open, rng)
    _add_edges(lattice, towns, roads, _needed_edges(lattice, palette, tile, symmetry), rng)
    return Layout(
        lattice,
        towns,
        tile,
        symmetry,
        roads.cell_number,
        roads.edge_class,
        roads.edge_number,
        corridors,
    )


def _town_tiles(
    lattice: Lattice, towns: Towns, palette: Palette, rng: np.random.Generator
) -> tuple[Numbers, Numbers]:
    """Return each cell's tile, 0 outside the towns, and a way to turn it."""
    tile = np.zeros(lattice.cell_count, np.int64)
    symmetry = rng.integers(SYMMETRIES, size=lattice.cell_count)
    built = np.flatnonzero(towns.cell_town >= 0)
    size, depth = towns.size[towns.cell_town[built]], towns.cell_depth[built]
    depth = np.where(size < _CORE_FROM_CELLS, depth * 0.6 + 0.4, depth)
    is_industry = (
        (rng.random(len(built)) < _INDUSTRY_SHARE) & (depth > _DEPTHS[0][0]) & (size > _CORE_FROM_CELLS)
    )
    kind = np.searchsorted([edge for edge, _ in _DEPTHS], depth)
    for number, (_, name) in enumerate(_DEPTHS):
        mine = built[kind == number]
        tile[mine] = rng.choice(palette.numbers[name], len(mine))
    tile[built[is_industry]] = palette.numbers["industry"][0]
    return tile, symmetry


def _fill_open_country(tile: Numbers, cells: Numbers, palette: Palette, rng: np.random.Generator) -> None:
    draw = rng.random(len(cells))
    low = 0.0
    for name, share in _RURAL:
        mine = cells[(draw >= low) & (draw < low + share)]
        tile[mine] = rng.choice(palette.numbers[name], len(mine))
        low += share


def _add_fringe(
    lattice: Lattice,
    towns: Towns,
    palette: Palette,
    cells: tuple[Numbers, Numbers],
    is_open: NDArray[np.bool_],
    rng: np.random.Generator,
) -> None:
    """Let towns run out into the open cells beside them; `cells` are the tiles and how they are turned."""
    tile, symmetry = cells
    town = np.pad(towns.cell_town.reshape(lattice.rows, lattice.columns), 1, constant_values=-1)
    beside = np.stack([town[:-2, 1:-1], town[1:-1, 2:], town[2:, 1:-1], town[1:-1, :-2]]).reshape(4, -1) >= 0
    edge = np.flatnonzero(is_open & beside.any(axis=0) & (rng.random(lattice.cell_count) < _FRINGE_SHARE))
    tile[edge] = rng.choice(palette.numbers["fringe"], len(edge))
    side = np.argmax(beside[:, edge], axis=0)
    symmetry[edge] = np.array(_TURN_TO_SIDE)[side] | rng.integers(2, size=len(edge))


def _needed_edges(lattice: Lattice, palette: Palette, tile: Numbers, symmetry: Numbers) -> NDArray[np.bool_]:
    """Return (E,) the edges at which a tile has a port."""
    needed = np.zeros(lattice.edge_count, np.bool_)
    for number, base in enumerate(palette.tiles):
        for turn in range(SYMMETRIES):
            cells = np.flatnonzero((tile == number) & (symmetry == turn))
            side = placed(base, turn).port_side
            sides = np.unique(side[side < FIRST_CORNER])
            needed[lattice.cell_edges(cells)[:, sides]] = True
    return needed


def _add_edges(
    lattice: Lattice,
    towns: Towns,
    roads: MainRoads,
    needed: NDArray[np.bool_],
    rng: np.random.Generator,
) -> None:
    """Give roads to the edges that tiles need, to all in towns, and to enough others to join them all."""
    wanted = needed | _joining_edges(lattice, rng) | (rng.random(lattice.edge_count) < _EXTRA_SHARE)
    line = lattice.edge_line(np.arange(lattice.edge_count))
    line_draw = rng.random(lattice.columns + lattice.rows + 2)
    common = np.where(line_draw[line] < _TERTIARY_LINES, RoadClass.TERTIARY, RoadClass.UNCLASSIFIED)
    built = np.flatnonzero(towns.cell_town >= 0)
    in_town = np.zeros(lattice.edge_count, np.bool_)
    in_town[lattice.cell_edges(built)] = True
    is_wide = line_draw[line] < 2 * _TERTIARY_LINES
    common = np.where(in_town, np.where(is_wide, RoadClass.SECONDARY, RoadClass.TERTIARY), common)
    bare = (roads.edge_class == NO_ROAD) & (wanted | in_town)
    roads.edge_class[bare] = common[bare]


def _joining_edges(lattice: Lattice, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Return (E,) a random tree over all corners: each is joined to the one west or the one south."""
    corners = np.arange(lattice.corner_count)
    west, south = lattice.corner_edges(corners)[:, 2:].T
    goes_west = np.where(south < 0, True, np.where(west < 0, False, rng.random(len(corners)) < 0.5))  # noqa: PLR2004 - the toss of a coin
    joined = np.zeros(lattice.edge_count, np.bool_)
    joined[np.where(goes_west, west, south)[1:]] = True
    return joined
