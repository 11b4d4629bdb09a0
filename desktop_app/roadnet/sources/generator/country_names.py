"""The names in a country."""

import numpy as np

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.generator.country import Country
from desktop_app.roadnet.sources.generator.naming import mixed, place_name, street_name
from desktop_app.roadnet.sources.generator.tile import Numbers

_STREETS_A_CELL = 1_024
_EDGES_A_NAME = 8
_ROAD, _STREET, _PLACE, _TOWN = range(4)
_NAMED_RURAL_EVERY = 3


class CountryNames:
    """Gives names to roads, streets and places."""

    def __init__(self, country: Country) -> None:
        """Name what is in `country`."""
        lattice = country.layout.lattice
        self._edge_town = country.edge_town
        self._edge_class = country.layout.edge_class
        edges = np.arange(lattice.edge_count)
        line = lattice.edge_line(edges)
        # In a town a line of the lattice is one street, in the country a few edges are.
        run = np.where(self._edge_town >= 0, self._edge_town, -1 - edges // _EDGES_A_NAME)
        self._edge_mix = mixed(run * (lattice.columns + lattice.rows + 2) + line, _ROAD)
        self._town_mix = mixed(np.arange(len(country.layout.towns.size)), _TOWN)
        self._cell_town = country.layout.towns.cell_town
        self._streets: tuple[int, Numbers] = (-1, np.zeros(0, np.int64))

    def edge_mix(self, edge: int) -> int:
        """Return a number that is the same for all edges of one name."""
        return int(self._edge_mix[edge])

    def edge_name(self, edge: int) -> str:
        """Return the name of the road along an edge; not all roads in the country have one."""
        mix = int(self._edge_mix[edge])
        if self._edge_town[edge] < 0:
            is_named = self._edge_class[edge] >= RoadClass.UNCLASSIFIED and mix % _NAMED_RURAL_EVERY == 0
            return street_name(mix >> 8, is_major=False) if is_named else ""
        return street_name(mix >> 8, is_major=True)

    def street_mix(self, cell: int, street: int) -> int:
        """Return a number that is the same for all ways of a street in a cell."""
        if self._streets[0] != cell:
            numbers = cell * _STREETS_A_CELL + np.arange(_STREETS_A_CELL)
            self._streets = (cell, mixed(numbers, _STREET).astype(np.int64) & 0x7FFF_FFFF_FFFF)
        return int(self._streets[1][street])

    def street_name(self, cell: int, street: int, road_class: RoadClass) -> str:
        """Return the name of a street in a cell; yards have none."""
        if road_class == RoadClass.SERVICE:
            return ""
        return street_name(self.street_mix(cell, street) >> 8, is_major=road_class <= RoadClass.TERTIARY)

    def place_name(self, cell: int) -> str:
        """Return the name of the town at a cell, else of the village there."""
        town = int(self._cell_town[cell])
        return self.town_name(town) if town >= 0 else self.quarter_name(cell)

    def quarter_name(self, cell: int) -> str:
        """Return the name of the village or quarter in a cell."""
        return place_name(int(mixed(np.array([cell]), _PLACE)[0]))

    def town_name(self, town: int) -> str:
        """Return the name of a town."""
        return place_name(int(self._town_mix[town]))
