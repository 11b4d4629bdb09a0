"""Which segments may touch windows of a spatial index's grid."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.spatial_arrays import Grid, SpatialArrays

MARGIN_M = 1e-3
"""By which a window is widened, so that rounding loses no line on its edge."""

WHOLE_GLOBE_DEG = 360.0
TURNS_DEG = (-WHOLE_GLOBE_DEG, 0.0, WHOLE_GLOBE_DEG)
"""A window may lie over the antimeridian, as seen from the grid."""

Runs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


class GridWindows:
    """Finds the entries of the cells under windows."""

    def __init__(self, arrays: SpatialArrays) -> None:
        """Look windows up in `arrays`."""
        self.grid = Grid.of_array(arrays.grid)
        self._key = arrays.cell_key
        self._first = arrays.cell_first
        self._segment = arrays.cell_segment

    def touching(self, lon: float, lat: float, half_lon: float, half_lat: float) -> NDArray[np.int32]:
        """Return the segments that may touch one window: all that do, and some near it.

        Parameters
        ----------
        lon, lat, half_lon, half_lat
            Its middle and half its sides, degrees.

        Returns
        -------
        (K,) ascending, each once; of a segment and its twin the lower number.
        """
        _, low, high = self.runs(*(np.array([degrees]) for degrees in (lon, lat, half_lon, half_lat)))
        found = np.sort(self._segment[run_numbers(low, high - low)])
        first = np.ones(len(found), np.bool_)
        first[1:] = found[1:] != found[:-1]
        return found[first]

    def runs(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        half_lon: NDArray[np.float64],
        half_lat: NDArray[np.float64],
    ) -> Runs:
        """Return the runs of entries under windows, one for each row of cells, empty ones left out.

        Parameters
        ----------
        lon, lat, half_lon, half_lat
            (Q,) middles and half sides, degrees.

        Returns
        -------
        window, low, high
            (R,) which window, ascending; entries `low` up to `high`.
        """
        grid = self.grid
        centre = wrapped_deg(lon - grid.centre_lon)
        half = np.minimum(half_lon, WHOLE_GLOBE_DEG)
        bottom = _cell((lat - half_lat) * grid.along_m - MARGIN_M - grid.south_m, grid.cell_m)
        top = _cell((lat + half_lat) * grid.along_m + MARGIN_M - grid.south_m, grid.cell_m)
        bottom, top = np.maximum(bottom, 0), np.minimum(top, grid.rows - 1)
        parts = []
        for turn in TURNS_DEG:
            left = _cell((centre + turn - half) * grid.across_m - MARGIN_M - grid.west_m, grid.cell_m)
            right = _cell((centre + turn + half) * grid.across_m + MARGIN_M - grid.west_m, grid.cell_m)
            left, right = np.maximum(left, 0), np.minimum(right, grid.columns - 1)
            some = np.flatnonzero((left <= right) & (bottom <= top))
            if len(some):
                parts.append(self._rows(some, bottom[some], top[some], left[some], right[some]))
        if len(parts) == 1:
            return parts[0]
        none = (np.zeros(0, np.int64),) * 3
        window, low, high = (np.concatenate(columns) for columns in zip(none, *parts, strict=True))
        order = np.argsort(window, kind="stable")
        return window[order], low[order], high[order]

    def segments(self, low: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the segments of runs of entries, one after the other."""
        return self._segment[run_numbers(low, count)]

    def _rows(
        self,
        window: NDArray[np.int64],
        bottom: NDArray[np.int64],
        top: NDArray[np.int64],
        left: NDArray[np.int64],
        right: NDArray[np.int64],
    ) -> Runs:
        count = top - bottom + 1
        each = np.repeat(np.arange(len(window)), count)
        begin = run_numbers(bottom, count) * self.grid.columns
        low = self._first[np.searchsorted(self._key, begin + left[each])]
        high = self._first[np.searchsorted(self._key, begin + right[each] + 1)]
        some = low < high
        return window[each][some], low[some].astype(np.int64), high[some].astype(np.int64)


def run_numbers(first: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers ``first[i] .. first[i] + count[i] - 1`` of each i in a row."""
    before = np.cumsum(count) - count
    numbers: NDArray[np.int64] = np.repeat(first - before, count) + np.arange(int(count.sum()))
    return numbers


def _cell(offset_m: NDArray[np.float64], cell_m: float) -> NDArray[np.int64]:
    # Whatever lies beyond the grid is cut off later; 2**62 keeps the conversion defined.
    return np.clip(np.floor(offset_m / cell_m), -(2.0**62), 2.0**62).astype(np.int64)
