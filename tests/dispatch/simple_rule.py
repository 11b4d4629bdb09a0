"""The rule of watched routes, one route after the other with a whole search each: what all must come to."""

import numpy as np

from desktop_app.dispatch.settings import SwitchRule
from desktop_app.dispatch.watched import WatchedRoute, WeightsChange, is_moved, same_ends
from desktop_app.routing.path import path_duration_ms, path_is_closed, path_segments
from desktop_app.routing.request import RouteAnswer
from desktop_app.routing.router import Router


def assess(route: WatchedRoute, change: WeightsChange, rule: SwitchRule, finder: Router) -> None:
    """Bring a route up to date with the weights.

    The way changes only where it is closed, where an end has to move, or where another saves what
    `rule` asks for. Where nothing eased anywhere and the way itself is no slower, no other way can
    have become better, and none is sought.

    Parameters
    ----------
    route
        Is changed in place.
    change
        The weights, and how they moved.
    rule
        When another way is worth it.
    finder
        The router.
    """
    route.rerouted = False
    route.crossed = np.zeros(0, np.int32)
    path = route.path
    if path is None or route.answer is None:
        if route.answer is None or change.eased:
            route.adopt(finder.answer(route.request))
        return
    weights = finder.weights_of(route.request)
    if change.new_hours and not finder.allows(route.request, path):
        route.adopt(finder.answer(route.request))
        return
    if path_is_closed(path, change.weights):
        segments = path_segments(path)
        route.crossed = segments[change.weights.closed[segments]].astype(np.int32)
        route.adopt(finder.answer(route.request))
        if route.path is None:
            route.lost_way = path
        return
    before_ms, now_ms = route.duration_ms, path_duration_ms(path, weights)
    route.duration_ms = now_ms
    if not change.eased and before_ms is not None and now_ms <= before_ms:
        return
    fresh = _better(route, route.answer, now_ms, rule, finder)
    if fresh is not None:
        route.adopt(fresh)


def _better(
    route: WatchedRoute, present: RouteAnswer, now_ms: int, rule: SwitchRule, finder: Router
) -> RouteAnswer | None:
    """Return a way that is to be driven instead: one that is worth it, or whose ends need not be moved."""
    limit_ms = rule.limit_ms(now_ms)
    if not is_moved(present):
        return finder.quicker(route.request, limit_ms)
    fresh = finder.answer(route.request)
    back = fresh.path is not None and not same_ends(fresh, present)
    return fresh if back or (fresh.path is not None and fresh.duration_ms <= limit_ms) else None
