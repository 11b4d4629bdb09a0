"""The ends of many requests of one vehicle, kept ready for queries that ask only what the best way costs.

A stop is served by points on roads; a point at the start is a part of an arc to drive before the first
turn, one at the end a part after the last. Which parts these are depends on the roads, and on the
hours of signs, but not on the traffic: only what they cost does, and that is worked out for all at once.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.request import LonLat, Weights
from desktop_app.routing.rule_clock import Standing
from desktop_app.routing.runs import joined_runs, run_owners
from desktop_app.routing.states import Role
from desktop_app.routing.vehicle_routing import VehicleRouting

UNKNOWN_MS = -1
"""Stands for a cost that only a search from stop to stop can tell."""

_HIT = np.dtype([("segment", "<i8"), ("fraction", "<f8")])
_PART = np.dtype(
    [
        ("state", "<i8"),
        ("segment", "<i8"),
        ("low", "<i8"),
        ("high", "<i8"),
        ("share", "<f8"),
        ("turn_ms", "<i8"),
    ]
)
"""A part of an arc at an end of a way: the segments ``low:high``, of `segment` only a share, and a turn."""


@dataclass(frozen=True, slots=True, eq=False)
class _Served:
    """The points that serve a row's stops: `starts` of them the start, the others the end."""

    hits: NDArray[np.void]
    starts: int


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """The parts at one side of all rows; those of row ``k`` stand at ``first[k]:first[k + 1]``."""

    part: NDArray[np.void]
    first: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Ends:
    """All rows, flattened.

    Attributes
    ----------
    place
        (R,) number of each row in the other arrays, -1 for those that are not in them.
    hit_segment, first_hit
        Segments that serve the stops of row ``k``, at ``first_hit[k]:first_hit[k + 1]``.
    """

    place: NDArray[np.int64]
    hit_segment: NDArray[np.int64]
    first_hit: NDArray[np.int64]
    sources: _Parts
    targets: _Parts


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Times of segments, and how much time and how many closures lie before each of them."""

    segment_ms: NDArray[np.int32]
    drive_ms: NDArray[np.int64]
    closed: NDArray[np.int64]


class EndBook:
    """Holds start and end of one request a row; all requests are of the same vehicle."""

    def __init__(self) -> None:
        """Begin without a request."""
        self._stops: dict[int, tuple[LonLat, LonLat]] = {}
        self._served: dict[int, _Served | None] = {}
        self._ends: _Ends | None = None
        self._standing: Standing | None = None

    def put(self, row: int, start: LonLat, end: LonLat) -> None:
        """Hold a request from `start` to `end`, without stops between, in a row that is free."""
        self._stops[row] = (start, end)
        self._ends = None

    def drop(self, row: int) -> None:
        """Forget the request of a row, if it has one."""
        if self._stops.pop(row, None) is not None:
            self._served.pop(row, None)
            self._ends = None

    def best_ms(self, vehicle: VehicleRouting, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what the quickest way of each row costs by the present weights of the vehicle.

        Returns
        -------
        (len(rows),) milliseconds; `UNREACHABLE_MS` where there is no way; `UNKNOWN_MS` for rows that
        are not held, whose stops lie on one road so that no turn may be needed, or one of whose roads
        is closed, so that other roads may serve the stop.
        """
        best = np.full(len(rows), UNKNOWN_MS, np.int64)
        ends = self._flattened(vehicle)
        place = np.where(rows < len(ends.place), ends.place[np.minimum(rows, len(ends.place) - 1)], -1)
        known = np.flatnonzero(place >= 0)
        known = known[~_any_closed(ends, place[known], vehicle)]
        if not len(known):
            return best
        sums = _sums(vehicle.weights)
        sources = _priced(ends.sources, place[known], sums)
        targets = _priced(ends.targets, place[known], sums)
        metric = vehicle.cch.metric
        for number, starts, goals in zip(known.tolist(), sources, targets, strict=True):
            cost_ms = metric.cost_ms(starts, goals) if starts and goals else None
            best[number] = UNREACHABLE_MS if cost_ms is None else cost_ms
        return best

    def _flattened(self, vehicle: VehicleRouting) -> _Ends:
        if self._ends is None or vehicle.standing is not self._standing:
            self._standing = vehicle.standing
            self._ends = self._flatten(vehicle)
        return self._ends

    def _flatten(self, vehicle: VehicleRouting) -> _Ends:
        for row, (start, end) in self._stops.items():
            if row not in self._served:
                self._served[row] = _serve(vehicle, start, end)
        held = [(row, served) for row, served in self._served.items() if served is not None]
        place = np.full(1 + max(self._served, default=0), -1, np.int64)
        place[[row for row, _ in held]] = np.arange(len(held))
        first = np.zeros(len(held) + 1, np.int64)
        np.cumsum([len(served.hits) for _, served in held], out=first[1:])
        hits = np.concatenate([np.zeros(0, _HIT), *(served.hits for _, served in held)])
        middle = first[:-1] + np.array([served.starts for _, served in held], np.int64)
        sources = _sources(vehicle, hits, first[:-1], middle)
        return _Ends(place, hits["segment"], first, sources, _targets(vehicle, hits, middle, first[1:]))


def _serve(vehicle: VehicleRouting, start: LonLat, end: LonLat) -> _Served | None:
    """Return the points that serve both stops while no road is closed; None where turns may not be needed."""
    starts, ends = vehicle.snapper.nearest(start), vehicle.snapper.nearest(end)
    arc = vehicle.network.segment_arc
    on_one_road = {int(arc[hit.segment]) for hit in starts} & {int(arc[hit.segment]) for hit in ends}
    if on_one_road or not starts or not ends:
        return None
    return _Served(np.array([(hit.segment, hit.fraction) for hit in (*starts, *ends)], _HIT), len(starts))


def _sources(
    vehicle: VehicleRouting, hits: NDArray[np.void], first: NDArray[np.int64], after: NDArray[np.int64]
) -> _Parts:
    """Return the parts from each start to the head of its arc, in every state in which a trip may begin.

    The starts of row ``k`` are the hits ``first[k]:after[k]``.
    """
    hits, owner = hits[joined_runs(first, after)], run_owners(first, after)
    state, hit = _open_states(vehicle, hits)
    states, network = vehicle.turns.states, vehicle.network
    begins = (state < states.plain_count) & (states.role[state] != Role.ENTER)
    state, hit = state[begins], hit[begins]
    part = np.zeros(len(state), _PART)
    part["state"], part["segment"], part["low"] = state, hits["segment"][hit], hits["segment"][hit]
    part["high"] = network.arc_first_segment[states.arc[state] + 1]
    part["share"] = 1.0 - hits["fraction"][hit]
    return _Parts(part, np.searchsorted(owner[hit], np.arange(len(first) + 1)))


def _targets(
    vehicle: VehicleRouting, hits: NDArray[np.void], first: NDArray[np.int64], after: NDArray[np.int64]
) -> _Parts:
    """Return the parts from the tail of its arc to each end, with every turn that leads there.

    The ends of row ``k`` are the hits ``first[k]:after[k]``. The state of a part is the one before the turn.
    """
    hits, owner = hits[joined_runs(first, after)], run_owners(first, after)
    state, hit = _open_states(vehicle, hits)
    turn, which = vehicle.cch.hierarchy.turns_into_each(state)
    free = ~np.isin(turn, list(vehicle.costs.banned_turns))
    turn, state, hit = turn[free], state[which[free]], hit[which[free]]
    part = np.zeros(len(turn), _PART)
    part["state"], part["turn_ms"] = vehicle.cch.hierarchy.from_state[turn], vehicle.turns.turn_ms[turn]
    part["segment"], part["high"] = hits["segment"][hit], hits["segment"][hit] + 1
    part["low"] = vehicle.network.arc_first_segment[vehicle.turns.states.arc[state]]
    part["share"] = hits["fraction"][hit]
    return _Parts(part, np.searchsorted(owner[hit], np.arange(len(first) + 1)))


def _open_states(
    vehicle: VehicleRouting, hits: NDArray[np.void]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the states of the arcs of all hits that the hour leaves open, and which hit each is of."""
    state, hit = vehicle.turns.states.on_arcs(vehicle.network.segment_arc[hits["segment"]])
    is_open = ~vehicle.rule_closed[state]
    return state[is_open], hit[is_open]


def _sums(weights: Weights) -> _Sums:
    drive_ms = np.append(0, np.cumsum(weights.segment_ms, dtype=np.int64))
    return _Sums(weights.segment_ms, drive_ms, np.append(0, np.cumsum(weights.closed, dtype=np.int64)))


def _any_closed(ends: _Ends, place: NDArray[np.int64], vehicle: VehicleRouting) -> NDArray[np.bool_]:
    """Say for which places any road that serves a stop is closed, so that others may serve it."""
    first, after = ends.first_hit[place], ends.first_hit[place + 1]
    closed = vehicle.snapper.is_closed(ends.hit_segment[joined_runs(first, after)], vehicle.weights.closed)
    return np.bincount(run_owners(first, after)[closed], minlength=len(place)) > 0


def _priced(parts: _Parts, place: NDArray[np.int64], sums: _Sums) -> list[list[tuple[int, int]]]:
    """Return the states of each place, each with what its part costs; those behind a closure are left out."""
    first, after = parts.first[place], parts.first[place + 1]
    part, owner = parts.part[joined_runs(first, after)], run_owners(first, after)
    here = sums.segment_ms[part["segment"]]
    whole_ms = sums.drive_ms[part["high"]] - sums.drive_ms[part["low"]]
    # Rounded as `path.share_ms` does: half to even.
    cost_ms = whole_ms - here + np.rint(here * part["share"]).astype(np.int64) + part["turn_ms"]
    passable = (sums.closed[part["high"]] == sums.closed[part["low"]]) & (cost_ms < UNREACHABLE_MS)
    stops = np.searchsorted(owner[passable], np.arange(len(place) + 1)).tolist()
    pairs = list(zip(part["state"][passable].tolist(), cost_ms[passable].tolist(), strict=True))
    return [pairs[low:high] for low, high in pairwise(stops)]
