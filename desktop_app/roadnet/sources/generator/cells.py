"""The inside of cells: nodes and ways of their tiles, many cells at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.country import Country
from desktop_app.roadnet.sources.generator.lattice import bilinear
from desktop_app.roadnet.sources.generator.tile import CELL_M, SYMMETRIES, Numbers, Tile, placed

_CELLS_AT_ONCE = 2_048
_ADDRESS_OFF = 16.0 / CELL_M
_ADDRESS_EVERY = 11


@dataclass(frozen=True, slots=True, eq=False)
class Addresses:
    """House numbers in a tile.

    Attributes
    ----------
    spots
        (N, 2) in the unit square.
    street
        (N,) street of the tile.
    """

    spots: Points
    street: Numbers


class CellStreets:
    """The tiles of a country's cells."""

    def __init__(self, country: Country) -> None:
        """Serve the cells of `country`."""
        self._country = country
        self._tiles: dict[int, Tile] = {}
        self._addresses: dict[int, Addresses] = {}
        self._kind = country.layout.cell_tile * SYMMETRIES + country.layout.cell_symmetry

    def tile(self, cell: int) -> Tile:
        """Return the tile of a cell, turned as it stands there."""
        return self._tile_of_kind(int(self._kind[cell]))

    def spots(self) -> Iterator[Points]:
        """Return (N, 2) warped nodes of some cells after the other, in the order of their numbers."""
        first = self._country.first_spot
        for begin in range(0, len(self._kind), _CELLS_AT_ONCE):
            cells = np.arange(begin, min(begin + _CELLS_AT_ONCE, len(self._kind)))
            found = np.empty((int(first[cells[-1] + 1] - first[begin]), 2))
            for kind in np.unique(self._kind[cells]).tolist():
                tile = self._tile_of_kind(kind)
                mine = cells[self._kind[cells] == kind]
                rows = (first[mine] - first[begin])[:, None] + np.arange(len(tile.spots))
                found[rows] = bilinear(self._corners(mine), tile.spots)
            yield self._country.warp.moved(found)

    def addresses(self) -> Iterator[tuple[int, Points, Numbers]]:
        """Return each cell that has addresses, (N, 2) their warped places and (N,) their streets."""
        for cell in range(len(self._kind)):
            kind = int(self._kind[cell])
            if kind not in self._addresses:
                self._addresses[kind] = addresses_of(self._tile_of_kind(kind))
            found = self._addresses[kind]
            if len(found.street):
                spots = bilinear(self._corners(np.array([cell])), found.spots)[0]
                yield cell, self._country.warp.moved(spots), found.street

    def refs(self, cell: int) -> NDArray[np.int64]:
        """Return the nodes of all ways of a cell, way after way, by their numbers in the country."""
        tile, country = self.tile(cell), self._country
        first = country.first_spot[cell]
        ports = country.edge_nodes.port[country.ports.first[cell] : country.ports.first[cell + 1]]
        ends = np.where(ports < 0, -1 - ports, country.layout.lattice.corner_count + ports)
        nodes = np.concatenate([first + np.arange(len(tile.spots)), ends])
        return nodes[tile.refs]

    def _tile_of_kind(self, kind: int) -> Tile:
        if kind not in self._tiles:
            number, symmetry = divmod(kind, SYMMETRIES)
            self._tiles[kind] = placed(self._country.palette.tiles[number], symmetry)
        return self._tiles[kind]

    def _corners(self, cells: Numbers) -> Points:
        return self._country.corners[self._country.layout.lattice.cell_corners(cells)]


def addresses_of(tile: Tile) -> Addresses:
    """Return addresses beside some of a tile's streets."""
    spots: list[Points] = []
    streets: list[int] = []
    for way in np.flatnonzero(tile.road_class == RoadClass.RESIDENTIAL).tolist():
        refs = tile.way(way)
        refs = refs[refs < len(tile.spots)]
        for number in range(1, len(refs), _ADDRESS_EVERY):
            ahead = tile.spots[refs[number]] - tile.spots[refs[number - 1]]
            side = np.array([-ahead[1], ahead[0]]) / max(float(np.hypot(*ahead)), 1e-9)
            middle = (tile.spots[refs[number]] + tile.spots[refs[number - 1]]) / 2
            for sign in (1.0, -1.0):
                spots.append(middle + sign * _ADDRESS_OFF * side)
                streets.append(int(tile.street[way]))
    return Addresses(np.array(spots).reshape(-1, 2).clip(0.01, 0.99), np.array(streets, np.int64))
