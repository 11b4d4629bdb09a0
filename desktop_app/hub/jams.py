"""The rush hour's jams: queues that grow where demand exceeds a bottleneck's capacity.

Each bottleneck is a point queue (W. Vickrey, "Congestion theory and transport investment", American
Economic Review 59, 1969) whose length is laid on the road behind it.
"""

import math

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.demand import demand, inbound_tilt
from desktop_app.hub.places import PlaneMap, bottlenecks, inbound
from desktop_app.hub.queues import QueueSet, SlowSegments, UpstreamRoads
from desktop_app.roadnet.network import RoadClass, RoadNetwork

_REACH_M = 2_600.0
_METRES_PER_VEHICLE = 7.5
_LANE_VEHICLES_PER_S = 0.2
_TILT_SHARE = 0.13
_SWING = 0.08
_SWING_S = 600.0
_STRENGTH = (0.86, 1.2)
_CHRONIC_SHARE, _CHRONIC_STRENGTH = 0.14, (1.25, 1.52)
_CATCH_UP_M_PER_S = 4.0
_HEAD_KPH = (7.0, 13.0)
_FAST_HEAD_KPH = (15.0, 28.0)


class RushJams:
    """The queues at a city's bottlenecks through the day."""

    def __init__(
        self, network: RoadNetwork, plane: PlaneMap, upstream: UpstreamRoads, rng: np.random.Generator
    ) -> None:
        """Choose the bottlenecks of `network` and their strengths by `rng`."""
        arcs = bottlenecks(network, plane, rng)
        heads = network.arc_first_segment[arcs + 1] - 1
        self._queues = QueueSet(network, [upstream.tail_behind(int(head), _REACH_M) for head in heads])
        self._rng = rng
        count = len(arcs)
        chronic = rng.random(count) < _CHRONIC_SHARE
        self._strength = np.where(
            chronic, rng.uniform(*_CHRONIC_STRENGTH, count), rng.uniform(*_STRENGTH, count)
        )
        self._inbound = inbound(network, plane)[arcs]
        fast = network.arc_class[arcs] <= RoadClass.MOTORWAY_LINK
        self._head_kph = np.where(fast, rng.uniform(*_FAST_HEAD_KPH, count), rng.uniform(*_HEAD_KPH, count))
        self._swing = np.zeros(count)
        self._held = np.zeros(count, dtype=bool)
        self._due_m = np.zeros(count)
        self.queue_m: NDArray[np.float64] = np.zeros(count)

    def hold(self, segments: NDArray[np.int64]) -> None:
        """Keep every queue empty that could reach one of `segments`, until `release`."""
        self._held[self._queues.touching(segments)] = True
        self.queue_m = np.where(self._held, 0.0, self.queue_m)

    def release(self) -> None:
        """Let the queues that were kept empty grow to what they would be."""
        self._held[:] = False

    def advance(self, day_s: float, step_s: float) -> None:
        """Let the queues grow and shrink for `step_s` seconds from `day_s` on."""
        fade = step_s / _SWING_S
        self._swing += -self._swing * fade + _SWING * math.sqrt(2 * fade) * self._rng.standard_normal(
            len(self._swing)
        )
        tilt = 1 + _TILT_SHARE * inbound_tilt(day_s) * self._inbound
        excess = demand(day_s) * self._strength * tilt * np.exp(self._swing) - 1
        # Drivers turn off before a long queue, so that it grows ever more slowly.
        room = np.where(excess > 0, 1 - self._due_m / _REACH_M, 1.0)
        change_m = excess * room * (_LANE_VEHICLES_PER_S * _METRES_PER_VEHICLE * step_s)
        self._due_m = np.clip(self._due_m + change_m, 0.0, _REACH_M)
        grown_m = np.minimum(self._due_m, self.queue_m + _CATCH_UP_M_PER_S * step_s)
        self.queue_m = np.where(self._held, 0.0, grown_m)

    def slow(self) -> SlowSegments:
        """Return the speeds in the queues of this moment."""
        return self._queues.slow(self.queue_m, self._head_kph * np.exp(-self._swing))
