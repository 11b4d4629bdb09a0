"""The lines of ``greenwave watch``: one JSON object a change."""

from collections.abc import Callable
from typing import Literal

import msgspec

from desktop_app.clock import Clock, instant_text
from desktop_app.dispatch.change import AlertView, FeedView, PlannerChange, RouteView
from desktop_app.dispatch.route_views import RouteViews

FEED_LINE_S = 1.0
"""At most one feed line in this time."""


class RouteLine(msgspec.Struct, kw_only=True):
    """A route as it stands after its way or its time changed."""

    type: Literal["route"] = "route"
    id: str
    name: str
    duration_s: float | None
    free_flow_s: float
    delay_s: float
    rerouted: bool
    weights_version: int
    nodes: tuple[int, ...]
    streets: tuple[str, ...]
    state: str
    message: str
    at: str


class CauseField(msgspec.Struct, kw_only=True):
    """One road's part in an alert."""

    street: str
    minutes: float
    source: str
    age_s: float
    what: str
    text: str


class AlertLine(msgspec.Struct, kw_only=True):
    """An alert that was raised, changed or cleared."""

    type: Literal["alert"] = "alert"
    id: str
    kind: str
    state: str
    priority: str
    routes: tuple[str, ...]
    cause: tuple[CauseField, ...]
    text: str
    at: str


class FeedLine(msgspec.Struct, kw_only=True):
    """The feed after its state or its refusals changed."""

    type: Literal["feed"] = "feed"
    state: str
    seq: int
    age_s: float
    rejected: dict[str, int]
    message: str
    at: str


class WatchPrinter:
    """Turns changes into lines; holds a feed line back until a second has passed since the last."""

    def __init__(self, write: Callable[[str], None], clock: Clock) -> None:
        """Write each line, without its end, by `write`."""
        self._write = write
        self._clock = clock
        self._began_ms = clock.now_ms()
        self._routes = RouteViews()
        self._waiting: list[tuple[FeedView, int]] = []
        self._told: tuple[str, dict[str, int]] | None = None
        self._told_s = float("-inf")

    def change(self, change: PlannerChange) -> None:
        """Write what a change says: routes, then alerts, then the feed."""
        for route in self._routes.take(change):
            self._line(route_line(route, change.at_ms))
        for alert in change.alerts:
            self._line(alert_line(alert))
        if change.feed is not None:
            self._await(change.feed)
        self.flush()

    def flush(self) -> None:
        """Write the feed line that waits, if its time has come."""
        while self._waiting and self._clock.monotonic_s() - self._told_s >= FEED_LINE_S:
            view, at_ms = self._waiting.pop(0)
            said = (view.state, view.rejected)
            if said != self._told and view.state != "off":
                self._told, self._told_s = said, self._clock.monotonic_s()
                self._line(feed_line(view, at_ms, self._began_ms))

    def _await(self, view: FeedView) -> None:
        """Let a line wait in the place of the last one, unless that tells of a break, which is told still."""
        if self._waiting and (
            self._waiting[-1][0].state == view.state or not _is_break(self._waiting[-1][0])
        ):
            self._waiting.pop()
        self._waiting.append((view, self._clock.now_ms()))

    def _line(self, line: RouteLine | AlertLine | FeedLine) -> None:
        self._write(msgspec.json.encode(line).decode())


def route_line(view: RouteView, at_ms: int) -> RouteLine:
    """Return the line of a route."""
    return RouteLine(
        id=view.id,
        name=view.name,
        duration_s=view.duration_ms / 1000 if view.duration_ms is not None else None,
        free_flow_s=view.free_flow_ms / 1000,
        delay_s=view.delay_ms / 1000,
        rerouted=view.rerouted,
        weights_version=view.weights_version,
        nodes=view.nodes,
        streets=view.streets,
        state=view.state,
        message=view.message,
        at=instant_text(at_ms),
    )


def alert_line(view: AlertView) -> AlertLine:
    """Return the line of an alert."""
    return AlertLine(
        id=view.id,
        kind=view.kind,
        state=view.state,
        priority=view.priority,
        routes=view.routes,
        cause=tuple(
            CauseField(
                street=c.street, minutes=c.minutes, source=c.source, age_s=c.age_s, what=c.what, text=c.text
            )
            for c in view.cause
        ),
        text=view.text,
        at=instant_text(view.at_ms),
    )


def _is_break(view: FeedView) -> bool:
    return view.state in {"stale", "lost"}


def feed_line(view: FeedView, at_ms: int, began_ms: int) -> FeedLine:
    """Return the line of the feed as it was at `at_ms`; one never heard is silent since `began_ms`."""
    heard_ms = began_ms if view.heard_ms is None else view.heard_ms
    return FeedLine(
        state=view.state,
        seq=view.seq,
        age_s=round(max(at_ms - heard_ms, 0) / 1000, 1),
        rejected=view.rejected,
        message=view.message,
        at=instant_text(at_ms),
    )
