"""Free main roads as probe vehicles see them: near free flow, never quite the same."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.demand import demand
from desktop_app.hub.places import PlaneMap, centrality, main_class_limit
from desktop_app.roadnet.network import RoadClass, RoadNetwork

LAP_STEPS = 60
"""After how many steps every measured road has been driven once."""

_MAX_MEASURED = 24_000
_HABIT = (0.95, 1.0)
_MEMORY = 0.8
_SPREAD = 0.025
_RUSH_SHARE = 0.08
_RATIO = (0.55, 1.02)


class ProbeLap:
    """Vehicles with probes that drive all measured roads in turn, a part of them each step."""

    def __init__(self, network: RoadNetwork, plane: PlaneMap, rng: np.random.Generator) -> None:
        """Choose the measured arcs of `network`, main roads first, and the order in which they are driven."""
        self._network = network
        self._rng = rng
        self._order = rng.permutation(_measured_arcs(network))
        count = network.arc_count
        self._habit = rng.uniform(*_HABIT, count)
        self._drift = _SPREAD * rng.standard_normal(count)
        self._central = centrality(network, plane)
        self.speed_kph: NDArray[np.float64] = np.full(network.segment_count, np.nan)

    def drive_all(self, day_s: float) -> NDArray[np.int64]:
        """Measure every covered road at once; return their (M,) segments."""
        return self._measure(self._order, day_s)

    def drive(self, step: int, day_s: float) -> NDArray[np.int64]:
        """Measure the roads whose turn it is in this step; return their (M,) segments.

        The speeds stand in `speed_kph`, NaN where no probe drives.
        """
        return self._measure(self._order[step % LAP_STEPS :: LAP_STEPS], day_s)

    def _measure(self, arcs: NDArray[np.int64], day_s: float) -> NDArray[np.int64]:
        """Draw the speeds of `arcs` anew, each near its last."""
        shock = _SPREAD * np.sqrt(1 - _MEMORY**2) * self._rng.standard_normal(len(arcs))
        self._drift[arcs] = _MEMORY * self._drift[arcs] + shock
        rush = 1 - _RUSH_SHARE * demand(day_s) * self._central[arcs]
        ratio = np.clip(self._habit[arcs] * rush + self._drift[arcs], *_RATIO)
        first, last = self._network.arc_first_segment[arcs], self._network.arc_first_segment[arcs + 1]
        count = last - first
        start = np.repeat(first - (np.cumsum(count) - count), count)
        segments: NDArray[np.int64] = np.arange(int(count.sum())) + start
        free = self._network.segment_free_flow_kph[segments]
        self.speed_kph[segments] = np.maximum(free * np.repeat(ratio, count), 1.0)
        return segments


def _measured_arcs(network: RoadNetwork) -> NDArray[np.int64]:
    """Return the arcs with probes: whole classes from the widest down, as far as the budget goes."""
    limit = main_class_limit(network)
    segments_of_class = np.bincount(network.arc_class[network.segment_arc], minlength=len(RoadClass))
    total = np.cumsum(segments_of_class)
    if limit <= RoadClass.TERTIARY_LINK and total[RoadClass.TERTIARY_LINK] <= _MAX_MEASURED:
        limit = RoadClass.TERTIARY_LINK
    while limit > 0 and total[limit] > _MAX_MEASURED:
        limit = RoadClass(limit - 1)
    covered: NDArray[np.int64] = np.flatnonzero(network.arc_class <= limit)
    return covered
