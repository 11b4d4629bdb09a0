"""What each route's delay was over time, so far as the window has seen it."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.change import PlannerChange, RouteTime, RouteView

MOST_POINTS = 2_000
"""Kept for each route; a delay that changes every five seconds fills them in some three hours."""

_MINUTE_MS = 60_000


class DelayHistory:
    """Keeps the instants at which a delay changed, and what it became; bounded for each route."""

    def __init__(self) -> None:
        """Begin without a route."""
        self._points: dict[str, deque[tuple[int, float]]] = {}

    def clear(self) -> None:
        """Forget every route, as for another map."""
        self._points.clear()

    def apply_change(self, change: PlannerChange) -> None:
        """Take the routes' delays of a change; a route without a way leaves a gap."""
        for route_id in change.removed_routes:
            self._points.pop(route_id, None)
        told: tuple[RouteView | RouteTime, ...] = (*change.routes, *change.times)
        for view in told:
            minutes = np.nan if view.duration_ms is None else view.delay_ms / _MINUTE_MS
            points = self._points.setdefault(view.id, deque(maxlen=MOST_POINTS))
            if not points or points[-1][1] != minutes:
                points.append((change.at_ms, float(minutes)))

    def steps(self, route_id: str, now_ms: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return a route's delay as a line of steps that reaches to `now_ms`.

        Returns
        -------
        time_s, minutes
            (M,) seconds since 1970 and minutes of delay, NaN where there is no way; empty for an
            unknown route.
        """
        points = self._points.get(route_id)
        if not points:
            return np.zeros(0), np.zeros(0)
        at_ms, minutes = np.array(points, dtype=np.float64).T
        ends_ms = np.append(at_ms[1:], max(float(now_ms), at_ms[-1]))
        return np.column_stack([at_ms, ends_ms]).ravel() / 1000, np.repeat(minutes, 2)
