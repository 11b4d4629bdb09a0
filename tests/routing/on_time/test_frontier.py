"""The convex frontier, by searches along lines, is the lower left hull of all there is."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.routing.on_time.frontier import MOST_BREAKPOINTS, convex_corners, find_frontier


@dataclass(frozen=True)
class Place:
    mean_ms: int
    variance: int


class Searcher:
    """Finds the least of some points, as an engine would, and counts how often it is asked."""

    def __init__(self, points: list[Place]) -> None:
        self._points = points
        self.asked = 0

    def find(self, a: int, b: int, bound: int) -> Place | None:
        self.asked += 1
        found = min(self._points, key=lambda point: a * point.mean_ms + b * point.variance)
        assert a * found.mean_ms + b * found.variance <= bound
        return found

    def fastest(self) -> Place:
        return min(self._points, key=lambda point: point.mean_ms)


def on_hull(points: list[Place]) -> list[Place]:
    """The corners by their definition: least for some weights of both, and no other as good on each side."""
    least = [
        point
        for point in points
        if not any(
            other.mean_ms <= point.mean_ms and other.variance <= point.variance and other != point
            for other in points
        )
    ]
    return sorted(
        {
            point
            for point in least
            if not any(is_above(point, left, right) for left in least for right in least)
        },
        key=lambda point: point.mean_ms,
    )


def is_above(point: Place, left: Place, right: Place) -> bool:
    """Whether a point between two others lies on or above their line."""
    if not left.mean_ms < point.mean_ms < right.mean_ms:
        return False
    width, height = right.mean_ms - left.mean_ms, right.variance - left.variance
    return (point.variance - left.variance) * width >= height * (point.mean_ms - left.mean_ms)


places = st.builds(Place, st.integers(0, 40), st.integers(0, 40))


@given(st.lists(places, min_size=1, max_size=30))
def test_corners_are_the_hull(points: list[Place]) -> None:
    assert list(convex_corners(points)) == on_hull(points)


@given(st.lists(places, min_size=1, max_size=30))
def test_searches_along_lines_find_every_corner(points: list[Place]) -> None:
    searcher = Searcher(points)
    frontier = find_frontier(searcher.fastest(), searcher.find)
    assert list(frontier.corners) == on_hull(points)
    assert frontier.is_complete
    assert searcher.asked <= 2 * len(frontier.corners) + 2


def test_more_corners_than_the_most_are_cut_and_said_to_be() -> None:
    curve = [Place(number, (500 - number) ** 2) for number in range(501)]
    searcher = Searcher(curve)
    frontier = find_frontier(curve[0], searcher.find)
    assert len(frontier.corners) == MOST_BREAKPOINTS
    assert not frontier.is_complete
    assert (frontier.corners[0], frontier.corners[-1]) == (curve[0], curve[-1])
    means = [corner.mean_ms for corner in frontier.corners]
    assert max(after - before for before, after in pairwise(means)) < 40


def test_a_search_that_finds_nothing_leaves_the_fastest() -> None:
    fastest = Place(5, 7)
    frontier = find_frontier(fastest, lambda _a, _b, _bound: None)
    assert frontier.corners == (fastest,)
    assert not frontier.is_complete
