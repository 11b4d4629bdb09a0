"""Watched routes: each keeps its way until the rule says that it changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.settings import SwitchRule
from desktop_app.routing.path import path_duration_ms, path_is_closed, path_segments
from desktop_app.routing.request import Path, RouteAnswer, RouteRequest, Weights


class Finder(Protocol):
    """Finds ways by the weights of the moment: the router."""

    def answer(self, request: RouteRequest) -> RouteAnswer:
        """Return the quickest route, or why there is none."""

    def quicker(self, request: RouteRequest, limit_ms: int) -> RouteAnswer | None:
        """Return the quickest route if it takes at most `limit_ms`, else None."""

    def weights_of(self, request: RouteRequest) -> Weights:
        """Return the weights of the moment as the request's vehicle drives."""

    def allows(self, request: RouteRequest, path: Path) -> bool:
        """Say whether the rules of the hour let the request's vehicle drive a path."""


@dataclass(frozen=True, slots=True, eq=False)
class WeightsChange:
    """How the weights moved since the last look.

    Attributes
    ----------
    weights
        What holds now.
    eased
        Some segment anywhere became faster or was opened, so that a better way may exist.
    new_hours
        Signs with hours say something else than before.
    """

    weights: Weights
    eased: bool
    new_hours: bool = False


@dataclass(slots=True, eq=False)
class WatchedRoute:
    """A route of the board.

    Attributes
    ----------
    answer
        The last full answer; its path is the present way.
    duration_ms
        The present way's time by the weights of the moment; None where there is no way.
    lost_way
        The way that was driven until it was closed and nothing led round it; None otherwise.
    crossed
        Segments of the way that were found closed in the last look, int32.
    rerouted
        The last look changed the way.
    """

    id: str
    name: str
    request: RouteRequest
    colour: str
    watching: bool
    answer: RouteAnswer | None = None
    duration_ms: int | None = None
    lost_way: Path | None = None
    crossed: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    rerouted: bool = False

    @property
    def path(self) -> Path | None:
        """The present way, or None."""
        return self.answer.path if self.answer is not None else None

    @property
    def free_flow_ms(self) -> int:
        """The present way's time with every road free; 0 where there is no way."""
        return self.answer.free_flow_ms if self.answer is not None else 0

    @property
    def delay_ms(self) -> int:
        """What the present way loses over free flow; never negative."""
        return max((self.duration_ms or 0) - self.free_flow_ms, 0)


def assess(route: WatchedRoute, change: WeightsChange, rule: SwitchRule, finder: Finder) -> None:
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
            _adopt(route, finder.answer(route.request))
        return
    weights = finder.weights_of(route.request)
    if change.new_hours and not finder.allows(route.request, path):
        _adopt(route, finder.answer(route.request))
        return
    if path_is_closed(path, change.weights):
        segments = path_segments(path)
        route.crossed = segments[change.weights.closed[segments]].astype(np.int32)
        _adopt(route, finder.answer(route.request))
        if route.path is None:
            route.lost_way = path
        return
    before_ms, now_ms = route.duration_ms, path_duration_ms(path, weights)
    route.duration_ms = now_ms
    if not change.eased and before_ms is not None and now_ms <= before_ms:
        return
    fresh = _better(route, route.answer, now_ms, rule, finder)
    if fresh is not None:
        _adopt(route, fresh)


def same_way(path: Path | None, other: Path | None) -> bool:
    """Whether two ways drive the same segments between the same ends."""
    if path is None or other is None:
        return path is other
    if len(path.legs) != len(other.legs):
        return False
    return all(
        mine.start_fraction == yours.start_fraction
        and mine.end_fraction == yours.end_fraction
        and np.array_equal(mine.segments, yours.segments)
        for mine, yours in zip(path.legs, other.legs, strict=True)
    )


def _better(
    route: WatchedRoute, present: RouteAnswer, now_ms: int, rule: SwitchRule, finder: Finder
) -> RouteAnswer | None:
    """Return a way that is to be driven instead: one that is worth it, or whose ends need not be moved."""
    limit_ms = rule.limit_ms(now_ms)
    if not any(stop.moved for stop in present.snapped):
        return finder.quicker(route.request, limit_ms)
    fresh = finder.answer(route.request)
    back = fresh.path is not None and _ends(fresh) != _ends(present)
    return fresh if back or (fresh.path is not None and fresh.duration_ms <= limit_ms) else None


def _adopt(route: WatchedRoute, fresh: RouteAnswer) -> None:
    first = route.answer is None
    route.rerouted = not first and not same_way(route.path, fresh.path)
    route.answer = fresh
    if fresh.path is None:
        route.duration_ms = None
        return
    route.lost_way = None
    route.duration_ms = fresh.duration_ms


def _ends(answer: RouteAnswer) -> Iterable[tuple[float, float]]:
    return [(stop.lon, stop.lat) for stop in answer.snapped]
