"""The board of routes: which there are, which must be looked at again, and which must be told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from desktop_app.dispatch.commands import AddRoute, ChangeRoute
from desktop_app.dispatch.settings import SwitchRule
from desktop_app.dispatch.watched import Finder, WatchedRoute, WeightsChange, assess

MOST_ROUTES = 1_000
LONGEST_NAME = 200
TOLD_MS = 100
"""A route is told again when its time moved by this much."""


@dataclass(frozen=True, slots=True)
class _Told:
    duration_ms: int | None
    face: tuple[str, str, bool, str, str]


class RouteBoard:
    """The routes by id, in the order in which they were added."""

    def __init__(self, rule: SwitchRule) -> None:
        """Judge other ways by `rule`."""
        self._rule = rule
        self._routes: dict[str, WatchedRoute] = {}
        self._fresh: set[str] = set()
        self._told: dict[str, _Told] = {}

    def __iter__(self) -> Iterator[WatchedRoute]:
        """Return the routes."""
        return iter(self._routes.values())

    def add(self, command: AddRoute) -> str:
        """Add or replace a route; return a sentence where it is refused, else the empty text."""
        if len(self._routes) >= MOST_ROUTES and command.id not in self._routes:
            return f"More than {MOST_ROUTES} routes cannot be watched; remove one first."
        self._routes[command.id] = WatchedRoute(
            id=command.id,
            name=command.name[:LONGEST_NAME],
            request=command.request,
            colour=command.colour,
            watching=command.watching,
        )
        self._fresh.add(command.id)
        self._told.pop(command.id, None)
        return ""

    def change(self, command: ChangeRoute) -> bool:
        """Rename, recolour, watch or leave alone; return whether there is such a route."""
        route = self._routes.get(command.id)
        if route is None:
            return False
        if command.name is not None:
            route.name = command.name[:LONGEST_NAME]
        if command.colour is not None:
            route.colour = command.colour
        if command.watching is not None:
            if command.watching and not route.watching:
                self._fresh.add(route.id)
            route.watching = command.watching
        return True

    def remove(self, route_id: str) -> bool:
        """Forget a route; return whether there was one."""
        self._fresh.discard(route_id)
        self._told.pop(route_id, None)
        return self._routes.pop(route_id, None) is not None

    def assess(self, change: WeightsChange, finder: Finder, *, weights_changed: bool) -> None:
        """Bring the routes up to date: all watched ones if the weights changed, else the fresh ones."""
        for route in self._routes.values():
            fresh = route.id in self._fresh
            if fresh:
                assess(route, _as_eased(change), self._rule, finder)
            elif route.watching and weights_changed:
                assess(route, change, self._rule, finder)
            else:
                route.rerouted = False
                route.crossed = route.crossed[:0]
        self._fresh.clear()

    def take_news(self, delayed: Callable[[str], bool]) -> list[tuple[WatchedRoute, str]]:
        """Return the routes that have something new to tell, each with its state; they then count as told."""
        news = []
        for route in self._routes.values():
            state = route_state(route, delayed=delayed(route.id))
            message = route.answer.message if route.answer is not None else ""
            face = (route.name, route.colour, route.watching, state, message)
            told = self._told.get(route.id)
            if told is None or route.rerouted or told.face != face or _moved(told, route.duration_ms):
                self._told[route.id] = _Told(route.duration_ms, face)
                news.append((route, state))
        return news


def route_state(route: WatchedRoute, *, delayed: bool) -> str:
    """Return ``no_way``, ``off``, ``delayed`` or ``ok``."""
    if route.path is None:
        return "no_way"
    if not route.watching:
        return "off"
    return "delayed" if delayed else "ok"


def _as_eased(change: WeightsChange) -> WeightsChange:
    return replace(change, eased=True)


def _moved(told: _Told, duration_ms: int | None) -> bool:
    if told.duration_ms is None or duration_ms is None:
        return told.duration_ms is not duration_ms
    return abs(duration_ms - told.duration_ms) >= TOLD_MS
