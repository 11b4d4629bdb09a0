"""A whole country: its layout, and the numbers of its nodes and ways."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.progress import ImportProgress, ProgressSink
from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.corners import corner_places
from desktop_app.roadnet.sources.generator.courses import make_course
from desktop_app.roadnet.sources.generator.edge_nodes import (
    SPLIT,
    AskedSpots,
    CellPorts,
    EdgeNodes,
    cell_ports,
    make_edge_nodes,
)
from desktop_app.roadnet.sources.generator.edge_ways import EdgeWays, make_edge_ways
from desktop_app.roadnet.sources.generator.lattice import Lattice
from desktop_app.roadnet.sources.generator.layout import Layout, make_layout
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD
from desktop_app.roadnet.sources.generator.motorways import Motorways, add_motorway
from desktop_app.roadnet.sources.generator.palette import Palette
from desktop_app.roadnet.sources.generator.plan import CountryPlan
from desktop_app.roadnet.sources.generator.restricted_spots import RestrictedSpots, choose_spots
from desktop_app.roadnet.sources.generator.tile import Numbers
from desktop_app.roadnet.sources.generator.warp import Warp

_ARCS_A_CELL = 52.0
_CLOSE_ENOUGH = 0.02
_TRIES = 4
_LEAST_END_SINE, _LEAST_SINE = 0.6, 0.3
_NEARBY = tuple((column, row) for column in range(-2, 3) for row in range(-2, 3) if column or row)


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A country, ready to be written.

    Nodes are numbered from 0: corners of the lattice, nodes on its edges, nodes of motorways, and the
    spots of the tiles cell by cell. Ways: those along edges, those of motorways, those of the tiles.
    """

    palette: Palette
    layout: Layout
    edge_town: Numbers
    corners: Points
    warp: Warp
    motorways: Motorways
    ports: CellPorts
    edge_nodes: EdgeNodes
    edge_ways: EdgeWays
    restricted: RestrictedSpots
    first_spot: Numbers
    """(C + 1,) number of the first node inside each cell."""
    first_way: Numbers
    """(C + 1,) number of the first way inside each cell."""

    @property
    def first_motorway_node(self) -> int:
        """Number of the first node of a motorway."""
        return self.layout.lattice.corner_count + len(self.edge_nodes.edge)

    @property
    def first_motorway_way(self) -> int:
        """Number of the first way of a motorway."""
        return len(self.edge_ways.edge)


def make_country(plan: CountryPlan, palette: Palette, progress: ProgressSink) -> Country:
    """Return the country of a plan, made of the tiles of `palette`.

    What `progress` raises ends the making.
    """
    progress(ImportProgress("laying out the country", 0, 0))
    lattice = _fitting_lattice(plan, palette)
    return _build(lattice, palette, np.random.default_rng([plan.seed, 2]), progress)


def _fitting_lattice(plan: CountryPlan, palette: Palette) -> Lattice:
    """Return the lattice on which a country comes nearest to the plan's size."""
    errors: dict[Lattice, float] = {}

    def arcs_on(lattice: Lattice) -> float:
        layout = make_layout(lattice, palette, np.random.default_rng([plan.seed, 2]))
        arcs = _estimated_arcs(layout, palette)
        errors[lattice] = abs(arcs / plan.arcs - 1)
        return arcs

    lattice = _lattice_of(plan.arcs / _ARCS_A_CELL)
    for _ in range(_TRIES):
        arcs = arcs_on(lattice)
        if errors[lattice] < _CLOSE_ENOUGH:
            return lattice
        lattice = _lattice_of(lattice.cell_count * plan.arcs / arcs)
    # A small country changes by leaps: a town more, or none.
    nearest = min(errors, key=lambda each: errors[each])
    for by_column, by_row in _NEARBY:
        lattice = Lattice(max(6, nearest.columns + by_column), max(6, nearest.rows + by_row))
        arcs_on(lattice)
        if errors[lattice] < _CLOSE_ENOUGH:
            return lattice
    return min(errors, key=lambda each: errors[each])


def _lattice_of(cells: float) -> Lattice:
    rows = max(6, round(np.sqrt(cells)))
    return Lattice(max(6, round(cells / rows)), rows)


def _estimated_arcs(layout: Layout, palette: Palette) -> float:
    """Return about how many arcs a layout has; of motorways not all bridges are known yet."""
    ports = cell_ports(layout, palette)
    on_edge = ports.edge[ports.edge >= 0]
    crossings = sum(len(corridor.edges) for corridor in layout.corridors)
    edges = np.count_nonzero(layout.edge_class != NO_ROAD)
    return float(palette.arcs[layout.cell_tile].sum()) + 2.0 * edges + 1.72 * len(on_edge) + 6.0 * crossings


def _build(lattice: Lattice, palette: Palette, rng: np.random.Generator, progress: ProgressSink) -> Country:
    layout = make_layout(lattice, palette, rng)
    corners = corner_places(layout, rng)
    progress(ImportProgress("building motorways", 0, 0))
    motorways = _motorways(layout, corners, rng)
    progress(ImportProgress("joining streets and roads", 0, 0))
    ports = cell_ports(layout, palette)
    asked = AskedSpots(
        np.array(motorways.edge, np.int64), np.array(motorways.at), np.array(motorways.edge_flags, np.uint8)
    )
    edge_nodes = make_edge_nodes(layout, corners, ports, asked)
    edge_town = layout.edge_town()
    restricted = choose_spots(layout, edge_town, edge_nodes, rng)
    edge_nodes.flags[restricted.nodes] |= SPLIT
    is_split = np.zeros(lattice.corner_count, np.bool_)
    is_split[restricted.corners] = True
    edge_ways = make_edge_ways(layout, edge_nodes, edge_town, is_split)
    spots = np.array([len(tile.spots) for tile in palette.tiles])[layout.cell_tile]
    ways = np.array([tile.way_count for tile in palette.tiles])[layout.cell_tile]
    before_spots = lattice.corner_count + len(edge_nodes.edge) + len(motorways.spots)
    return Country(
        palette=palette,
        layout=layout,
        edge_town=edge_town,
        corners=corners,
        warp=Warp(rng),
        motorways=motorways,
        ports=ports,
        edge_nodes=edge_nodes,
        edge_ways=edge_ways,
        restricted=restricted,
        first_spot=before_spots + np.concatenate([[0], np.cumsum(spots)]),
        first_way=len(edge_ways.edge) + len(motorways.ways) + np.concatenate([[0], np.cumsum(ways)]),
    )


def _motorways(layout: Layout, corners: Points, rng: np.random.Generator) -> Motorways:
    motorways = Motorways()
    for corridor in layout.corridors:
        course = make_course(corridor, layout.lattice, corners, layout.edge_class, rng)
        if np.abs(course.sine[[0, -1]]).min() < _LEAST_END_SINE or np.abs(course.sine).min() < _LEAST_SINE:
            # It would graze a road that it is to meet or to cross; its cells stay empty.
            continue
        tail, head = layout.lattice.edge_ends(course.edges)
        length_m: NDArray[np.float64] = np.hypot(*(corners[head] - corners[tail]).T)
        add_motorway(motorways, course, length_m)
    return motorways
