"""The outline of cells in a grid, as rings of points: what marching squares give for yes and no.

W. E. Lorensen, H. E. Cline, "Marching cubes" (1987), in two dimensions: a ring joins the middles of the
cells' sides between inside and outside, so that corners are cut and no ring touches itself.
"""

import numpy as np
from numpy.typing import NDArray

Ring = NDArray[np.float64]
"""(K, 2) columns and rows, the first point once more at the end; inside lies to the left."""

_RIGHT, _UP, _LEFT, _DOWN = range(4)
_STEP = ((1, 0), (0, 1), (-1, 0), (0, -1))


def rings_of(mask: NDArray[np.bool_]) -> list[Ring]:
    """Return the rings round the cells of a mask, (rows, columns) with rows going up.

    Outer rings run anticlockwise, those round holes clockwise. Cells that only meet at a corner are apart.
    """
    onward = _sides(np.pad(mask, 1))
    rings = []
    while onward:
        start = next(iter(onward))
        rings.append(_ring(onward, start))
    return rings


def signed_area(ring: Ring) -> float:
    """Return the area within a ring in cells; negative for one round a hole."""
    x, y = ring[:, 0], ring[:, 1]
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() / 2)


def is_within(point: NDArray[np.float64], ring: Ring) -> bool:
    """Say whether a point lies within a ring, by the number of sides that a ray crosses."""
    x, y = point
    x0, y0, x1, y1 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    spans = (y0 > y) != (y1 > y)
    at = x0[spans] + (y - y0[spans]) * (x1[spans] - x0[spans]) / (y1[spans] - y0[spans])
    return bool(np.count_nonzero(at > x) % 2)


def _sides(padded: NDArray[np.bool_]) -> dict[tuple[int, int, int], None]:
    """Return the sides between inside and outside: corner and direction, inside to the left."""
    inside = padded[1:-1, 1:-1]
    beside = {
        _RIGHT: ~padded[:-2, 1:-1],  # below: its side runs to the right
        _UP: ~padded[1:-1, 2:],
        _LEFT: ~padded[2:, 1:-1],
        _DOWN: ~padded[1:-1, :-2],
    }
    corner = {_RIGHT: (0, 0), _UP: (1, 0), _LEFT: (1, 1), _DOWN: (0, 1)}
    sides: dict[tuple[int, int, int], None] = {}
    for direction, outside in beside.items():
        east, north = corner[direction]
        rows, columns = np.nonzero(inside & outside)
        for column, row in zip((columns + east).tolist(), (rows + north).tolist(), strict=True):
            sides[column, row, direction] = None
    return sides


def _ring(sides: dict[tuple[int, int, int], None], start: tuple[int, int, int]) -> Ring:
    """Follow the sides from one on until they close, and take them out."""
    points = []
    column, row, direction = start
    while (column, row, direction) in sides:
        del sides[column, row, direction]
        east, north = _STEP[direction]
        points.append((column + east / 2, row + north / 2))
        column, row = column + east, row + north
        # To the left first: it keeps to the same cell, and cells that meet at a corner apart.
        turns = ((direction + 1) % 4, direction, (direction + 3) % 4)
        direction = next((turn for turn in turns if (column, row, turn) in sides), direction)
    points.append(points[0])
    return _without_middles(np.array(points, np.float64))


def _without_middles(ring: Ring) -> Ring:
    """Drop the points on a straight line between their neighbours."""
    steps = np.diff(ring, axis=0)
    before = np.roll(steps, 1, axis=0)
    turns = before[:, 0] * steps[:, 1] != before[:, 1] * steps[:, 0]
    kept = ring[:-1][turns]
    return np.vstack([kept, kept[:1]])
