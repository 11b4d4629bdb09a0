"""Where things lie that OSM draws as ways: remembered by a few of their nodes until these have places."""

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.sources.id_sets import positions, union
from desktop_app.roadnet.tables import NodeTable

_NODES_KEPT = 4
"""Of a way; evenly spread, so that their middle lies near that of the way."""


class PointTable:
    """Points of which some have a place at once, and some are the middle of a way's nodes."""

    def __init__(self) -> None:
        """Start without a point."""
        self._lon, self._lat = array("d"), array("d")
        self._refs, self._owner = array("q"), array("q")

    def __len__(self) -> int:
        """Return how many points there are."""
        return len(self._lon)

    def add_place(self, lon: float, lat: float) -> None:
        """Add a point whose place is known."""
        self._lon.append(lon)
        self._lat.append(lat)

    def add_unplaced(self) -> int:
        """Add a point whose nodes `give_nodes` may bring later; return its row."""
        self.add_place(np.nan, np.nan)
        return len(self._lon) - 1

    def give_nodes(self, row: int, refs: Sequence[int]) -> None:
        """Put a point into the middle of some OSM nodes."""
        corners = refs[:-1] if len(refs) > 1 and refs[0] == refs[-1] else refs
        step = max(-(-len(corners) // _NODES_KEPT), 1)
        kept = corners[::step]
        self._refs.extend(kept)
        self._owner.extend([row] * len(kept))

    def node_ids(self) -> NDArray[np.int64]:
        """Return the OSM ids of all nodes that are needed, ascending and unique."""
        return union(np.array(self._refs, dtype=np.int64))

    def placed(self, nodes: NodeTable) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return longitudes and latitudes of all points; NaN for a way none of whose nodes is in `nodes`."""
        lon, lat = np.array(self._lon, dtype=np.float64), np.array(self._lat, dtype=np.float64)
        index, known = positions(np.array(self._refs, dtype=np.int64), nodes.osm_id)
        owner, index = np.array(self._owner, dtype=np.int64)[known], index[known]
        count = np.bincount(owner, minlength=len(lon))
        found = np.flatnonzero(count)
        # Around one node of each, so that a way over the antimeridian has its middle there.
        first = np.zeros(len(lon))
        first[owner] = nodes.lon[index]
        east = np.bincount(owner, wrapped_deg(nodes.lon[index] - first[owner]), minlength=len(lon))
        north = np.bincount(owner, nodes.lat[index], minlength=len(lon))
        lon[found] = wrapped_deg(first[found] + east[found] / count[found])
        lat[found] = north[found] / count[found]
        return lon, lat
