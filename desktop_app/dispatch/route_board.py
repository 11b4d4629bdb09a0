"""The board of routes: which there are, which must be looked at again, and which must be told."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.commands import AddRoute, ChangeRoute, changed_request
from desktop_app.dispatch.search_budget import SearchBudget
from desktop_app.dispatch.settings import SwitchRule
from desktop_app.dispatch.watch_group import WatchGroup
from desktop_app.dispatch.watched import WatchedRoute, WeightsChange
from desktop_app.errors import RequestError
from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.routing.fleet import MOST_AVOIDING
from desktop_app.routing.request import RouteAnswer, RouteRequest
from desktop_app.routing.request_check import check_request
from desktop_app.routing.router import Router

MOST_ROUTES = 10_000
LONGEST_NAME = 200
TOLD_MS = 100
"""A route is told again when its time moved by this much."""

_LEAST_STOPS = 2

_Vehicle = tuple[str, VehicleSize | None, tuple[tuple[int, ...], ...]]
_Face = tuple[str, str, bool, str]


@dataclass(frozen=True, slots=True)
class RouteNews:
    """A route that has something new to tell.

    Attributes
    ----------
    state
        As `route_state` gives it.
    only_time
        Way and face are as they were told before.
    """

    route: WatchedRoute
    state: str
    only_time: bool


@dataclass(frozen=True, slots=True)
class _Told:
    duration_ms: int | None
    state: str
    face: _Face


class RouteBoard:
    """The routes by id, in the order in which they were added."""

    def __init__(self, rule: SwitchRule) -> None:
        """Judge other ways by `rule`."""
        self._rule = rule
        self._routes: dict[str, WatchedRoute] = {}
        self._groups: dict[_Vehicle, WatchGroup] = {}
        self._dirty: set[str] = set()
        self._told: dict[str, _Told] = {}
        self._orders = 0

    def __iter__(self) -> Iterator[WatchedRoute]:
        """Return the routes."""
        return iter(self._routes.values())

    def route(self, route_id: str) -> WatchedRoute | None:
        """Return the route with this id, or None."""
        return self._routes.get(route_id)

    @property
    def is_pending(self) -> bool:
        """Some route is still to be looked at by the present weights."""
        return any(group.is_pending for group in self._groups.values())

    def add(self, command: AddRoute) -> str:
        """Add or replace a route; return a sentence where anything is refused, else the empty text.

        Where the roads that it avoids are refused it is added without them.
        """
        replaced = self._routes.get(command.id)
        if replaced is None and len(self._routes) >= MOST_ROUTES:
            return f"More than {MOST_ROUTES} routes cannot be watched; remove one first."
        request = command.request
        refusal = self._refusal(request) if request.avoid else ""
        if refusal:
            request = msgspec.structs.replace(request, avoid=())
        if replaced is not None:
            self._leave_group(replaced)
        self._orders += 1
        route = WatchedRoute(
            id=command.id,
            order=self._orders if replaced is None else replaced.order,
            name=command.name[:LONGEST_NAME],
            request=request,
            colour=command.colour,
            watching=command.watching,
        )
        self._routes[command.id] = route
        self._join_group(route)
        self._dirty.add(command.id)
        self._told.pop(command.id, None)
        return refusal

    def change(self, command: ChangeRoute) -> str:
        """Rename, recolour, watch or leave alone, move stops; return why not, else the empty text."""
        route = self._routes.get(command.id)
        if route is None:
            return "That route is not on the board any more."
        if command.stops is not None and len(command.stops) < _LEAST_STOPS:
            return "A route needs a start and an end."
        if command.name is not None:
            route.name = command.name[:LONGEST_NAME]
        if command.colour is not None:
            route.colour = command.colour
        if command.watching is not None and command.watching != route.watching:
            route.watching = command.watching
            self._groups[_vehicle(route.request)].watch(route)
        request = changed_request(route.request, command)
        if request != route.request:
            refusal = self._refusal(request)
            if refusal:
                return refusal
            self._ask_anew(route, request)
        self._dirty.add(command.id)
        return ""

    def take_way(self, route: WatchedRoute, answer: RouteAnswer, accepted_ms: int) -> None:
        """Put a route on a way by the present weights, see `WatchGroup.take_way`."""
        self._groups[_vehicle(route.request)].take_way(route.id, answer, accepted_ms)

    def remove(self, route_id: str) -> bool:
        """Forget a route; return whether there was one."""
        route = self._routes.pop(route_id, None)
        if route is None:
            return False
        self._leave_group(route)
        self._dirty.discard(route_id)
        self._told.pop(route_id, None)
        return True

    def look_first_at(self, route_ids: Sequence[str]) -> None:
        """Look at these routes, and at late ones, before the others from now on."""
        for group in self._groups.values():
            group.look_first_at(route_ids)

    def assess(
        self, change: WeightsChange, router: Router, budget: SearchBudget, *, weights_changed: bool
    ) -> None:
        """Bring the routes up to date, as far as the budget goes; where it ends, `is_pending` is true."""
        for group in self._groups.values():
            group.assess(change, router, budget, is_new=weights_changed)

    def take_changed(self, marked: NDArray[np.bool_] | None) -> list[WatchedRoute]:
        """Return, in order, the routes of which something to be judged changed since the last call.

        Parameters
        ----------
        marked
            (S,) segments of which somebody says something else, though it may take as long as before;
            None where there is none.
        """
        for group in self._groups.values():
            self._dirty.update(route.id for route in group.take_changed())
            if marked is not None:
                self._dirty.update(route.id for route in group.late_on(marked))
        changed = sorted((self._routes[each] for each in self._dirty), key=lambda route: route.order)
        self._dirty.clear()
        return changed

    def take_news(self, changed: Sequence[WatchedRoute], delayed: Callable[[str], bool]) -> list[RouteNews]:
        """Return which of the changed routes have something new to tell; they then count as told."""
        news = []
        for route in changed:
            is_late = delayed(route.id)
            self._groups[_vehicle(route.request)].mark_late(route.id, late=is_late)
            state, face, told = route_state(route, delayed=is_late), _face(route), self._told.get(route.id)
            only_time = told is not None and told.face == face and not route.rerouted
            if told is None or not only_time or told.state != state or _moved(told, route.duration_ms):
                self._told[route.id] = _Told(route.duration_ms, state, face)
                news.append(RouteNews(route, state, only_time))
        return news

    def _refusal(self, request: RouteRequest) -> str:
        """Return why a route cannot be asked for so; the empty text where it can."""
        try:
            check_request(request)
        except RequestError as error:
            return str(error)
        others = {vehicle for vehicle in self._groups if vehicle[2]}
        if request.avoid and _vehicle(request) not in others and len(others) >= MOST_AVOIDING:
            return f"Only {MOST_AVOIDING} routes can avoid roads of their own; free another first."
        return ""

    def _ask_anew(self, route: WatchedRoute, request: RouteRequest) -> None:
        """Let a route drive by another request; its way is sought, and told whole, at the next look."""
        self._leave_group(route)
        route.request = request
        route.answer, route.duration_ms, route.lost_way = None, None, None
        self._join_group(route)
        self._told.pop(route.id, None)

    def _join_group(self, route: WatchedRoute) -> None:
        vehicle = _vehicle(route.request)
        if vehicle not in self._groups:
            self._groups[vehicle] = WatchGroup(route.request, self._rule)
        self._groups[vehicle].add(route)

    def _leave_group(self, route: WatchedRoute) -> None:
        vehicle = _vehicle(route.request)
        self._groups[vehicle].remove(route.id)
        if not len(self._groups[vehicle]):
            del self._groups[vehicle]


def route_state(route: WatchedRoute, *, delayed: bool) -> str:
    """Return ``no_way``, ``off``, ``delayed`` or ``ok``."""
    if route.path is None:
        return "no_way"
    if not route.watching:
        return "off"
    return "delayed" if delayed else "ok"


def _vehicle(request: RouteRequest) -> _Vehicle:
    return (request.profile, request.size, request.avoid)


def _face(route: WatchedRoute) -> _Face:
    message = route.answer.message if route.answer is not None else ""
    return (route.name, route.colour, route.watching, message)


def _moved(told: _Told, duration_ms: int | None) -> bool:
    if told.duration_ms is None or duration_ms is None:
        return told.duration_ms is not duration_ms
    return abs(duration_ms - told.duration_ms) >= TOLD_MS
