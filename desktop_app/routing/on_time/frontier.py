"""The convex frontier of mean and variance, found by searches for the least blend of both.

E. Nikolova, J. Kelner, M. Brand, M. Mitzenmacher, "Stochastic Shortest Paths via Quasi-convex
Maximization" (2006): the route with the best chance to be in time is a corner of the frontier, as long as it
is more likely in time than not; see also E. Nikolova, "Approximation Algorithms for Reliable Stochastic
Combinatorial Optimization" (2010). The corners are found as by Y. Aneja and K. Nair, "Bicriteria
Transportation Problem" (1979): a search along the line through two known corners finds one below it,
or shows that there is none.
"""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

MOST_BREAKPOINTS = 64


class Spread(Protocol):
    """A route as a point of the plane: mean to the right, variance upwards."""

    @property
    def mean_ms(self) -> int:
        """Mean time."""

    @property
    def variance(self) -> int:
        """Variance of the time, ms·s."""


Point = TypeVar("Point", bound=Spread)

Find = Callable[[int, int, int], Point | None]
"""Return a route of the least ``a * mean + b * variance``; arguments are a, b, and what some route has."""


@dataclass(frozen=True, slots=True)
class Frontier(Generic[Point]):
    """The corners of the lower left convex hull.

    Attributes
    ----------
    corners
        From the fastest to the least variance: the mean rises, the variance falls, ever more slowly.
    is_complete
        False where the search was ended at its bound, so that corners between these may be missing.
    """

    corners: tuple[Point, ...]
    is_complete: bool


def find_frontier(fastest: Point, find: Find[Point], most: int = MOST_BREAKPOINTS) -> Frontier[Point]:
    """Return the frontier from a fastest route to one of the least variance.

    It takes at most twice as many searches as there are corners. The widest gap is looked into
    first, so that a frontier that is cut at `most` corners is coarse, not lopsided.
    """
    steadiest = find(0, 1, fastest.variance)
    if steadiest is None:
        return Frontier((fastest,), is_complete=False)
    points = [fastest, steadiest]
    gaps: list[tuple[int, int, Point, Point]] = []
    _add_gap(gaps, len(points), fastest, steadiest)
    while gaps and len(points) < most:
        _, _, left, right = heapq.heappop(gaps)
        a, b = left.variance - right.variance, right.mean_ms - left.mean_ms
        bound = a * left.mean_ms + b * left.variance
        found = find(a, b, bound)
        if found is not None and a * found.mean_ms + b * found.variance < bound:
            points.append(found)
            _add_gap(gaps, 2 * len(points), left, found)
            _add_gap(gaps, 2 * len(points) + 1, found, right)
    return Frontier(convex_corners(points), is_complete=not gaps)


def convex_corners(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the corners of the lower left hull of some points, by rising mean; of equal points one.

    A. Andrew, "Another efficient algorithm for convex hulls in two dimensions" (1979).
    """
    corners: list[Point] = []
    for point in sorted(points, key=lambda each: (each.mean_ms, each.variance)):
        if corners and point.variance >= corners[-1].variance:
            continue
        while len(corners) > 1 and not _turns_left(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    return tuple(corners)


def _add_gap(gaps: list[tuple[int, int, Point, Point]], number: int, left: Point, right: Point) -> None:
    """Note a gap where a corner may lie in it; `number` decides between gaps of one size."""
    width, height = right.mean_ms - left.mean_ms, left.variance - right.variance
    if width > 0 and height > 0:
        heapq.heappush(gaps, (-width * height, number, left, right))


def _turns_left(first: Spread, second: Spread, third: Spread) -> bool:
    rise = (second.mean_ms - first.mean_ms) * (third.variance - first.variance)
    return rise > (third.mean_ms - first.mean_ms) * (second.variance - first.variance)
