"""The shape of a queue: which segments lie behind a bottleneck, and how slow each is.

A queue grows upstream from its head, straight back along its road first and later into the roads
that feed it, as spillback does (C. F. Daganzo, "Queue spillovers in transportation networks with a
route choice", Transportation Science 32, 1998).
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.places import PlaneMap
from desktop_app.roadnet.network import RoadClass, RoadNetwork

_TURN_COST_M = 250.0
_TURN_COSINE = 0.8
_CLASS_COST_M = 200.0
_MIN_QUEUE_M = 40.0
_TAIL_SHARE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Tail:
    """The segments that a queue can cover.

    Attributes
    ----------
    segments
        (n,) segment indexes.
    distance_m
        (n,) how long the queue is when it reaches the downstream end of each.
    """

    segments: NDArray[np.int64]
    distance_m: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SlowSegments:
    """Segments that something slows, with the speed there; one may occur twice.

    Attributes
    ----------
    segments
        (n,) segment indexes.
    speed_kph
        (n,) km/h.
    """

    segments: NDArray[np.int64]
    speed_kph: NDArray[np.float64]


NOTHING_SLOW = SlowSegments(np.zeros(0, np.int64), np.zeros(0))


class UpstreamRoads:
    """Answers which segments lie behind a point of the network."""

    def __init__(self, network: RoadNetwork, plane: PlaneMap) -> None:
        """Index the arcs of `network` by the junction that they lead to."""
        self._network = network
        self._into = np.argsort(network.arc_head, kind="stable")
        self._first = np.searchsorted(network.arc_head[self._into], np.arange(network.junction_count + 1))
        self._start_x, self._start_y = self._directions(plane, network.arc_first_segment[:-1])
        self._end_x, self._end_y = self._directions(plane, network.arc_first_segment[1:] - 1)
        self._narrowest = max(RoadClass.RESIDENTIAL, int(np.min(network.arc_class, initial=15)))

    def _directions(
        self, plane: PlaneMap, segments: NDArray[np.int32]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the unit vectors along `segments`."""
        tail, head = self._network.segment_tail[segments], self._network.segment_head[segments]
        x, y = plane.x_m[head] - plane.x_m[tail], plane.y_m[head] - plane.y_m[tail]
        length = np.maximum(np.hypot(x, y), 1e-6)
        return x / length, y / length

    def tail_behind(self, segment: int, reach_m: float) -> Tail:
        """Return what a queue covers whose head is at the end of `segment`, up to `reach_m` long."""
        network = self._network
        arc = int(network.segment_arc[segment])
        segments: list[int] = []
        distances: list[float] = []
        seen = {arc}
        heap = [(0.0, arc, segment)]
        while heap:
            at_m, arc, last = heapq.heappop(heap)
            for index in range(last, int(network.arc_first_segment[arc]) - 1, -1):
                segments.append(index)
                distances.append(at_m)
                at_m += float(network.segment_length_m[index])
            if at_m < reach_m:
                self._push_feeders(heap, seen, arc, at_m)
        return Tail(np.array(segments, np.int64), np.array(distances))

    def _push_feeders(
        self, heap: list[tuple[float, int, int]], seen: set[int], arc: int, at_m: float
    ) -> None:
        """Add the arcs that lead into `arc`, later where they turn or come from a narrower road."""
        network = self._network
        junction = network.arc_tail[arc]
        for feeder in self._into[self._first[junction] : self._first[junction + 1]].tolist():
            road_class = int(network.arc_class[feeder])
            if feeder in seen or feeder == network.arc_twin[arc] or road_class > self._narrowest:
                continue
            seen.add(feeder)
            straight = (
                self._end_x[feeder] * self._start_x[arc] + self._end_y[feeder] * self._start_y[arc]
            ) > _TURN_COSINE
            narrower = max(road_class // 2 - int(network.arc_class[arc]) // 2, 0)
            cost_m = (0.0 if straight else _TURN_COST_M) + narrower * _CLASS_COST_M
            heapq.heappush(heap, (at_m + cost_m, feeder, int(network.arc_first_segment[feeder + 1]) - 1))


class QueueSet:
    """Some queues on one network, their segments laid out flat so that a step is a few array operations."""

    def __init__(self, network: RoadNetwork, tails: Sequence[Tail]) -> None:
        """Lay out `tails`; queue ``k`` is behind the k-th of them."""
        empty = np.zeros(0, np.int64)
        self._segments = np.concatenate([empty, *(tail.segments for tail in tails)])
        self._owner = np.repeat(np.arange(len(tails)), [len(tail.segments) for tail in tails])
        self._distance_m = np.concatenate([np.zeros(0), *(tail.distance_m for tail in tails)])
        self._length_m = np.maximum(network.segment_length_m[self._segments], 0.1)
        self._free_kph = network.segment_free_flow_kph[self._segments].astype(np.float64)

    def touching(self, segments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the (q,) numbers of the queues that can cover any of `segments`, ascending."""
        return np.unique(self._owner[np.isin(self._segments, segments)])

    def slow(self, queue_m: NDArray[np.float64], head_kph: NDArray[np.float64]) -> SlowSegments:
        """Return the speeds in the queues.

        Parameters
        ----------
        queue_m
            (K,) length of each queue; below 40 m there is none.
        head_kph
            (K,) speed at each head. From there it rises to 60 % of free flow at the queue's end.

        Returns
        -------
        The covered segments. The end of the queue lies within one of them, whose speed is the mean over
        its covered and its free part.
        """
        length = queue_m[self._owner]
        inside = (self._distance_m < length) & (length >= _MIN_QUEUE_M)
        owner, distance, free = self._owner[inside], self._distance_m[inside], self._free_kph[inside]
        own, length = self._length_m[inside], length[inside]
        covered = np.clip((length - distance) / own, 0.0, 1.0)
        depth = np.clip((distance + own * covered / 2) / length, 0.0, 1.0)
        head = np.minimum(head_kph[owner], free)
        queued = head + np.maximum(_TAIL_SHARE * free - head, 0.0) * depth**1.3
        speed = 1.0 / (covered / np.maximum(queued, 1.0) + (1.0 - covered) / free)
        return SlowSegments(self._segments[inside], np.maximum(speed, 1.0))
