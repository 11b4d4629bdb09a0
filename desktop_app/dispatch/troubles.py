"""What is wrong with each route at this moment, before it is made into alerts."""

from dataclasses import dataclass

from desktop_app.dispatch.causes import CauseFinder, CauseKey, KeyedCause
from desktop_app.dispatch.settings import DelayRule
from desktop_app.dispatch.watched import WatchedRoute

STAY_SHARE = 0.5
"""A route stays with its alert while the alert's cause adds this much of what the heaviest adds.

A jam that grows along a route makes one road after another the heaviest: that is one alert still.
"""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One route's trouble of one kind.

    Attributes
    ----------
    kind
        ``delay``, ``closed`` or ``no_way``.
    route_order
        Its place among the routes of the board.
    key
        The cause by which routes share an alert.
    causes
        The heaviest first.
    delay_ms, free_flow_ms
        Of the route as it now drives; 0 where it has no way.
    goes_round
        The trouble is over already: the route was led round it in the same look, or has no way left.
    has_way
        The route still has one.
    message
        The router's own sentence, where there is no way for another reason than a closure.
    """

    kind: str
    route_id: str
    route_order: int
    route_name: str
    key: CauseKey
    causes: tuple[KeyedCause, ...]
    delay_ms: int = 0
    free_flow_ms: int = 0
    goes_round: bool = False
    has_way: bool = True
    message: str = ""


class TroubleFinder:
    """Finds the troubles of routes; remembers only which route's delay is raised, and by which cause."""

    def __init__(self, causes: CauseFinder, rule: DelayRule) -> None:
        """Judge delays by `rule`."""
        self._causes = causes
        self._rule = rule
        self._delay_key: dict[str, CauseKey] = {}

    def troubles(self, route: WatchedRoute, now_ms: int) -> list[Trouble]:
        """Return what is wrong with a route that was just assessed."""
        if not route.watching:
            self.forget(route.id)
            return []
        found = [self._crossed(route, now_ms), self._no_way(route, now_ms), self._delay(route, now_ms)]
        return [trouble for trouble in found if trouble is not None]

    def is_delayed(self, route_id: str) -> bool:
        """Whether a route's delay is raised."""
        return route_id in self._delay_key

    def forget(self, route_id: str) -> None:
        """Forget a route that is gone or no longer watched."""
        self._delay_key.pop(route_id, None)

    def _crossed(self, route: WatchedRoute, now_ms: int) -> Trouble | None:
        if not len(route.crossed):
            return None
        causes = self._causes.closures(route.crossed.tolist(), now_ms)
        if not causes:
            return None
        return Trouble(
            "closed", route.id, route.order, route.name, causes[0].key, tuple(causes),
            route.delay_ms, route.free_flow_ms, goes_round=True, has_way=route.path is not None,
        )  # fmt: skip

    def _no_way(self, route: WatchedRoute, now_ms: int) -> Trouble | None:
        if route.path is not None or route.answer is None:
            return None
        causes: list[KeyedCause] = []
        if route.lost_way is not None:
            causes = self._causes.closures(self._causes.closed_segments(route.lost_way), now_ms)
        if not causes:
            causes = [KeyedCause(("route", route.id), 0.0, "", None, 0.0, -1)]
        return Trouble(
            "no_way", route.id, route.order, route.name, causes[0].key, tuple(causes),
            message=route.answer.message,
        )  # fmt: skip

    def _delay(self, route: WatchedRoute, now_ms: int) -> Trouble | None:
        held = self._delay_key.pop(route.id, None)
        if route.path is None or not self._holds(route, raised=held is not None):
            return None
        causes = self._causes.delays(route.path, now_ms)
        key = self._key_to_stay_with(held, causes, enough=self._holds(route, raised=False))
        if key is None:
            return None
        self._delay_key[route.id] = key
        return Trouble(
            "delay", route.id, route.order, route.name, key, tuple(causes), route.delay_ms, route.free_flow_ms
        )

    def _holds(self, route: WatchedRoute, *, raised: bool) -> bool:
        return self._rule.holds(route.delay_ms, route.free_flow_ms, raised=raised)

    def _key_to_stay_with(
        self, held: CauseKey | None, causes: list[KeyedCause], *, enough: bool
    ) -> CauseKey | None:
        """Return the cause of the alert, or None where there is none any more.

        Another cause than the one that is told needs a delay that is `enough` to raise an alert.
        """
        least_ms = STAY_SHARE * causes[0].lost_ms if causes and enough else 0.0
        for cause in causes:
            if cause.key == held and cause.lost_ms >= least_ms:
                return cause.key
        return causes[0].key if causes and enough else None
