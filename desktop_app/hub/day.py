"""A day of traffic on a road network: the same for the same network and seed."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.closures import Closures
from desktop_app.hub.incidents import Incidents
from desktop_app.hub.jams import RushJams
from desktop_app.hub.noise import LAP_STEPS, ProbeLap
from desktop_app.hub.places import PlaneMap
from desktop_app.hub.queues import NOTHING_SLOW, SlowSegments, UpstreamRoads
from desktop_app.hub.speed_report import SpeedReport
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.words import Word

STEP_S = 5.0
"""Seconds of the day in one step. Fixed, so that the content does not depend on the pace."""

_WARM_UP_S = 9_000.0
_SPEED_LIFE_S = 3 * LAP_STEPS * STEP_S


class TrafficDay:
    """A day of traffic, told step by step.

    Rush hours grow as queues from busy junctions, bridges and ramps; incidents happen; roads are closed
    until an announced end; probes measure the main roads over and over. What no probe and no queue
    touches stays unknown.
    """

    def __init__(self, network: RoadNetwork, seed: int, start_s: float = 7.5 * 3600) -> None:
        """Prepare the day of `network` that `seed` names, from `start_s` seconds after midnight on.

        The queues of the hours before are there at the start.
        """
        plane = PlaneMap.of(network)
        upstream = UpstreamRoads(network, plane)
        self._jams = RushJams(network, plane, upstream, np.random.default_rng([seed, 1]))
        self._probes = ProbeLap(network, plane, np.random.default_rng([seed, 2]))
        self._incidents = Incidents(network, plane, upstream, np.random.default_rng([seed, 3]))
        self._closures = Closures(network, plane, np.random.default_rng([seed, 4]))
        self._report = SpeedReport(network, LAP_STEPS, _SPEED_LIFE_S)
        self._slow_kph = np.full(network.segment_count, np.inf)
        self._slowed: NDArray[np.int64] = np.zeros(0, np.int64)
        self._step = 0
        self._day_s = start_s
        for step in range(round(_WARM_UP_S / STEP_S)):
            self._jams.advance(start_s - _WARM_UP_S + step * STEP_S, STEP_S)

    @property
    def step_s(self) -> float:
        """Seconds of the day in one step."""
        return STEP_S

    @property
    def day_s(self) -> float:
        """Seconds since midnight of the day's first hour; goes on beyond the day's end."""
        return self._day_s

    @property
    def queue_m(self) -> NDArray[np.float64]:
        """(K,) present length in metres of the rush-hour queue at each bottleneck."""
        return self._jams.queue_m.copy()

    @property
    def speed_kph(self) -> NDArray[np.float64]:
        """(S,) present speed of each segment in km/h, NaN where nothing measures it."""
        return self._speed_of(np.arange(len(self._slow_kph)))

    def hold(self, segments: NDArray[np.int64]) -> None:
        """Keep queues, incidents and closures off `segments` until `release`."""
        self._jams.hold(segments)
        self._incidents.hold(segments)
        self._closures.hold(segments)

    def release(self) -> None:
        """Let traffic have its way everywhere."""
        self._jams.release()
        self._incidents.release()
        self._closures.release()

    def opening(self) -> tuple[Word, ...]:
        """Return the whole state at the start: measured roads, queues, closures."""
        measured = self._probes.drive_all(self._day_s)
        return self._closures.opening(self._day_s) + self._speeds(measured, NOTHING_SLOW)

    def advance(self, also_slow: SlowSegments = NOTHING_SLOW) -> tuple[Word, ...]:
        """Go one step on and return what changed.

        Parameters
        ----------
        also_slow
            What else slows roads in this step, beside the day's own queues.
        """
        before_s = self._day_s
        self._step += 1
        self._day_s += STEP_S
        self._jams.advance(before_s, STEP_S)
        events = self._incidents.advance(self._day_s, STEP_S) + self._closures.advance(self._day_s, STEP_S)
        return events + self._speeds(self._probes.drive(self._step, self._day_s), also_slow)

    def _speeds(self, measured: NDArray[np.int64], also_slow: SlowSegments) -> tuple[Word, ...]:
        """Return the words on speeds: of what is measured now, and of what is or was slowed."""
        before = self._slowed
        self._slow_kph[before] = np.inf
        parts = (self._jams.slow(), self._incidents.slow(), also_slow)
        for part in parts:
            np.minimum.at(self._slow_kph, part.segments, part.speed_kph)
        self._slowed = np.unique(np.concatenate([part.segments for part in parts]))
        looked_at = np.unique(np.concatenate([before, self._slowed, measured]))
        return self._report.words(looked_at, self._speed_of(looked_at), self._step, self._day_s)

    def _speed_of(self, segments: NDArray[np.int64]) -> NDArray[np.float64]:
        slow, probed = self._slow_kph[segments], self._probes.speed_kph[segments]
        speed: NDArray[np.float64] = np.where(np.isinf(slow), probed, np.fmin(slow, probed))
        return speed
