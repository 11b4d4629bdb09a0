"""The streets of a road network: runs of arcs of one name, or of one road number, that lie together."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.search.clusters import cluster_lines

_STREET_CELL_DEG = 0.005

_Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StreetTable:
    """Streets, S of them.

    Attributes
    ----------
    key
        (S,) int64 what they are called: the number that the caller gave.
    lon, lat
        (S,) a point on each, near its middle, degrees.
    west, south, east, north
        (S,) bounds of the ends of its arcs, degrees.
    length_m
        (S,) float64; a road open in both directions counts once.
    road_class
        (S,) uint8 the widest `RoadClass` that it has.
    end_street, end_junction
        (E,) int64, int32: the junctions of each street, by street, each once.
    """

    key: NDArray[np.int64]
    lon: _Reals
    lat: _Reals
    west: _Reals
    south: _Reals
    east: _Reals
    north: _Reals
    length_m: _Reals
    road_class: NDArray[np.uint8]
    end_street: NDArray[np.int64]
    end_junction: NDArray[np.int32]


def named_streets(network: RoadNetwork) -> StreetTable:
    """Return the streets of `network` by name; their keys are numbers in its texts."""
    arcs = lines_with(network, network.arc_name)
    return street_table(network, arcs, network.arc_name[arcs].astype(np.int64), _STREET_CELL_DEG)


def lines_with(network: RoadNetwork, text: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return the arcs whose `text`, (A,), is not the empty one; of two twins only one."""
    number = np.arange(network.arc_count)
    return np.flatnonzero((text > 0) & ((network.arc_twin < 0) | (number < network.arc_twin)))


def street_table(
    network: RoadNetwork, arcs: NDArray[np.int64], key: NDArray[np.int64], cell_deg: float
) -> StreetTable:
    """Return the streets that `arcs`, (L,), make with the keys in `key`, (L,).

    Arcs of one key belong together as `clusters.cluster_lines` says with `cell_deg`.
    """
    junctions = np.stack([network.arc_tail[arcs], network.arc_head[arcs]], axis=1)
    nodes = network.junction_node[junctions]
    lon, lat = network.node_lon[nodes], network.node_lat[nodes]
    street = cluster_lines(key, lon, lat, cell_deg)
    count = int(street.max()) + 1 if len(street) else 0
    order = np.argsort(street, kind="stable")
    first = np.searchsorted(street[order], np.arange(count))
    length_m = _arc_lengths(network, arcs)
    middle = _middle_lines(network, arcs, street, length_m)
    end_street, end_junction = _ends(street, junctions)
    return StreetTable(
        key=key[order][first],
        lon=middle[0],
        lat=middle[1],
        west=_least(lon.min(axis=1)[order], first),
        south=_least(lat.min(axis=1)[order], first),
        east=-_least(-lon.max(axis=1)[order], first),
        north=-_least(-lat.max(axis=1)[order], first),
        length_m=np.bincount(street, length_m, minlength=count).astype(np.float64),
        road_class=_least(network.arc_class[arcs][order], first),
        end_street=end_street,
        end_junction=end_junction,
    )


_Value = TypeVar("_Value", bound=np.generic)


def _least(values: NDArray[_Value], first: NDArray[np.int64]) -> NDArray[_Value]:
    """Return the least value of each run that begins at one of `first`."""
    return np.minimum.reduceat(values, first) if len(first) else values[:0]


def _arc_lengths(network: RoadNetwork, arcs: NDArray[np.int64]) -> _Reals:
    end_m = np.concatenate([[0.0], np.cumsum(network.segment_length_m, dtype=np.float64)])
    first = network.arc_first_segment
    lengths: _Reals = end_m[first[arcs + 1]] - end_m[first[arcs]]
    return lengths


def _middle_lines(
    network: RoadNetwork, arcs: NDArray[np.int64], street: NDArray[np.int64], length_m: _Reals
) -> tuple[_Reals, _Reals]:
    """Return for each street the middle of the arc that is nearest to its centre."""
    segment = (network.arc_first_segment[arcs] + network.arc_first_segment[arcs + 1]) // 2
    segment = np.minimum(segment, network.arc_first_segment[arcs + 1] - 1)
    place = network.points_on(segment.astype(np.int32), np.full(len(arcs), 0.5))
    lon, lat = place[:, 0], place[:, 1]
    count = int(street.max()) + 1 if len(street) else 0
    any_line = np.zeros(count, dtype=np.int64)
    any_line[street] = np.arange(len(street))
    weight = np.maximum(length_m, 1e-3)
    total = np.bincount(street, weight, minlength=count)
    east = wrapped_deg(lon - lon[any_line][street])
    north = lat - lat[any_line][street]
    east -= (np.bincount(street, weight * east, minlength=count) / total)[street]
    north -= (np.bincount(street, weight * north, minlength=count) / total)[street]
    nearest = np.lexsort((np.hypot(east * np.cos(np.radians(lat)), north), street))
    chosen = nearest[np.searchsorted(street[nearest], np.arange(count))]
    return lon[chosen], lat[chosen]


def _ends(
    street: NDArray[np.int64], junctions: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return each street with each of its junctions once."""
    owner, junction = np.repeat(street, 2), junctions.ravel()
    order = np.lexsort((junction, owner))
    owner, junction = owner[order], junction[order]
    is_new = np.ones(len(owner), dtype=np.bool_)
    is_new[1:] = (owner[1:] != owner[:-1]) | (junction[1:] != junction[:-1])
    return owner[is_new], junction[is_new]
