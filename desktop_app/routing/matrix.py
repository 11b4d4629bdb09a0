"""Many-to-many: what every way between some points costs, by one version of the weights.

One sweep a source over the hierarchy, with the targets pinned: S. Knopp, P. Sanders, D. Schultes,
F. Schulz, D. Wagner, "Computing many-to-many shortest paths using highway hierarchies" (2007), in the
form of J. Dibbelt, B. Strasser, D. Wagner, "Customizable Contraction Hierarchies" (2016).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, chain

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.spatial_index import Hit
from desktop_app.routing.engine import UNREACHABLE_MS, PartialState
from desktop_app.routing.leg_search import FoundLeg, LegSearch, Stand
from desktop_app.routing.path import leg_distance_m, path_distance_m
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from desktop_app.routing.router import Router
from desktop_app.routing.snapping import RoadStop
from desktop_app.routing.vehicle_routing import VehicleRouting

MOST_POINTS = 1_000
"""More would be a million ways."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """What the ways between N points cost, row by row from each to all.

    Attributes
    ----------
    weights_version
        All of it is by this version.
    duration_ms
        (N, N) int64; `UNREACHABLE_MS` where there is no way.
    distance_m
        (N, N) float64 metres of those very ways, NaN where there is none; None where they were not asked for.
    """

    weights_version: int
    duration_ms: NDArray[np.int64]
    distance_m: NDArray[np.float64] | None


@dataclass(frozen=True, slots=True)
class _Point:
    """A point as a start and as an end.

    Attributes
    ----------
    stands, sources
        Where a way from it begins, and the states driven to their heads, with what that takes.
    hits, entries
        The points that serve it, and from which states it is entered, with what that takes.
    """

    stop: RoadStop
    stands: tuple[Stand, ...]
    sources: tuple[tuple[int, int], ...]
    entries: tuple[tuple[int, int], ...]

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.stop.hits


def cost_matrix(
    router: Router,
    points: Sequence[LonLat],
    vehicle_of: RouteRequest,
    *,
    with_distances: bool = False,
    threads: int = 1,
) -> Matrix:
    """Return what all ways between some points cost: to the millisecond what `Router.answer` says.

    Parameters
    ----------
    points
        At most `MOST_POINTS`; one off the road has no way from or to it.
    vehicle_of
        Names the vehicle; where it goes does not matter.
    with_distances
        Their lengths too, which takes a search for each way.
    threads
        How many share the sweeps.

    Raises
    ------
    KeyError
        The map has no such vehicle.
    """
    vehicle = router.vehicle(vehicle_of)
    if vehicle is None:
        raise KeyError(vehicle_of.profile)
    work = _ManyToMany(router, vehicle, points, vehicle_of)
    duration_ms = work.durations(threads)
    distance_m = work.distances(duration_ms) if with_distances else None
    return Matrix(vehicle.weights.version, duration_ms, distance_m)


class _ManyToMany:
    def __init__(
        self, router: Router, vehicle: VehicleRouting, places: Sequence[LonLat], asked: RouteRequest
    ) -> None:
        self._router = router
        self._vehicle = vehicle
        self._places = places
        self._asked = asked
        self._search: LegSearch = vehicle.search(EngineName.CCH)
        closed = vehicle.weights.closed
        stops = [vehicle.snapper.snap(place, closed) for place in places]
        self._points = [None if stop is None else self._point(stop) for stop in stops]
        self._moved: dict[tuple[int, int], float] = {}

    def durations(self, threads: int) -> NDArray[np.int64]:
        count = len(self._places)
        rows = np.full((count, count), UNREACHABLE_MS, np.int64)
        with ThreadPoolExecutor(threads) as pool:
            shares = [range(first, count, threads) for first in range(threads)]
            for _ in pool.map(self._sweep, shares, [rows] * threads):
                pass
        self._join_directly(rows)
        self._move_ends(rows)
        return rows

    def distances(self, duration_ms: NDArray[np.int64]) -> NDArray[np.float64]:
        lengths = np.full(duration_ms.shape, np.nan)
        for row, column in np.argwhere(duration_ms < UNREACHABLE_MS).tolist():
            moved = self._moved.get((row, column))
            lengths[row, column] = self._length_m(row, column) if moved is None else moved
        return lengths

    def _point(self, stop: RoadStop) -> _Point:
        stands = self._search.stands(stop.hits)
        arrivals = self._search.arrivals(stop.hits)
        entries = self._vehicle.cch.entries(
            [PartialState(state, part_ms) for state, (_, part_ms) in arrivals.items()]
        )
        departures = self._search.departures(stands)
        return _Point(
            stop,
            stands,
            tuple((state, part_ms) for state, (_, part_ms) in departures.items() if part_ms < UNREACHABLE_MS),
            tuple((state, offset_ms) for state, (offset_ms, _) in entries.items()),
        )

    def _sweep(self, rows: range, out: NDArray[np.int64]) -> None:
        """Fill some rows with the costs of all ways that leave a start's arc and enter an end's."""
        entries = [() if point is None else point.entries for point in self._points]
        counts = np.array([len(each) for each in entries], np.int64)
        pinned_states = np.array([state for state, _ in chain.from_iterable(entries)], np.int64)
        if not len(pinned_states):
            return
        offset_ms = np.array([ms for _, ms in chain.from_iterable(entries)], np.int64)
        entered = np.flatnonzero(counts)
        first = np.array([0, *accumulate(counts[entered].tolist())][:-1], np.int64)
        with self._vehicle.cch.metric.pinned_targets(pinned_states) as pinned:
            for row in rows:
                point = self._points[row]
                if point is not None and point.sources:
                    cost_ms = pinned.costs_from(point.sources) + offset_ms
                    out[row, entered] = np.minimum(np.minimum.reduceat(cost_ms, first), UNREACHABLE_MS)

    def _join_directly(self, rows: NDArray[np.int64]) -> None:
        """Put in the ways that do not leave the arc that both ends are on."""
        stays = [number for number, point in enumerate(self._points) if point is not None and point.stands]
        rows[stays, stays] = 0
        by_arc: dict[int, set[int]] = {}
        for number, point in enumerate(self._points):
            for hit in () if point is None else point.hits:
                by_arc.setdefault(int(self._vehicle.network.segment_arc[hit.segment]), set()).add(number)
        for numbers in by_arc.values():
            for row in numbers:
                for column in numbers:
                    found = self._direct(row, column) if row != column else None
                    if found is not None:
                        rows[row, column] = min(rows[row, column], found.duration_ms)

    def _direct(self, row: int, column: int) -> FoundLeg | None:
        start, end = self._points[row], self._points[column]
        return None if start is None or end is None else self._search.direct(start.stands, end.hits)

    def _move_ends(self, rows: NDArray[np.int64]) -> None:
        """Look again where no way was found and an end may be moved to a road from which one leads on."""
        missing = np.argwhere(rows >= UNREACHABLE_MS).tolist()
        movable = {number for number in {end for cell in missing for end in cell} if self._may_move(number)}
        for row, column in missing:
            if self._points[row] is None or self._points[column] is None:
                continue
            if row in movable or column in movable:
                asked = msgspec.structs.replace(
                    self._asked,
                    start=self._places[row],
                    end=self._places[column],
                    via=(),
                    engine=EngineName.CCH,
                )
                answer = self._router.answer(asked)
                if answer.path is not None:
                    rows[row, column] = answer.duration_ms
                    self._moved[row, column] = path_distance_m(answer.path, self._vehicle.network)

    def _may_move(self, number: int) -> bool:
        point, vehicle = self._points[number], self._vehicle
        return (
            point is not None
            and vehicle.snapper.move_to_larger(point.stop, vehicle.weights.closed) is not None
        )

    def _length_m(self, row: int, column: int) -> float:
        start, end = self._points[row], self._points[column]
        found = None if start is None or end is None else self._search.find(start.stands, end.hits)
        return float("nan") if found is None else leg_distance_m(found.leg, self._vehicle.network)
