"""What is known of each route, for those who want it whole although only its time changed."""

import msgspec

from desktop_app.dispatch.change import PlannerChange, RouteTime, RouteView


class RouteViews:
    """The last view of each route, by the changes that the planner told."""

    def __init__(self) -> None:
        """Know of no route."""
        self._views: dict[str, RouteView] = {}

    def take(self, change: PlannerChange) -> tuple[RouteView, ...]:
        """Take a change, and return all routes that it tells of, each as it stands now."""
        for route_id in change.removed_routes:
            self._views.pop(route_id, None)
        told = [*change.routes]
        told += [with_time(self._views[time.id], time) for time in change.times if time.id in self._views]
        self._views.update((view.id, view) for view in told)
        return tuple(told)


def with_time(view: RouteView, time: RouteTime) -> RouteView:
    """Return a view of a route with the time that was told since."""
    return msgspec.structs.replace(
        view,
        duration_ms=time.duration_ms,
        delay_ms=time.delay_ms,
        weights_version=time.weights_version,
        state=time.state,
        rerouted=False,
    )
