"""The nearest of many points, each with a reach of its own: for thousands of places at once."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg

_FARTHEST = 2.0
_ROWS = 4096
_BITS = 20

_Reals = NDArray[np.float64]
_Numbers = NDArray[np.int64]


class NearestFinder:
    """Tells which point each place belongs to: the nearest, measured in its reach."""

    def __init__(self, lon: _Reals, lat: _Reals, reach_m: _Reals, cell_deg: float) -> None:
        """Take T points in degrees and their reach.

        Only points in the same or a neighbouring cell of a grid are found, so that `cell_deg` should
        be as wide as the widest reach.
        """
        self._cell_deg = cell_deg
        code = self._codes(lon, lat)
        self._order = np.argsort(code, kind="stable")
        self._code = code[self._order]
        self._lon, self._lat, self._reach_m = lon, lat, reach_m

    def nearest(self, lon: _Reals, lat: _Reals) -> _Numbers:
        """Return the point of each place, (K,); -1 where none is within twice its reach."""
        found = np.full(len(lon), -1, dtype=np.int64)
        if not len(self._code):
            return found
        code = self._codes(lon, lat)
        order = np.argsort(code, kind="stable")
        starts = np.flatnonzero(np.diff(code[order], prepend=-1))
        for rows in np.split(order, starts[1:]):
            near = self._around(int(code[rows[0]])) if len(rows) else rows
            for start in range(0, len(rows) if len(near) else 0, _ROWS):
                part = rows[start : start + _ROWS]
                found[part] = self._best(lon[part], lat[part], near)
        return found

    def _best(self, lon: _Reals, lat: _Reals, near: _Numbers) -> _Numbers:
        # In the plane: a cell is small, and which settlement is meant is a matter of taste anyway.
        across, along = metres_per_degree(lat.mean())
        east = wrapped_deg(lon[:, None] - self._lon[near]) * across
        share = np.hypot(east, (lat[:, None] - self._lat[near]) * along) / self._reach_m[near]
        best = share.argmin(axis=1)
        return np.where(share[np.arange(len(lon)), best] <= _FARTHEST, near[best], -1)

    def _around(self, code: int) -> _Numbers:
        parts = []
        for column in (-1, 0, 1):
            middle = code + (column << _BITS)
            low, high = np.searchsorted(self._code, [middle - 1, middle + 2])
            parts.append(self._order[low:high])
        return np.concatenate(parts)

    def _codes(self, lon: _Reals, lat: _Reals) -> _Numbers:
        column = np.floor((lon + 180.0) / self._cell_deg).astype(np.int64) + 1
        row = np.floor((lat + 90.0) / self._cell_deg).astype(np.int64) + 1
        return (column << _BITS) + row
