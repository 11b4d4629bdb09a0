"""From the places of nodes as pyosmium gives them to a table in which each id stands once."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.id_sets import positions
from desktop_app.roadnet.sources.osm_objects import NODE_ROW, OsmReader
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeTable

_UNDEFINED = 2**31 - 1
_UNITS_PER_DEGREE = 10_000_000


def node_table(
    reader: OsmReader, rows: NDArray[np.void], wanted: NDArray[np.int64], tally: Tally
) -> NodeTable:
    """Return the nodes among `wanted` that have a place on the globe.

    Of several nodes with one id the highest version counts, of equal versions the first in the
    file, so that an item appended by mistake draws no line across the map.

    Parameters
    ----------
    reader
        Is asked again about repeated ids, and about ids below 0.
    rows
        (R,) of `NODE_ROW`.
    wanted
        OSM ids, ascending and unique.
    tally
        Counts repeated ids and places outside the globe.
    """
    if len(wanted) and wanted[0] < 0:
        rows = np.concatenate([rows, reader.node_places(lambda osm_id: osm_id < 0)])
    rows = rows[rows["x"] != _UNDEFINED]
    rows = rows[positions(rows["id"], wanted)[1]]
    rows = rows[np.argsort(rows["id"], kind="stable")]
    rows = _without_repeats(reader, rows, tally)
    inside = (np.abs(rows["x"].astype(np.int64)) <= 180 * _UNITS_PER_DEGREE) & (
        np.abs(rows["y"].astype(np.int64)) <= 90 * _UNITS_PER_DEGREE
    )
    for osm_id in rows["id"][~inside].tolist():
        tally.add("node_outside_the_globe", f"node {osm_id}")
    rows = rows[inside]
    return NodeTable(rows["id"].copy(), rows["x"] / _UNITS_PER_DEGREE, rows["y"] / _UNITS_PER_DEGREE)


def _without_repeats(reader: OsmReader, rows: NDArray[np.void], tally: Tally) -> NDArray[np.void]:
    is_repeat = np.zeros(len(rows), dtype=np.bool_)
    is_repeat[1:] = rows["id"][1:] == rows["id"][:-1]
    repeated = np.unique(rows["id"][is_repeat])
    if not len(repeated):
        return rows
    for osm_id in repeated.tolist():
        tally.add("repeated_node_id", f"node {osm_id}")
    best: dict[int, tuple[int, int, int]] = {}
    for node in reader.nodes(set(repeated.tolist())):
        place = node.location
        if node.id not in best or node.version > best[node.id][0]:
            best[node.id] = (node.version, place.x, place.y)
    rows = rows[~is_repeat]
    for osm_id, (_, x, y) in best.items():
        rows[np.searchsorted(rows["id"], osm_id)] = np.array((osm_id, x, y), dtype=NODE_ROW)
    return rows
