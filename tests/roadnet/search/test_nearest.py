"""The nearest of many points, each with a reach of its own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.search.nearest import NearestFinder

_PLACES = st.lists(st.tuples(st.floats(7.0, 7.4), st.floats(43.0, 43.4)), min_size=1, max_size=30)


@given(_PLACES, _PLACES, st.integers(0, 2**32 - 1))
def test_it_is_the_one_that_measuring_each_finds(
    points: list[tuple[float, float]], asked: list[tuple[float, float]], seed: int
) -> None:
    lon, lat = np.array(points).T
    reach_m = np.random.default_rng(seed).uniform(500, 9_000, len(points))
    asked_lon, asked_lat = np.array(asked).T
    found = NearestFinder(lon, lat, reach_m, 0.5).nearest(asked_lon, asked_lat)
    share = distance_m(asked_lon[:, None], asked_lat[:, None], lon, lat) / reach_m
    for row, point in enumerate(found.tolist()):
        if point < 0:
            assert share[row].min() > 1.98
        else:
            assert share[row, point] <= min(1.01 * share[row].min() + 1e-6, 2.02)


def test_points_far_away_are_not_near() -> None:
    finder = NearestFinder(np.array([7.0, 9.0]), np.array([43.0, 43.0]), np.array([1000.0, 1000.0]), 0.1)
    assert finder.nearest(np.array([7.001, 8.0, 9.0]), np.array([43.0, 43.0, 43.03])).tolist() == [0, -1, -1]


def test_without_points_nothing_is_near() -> None:
    none = np.zeros(0)
    assert NearestFinder(none, none, none, 0.1).nearest(np.array([7.0]), np.array([43.0])).tolist() == [-1]
