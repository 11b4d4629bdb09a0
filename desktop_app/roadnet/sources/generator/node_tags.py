"""The tags of nodes: signals, exits, addresses, places."""

from collections.abc import Iterator

import numpy as np

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.country import Country
from desktop_app.roadnet.sources.generator.country_names import CountryNames
from desktop_app.roadnet.sources.generator.edge_nodes import CROSSROADS
from desktop_app.roadnet.sources.generator.lattice import bilinear
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD
from desktop_app.roadnet.sources.generator.naming import mixed
from desktop_app.roadnet.sources.generator.tile import Numbers
from desktop_app.roadnet.sources.generator.way_tags import Tags

_SIGNALS: Tags = [("highway", "traffic_signals")]
_CROSSING: Tags = [("highway", "crossing")]
_SIGNAL_CORNERS, _SIGNAL_CROSSINGS, _CROSSINGS = 2, 4, 9
_CITY_CELLS = 20
_QUARTER_EVERY = 3
_NODE_MIX = 9


def node_tags(country: Country) -> dict[int, Tags]:
    """Return the tags by id of the nodes on roads between cells: signals, crossings, exits."""
    lattice, nodes = country.layout.lattice, country.edge_nodes
    arms = lattice.corner_edges(np.arange(lattice.corner_count))
    in_town = (
        (arms >= 0) & (country.layout.edge_class[arms] != NO_ROAD) & (country.edge_town[arms] >= 0)
    ).all(axis=1)
    corners = np.flatnonzero(in_town & (mixed(np.arange(len(arms)), _NODE_MIX) % _SIGNAL_CORNERS == 0))
    edge_mix = mixed(np.arange(len(nodes.edge)), _NODE_MIX)
    is_wide = (country.layout.edge_class[nodes.edge] <= RoadClass.SECONDARY) & (
        country.edge_town[nodes.edge] >= 0
    )
    crosses = is_wide & ((nodes.flags & CROSSROADS) != 0)
    signals = np.flatnonzero(crosses & (edge_mix % _SIGNAL_CROSSINGS == 0))
    crossings = np.flatnonzero(is_wide & (nodes.flags == 0) & (edge_mix % _CROSSINGS == 0))
    first = lattice.corner_count + 1
    tags = dict.fromkeys((corners + 1).tolist(), _SIGNALS)
    tags |= dict.fromkeys((signals + first).tolist(), _SIGNALS)
    tags |= dict.fromkeys((crossings + first).tolist(), _CROSSING)
    for node, number in country.motorways.exits.items():
        exit_tags = [("highway", "motorway_junction"), ("ref", str(number))]
        tags[country.first_motorway_node + node + 1] = exit_tags
    return tags


def address_tags(names: CountryNames, cell: int, streets: Numbers, first_id: int) -> dict[int, Tags]:
    """Return the tags by id of a cell's addresses; ids follow `first_id`."""
    city = names.place_name(cell)
    tags: dict[int, Tags] = {}
    counts: dict[int, int] = {}
    for number, street in enumerate(streets.tolist()):
        counts[street] = counts.get(street, 0) + 1
        # Even and odd numbers stand on either side, with gaps between those that are known.
        house = counts[street] + 6 * ((counts[street] - 1) // 2)
        tags[first_id + number] = [
            ("addr:housenumber", str(house)),
            ("addr:street", names.street_name(cell, street, RoadClass.RESIDENTIAL)),
            ("addr:city", city),
        ]
    return tags


def place_nodes(country: Country, names: CountryNames) -> Iterator[tuple[Points, Tags]]:
    """Return the warped spot and the tags of each town, quarter, village and hamlet."""
    layout, palette = country.layout, country.palette
    towns = layout.towns
    middle_cells = towns.row * layout.lattice.columns + towns.column
    for town, (cell, size) in enumerate(zip(middle_cells.tolist(), towns.size.tolist(), strict=True)):
        kind = "city" if size >= _CITY_CELLS else "town"
        yield _middle(country, cell), [("place", kind), ("name", names.town_name(town))]
    is_large = (towns.cell_town >= 0) & (towns.size[towns.cell_town] >= _CITY_CELLS)
    is_large[middle_cells] = False
    for cell in np.flatnonzero(is_large)[::_QUARTER_EVERY].tolist():
        yield _middle(country, cell), [("place", "suburb"), ("name", names.quarter_name(cell))]
    for kind in ("village", "hamlet"):
        for cell in np.flatnonzero(np.isin(layout.cell_tile, palette.numbers[kind])).tolist():
            yield _middle(country, cell), [("place", kind), ("name", names.quarter_name(cell))]


def _middle(country: Country, cell: int) -> Points:
    corners = country.corners[country.layout.lattice.cell_corners(np.array([cell]))]
    spot: Points = country.warp.moved(bilinear(corners, np.array([[0.5, 0.5]])))[0, 0]
    return spot
