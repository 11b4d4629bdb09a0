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
    """The points that serve a row's stops, in order.

    Attributes
    ----------
    starts
        How many of them serve the start.
    is_plain
        There are two stops, and at least one turn between them.
    """

    hits: NDArray[np.void]
    starts: int
    is_plain: bool


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
        (R,) number of each row in the other arrays.
    is_plain
        As in `_Served`.
    hit_segment, first_hit
        Segments that serve the stops of row ``k``, at ``first_hit[k]:first_hit[k + 1]``.
    """

    place: NDArray[np.int64]
    is_plain: NDArray[np.bool_]
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
    """Holds the stops of one request a row; all requests are of the same vehicle.

    Only rows that are held may be asked for.
    """

    def __init__(self) -> None:
        """Begin without a request."""
        self._stops: dict[int, tuple[LonLat, ...]] = {}
        self._served: dict[int, _Served] = {}
        self._ends: _Ends | None = None
        self._standing: Standing | None = None

    def put(self, row: int, stops: tuple[LonLat, ...]) -> None:
        """Hold a request from the first to the last of its stops in a row that is free."""
        self._stops[row] = stops
        self._ends = None

    def drop(self, row: int) -> None:
        """Forget the request of a row, if it has one."""
        if self._stops.pop(row, None) is not None:
            self._served.pop(row, None)
            self._ends = None

    def is_disturbed(self, vehicle: VehicleRouting, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say for which rows a road at a stop is closed, so that others may serve it, (len(rows),)."""
        ends = self._flattened(vehicle)
        place = ends.place[rows]
        first, after = ends.first_hit[place], ends.first_hit[place + 1]
        hits = ends.hit_segment[joined_runs(first, after)]
        closed = vehicle.snapper.is_closed(hits, vehicle.weights.closed)
        return np.bincount(run_owners(first, after)[closed], minlength=len(rows)) > 0

    def best_ms(self, vehicle: VehicleRouting, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what the quickest way of each of some rows costs by the present weights of the vehicle.

        Returns
        -------
        (len(rows),) milliseconds; `UNREACHABLE_MS` where there is no way; `UNKNOWN_MS` for disturbed
        rows, and for those with stops between, or whose stops lie on one road so that no turn may be needed.
        """
        best = np.full(len(rows), UNKNOWN_MS, np.int64)
        ends = self._flattened(vehicle)
        known = np.flatnonzero(ends.is_plain[ends.place[rows]] & ~self.is_disturbed(vehicle, rows))
        place = ends.place[rows[known]]
        sums = _sums(vehicle.weights)
        sources, targets = _priced(ends.sources, place, sums), _priced(ends.targets, place, sums)
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
        for row, stops in self._stops.items():
            if row not in self._served:
                self._served[row] = _serve(vehicle, stops)
        held = list(self._served.values())
        place = np.zeros(1 + max(self._served, default=0), np.int64)
        place[list(self._served)] = np.arange(len(held))
        first = np.zeros(len(held) + 1, np.int64)
        np.cumsum([len(served.hits) for served in held], out=first[1:])
        hits = np.concatenate([np.zeros(0, _HIT), *(served.hits for served in held)])
        after_start = first[:-1] + np.array([served.starts for served in held], np.int64)
        sources = _sources(vehicle, hits, first[:-1], after_start)
        # Of a row with stops between these are no targets, but nobody asks for them.
        targets = _targets(vehicle, hits, after_start, first[1:])
        plain = np.array([served.is_plain for served in held], np.bool_)
        return _Ends(place, plain, hits["segment"], first, sources, targets)


def _serve(vehicle: VehicleRouting, stops: tuple[LonLat, ...]) -> _Served:
    """Return the points that serve the stops while no road is closed."""
    found = [vehicle.snapper.nearest(stop) for stop in stops]
    arc = vehicle.network.segment_arc
    first, last = ({int(arc[hit.segment]) for hit in found[end]} for end in (0, -1))
    hits = np.array([(hit.segment, hit.fraction) for some in found for hit in some], _HIT)
    return _Served(hits, len(found[0]), len(stops) == 2 and not first & last)  # noqa: PLR2004 - start and end


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
