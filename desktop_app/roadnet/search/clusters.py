"""Grouping lines that carry one name and lie together: the streets of that name."""

import numpy as np
from numpy.typing import NDArray

_ROW_BITS, _COLUMN_BITS = 17, 17
_LARGEST_KEY = 1 << (62 - _ROW_BITS - _COLUMN_BITS)
_SMALLEST_CELL_DEG = 0.003
_NEIGHBOURS = ((1, 0), (0, 1), (1, 1), (1, -1))

_Numbers = NDArray[np.int64]


def cluster_lines(
    key: _Numbers, lon: NDArray[np.float64], lat: NDArray[np.float64], cell_deg: float
) -> _Numbers:
    """Return which cluster each line belongs to, numbered from 0 without gaps.

    Two lines of one key belong together where their ends meet or lie in neighbouring cells of a
    grid, so that a street goes on behind a square, and starts anew in the next town.

    Parameters
    ----------
    key
        (L,) what the lines are called, numbers from 0 up.
    lon, lat
        (L, 2) their two ends, degrees.
    cell_deg
        Side of the grid's cells in degrees of latitude, 0.003 at least.

    Raises
    ------
    ValueError
        There are more keys or smaller cells than the numbers of cells can hold.
    """
    if cell_deg < _SMALLEST_CELL_DEG or (len(key) and int(key.max()) >= _LARGEST_KEY):
        raise ValueError("too many names or too small cells to be numbered")
    code = _cells(key, lon, lat, cell_deg)
    cells = _sorted_unique(code.ravel())
    ends = np.searchsorted(cells, code)
    tails, heads = [ends[:, 0]], [ends[:, 1]]
    for across, up in _NEIGHBOURS:
        tail, head = _pairs(cells, (across << _ROW_BITS) + up)
        tails.append(tail)
        heads.append(head)
    label = connected(len(cells), np.concatenate(tails), np.concatenate(heads))
    roots = label == np.arange(len(label))
    number = np.cumsum(roots) - 1
    clusters: _Numbers = number[label[ends[:, 0]]]
    return clusters


def connected(count: int, tail: _Numbers, head: _Numbers) -> _Numbers:
    """Return, for each of `count` points, the lowest point that edges connect it with.

    Trees are hooked onto smaller roots and flattened until no edge joins two of them, as in Shiloach
    and Vishkin's parallel algorithm (1982), which suits arrays.
    """
    label = np.arange(count)
    while True:
        low, high = label[tail], label[head]
        apart = low != high
        if not apart.any():
            return label
        tail, head = tail[apart], head[apart]
        low, high = low[apart], high[apart]
        np.minimum.at(label, np.maximum(low, high), np.minimum(low, high))
        while True:
            flat = label[label]
            if np.array_equal(flat, label):
                break
            label = flat


def _cells(key: _Numbers, lon: NDArray[np.float64], lat: NDArray[np.float64], cell_deg: float) -> _Numbers:
    """Return a number for each end, of its line's key, its column and its row."""
    middle = float(np.abs(lat).mean()) if lat.size else 0.0
    wide_deg = cell_deg / max(float(np.cos(np.radians(middle))), 0.1)
    column = np.floor((lon + 180.0) / wide_deg).astype(np.int64) + 1
    row = np.floor((lat + 90.0) / cell_deg).astype(np.int64) + 1
    return (key[:, None] << (_ROW_BITS + _COLUMN_BITS)) + (column << _ROW_BITS) + row


def _pairs(cells: _Numbers, offset: int) -> tuple[_Numbers, _Numbers]:
    """Return the pairs of cells that lie `offset` apart."""
    if not len(cells):
        return cells, cells
    wanted = cells + offset
    at = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
    met = cells[at] == wanted
    return np.flatnonzero(met), at[met]


def _sorted_unique(numbers: _Numbers) -> _Numbers:
    ordered = np.sort(numbers)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]
