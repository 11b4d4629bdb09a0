"""To which street each address belongs: the nearest one of that name, or one known from addresses alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.search.abbreviations import written_out
from desktop_app.roadnet.search.clusters import cluster_lines
from desktop_app.roadnet.search.folding import folded_words, umlauts_written_out
from desktop_app.roadnet.search.streets import StreetTable

_FARTHEST_M = 1_500.0
_CELL_DEG = 0.01
_ROWS = 8192

_Reals = NDArray[np.float64]
_Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class StreetsOfPoints:
    """The street of each of K points.

    Attributes
    ----------
    street
        (K,) int64 rows of the street table; from its length on, rows of the streets below.
    other_name
        (X,) int32 names of streets that are known from the points alone.
    other_lon, other_lat
        (X,) float64 the middle of their points, degrees.
    """

    street: _Numbers
    other_name: NDArray[np.int32]
    other_lon: _Reals
    other_lat: _Reals


def same_street(name: str) -> str:
    """Return a street's name without what spellings differ in: ``Hauptstr.`` and ``Hauptstraße`` are one."""
    words = folded_words(umlauts_written_out(name))
    return " ".join((written_out(word) or (word,))[0] for word in words)


def streets_of_points(
    name: NDArray[np.int32],
    lon: _Reals,
    lat: _Reals,
    texts: Sequence[str],
    streets: StreetTable,
) -> StreetsOfPoints:
    """Return the street of each point.

    Parameters
    ----------
    name, lon, lat
        (K,) what the point says its street is called, a number in `texts`, and where it lies, degrees.
    texts
        Names; the keys of `streets` are numbers in them too.
    """
    groups: dict[str, int] = {}
    group = _grouped(name.astype(np.int64), texts, groups)
    group_of_street = _grouped(streets.key, texts, groups)
    street = np.full(len(name), -1, dtype=np.int64)
    points, rows = np.argsort(group, kind="stable"), np.argsort(group_of_street, kind="stable")
    bounds = np.arange(len(groups) + 1)
    low, begin = np.searchsorted(group_of_street[rows], bounds), np.searchsorted(group[points], bounds)
    high, end = low[1:], begin[1:]
    for number in np.flatnonzero((end > begin[:-1]) & (high > low[:-1])).tolist():
        of_name = rows[low[number] : high[number]]
        for start in range(int(begin[number]), int(end[number]), _ROWS):
            part = points[start : min(start + _ROWS, int(end[number]))]
            street[part] = _nearest(lon[part], lat[part], streets, of_name)
    return _with_others(street, group, name, lon, lat, len(streets.key))


def _grouped(name: _Numbers, texts: Sequence[str], groups: dict[str, int]) -> _Numbers:
    """Return the group of each name; names that differ in spelling only share one."""
    distinct, row = np.unique(name, return_inverse=True)
    numbers = [groups.setdefault(same_street(texts[number]), len(groups)) for number in distinct.tolist()]
    return np.array(numbers, dtype=np.int64)[row]


def _nearest(lon: _Reals, lat: _Reals, streets: StreetTable, rows: _Numbers) -> _Numbers:
    """Return which of some streets is nearest to each point, -1 where none is near."""
    across, along = metres_per_degree(lat)
    east = wrapped_deg(lon[:, None] - streets.lon[rows])
    middle = streets.lon[rows]
    beside = np.maximum(streets.west[rows] - middle - east, east - (streets.east[rows] - middle))
    above = np.maximum(streets.south[rows] - lat[:, None], lat[:, None] - streets.north[rows])
    gap_m = np.hypot(np.maximum(beside, 0) * across[:, None], np.maximum(above, 0) * along[:, None])
    to_middle_m = np.hypot(east * across[:, None], (lat[:, None] - streets.lat[rows]) * along[:, None])
    best = (gap_m + to_middle_m / 1000).argmin(axis=1)
    is_near = gap_m[np.arange(len(lon)), best] <= _FARTHEST_M
    return np.where(is_near, rows[best], -1)


def _with_others(
    street: _Numbers, group: _Numbers, name: NDArray[np.int32], lon: _Reals, lat: _Reals, count: int
) -> StreetsOfPoints:
    """Make streets of the points that have none."""
    alone = np.flatnonzero(street < 0)
    place = [np.stack([axis[alone], axis[alone]], axis=1) for axis in (lon, lat)]
    cluster = cluster_lines(group[alone], place[0], place[1], _CELL_DEG)
    clusters = int(cluster.max()) + 1 if len(cluster) else 0
    order = np.argsort(cluster, kind="stable")
    first = alone[order[np.searchsorted(cluster[order], np.arange(clusters))]]
    size = np.bincount(cluster, minlength=clusters)
    east = np.bincount(cluster, wrapped_deg(lon[alone] - lon[first][cluster]), minlength=clusters)
    north = np.bincount(cluster, lat[alone], minlength=clusters)
    street = street.copy()
    street[alone] = count + cluster
    return StreetsOfPoints(street, name[first], wrapped_deg(lon[first] + east / size), north / size)
