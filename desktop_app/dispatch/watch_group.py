"""The watched routes of one vehicle, brought up to date together.

Each route keeps its way unless it is closed, the hour forbids it, an end has to move, or another way
saves what the rule asks for. That is decided for all at once, and a search is made only where one can
change something:

- Present ways are timed by sums over arrays, without a search.
- A route whose own way is no slower keeps it where nothing eased anywhere: no other can have become better.
- What the best way cost when it was last asked for, less all that has been gained on any road since, is a
  bound: a best way passes each state of an arc at most once a leg, so that it gains no more than that. A
  route for which even the bound is not worth a change is not asked about. An opened road, or another
  hour, ends all bounds; a closure only makes ways dearer, except for a route whose stop it touches, which
  other roads may then serve: such routes are asked about each time.
- What remains is asked for its cost alone; only where that is worth a change the way itself is sought.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.route_rows import ROW, Rows, ranked
from desktop_app.dispatch.search_budget import CLOSE_LOOK, SearchBudget
from desktop_app.dispatch.settings import SwitchRule
from desktop_app.dispatch.watched import WatchedRoute, WeightsChange, is_moved, same_ends
from desktop_app.routing.end_book import UNKNOWN_MS, EndBook
from desktop_app.routing.growing import with_room
from desktop_app.routing.path import path_segments
from desktop_app.routing.path_book import NO_PATH, PathBook
from desktop_app.routing.request import RouteAnswer, RouteRequest
from desktop_app.routing.router import Router
from desktop_app.routing.vehicle_routing import VehicleRouting

_SMALLEST = 16
_CHUNK = 256
"""Routes asked about before the budget is looked at again."""


class WatchGroup:
    """Holds each route in a row; a row that a route leaves is given to another."""

    def __init__(self, request: RouteRequest, rule: SwitchRule) -> None:
        """Hold no route yet; `request` is any one of the vehicle, and `rule` judges other ways."""
        self._request = request
        self._rule = rule
        self._rows = np.zeros(_SMALLEST, ROW)
        self._routes: dict[int, WatchedRoute] = {}
        self._row_of: dict[str, int] = {}
        self._free: list[int] = []
        self._paths = PathBook()
        self._ends = EndBook()
        self._gained_ms = 0
        self._marked: set[int] = set()
        self._lost: set[int] = set()
        self._changed: dict[int, None] = {}

    def __len__(self) -> int:
        """Return how many routes it holds."""
        return len(self._routes)

    @property
    def is_pending(self) -> bool:
        """Some route is still to be looked at by the present weights."""
        return bool((self._rows["is_due"] | self._rows["is_asked"]).any())

    def add(self, route: WatchedRoute) -> None:
        """Hold a route that has no answer yet; it is looked at next, watched or not."""
        row = self._free.pop() if self._free else len(self._routes)
        self._rows = with_room(self._rows, row + 1)
        self._rows[row] = np.zeros((), ROW)
        self._rows["duration_ms"][row] = NO_PATH
        self._rows["is_due"][row] = self._rows["is_eased"][row] = True
        self._rows["is_watching"][row] = route.watching
        self._routes[row] = route
        self._row_of[route.id] = row

    def remove(self, route_id: str) -> None:
        """Forget a route."""
        row = self._row_of.pop(route_id)
        del self._routes[row]
        self._rows[row] = np.zeros((), ROW)
        self._paths.drop(row)
        self._ends.drop(row)
        self._free.append(row)
        self._marked.discard(row)
        self._lost.discard(row)
        self._changed.pop(row, None)

    def watch(self, route: WatchedRoute) -> None:
        """Watch a route or leave it alone, as it says; one that is watched again is looked at anew."""
        row = self._row_of[route.id]
        self._rows["is_watching"][row] = route.watching
        self._rows["is_due"][row] = route.watching
        self._rows["is_eased"][row] |= route.watching
        self._rows["is_asked"][row] = False

    def take_way(self, route_id: str, answer: RouteAnswer, accepted_ms: int) -> None:
        """Put a route on a way that the dispatcher chose, answered by the present weights.

        Parameters
        ----------
        accepted_ms
            What it takes more than the best way: the rule asks for its savings beyond that.
        """
        row = self._row_of[route_id]
        self._adopt(row, answer)
        self._routes[row].accepted_ms = accepted_ms
        self._rows["accepted_ms"][row] = accepted_ms
        self._rows["bound_ms"][row] = 0  # the best way is another

    def look_first_at(self, route_ids: Iterable[str]) -> None:
        """Look at these routes before others from now on."""
        self._rows["is_first"] = False
        self._rows["is_first"][[self._row_of[each] for each in route_ids if each in self._row_of]] = True

    def mark_late(self, route_id: str, *, late: bool) -> None:
        """Look at a route before those in time if it is late."""
        self._rows["is_late"][self._row_of[route_id]] = late

    def assess(self, change: WeightsChange, router: Router, budget: SearchBudget, *, is_new: bool) -> None:
        """Bring the routes up to date with the weights, as far as the budget goes.

        Parameters
        ----------
        change
            The weights, and how they moved if they are new (`is_new`).
        """
        for row in self._marked:
            self._routes[row].rerouted = False
            self._routes[row].crossed = self._routes[row].crossed[:0]
        self._marked.clear()
        vehicle = router.vehicle(self._request)
        if is_new:
            self._note(change, vehicle)
        if not self.is_pending:
            return
        if vehicle is not None:
            self._time_ways(vehicle, router, budget)
        self._seek_ways(router, budget)
        if vehicle is not None:
            self._seek_better(vehicle, router, budget)

    def take_changed(self) -> list[WatchedRoute]:
        """Return the routes that changed since the last call, and those without a way, in no order."""
        changed = [self._routes[row] for row in {**self._changed, **dict.fromkeys(self._lost)}]
        self._changed.clear()
        return changed

    def late_on(self, marked: NDArray[np.bool_]) -> list[WatchedRoute]:
        """Return the late routes whose ways drive over a marked segment, (S,)."""
        rows = self._paths.rows_on(marked)
        return [self._routes[row] for row in rows[self._rows["is_late"][rows]].tolist()]

    def _note(self, change: WeightsChange, vehicle: VehicleRouting | None) -> None:
        """Note that the weights changed, and what that may have gained."""
        rows = self._rows
        rows["is_due"] |= rows["is_watching"]
        rows["is_eased"] |= change.eased
        rows["has_new_hours"] |= change.new_hours
        if change.opened or change.new_hours:
            rows["bound_ms"] = 0
        elif vehicle is not None:
            self._gained_ms += int((change.fell_ms * vehicle.most_passes(change.fallen)).sum())

    def _time_ways(self, vehicle: VehicleRouting, router: Router, budget: SearchBudget) -> None:
        """Time the present ways; where one may not be driven any more, another is sought."""
        rows = self._rows
        now_ms = self._paths.durations_ms(vehicle.weights, len(rows))
        is_due = rows["is_due"] & (now_ms != NO_PATH)
        closed = np.zeros(len(rows), np.bool_)
        closed[self._paths.rows_on(vehicle.weights.closed)] = True
        for row in ranked(rows, is_due & (closed | rows["has_new_hours"])).tolist():
            if not budget.take(CLOSE_LOOK):
                break
            self._look_at_bans(row, vehicle, router, closed=bool(closed[row]))
        is_timed = rows["is_due"] & is_due & ~closed & ~rows["has_new_hours"]
        rows["is_asked"] |= is_timed & (rows["is_eased"] | (now_ms > rows["duration_ms"]))
        for row in np.flatnonzero(is_timed & (now_ms != rows["duration_ms"])).tolist():
            self._routes[row].duration_ms = int(now_ms[row])
            self._changed[row] = None
        rows["duration_ms"] = np.where(is_timed, now_ms, rows["duration_ms"])
        rows["is_due"] &= ~is_timed
        rows["is_eased"] &= ~is_timed

    def _look_at_bans(self, row: int, vehicle: VehicleRouting, router: Router, *, closed: bool) -> None:
        route, path = self._routes[row], self._routes[row].path
        if path is None:
            return
        if self._rows["has_new_hours"][row] and not vehicle.allows(path):
            self._adopt(row, router.answer(route.request))
            return
        self._rows["has_new_hours"][row] = False
        if closed:
            segments = path_segments(path)
            crossed = segments[vehicle.weights.closed[segments]].astype(np.int32)
            self._adopt(row, router.answer(route.request))
            route.crossed = crossed
            if route.path is None:
                route.lost_way = path

    def _seek_ways(self, router: Router, budget: SearchBudget) -> None:
        """Seek a way for routes that have none; for new ones at once, for others where something eased."""
        rows = self._rows
        lacking = rows["is_due"] & (rows["duration_ms"] == NO_PATH)
        for row in ranked(rows, lacking).tolist():
            route = self._routes[row]
            if route.answer is None or (rows["is_eased"][row] and budget.take(CLOSE_LOOK)):
                self._adopt(row, router.answer(route.request))
            elif not rows["is_eased"][row]:
                rows["is_due"][row] = False

    def _seek_better(self, vehicle: VehicleRouting, router: Router, budget: SearchBudget) -> None:
        """Seek ways that are worth a change for the routes that may have one."""
        rows = self._rows
        for row in ranked(rows, rows["is_asked"] & rows["is_moved"]).tolist():
            if not budget.take(CLOSE_LOOK):
                break
            self._look_at_ends(row, router)
        asked = self._worth_asking(vehicle, ranked(self._rows, rows["is_asked"] & ~rows["is_moved"]))
        for first in range(0, len(asked), _CHUNK):
            chunk = asked[first : first + _CHUNK]
            if not budget.take(len(chunk)):
                break
            self._ask(chunk, vehicle, router, budget)

    def _look_at_ends(self, row: int, router: Router) -> None:
        """Give a route whose stops were moved another way if one is worth it, or begins or ends elsewhere."""
        route = self._routes[row]
        self._rows["is_asked"][row] = False
        if route.answer is None or route.duration_ms is None:
            return
        fresh = router.answer(route.request)
        if fresh.path is None:
            return
        limit_ms = self._rule.limit_ms(route.duration_ms) - route.accepted_ms
        if not same_ends(fresh, route.answer) or fresh.duration_ms <= limit_ms:
            self._adopt(row, fresh)

    def _worth_asking(self, vehicle: VehicleRouting, asked: Rows) -> Rows:
        """Return those rows whose best way may be worth a change; the others are done."""
        rows = self._rows[asked]
        gained_ms = rows["legs"] * (self._gained_ms - rows["gained_before_ms"])
        limit_ms = self._rule.limits_ms(rows["duration_ms"]) - rows["accepted_ms"]
        hopeless = (limit_ms < 0) | (
            (rows["bound_ms"] - gained_ms > limit_ms) & ~self._ends.is_disturbed(vehicle, asked)
        )
        self._rows["is_asked"][asked[hopeless]] = False
        hopeful: Rows = asked[~hopeless]
        return hopeful

    def _ask(self, asked: Rows, vehicle: VehicleRouting, router: Router, budget: SearchBudget) -> None:
        best_ms = self._ends.best_ms(vehicle, asked)
        limit_ms = self._rule.limits_ms(self._rows["duration_ms"][asked]) - self._rows["accepted_ms"][asked]
        unknown = best_ms == UNKNOWN_MS
        # Where the cost is not known the search itself says whether it is within the limit.
        self._rows["bound_ms"][asked] = np.where(unknown, limit_ms + 1, best_ms)
        self._rows["gained_before_ms"][asked] = self._gained_ms
        self._rows["is_asked"][asked] = False
        sought = unknown | (best_ms <= limit_ms)
        for row, limit in zip(asked[sought].tolist(), limit_ms[sought].tolist(), strict=True):
            budget.take(CLOSE_LOOK)
            fresh = router.quicker(self._routes[row].request, limit)
            if fresh is not None:
                self._adopt(row, fresh)

    def _adopt(self, row: int, fresh: RouteAnswer) -> None:
        """Take over an answer by the present weights; nothing more is to be asked about it."""
        route, state = self._routes[row], self._rows
        route.adopt(fresh)
        self._marked.add(row)
        self._changed[row] = None
        for flag in ("is_due", "is_eased", "has_new_hours", "is_asked"):
            state[flag][row] = False
        state["accepted_ms"][row] = 0
        state["duration_ms"][row] = NO_PATH if route.duration_ms is None else route.duration_ms
        if fresh.path is None:
            self._lost.add(row)
            self._paths.drop(row)
            return
        self._lost.discard(row)
        self._paths.put(row, fresh.path)
        if not state["legs"][row]:
            self._ends.put(row, route.request.stops)
        state["legs"][row] = len(fresh.path.legs)
        state["is_moved"][row] = is_moved(fresh)
        state["bound_ms"][row] = 0 if is_moved(fresh) else fresh.duration_ms
        state["gained_before_ms"][row] = self._gained_ms
