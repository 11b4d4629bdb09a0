"""The chance to be there in time, and the route with the best one.

A route's time is taken as normal: the sum of many independent parts. Real times are skewed to the late
side, which evens out as a trip goes on: from four minutes on, draws of each segment's time from a gamma
distribution give the same chance within 2 points. On shorter trips it may be further off.
"""

from collections.abc import Sequence
from math import erf, inf, sqrt

from desktop_app.routing.on_time.frontier import Spread
from desktop_app.routing.on_time.outlook import OnTime, Outlook
from desktop_app.routing.on_time.variance import standard_deviation_ms


def chance_by(deadline_ms: int, route: Spread) -> float:
    """Return the chance that a route takes at most `deadline_ms`, 0 to 1, by the normal distribution."""
    margin = _margin(deadline_ms, route)
    return 0.5 * (1.0 + erf(margin / sqrt(2.0)))


def best_by(deadline_ms: int, routes: Sequence[Spread]) -> int:
    """Return which of the routes, a whole frontier by rising mean, has the best chance.

    That is the one with the most standard deviations between mean and deadline; of equal ones
    the faster. Where every route is more likely late than not, it is the fastest of the frontier;
    one off the frontier, slow but very uncertain, may then have a better chance, and is not looked for.
    """
    return max(range(len(routes)), key=lambda number: (_margin(deadline_ms, routes[number]), -number))


def choice_by(deadline_ms: int, routes: Sequence[Spread], *, is_complete: bool) -> OnTime:
    """Return the chances of a frontier's routes, and the best of them."""
    frontier = tuple(
        Outlook(route.mean_ms, standard_deviation_ms(route.variance), chance_by(deadline_ms, route))
        for route in routes
    )
    return OnTime(deadline_ms, best_by(deadline_ms, routes), frontier, is_complete)


def _margin(deadline_ms: int, route: Spread) -> float:
    """Return how many standard deviations the deadline lies after the mean."""
    if route.variance == 0:
        return inf if route.mean_ms <= deadline_ms else -inf
    return (deadline_ms - route.mean_ms) / standard_deviation_ms(route.variance)
