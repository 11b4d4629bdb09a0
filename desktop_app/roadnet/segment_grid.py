"""A uniform grid over straight lines in a plane: which lines may touch a window."""

from math import floor

import numpy as np
from numpy.typing import NDArray

_MARGIN = 1e-3
"""Metres by which a window is widened, so that rounding loses no line on its edge."""


class SegmentGrid:
    """Square cells, each with the lines that may touch it, packed in two arrays.

    The cells are about as many as the lines, and never so small that a long line fills many: building
    takes time and memory in proportion to the number of lines, whatever their lengths.
    """

    def __init__(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        delta_x: NDArray[np.float64],
        delta_y: NDArray[np.float64],
    ) -> None:
        """Put the lines from ``(x, y)`` to ``(x + delta_x, y + delta_y)`` into cells.

        Parameters
        ----------
        x, y, delta_x, delta_y
            (L,) metres.
        """
        self._line_count = len(x)
        if not self._line_count:
            return
        self._west = float(min(x.min(), (x + delta_x).min()))
        self._south = float(min(y.min(), (y + delta_y).min()))
        width = float(max(x.max(), (x + delta_x).max())) - self._west
        height = float(max(y.max(), (y + delta_y).max())) - self._south
        self._cell_m = _cell_size_m(width, height, np.hypot(delta_x, delta_y))
        self._columns = int(width / self._cell_m) + 1
        self._rows = int(height / self._cell_m) + 1
        self._first, self._lines = self._pack(x, y, delta_x, delta_y)

    @property
    def cell_m(self) -> float:
        """The side of a cell in metres."""
        return self._cell_m if self._line_count else 1.0

    def touching(self, west: float, south: float, east: float, north: float) -> NDArray[np.int64]:
        """Return the lines that may touch the window: all that do, and some near it.

        Returns
        -------
        (K,) ascending, each once.
        """
        if not self._line_count:
            return np.zeros(0, np.int64)
        left, right = self._range(west - self._west, east - self._west, self._columns)
        bottom, top = self._range(south - self._south, north - self._south, self._rows)
        if left > right or bottom > top:
            return np.zeros(0, np.int64)
        row = np.arange(bottom, top + 1) * self._columns
        low, high = self._first[row + left], self._first[row + right + 1]
        found = self._lines[_runs(low, high - low)]
        if len(found) * 8 < self._line_count:
            return np.unique(found).astype(np.int64)
        seen = np.zeros(self._line_count, np.bool_)
        seen[found] = True
        return np.flatnonzero(seen)

    def _range(self, low: float, high: float, count: int) -> tuple[int, int]:
        """Return the first and the last column (or row) of a window; empty windows have first > last."""
        first = max(floor((low - _MARGIN) / self._cell_m), 0)
        last = min(floor((high + _MARGIN) / self._cell_m), count - 1)
        return first, last

    def _pack(
        self,
        x: NDArray[np.float64],
        y: NDArray[np.float64],
        delta_x: NDArray[np.float64],
        delta_y: NDArray[np.float64],
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        # A line is cut in pieces no longer than a cell, so that it fills the cells along it only.
        pieces = np.ceil(np.maximum(np.abs(delta_x), np.abs(delta_y)) / self._cell_m).astype(np.int64)
        pieces = np.maximum(pieces, 1)
        line = np.repeat(np.arange(len(x)), pieces)
        piece = _runs(np.zeros(len(x), np.int64), pieces)
        start, end = piece / pieces[line], (piece + 1) / pieces[line]
        left, wide = self._cover(x[line] - self._west, delta_x[line], start, end, self._columns)
        bottom, tall = self._cover(y[line] - self._south, delta_y[line], start, end, self._rows)
        each = np.repeat(np.arange(len(line)), wide * tall)
        place = _runs(np.zeros(len(line), np.int64), wide * tall)
        column = left[each] + place % wide[each]
        row = bottom[each] + place // wide[each]
        # Sorting is far quicker here than np.unique, which hashes.
        key = np.sort((row * self._columns + column) * len(x) + line[each])
        key = key[np.append(True, key[1:] != key[:-1])]
        first = np.searchsorted(key, np.arange(self._rows * self._columns + 1) * len(x))
        return first, (key % len(x)).astype(np.int32)

    def _cover(
        self,
        origin: NDArray[np.float64],
        delta: NDArray[np.float64],
        start: NDArray[np.float64],
        end: NDArray[np.float64],
        count: int,
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the first column (or row) under each piece, and how many it covers."""
        one = np.clip((origin + delta * start) / self._cell_m, 0, count - 1).astype(np.int64)
        other = np.clip((origin + delta * end) / self._cell_m, 0, count - 1).astype(np.int64)
        low = np.minimum(one, other)
        return low, np.maximum(one, other) - low + 1


def _cell_size_m(width: float, height: float, lengths: NDArray[np.float64]) -> float:
    count = len(lengths)
    by_area = float(np.sqrt(width / count * height))
    by_extent = (width + height) / count
    by_length = float(lengths.sum()) / (4 * count)
    return max(by_area, by_extent, by_length, 1.0)


def _runs(first: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers ``first[i] .. first[i] + count[i] - 1`` of each i in a row."""
    before = np.cumsum(count) - count
    run: NDArray[np.int64] = np.repeat(first - before, count) + np.arange(int(count.sum()))
    return run
