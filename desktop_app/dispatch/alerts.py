"""Alerts: one for one cause, shared by the routes that it touches, told only when it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from desktop_app.dispatch.alert_text import alert_text
from desktop_app.dispatch.causes import CauseFinder, CauseKey, KeyedCause
from desktop_app.dispatch.change import AlertView, Cause
from desktop_app.dispatch.troubles import Trouble

MOST_CAUSES = 5
TOLD_MINUTES = 1.0
"""A standing alert is told again when its heaviest delay moved by this much."""

HIGH_MINUTES, MEDIUM_MINUTES = 15.0, 10.0

AlertKey = tuple[str, CauseKey]
_FEED_KEY: AlertKey = ("feed_lost", ("feed",))


@dataclass(slots=True)
class _Standing:
    view: AlertView
    told_minutes: float

    def says(self, routes: tuple[str, ...], priority: str, minutes: float) -> bool:
        """Whether this is what was told, or near enough."""
        near = abs(minutes - self.told_minutes) < TOLD_MINUTES
        return near and self.view.routes == routes and self.view.priority == priority


class AlertBook:
    """The alerts that stand."""

    def __init__(self, causes: CauseFinder) -> None:
        """Draw causes as `causes` sees them."""
        self._causes = causes
        self._standing: dict[AlertKey, _Standing] = {}
        self._groups: dict[AlertKey, dict[str, Trouble]] = {}
        self._keys: dict[str, tuple[AlertKey, ...]] = {}
        self._raised = 0

    def update(self, judged: Mapping[str, Sequence[Trouble]], now_ms: int) -> list[AlertView]:
        """Return what was cleared, raised and changed, the latter in the order of the routes.

        A trouble that is over already is raised and cleared at once.

        Parameters
        ----------
        judged
            All troubles of each route that was judged anew, by its id; the others have theirs still.
        """
        told = []
        for key in self._keys_of(judged):
            group = sorted(self._groups.get(key, {}).values(), key=lambda trouble: trouble.route_order)
            view = self._raise_or_change(key, group, now_ms) if group else None
            if view is not None:
                told.append(view)
            if all(trouble.goes_round for trouble in group):
                self._groups.pop(key, None)
                told.extend([self._clear(key, now_ms)] if key in self._standing else [])
        return told

    def _keys_of(self, judged: Mapping[str, Sequence[Trouble]]) -> list[AlertKey]:
        """Take over the troubles, and return the alerts that they may change: those that end first."""
        keys: dict[AlertKey, None] = {}
        for route_id in judged:
            for key in self._keys.pop(route_id, ()):
                self._groups.get(key, {}).pop(route_id, None)
                keys[key] = None
        for route_id, troubles in judged.items():
            for trouble in troubles:
                key = (trouble.kind, trouble.key)
                self._groups.setdefault(key, {})[route_id] = trouble
                keys[key] = None
            if troubles:
                self._keys[route_id] = tuple((trouble.kind, trouble.key) for trouble in troubles)
        return sorted(keys, key=self._first_order)

    def _first_order(self, key: AlertKey) -> int:
        """Return the place of an alert's first route, -1 where it has none any more."""
        return min((trouble.route_order for trouble in self._groups.get(key, {}).values()), default=-1)

    def feed(self, state: str, age_s: float, message: str, now_ms: int) -> list[AlertView]:
        """Raise the feed's alert where it is stale or lost, and clear it where it is live or switched off."""
        standing = self._standing.get(_FEED_KEY)
        if state in {"stale", "lost"} and standing is None:
            cause = Cause(
                street="", minutes=0.0, source="feed", age_s=round(age_s, 1), what="feed", text=message
            )
            text = "The traffic feed is lost" if state == "lost" else "The traffic feed has fallen silent"
            text += f" ({message.rstrip('.')})" if message else ""
            view = self._new_view(
                "feed_lost", "high", (), (cause,), f"{text}; speeds on the map grow old.", now_ms
            )
            self._standing[_FEED_KEY] = _Standing(view, 0.0)
            return [view]
        if state in {"live", "off"} and standing is not None:
            return [self._clear(_FEED_KEY, now_ms)]
        return []

    def acknowledge(self, alert_id: str, now_ms: int) -> AlertView | None:
        """Note that the dispatcher has seen an alert; None where none stands with this id."""
        for standing in self._standing.values():
            if standing.view.id == alert_id and not standing.view.acknowledged:
                standing.view = _replace(standing.view, state="changed", at_ms=now_ms, acknowledged=True)
                return standing.view
        return None

    def _raise_or_change(self, key: AlertKey, group: Sequence[Trouble], now_ms: int) -> AlertView | None:
        minutes = max(trouble.delay_ms for trouble in group) / 60_000
        routes = tuple(trouble.route_id for trouble in group)
        priority = _priority(group)
        standing = self._standing.get(key)
        if standing is not None and standing.says(routes, priority, minutes):
            return None
        causes = self._cause_views(key[1], group, now_ms)
        text = alert_text(key[0], group, causes)
        if standing is None:
            view = self._new_view(key[0], priority, routes, causes, text, now_ms)
            self._standing[key] = _Standing(view, minutes)
            return view
        standing.told_minutes, before = minutes, standing.view
        standing.view = _replace(
            before, state="changed", priority=priority, routes=routes, cause=causes, text=text, at_ms=now_ms,
            acknowledged=before.acknowledged and set(routes) <= set(before.routes),
        )  # fmt: skip
        return standing.view

    def _cause_views(self, key: CauseKey, group: Sequence[Trouble], now_ms: int) -> tuple[Cause, ...]:
        """Return the causes of all routes together, each with what it adds at most to one of them."""
        heaviest: dict[CauseKey, KeyedCause] = {}
        for cause in (cause for trouble in group for cause in trouble.causes):
            if cause.key not in heaviest or heaviest[cause.key].lost_ms < cause.lost_ms:
                heaviest[cause.key] = cause
        ordered = sorted(heaviest.values(), key=lambda cause: (-cause.lost_ms, cause.key != key))
        return tuple(self._causes.view(cause, now_ms) for cause in ordered[:MOST_CAUSES])

    def _new_view(
        self,
        kind: str,
        priority: str,
        routes: tuple[str, ...],
        cause: tuple[Cause, ...],
        text: str,
        now_ms: int,
    ) -> AlertView:
        self._raised += 1
        return AlertView(
            id=f"a{self._raised}", kind=kind, state="raised", priority=priority, routes=routes, cause=cause,
            text=text, at_ms=now_ms, raised_ms=now_ms,
        )  # fmt: skip

    def _clear(self, key: AlertKey, now_ms: int) -> AlertView:
        return _replace(self._standing.pop(key).view, state="cleared", at_ms=now_ms)


def _priority(group: Sequence[Trouble]) -> str:
    kind = group[0].kind
    if kind == "no_way":
        return "high"
    if kind == "closed":
        return "medium"
    minutes = max(trouble.delay_ms for trouble in group) / 60_000
    doubled = any(trouble.delay_ms >= trouble.free_flow_ms for trouble in group)
    if minutes >= HIGH_MINUTES or (doubled and minutes >= MEDIUM_MINUTES):
        return "high"
    return "medium" if minutes >= MEDIUM_MINUTES else "low"


def _replace(view: AlertView, **changes: object) -> AlertView:
    return msgspec.structs.replace(view, **changes)
