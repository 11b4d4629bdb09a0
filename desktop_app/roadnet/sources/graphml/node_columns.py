"""The nodes of a graph: their ids as numbers, and where they lie."""

import math
from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.graphml.projection import to_lon_lat
from desktop_app.roadnet.sources.graphml.values import decimal, whole
from desktop_app.roadnet.sources.tally import Tally


@dataclass(frozen=True, slots=True, eq=False)
class NodePlaces:
    """Where N nodes lie, in the order in which the file first names them.

    Attributes
    ----------
    osm_id
        (N,) int64, unique; below all others where a node's id in the file is no number.
    lon, lat
        (N,) float64 degrees, NaN for nodes without a place on the globe.
    """

    osm_id: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]

    @property
    def has_place(self) -> NDArray[np.bool_]:
        """Whether each node has a place, (N,)."""
        return np.isfinite(self.lon)


class NodeColumns:
    """Takes nodes one after the other; edges may name them before they come."""

    def __init__(self, tally: Tally) -> None:
        """Start without a node; `tally` counts those that are left out."""
        self._tally = tally
        self._number: dict[str, int] = {}
        self._x, self._y = array("d"), array("d")
        self._is_taken = bytearray()

    def number(self, node: str) -> int:
        """Return the number of a node by its id in the file."""
        number = self._number.setdefault(node, len(self._number))
        if number == len(self._x):
            self._x.append(math.nan)
            self._y.append(math.nan)
            self._is_taken.append(False)
        return number

    def take(self, node: str, data: dict[str, str]) -> int | None:
        """Take a node and return its number; None where one of this id was there before, which counts."""
        number = self.number(node)
        if self._is_taken[number]:
            self._tally.add("repeated_node_id", f"node {node[:40]}")
            return None
        self._is_taken[number] = True
        self._x[number], self._y[number] = decimal(data.get("x", "")), decimal(data.get("y", ""))
        return number

    def names(self) -> list[str]:
        """Return the ids in the file, by number."""
        return list(self._number)

    def places(self, crs: str) -> NodePlaces:
        """Return the nodes in longitude and latitude; raises GraphRefusal for an unknown `crs`."""
        lon, lat = on_globe(crs, np.array(self._x, np.float64), np.array(self._y, np.float64))
        without = np.flatnonzero(np.isnan(lon) & np.frombuffer(bytes(self._is_taken), np.bool_))
        names = self.names()
        for number in without.tolist():
            self._tally.add("node_without_a_place", f"node {names[number][:40]}")
        return NodePlaces(_ids(names), lon, lat)


def on_globe(
    crs: str, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes of points, NaN for those that lie nowhere on the globe."""
    lon, lat = to_lon_lat(crs, x, y)
    is_there = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)  # noqa: PLR2004 - degrees
    return np.where(is_there, lon, np.nan), np.where(is_there, lat, np.nan)


def _ids(names: list[str]) -> NDArray[np.int64]:
    """Return the names as numbers; ``01`` is a name of its own, beside ``1``."""
    numbers = [number if str(number := whole(name)) == name else None for name in names]
    lowest = min((number for number in numbers if number is not None), default=0)
    unused = iter(range(min(lowest, 0) - 1, min(lowest, 0) - 2 - len(names), -1))
    return np.array([next(unused) if number is None else number for number in numbers], np.int64)
