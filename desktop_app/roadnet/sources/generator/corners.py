"""Where the lattice's corners lie: moved about, but never so far that a cell loses its convex shape."""

import numpy as np

from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.layout import Layout
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD
from desktop_app.roadnet.sources.generator.tile import CELL_M, Numbers

_RURAL, _TOWN = 0.23, 0.12
"""How far a corner may lie from its place on the lattice, in cells; beyond 0.25 cells need not be convex."""

_SMOOTHINGS = 5


def corner_places(layout: Layout, rng: np.random.Generator) -> Points:
    """Return (C, 2) the lattice's corners in metres from the country's middle, before it is warped."""
    lattice = layout.lattice
    number = np.arange(lattice.corner_count)
    width = lattice.columns + 1
    nominal = np.stack([number % width, number // width], axis=1).astype(np.float64)
    reach = np.full(lattice.corner_count, _RURAL)
    reach[lattice.cell_corners(np.flatnonzero(layout.towns.cell_town >= 0))] = _TOWN
    spots = nominal + rng.uniform(-1.0, 1.0, nominal.shape) * reach[:, None]
    tail, head = _main_links(layout)
    for _ in range(_SMOOTHINGS):
        spots = _straightened(spots, nominal, tail, head, reach)
    middle = np.array([lattice.columns, lattice.rows]) / 2
    places: Points = (spots - middle) * CELL_M
    return places


def _main_links(layout: Layout) -> tuple[Numbers, Numbers]:
    """Return the pairs of corners that main roads join."""
    lattice = layout.lattice
    edges = np.flatnonzero((layout.edge_class != NO_ROAD) & (layout.edge_number > 0))
    tail, head = lattice.edge_ends(edges)
    crossed = lattice.cell_corners(np.flatnonzero(layout.cell_number > 0))
    falls = layout.cell_symmetry[layout.cell_number > 0] != 0
    start, end = np.where(falls, crossed[:, 1], crossed[:, 0]), np.where(falls, crossed[:, 3], crossed[:, 2])
    return np.concatenate([tail, start]), np.concatenate([head, end])


def _straightened(spots: Points, nominal: Points, tail: Numbers, head: Numbers, reach: Points) -> Points:
    """Move the corners at which a main road only bends nearer to the line of their neighbours."""
    count = np.bincount(tail, minlength=len(spots)) + np.bincount(head, minlength=len(spots))
    bends = count == 2  # noqa: PLR2004 - one before, one after
    new = spots.copy()
    for axis in range(2):
        total = np.bincount(tail, spots[head, axis], len(spots)) + np.bincount(
            head, spots[tail, axis], len(spots)
        )
        new[bends, axis] = (spots[bends, axis] + total[bends] / 2) / 2
    limit = reach[:, None]
    return np.clip(new, nominal - limit, nominal + limit)
