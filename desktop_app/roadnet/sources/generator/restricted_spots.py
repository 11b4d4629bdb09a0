"""Where turns are restricted; decided before ways are made, since ways end there."""

from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.generator.edge_nodes import CROSSROADS, JUNCTION, EdgeNodes
from desktop_app.roadnet.sources.generator.layout import Layout
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD
from desktop_app.roadnet.sources.generator.tile import Numbers

_CORNER_SHARE, _STREET_SHARE = 0.3, 0.1


@dataclass(frozen=True, slots=True, eq=False)
class RestrictedSpots:
    """Spots at which turns are restricted.

    Attributes
    ----------
    corners
        (K,) corners of the lattice at which four roads meet.
    nodes
        (M,) nodes on edges at which a street ends.
    """

    corners: Numbers
    nodes: Numbers


def choose_spots(
    layout: Layout, edge_town: Numbers, nodes: EdgeNodes, rng: np.random.Generator
) -> RestrictedSpots:
    """Return spots in towns at which turns are restricted."""
    corners = np.arange(layout.lattice.corner_count)
    arms = layout.lattice.corner_edges(corners)
    has_four = (arms >= 0) & (layout.edge_class[arms] != NO_ROAD) & (edge_town[arms] >= 0)
    busy = corners[has_four.all(axis=1)]
    wide = (layout.edge_class[nodes.edge] <= RoadClass.SECONDARY) & (edge_town[nodes.edge] >= 0)
    ends = np.flatnonzero(wide & ((nodes.flags & (JUNCTION | CROSSROADS)) == JUNCTION))
    return RestrictedSpots(
        busy[rng.random(len(busy)) < _CORNER_SHARE], ends[rng.random(len(ends)) < _STREET_SHARE]
    )
