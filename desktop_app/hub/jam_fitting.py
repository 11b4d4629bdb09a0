"""Making a jam on a route just bad enough: the delay is told first, and then another way is better."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.detours import DetourFinder
from desktop_app.hub.queues import QueueSet, SlowSegments, Tail
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.times import drive_ms, free_flow_ms
from desktop_app.traffic.words import NodesPlace

ACCIDENT_DELAY_S = 60.0

_ACCIDENT_M = 100.0
_ALERT_MS, _ALERT_SHARE = 300_000, 0.2
_SWITCH_MS, _SWITCH_SHARE = 180_000, 0.1
_TOLD_MS = 40_000
_FIRST_LOSS = 1.7
_FITS = 5
_FILLINGS = 24
_ZEAL = 2.5
_BESIDE_KPH = 5.0
_HEAD_KPH = (1.5, 30.0)
_NOTHING = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class JamPlan:
    """A jam on a watched route.

    Attributes
    ----------
    tail
        The stretch that the queue covers, from its head back.
    length_m
        How long the queue is at its longest.
    head_kph
        Speed at its head.
    spill
        The roads beside it, which fill with those who drive round; speeds at the worst.
    accident
        The last metres before the head, where the accident is that began it.
    """

    tail: Tail
    length_m: float
    head_kph: float
    spill: SlowSegments
    accident: NodesPlace


@dataclass(frozen=True, slots=True, eq=False)
class _Queue:
    """A queue on a stretch, at its longest."""

    tail: Tail
    length_m: float
    head_kph: float


class JamFitter:
    """Fits jams on one network, in the traffic of one moment."""

    def __init__(self, network: RoadNetwork, finder: DetourFinder, speed_kph: NDArray[np.float64]) -> None:
        """Fit with (S,) speeds of the moment in km/h, every one known."""
        self._network = network
        self._finder = finder
        self._kph = speed_kph
        self._now_ms = drive_ms(network.segment_length_m, speed_kph)
        self._free_ms = free_flow_ms(network)

    def fit(self, route: NDArray[np.int64], stretch: NDArray[np.int64]) -> JamPlan:
        """Return a jam on `stretch` of `route`.

        While it grows, the route's delay first reaches 5 minutes and 20 %, and only then does another
        way save 3 minutes and 10 %: where the way round is short, the roads beside the jam fill as well.
        """
        alert_ms = self._alert_ms(route)
        loss_ms = _FIRST_LOSS * alert_ms
        beside_ms = self._now_ms.copy()
        queue = self._queue(stretch, loss_ms)
        for _ in range(_FITS):
            queue = self._queue(stretch, loss_ms)
            self._fill_beside(route, queue, (alert_ms + _TOLD_MS) / loss_ms, beside_ms)
            saved_ms, present_ms = self._saving(route, queue, 1.0, beside_ms)[:2]
            lacking_ms = _least_saving_ms(present_ms) + _TOLD_MS - saved_ms
            if lacking_ms <= 0:
                break
            loss_ms += 1.2 * lacking_ms
        slowed = np.flatnonzero(beside_ms > self._now_ms)
        kph = self._network.segment_length_m[slowed] * 3600 / beside_ms[slowed]
        spill = SlowSegments(slowed, np.maximum(kph, 1.0))
        accident = self._chain(self._accident(queue.tail))
        return JamPlan(queue.tail, queue.length_m, queue.head_kph, spill, accident)

    def _alert_ms(self, route: NDArray[np.int64]) -> float:
        """Return the loss by a jam at which the route's delay, some of which it has already, is told."""
        free_ms, now_ms = int(self._free_ms[route].sum()), int(self._now_ms[route].sum())
        return max(_ALERT_MS, _ALERT_SHARE * free_ms) - (now_ms - free_ms)

    def _queue(self, stretch: NDArray[np.int64], loss_ms: float) -> _Queue:
        """Return the queue on `stretch` by which `loss_ms` are lost, the accident's own delay included."""
        back = stretch[::-1]
        length = self._network.segment_length_m[back]
        tail = Tail(back, np.cumsum(length) - length)
        low, high = _HEAD_KPH
        for _ in range(16):
            queue = _Queue(tail, float(length.sum()), (low + high) / 2)
            lost_ms = (self._with_queue(queue, 1.0, self._now_ms) - self._now_ms).sum()
            low, high = (queue.head_kph, high) if lost_ms >= loss_ms else (low, queue.head_kph)
        return _Queue(tail, float(length.sum()), low)

    def _with_queue(self, queue: _Queue, share: float, base_ms: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return the times of all segments with `share` of the queue's length, and the accident."""
        network = self._network
        slow = QueueSet(network, [queue.tail]).slow(
            np.array([queue.length_m * share]), np.array([queue.head_kph])
        )
        times_ms = base_ms.copy()
        queued_ms = drive_ms(network.segment_length_m[slow.segments], slow.speed_kph)
        times_ms[slow.segments] = np.maximum(times_ms[slow.segments], queued_ms)
        accident = self._accident(queue.tail)
        length = network.segment_length_m[accident]
        times_ms[accident] += np.rint(ACCIDENT_DELAY_S * 1000 * length / length.sum()).astype(np.int32)
        return times_ms

    def _saving(
        self, route: NDArray[np.int64], queue: _Queue, share: float, beside_ms: NDArray[np.int32]
    ) -> tuple[int, int, NDArray[np.int64]]:
        """Return what the best way saves over the route, what the route takes, and the best way."""
        times_ms = self._with_queue(queue, share, beside_ms)
        best = self._finder.way(int(route[0]), int(route[-1]), times_ms, _NOTHING)
        ends = [self._network.arc_segments(int(arc)) for arc in self._network.segment_arc[route[[0, -1]]]]
        whole = np.union1d(route, np.r_[ends[0], ends[1]].astype(np.int64))
        present_ms = int(times_ms[whole].sum())
        return (
            (0, present_ms, route) if best is None else (present_ms - best.time_ms, present_ms, best.segments)
        )

    def _fill_beside(
        self, route: NDArray[np.int64], queue: _Queue, share: float, beside_ms: NDArray[np.int32]
    ) -> None:
        """Slow the ways round in `beside_ms`, until none is worth it at `share` of the queue's length."""
        network = self._network
        for _ in range(_FILLINGS):
            saved_ms, present_ms, best = self._saving(route, queue, min(share, 1.0), beside_ms)
            too_much_ms = saved_ms - _least_saving_ms(present_ms) + _TOLD_MS
            beside = np.setdiff1d(best, route)
            if too_much_ms <= 0 or not len(beside):
                return
            length = network.segment_length_m[beside]
            lost_ms = _ZEAL * too_much_ms * length / max(float(length.sum()), 1.0)
            slowest_ms = drive_ms(length, np.minimum(_BESIDE_KPH, self._kph[beside]))
            beside_ms[beside] = np.minimum(beside_ms[beside] + np.ceil(lost_ms), slowest_ms).astype(np.int32)

    def _accident(self, tail: Tail) -> NDArray[np.int64]:
        """Return the segments of the last metres before a queue's head, in driving order."""
        return tail.segments[tail.distance_m < _ACCIDENT_M][::-1]

    def _chain(self, segments: NDArray[np.int64]) -> NodesPlace:
        network = self._network
        nodes = [network.segment_tail[segments[0]], *network.segment_head[segments]]
        return NodesPlace(tuple(int(network.node_osm_id[node]) for node in nodes))


def _least_saving_ms(present_ms: int) -> float:
    """Return what another way must save over the present one to be taken unasked."""
    return max(_SWITCH_MS, _SWITCH_SHARE * present_ms)
