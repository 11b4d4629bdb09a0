"""How far one can drive from a place within a time: exact, down to the share of a segment.

One sweep from the place to all states of the hierarchy, then each arc from its tail on: what lies within
the time is known for every point of every road, whatever the number of limits asked for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.leg_search import Stand
from desktop_app.routing.path import share_ms
from desktop_app.routing.request import EngineName
from desktop_app.routing.snapping import RoadStop
from desktop_app.routing.vehicle_routing import VehicleRouting


@dataclass(frozen=True, slots=True, eq=False)
class RoadPieces:
    """Stretches of road, K of them.

    Attributes
    ----------
    segment
        (K,) int64.
    start, end
        (K,) float64 shares of the segment, 0 at its tail.
    """

    segment: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]


class Reach:
    """When each segment is reached from one place at the earliest, by one version of the weights."""

    def __init__(self, vehicle: VehicleRouting, stop: RoadStop) -> None:
        """Sweep from `stop` with the weights that `vehicle` has now."""
        self.weights_version = vehicle.weights.version
        self._network = vehicle.network
        self._segment_ms = vehicle.weights.segment_ms.astype(np.int64)
        self._closed = vehicle.weights.closed
        search = vehicle.search(EngineName.CCH)
        self._stands = search.stands(stop.hits)
        departures = search.departures(self._stands)
        sources = [(state, ms) for state, (_, ms) in departures.items() if ms < UNREACHABLE_MS]
        self._enter_ms = self._entered(vehicle, sources)

    def within(self, limit_ms: int) -> RoadPieces:
        """Return all stretches of road that are reached within `limit_ms`, each in driving direction."""
        left_ms = limit_ms - self._enter_ms
        reached = np.flatnonzero(left_ms >= 0)
        time_ms = np.maximum(self._segment_ms[reached], 1)
        share = np.minimum(left_ms[reached] / time_ms, 1.0)
        pieces = RoadPieces(reached, np.zeros(len(reached)), share)
        return _joined([pieces, *(self._onward(stand, limit_ms) for stand in self._stands)])

    def _entered(self, vehicle: VehicleRouting, sources: list[tuple[int, int]]) -> NDArray[np.int64]:
        """Return when each segment is entered by its tail, (S,) ms; `UNREACHABLE_MS` where it never is."""
        turns, metric, network = vehicle.turns, vehicle.cch.metric, self._network
        enter_ms = np.full(network.segment_count, UNREACHABLE_MS, np.int64)
        if not sources:
            return enter_ms
        head_ms = metric.costs_from(sources, np.arange(len(turns.states.arc)))
        arrive_ms = head_ms[turns.from_state] + turns.turn_ms
        arrive_ms[list(vehicle.costs.banned_turns)] = UNREACHABLE_MS
        usable = ~vehicle.rule_closed[turns.next_state]
        arc_ms = np.full(network.arc_count, UNREACHABLE_MS, np.int64)
        np.minimum.at(arc_ms, turns.states.arc[turns.next_state[usable]], arrive_ms[usable])
        return self._along_arcs(arc_ms)

    def _along_arcs(self, arc_ms: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return when each segment is entered, (S,), by when its arc is; nothing leads over a closed one."""
        first = self._network.arc_first_segment[:-1]
        before_ms = np.cumsum(self._segment_ms) - self._segment_ms
        shut = np.cumsum(self._closed)
        arc = self._network.segment_arc
        inside_ms = before_ms - before_ms[first][arc]
        is_shut = shut - (shut - self._closed)[first][arc] > 0
        entered = arc_ms[arc] + inside_ms
        return np.where(
            is_shut | (arc_ms[arc] >= UNREACHABLE_MS), UNREACHABLE_MS, np.minimum(entered, UNREACHABLE_MS)
        )

    def _onward(self, stand: Stand, limit_ms: int) -> RoadPieces:
        """Return what is reached on the start's own arc, from the start on."""
        hit, pieces = stand.hit, []
        left_ms, begin = limit_ms, hit.fraction
        after = self._network.arc_segments(int(self._network.segment_arc[hit.segment])).stop
        for segment in range(hit.segment, after):
            if self._closed[segment] or left_ms <= 0:
                break
            time_ms = int(self._segment_ms[segment])
            end = min(begin + left_ms / max(time_ms, 1), 1.0)
            pieces.append((segment, begin, end))
            left_ms -= share_ms(time_ms, 1.0 - begin)
            begin = 0.0
        table = np.array(pieces, np.float64).reshape(-1, 3)
        return RoadPieces(table[:, 0].astype(np.int64), table[:, 1], table[:, 2])


def _joined(parts: list[RoadPieces]) -> RoadPieces:
    return RoadPieces(
        np.concatenate([part.segment for part in parts]),
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
    )
