"""Leaving out points of lines that nobody would miss."""

import numpy as np
from numpy.typing import NDArray

_LONGEST = 500
"""Points of a piece at the beginning; what bounds the time for lines that wind endlessly."""


def points_to_keep(
    x: NDArray[np.float64], y: NDArray[np.float64], first: NDArray[np.integer], tolerance: float
) -> NDArray[np.bool_]:
    """Say which points of K lines are kept, so that none that goes lies farther than `tolerance` off.

    All lines at once, by halving every piece at its farthest point until none is too far (Douglas,
    Peucker: Algorithms for the Reduction of the Number of Points, 1973). The ends are always kept.

    Parameters
    ----------
    x, y
        (P,) the points of all lines.
    first
        (K + 1,) line ``k`` is the points ``first[k]:first[k + 1]``, at least two.
    tolerance
        In the unit of `x` and `y`.

    Returns
    -------
    (P,)
    """
    keep = np.zeros(len(x), np.bool_)
    start, end = _pieces(np.asarray(first, np.int64))
    keep[start] = True
    keep[end] = True
    while True:
        inner = end - start > 1
        start, end = start[inner], end[inner]
        if not len(start):
            return keep
        farthest, distance = _farthest(x, y, start, end)
        far = distance > tolerance
        start, end, farthest = start[far], end[far], farthest[far]
        keep[farthest] = True
        start, end = np.concatenate([start, farthest]), np.concatenate([farthest, end])


def _pieces(first: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ends of pieces of lines; a point between two pieces belongs to both."""
    start, end = first[:-1], first[1:] - 1
    count = -((start - end) // _LONGEST)
    piece = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    start = np.repeat(start, count) + _LONGEST * piece
    return start, np.minimum(start + _LONGEST, np.repeat(end, count))


def _farthest(
    x: NDArray[np.float64], y: NDArray[np.float64], start: NDArray[np.int64], end: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the inner point that is farthest from the straight piece between each pair of ends."""
    count = end - start - 1
    piece_first = np.cumsum(count) - count
    piece = np.repeat(np.arange(len(start)), count)
    point = np.arange(len(piece)) + (start + 1 - piece_first)[piece]
    distance = _distance(x, y, start[piece], end[piece], point)
    greatest = np.maximum.reduceat(distance, piece_first)
    at = np.flatnonzero(distance == greatest[piece])
    farthest = np.empty(len(start), np.int64)
    farthest[piece[at]] = point[at]
    return farthest, greatest


def _distance(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    point: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return how far each point is from the straight piece between its two ends."""
    run_x, run_y = x[end] - x[start], y[end] - y[start]
    off_x, off_y = x[point] - x[start], y[point] - y[start]
    square = run_x**2 + run_y**2
    along = (off_x * run_x + off_y * run_y) / np.where(square > 0, square, 1.0)
    along = np.clip(along, 0.0, 1.0)
    distance: NDArray[np.float64] = np.hypot(off_x - along * run_x, off_y - along * run_y)
    return distance
