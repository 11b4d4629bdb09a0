"""Alerts: one for one cause, shared by the routes that it touches, told only when it changes."""

from collections.abc import Iterable, Sequence
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


class AlertBook:
    """The alerts that stand."""

    def __init__(self, causes: CauseFinder) -> None:
        """Draw causes as `causes` sees them."""
        self._causes = causes
        self._standing: dict[AlertKey, _Standing] = {}
        self._raised = 0

    def update(self, troubles: Iterable[Trouble], now_ms: int) -> list[AlertView]:
        """Return what was raised, changed and cleared by the troubles of all routes, in this order of keys.

        A trouble that is over already is raised and cleared at once.
        """
        by_key: dict[AlertKey, list[Trouble]] = {}
        for trouble in troubles:
            by_key.setdefault((trouble.kind, trouble.key), []).append(trouble)
        over = [key for key in self._standing if key not in by_key and key != _FEED_KEY]
        told = [self._clear(key, now_ms) for key in over]
        for key, group in by_key.items():
            view = self._raise_or_change(key, group, now_ms)
            if view is not None:
                told.append(view)
            if all(trouble.goes_round for trouble in group):
                told.append(self._clear(key, now_ms))
        return told

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
        causes = self._cause_views(key[1], group, now_ms)
        minutes = max(trouble.delay_ms for trouble in group) / 60_000
        routes = tuple(trouble.route_id for trouble in group)
        priority = _priority(group)
        text = alert_text(key[0], group, causes)
        standing = self._standing.get(key)
        if standing is None:
            view = self._new_view(key[0], priority, routes, causes, text, now_ms)
            self._standing[key] = _Standing(view, minutes)
            return view
        before = standing.view
        moved = abs(minutes - standing.told_minutes) >= TOLD_MINUTES
        if before.routes == routes and before.priority == priority and not moved:
            return None
        standing.told_minutes = minutes
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
