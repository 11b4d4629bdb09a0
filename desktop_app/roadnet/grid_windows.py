"""Which segments may touch windows of a spatial index's grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.spatial_arrays import Grid, SpatialArrays

MARGIN_M = 1e-3
"""By which a window is widened, so that rounding loses no line on its edge."""

WHOLE_GLOBE_DEG = 360.0
TURNS_DEG = (-WHOLE_GLOBE_DEG, 0.0, WHOLE_GLOBE_DEG)
"""A window may lie over the antimeridian, as seen from the grid."""

_BAND, _WIDEST_BAND = 8, 64
"""Rows of cells that are looked at in one go, up and down, for places far from any road."""

Runs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class GridPlaces:
    """Q places on the grid.

    Attributes
    ----------
    x, y
        (Q,) metres of the grid from its corner.
    scale_x, scale_y
        (Q,) metres on the ground in one of the grid.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    scale_x: NDArray[np.float64]
    scale_y: NDArray[np.float64]


class GridWindows:
    """Finds the entries of the cells under windows."""

    def __init__(self, arrays: SpatialArrays) -> None:
        """Look windows up in `arrays`."""
        self.grid = Grid.of_array(arrays.grid)
        self._key = arrays.cell_key
        self._first = arrays.cell_first
        self._segment = arrays.cell_segment

    def places(
        self,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        across: NDArray[np.float64],
        along: NDArray[np.float64],
    ) -> GridPlaces:
        """Return where places lie on the grid; `across` and `along` are the metres per degree there."""
        grid = self.grid
        return GridPlaces(
            wrapped_deg(lon - grid.centre_lon) * grid.across_m - grid.west_m,
            lat * grid.along_m - grid.south_m,
            across / grid.across_m,
            along / grid.along_m,
        )

    def cells(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a number for each place that grows row by row of cells, on the grid or beside it."""
        grid = self.grid
        row = np.floor((lat * grid.along_m - grid.south_m) / grid.cell_m)
        number: NDArray[np.float64] = row * WHOLE_GLOBE_DEG + wrapped_deg(lon - grid.centre_lon)
        return number

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
        *,
        is_round: bool = False,
    ) -> Runs:
        """Return the runs of entries under windows, one for each row of cells, empty ones left out.

        Parameters
        ----------
        lon, lat, half_lon, half_lat
            (Q,) middles and half sides, degrees.
        is_round
            Whether the windows are the ellipses in these boxes.

        Returns
        -------
        window, low, high
            (R,) which window, ascending; entries `low` up to `high`.
        """
        grid = self.grid
        y, half_y = lat * grid.along_m - grid.south_m, half_lat * grid.along_m + MARGIN_M
        bottom = np.maximum(_cell(y - half_y, grid.cell_m), 0)
        top = np.minimum(_cell(y + half_y, grid.cell_m), grid.rows - 1)
        count = np.maximum(top - bottom + 1, 0)
        window = np.repeat(np.arange(len(lon)), count)
        row = run_numbers(bottom, count)
        half = (np.minimum(half_lon, WHOLE_GLOBE_DEG) * grid.across_m + MARGIN_M)[window]
        if is_round:
            below, above = row * grid.cell_m - y[window], y[window] - (row + 1) * grid.cell_m
            off = np.maximum(np.maximum(below, above), 0.0) / half_y[window]
            half = half * np.sqrt(np.maximum(1.0 - off**2, 0.0)) + MARGIN_M
        x = wrapped_deg(lon - grid.centre_lon) * grid.across_m - grid.west_m
        return self._in_rows(window, row, x[window], half)

    def segments(self, low: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the segments of runs of entries, one after the other."""
        return self._segment[run_numbers(low, count)]

    def bound_m(self, place: GridPlaces, limit_m: float) -> NDArray[np.float64]:
        """Return a distance within which there is a segment for sure, or the limit where there may be none.

        The cells with a segment that are next to the place in each row give it; a segment touches each.
        """
        grid = self.grid
        bound = np.full(len(place.x), limit_m)
        row_at, column = _cell(place.y, grid.cell_m), _cell(place.x, grid.cell_m)
        first = 0
        while len(self._key):
            active = np.flatnonzero((first - 1) * grid.cell_m * place.scale_y <= bound)
            if not len(active) or first > grid.rows + int(row_at.max(initial=0) - row_at.min(initial=0)):
                break
            last = first + min(2 * first + _BAND, _WIDEST_BAND)
            for sign in (1, -1):
                row = row_at[active, np.newaxis] + sign * np.arange(first, last)
                reached = self._next_cells_m(place, active, row, column[active])
                bound[active] = np.minimum(bound[active], reached)
            first = last
        return bound

    def _next_cells_m(
        self, place: GridPlaces, active: NDArray[np.int64], row: NDArray[np.int64], column: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return how far the farthest corner is of the cell that is next in any of the rows, (A,)."""
        grid, keys = self.grid, self._key
        x, y = place.x[active, np.newaxis], place.y[active, np.newaxis]
        begin = row * grid.columns
        inside = (row >= 0) & (row < grid.rows)
        at = np.searchsorted(keys, begin + np.clip(column, 0, grid.columns - 1)[:, np.newaxis])
        off_y = np.maximum(np.abs(row * grid.cell_m - y), np.abs((row + 1) * grid.cell_m - y))
        nearest = np.full(len(active), np.inf)
        for number in (at, at - 1):
            key = keys[np.clip(number, 0, len(keys) - 1)] - begin
            known = inside & (key >= 0) & (key < grid.columns) & (number >= 0) & (number < len(keys))
            off_x = np.maximum(np.abs(key * grid.cell_m - x), np.abs((key + 1) * grid.cell_m - x))
            far = np.hypot(
                off_x * place.scale_x[active, np.newaxis], off_y * place.scale_y[active, np.newaxis]
            )
            nearest = np.minimum(nearest, np.where(known, far, np.inf).min(axis=1))
        return nearest

    def _in_rows(
        self,
        window: NDArray[np.int64],
        row: NDArray[np.int64],
        x: NDArray[np.float64],
        half: NDArray[np.float64],
    ) -> Runs:
        """Return the entries of stretches of rows, from ``x - half`` to ``x + half``."""
        grid = self.grid
        parts = []
        for turn in TURNS_DEG:
            middle = x + turn * grid.across_m
            left = np.maximum(_cell(middle - half, grid.cell_m), 0)
            right = np.minimum(_cell(middle + half, grid.cell_m), grid.columns - 1)
            some = np.flatnonzero(left <= right)
            if len(some):
                begin = row[some] * grid.columns
                low = self._first[np.searchsorted(self._key, begin + left[some])].astype(np.int64)
                high = self._first[np.searchsorted(self._key, begin + right[some] + 1)].astype(np.int64)
                filled = low < high
                parts.append((window[some][filled], low[filled], high[filled]))
        if len(parts) == 1:
            return parts[0]
        none = (np.zeros(0, np.int64),) * 3
        window, low, high = (np.concatenate(columns) for columns in zip(none, *parts, strict=True))
        order = np.argsort(window, kind="stable")
        return window[order], low[order], high[order]


def run_numbers(first: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers ``first[i] .. first[i] + count[i] - 1`` of each i in a row."""
    before = np.cumsum(count) - count
    numbers: NDArray[np.int64] = np.repeat(first - before, count) + np.arange(int(count.sum()))
    return numbers


def _cell(offset_m: NDArray[np.float64], cell_m: float) -> NDArray[np.int64]:
    # Whatever lies beyond the grid is cut off later; 2**62 keeps the conversion defined.
    return np.clip(np.floor(offset_m / cell_m), -(2.0**62), 2.0**62).astype(np.int64)
