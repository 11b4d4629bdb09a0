"""Leaving out points of lines: within the tolerance, and many of them."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.roadnet.line_simplification import points_to_keep

line = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=2, max_size=25)


def distance_to_line(point: NDArray[np.float64], kept: NDArray[np.float64]) -> float:
    start, run = kept[:-1], np.diff(kept, axis=0)
    square = np.maximum((run**2).sum(axis=1), 1e-300)
    share = np.clip(((point - start) * run).sum(axis=1) / square, 0, 1)
    return float(np.hypot(*(point - start - share[:, None] * run).T).min())


@given(st.lists(line, min_size=1, max_size=4), st.floats(0.1, 20))
def test_no_point_is_farther_off_than_the_tolerance(
    lines: list[list[tuple[int, int]]], tolerance: float
) -> None:
    first = np.cumsum([0, *(len(points) for points in lines)])
    x, y = np.array([point for points in lines for point in points], np.float64).T
    keep = points_to_keep(x, y, first, tolerance)
    for low, high in pairwise(first):
        own = np.stack([x[low:high], y[low:high]], axis=1)
        kept = own[keep[low:high]]
        assert keep[low]
        assert keep[high - 1]
        assert all(distance_to_line(point, kept) <= tolerance + 1e-9 for point in own)


def test_a_straight_line_is_left_with_few_points() -> None:
    along = np.arange(5000.0)
    keep = points_to_keep(along, along / 3, np.array([0, 5000]), 0.01)
    assert keep.sum() <= 12


def test_a_line_that_winds_endlessly_takes_no_time() -> None:
    turn = np.linspace(0, 2000 * np.pi, 200_000)
    keep = points_to_keep(turn * np.cos(turn), turn * np.sin(turn), np.array([0, len(turn)]), 0.5)
    assert keep.any()
