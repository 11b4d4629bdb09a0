"""The nodes on the lattice's edges: where streets and motorways meet them, and what gives them shape."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.layout import Layout
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD
from desktop_app.roadnet.sources.generator.palette import Palette
from desktop_app.roadnet.sources.generator.tile import SYMMETRIES, Numbers, placed

_MERGE_M = 14.0
_SHAPE_M = 80.0
_CLEAR_M = 24.0
_LEAST_AT = 1e-5

BRIDGE_BEGINS, BRIDGE_ENDS, SPLIT, JUNCTION, CROSSROADS = 1, 2, 4, 8, 16
"""Facts about a node on an edge: a bridge begins, ends; ways are cut; streets meet, from both sides."""


@dataclass(frozen=True, slots=True, eq=False)
class CellPorts:
    """The ports of all cells' tiles.

    Attributes
    ----------
    first
        (C + 1,): cell ``c`` has ports ``first[c]:first[c + 1]``.
    edge
        (P,) edge, or -1 - corner.
    at
        (P,) where on the edge.
    """

    first: Numbers
    edge: Numbers
    at: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class EdgeNodes:
    """Nodes on edges, edge by edge in the edge's direction.

    Attributes
    ----------
    edge, at, flags
        (N,) int32 edge, place on it, facts.
    first
        (E + 1,): edge ``e`` has nodes ``first[e]:first[e + 1]``.
    port
        (P,) node of each port, or -1 - corner.
    asked
        (Q,) node of each spot that was asked for.
    """

    edge: NDArray[np.int32]
    at: NDArray[np.float64]
    flags: NDArray[np.uint8]
    first: Numbers
    port: Numbers
    asked: Numbers


def cell_ports(layout: Layout, palette: Palette) -> CellPorts:
    """Return the ports of all tiles."""
    counts = np.array([len(tile.port_side) for tile in palette.tiles])[layout.cell_tile]
    first = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=first[1:])
    edge, at = np.zeros(first[-1], np.int64), np.zeros(first[-1])
    for number, base in enumerate(palette.tiles):
        for symmetry in range(SYMMETRIES):
            cells = np.flatnonzero((layout.cell_tile == number) & (layout.cell_symmetry == symmetry))
            tile = placed(base, symmetry)
            if not len(cells) or not len(tile.port_side):
                continue
            edges, corners = layout.lattice.cell_edges(cells), layout.lattice.cell_corners(cells)
            table = np.concatenate([edges, -1 - corners], axis=1)
            rows = first[cells][:, None] + np.arange(len(tile.port_side))
            edge[rows] = table[:, tile.port_side]
            at[rows] = tile.port_at
    return CellPorts(first, edge, at)


@dataclass(frozen=True, slots=True, eq=False)
class AskedSpots:
    """Spots on edges that motorways need.

    Attributes
    ----------
    edge, at, flags
        (Q,) each.
    """

    edge: Numbers
    at: NDArray[np.float64]
    flags: NDArray[np.uint8]


def make_edge_nodes(layout: Layout, corners: Points, ports: CellPorts, asked: AskedSpots) -> EdgeNodes:
    """Return the nodes on all edges that have a road; ports that almost meet are one crossroads."""
    edges = np.arange(layout.lattice.edge_count)
    tail, head = layout.lattice.edge_ends(edges)
    length_m = np.hypot(*(corners[head] - corners[tail]).T)
    on_edge = np.flatnonzero(ports.edge >= 0)
    edge = np.concatenate([ports.edge[on_edge], asked.edge])
    place = edge + np.clip(np.concatenate([ports.at[on_edge], asked.at]), _LEAST_AT, 1 - _LEAST_AT)
    flags = np.concatenate([np.full(len(on_edge), JUNCTION, np.uint8), asked.flags])
    group, group_place, group_flags = _merged(place, flags, length_m)
    shape = _shape_places(layout.edge_class, length_m, group_place)
    whole = np.concatenate([group_place, shape])
    order = np.argsort(whole, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    whole = whole[order]
    port = ports.edge.copy()
    port[on_edge] = rank[group[: len(on_edge)]]
    on = np.floor(whole)
    return EdgeNodes(
        edge=on.astype(np.int32),
        at=whole - on,
        flags=np.concatenate([group_flags, np.zeros(len(shape), np.uint8)])[order],
        first=np.searchsorted(whole, np.arange(layout.lattice.edge_count + 1)),
        port=port,
        asked=rank[group[len(on_edge) :]],
    )


def _merged(
    place: NDArray[np.float64], flags: NDArray[np.uint8], length_m: NDArray[np.float64]
) -> tuple[Numbers, NDArray[np.float64], NDArray[np.uint8]]:
    """Return each spot's group, and where the groups lie and their flags, ascending."""
    if not len(place):
        return np.zeros(0, np.int64), place, flags
    order = np.argsort(place, kind="stable")
    ranked = place[order]
    edge = np.floor(ranked).astype(np.int64)
    begins = np.ones(len(ranked), np.bool_)
    begins[1:] = (edge[1:] != edge[:-1]) | (np.diff(ranked) * length_m[edge[1:]] > _MERGE_M)
    group = np.empty(len(place), np.int64)
    group[order] = np.cumsum(begins) - 1
    first = np.flatnonzero(begins)
    count = np.diff(first, append=len(ranked))
    middle = np.add.reduceat(ranked, first) / count
    facts = np.bitwise_or.reduceat(flags[order], first)
    facts[count > 1] |= np.uint8(CROSSROADS)
    return group, middle, facts


def _shape_places(
    edge_class: NDArray[np.uint8], length_m: NDArray[np.float64], taken: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return where roads have nodes only for their shape: every 80 m, and none beside a junction."""
    count = np.where(edge_class == NO_ROAD, 0, np.maximum(np.round(length_m / _SHAPE_M), 2) - 1).astype(
        np.int64
    )
    edge = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + 1
    place = edge + number / (count[edge] + 1)
    if not len(taken):
        return place
    after = np.minimum(np.searchsorted(taken, place), len(taken) - 1)
    gap = np.minimum(np.abs(taken[after] - place), np.abs(taken[np.maximum(after - 1, 0)] - place))
    clear: NDArray[np.float64] = place[gap * length_m[edge] > _CLEAR_M]
    return clear
