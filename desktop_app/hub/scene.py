"""The demo's scene: within a minute a jam grows on a watched route, and a road of another is closed."""

from collections.abc import Sequence

import numpy as np

from desktop_app.hub.closures import closure_word
from desktop_app.hub.day import STEP_S, TrafficDay
from desktop_app.hub.demo_plan import DemoPlanner, segments_of_chain
from desktop_app.hub.jam_fitting import ACCIDENT_DELAY_S
from desktop_app.hub.queues import NOTHING_SLOW, QueueSet, SlowSegments
from desktop_app.hub.story import EVENT_SOURCE, on_clock
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.traffic.words import ClearWord, IncidentWord, Word

SCENE_STEP_S = 0.5
"""Seconds of the scene in one step; at speed 1, real ones."""

_DAY_PACE = STEP_S / SCENE_STEP_S
_START_S = 7 * 3600 + 40 * 60.0
_JAM_BEGINS_S, _JAM_IS_LONGEST_S = 4.0, 29.0
_JAM_SHRINKS_S, _JAM_IS_OVER_S = 95.0, 135.0
_ACCIDENT_S = (5.0, 90.0)
_CLOSURE_S = (35.0, 105.0)
_RELEASE_S = 150.0
_LEAST_PROGRESS = 0.04
_NONE = np.zeros(0, np.int64)
_ACCIDENT_ID, _CLOSURE_ID = "demo-accident", "demo-closure"


class DemoScene:
    """A scripted quarter of an hour on top of a day that begins at 07:40 and runs ten times as fast.

    Seconds of the scene: at 4 a jam begins to grow on the first watched route, at 5 its accident is
    known, at 29 it is at its longest, at 35 a road of another route is closed, and by 135 all is
    over. Until 150 the day's own troubles stay off the watched routes; from then on they are anywhere.
    """

    def __init__(self, network: RoadNetwork, routes: Sequence[Sequence[int]], seed: int) -> None:
        """Plan the scene on `network`.

        Parameters
        ----------
        routes
            Chains of OSM nodes, each a watched route as it is driven; the first gets the jam.
        seed
            Names the day.
        """
        index = PlaceIndex(network)
        chains = [segments_of_chain(index, route) for route in routes]
        self._day = TrafficDay(network, seed, _START_S)
        self._day.hold(np.concatenate([_NONE, *chains]))
        self._opening = self._day.opening()
        self._step = 0
        planner = DemoPlanner(network, self._day.speed_kph)
        first = chains[0] if chains else _NONE
        self._jam = planner.jam(first) if len(first) else None
        spill = self._jam.spill.segments if self._jam else _NONE
        self._day.hold(spill)
        self._spill_free_kph = network.segment_free_flow_kph[spill].astype(np.float64)
        self._queue = QueueSet(network, [self._jam.tail] if self._jam else [])
        taken = np.union1d(first, spill)
        found = (planner.closure(chain, taken) for chain in chains[1:] if len(chain))
        self._closed = next((place for place in found if place is not None), None)

    @property
    def step_s(self) -> float:
        """Seconds of the scene in one step."""
        return SCENE_STEP_S

    def opening(self) -> tuple[Word, ...]:
        """Return the whole state at the start: an ordinary morning."""
        return tuple(on_clock(word, 0, _DAY_PACE) for word in self._opening)

    def advance(self) -> tuple[Word, ...]:
        """Go one step on and return what changed."""
        before_s = self._step * SCENE_STEP_S
        self._step += 1
        now_s = self._step * SCENE_STEP_S
        if before_s < _RELEASE_S <= now_s:
            self._day.release()
        scripted = self._scripted(before_s, now_s)
        words = self._day.advance(self._slow(now_s))
        return scripted + tuple(on_clock(word, round(now_s * 1000), _DAY_PACE) for word in words)

    def _slow(self, now_s: float) -> SlowSegments:
        """Return what the scripted jam slows at `now_s`: its stretch, and more and more the roads beside."""
        jam, progress = self._jam, _progress(now_s)
        if jam is None or progress < _LEAST_PROGRESS:
            return NOTHING_SLOW
        queue = self._queue.slow(np.array([jam.length_m * progress]), np.array([jam.head_kph]))
        # They fill early: at a third of the jam they are as slow as they get.
        share = min(3 * progress, 1.0)
        beside_kph = self._spill_free_kph * (1 - share) + jam.spill.speed_kph * share
        return SlowSegments(
            np.concatenate([queue.segments, jam.spill.segments]),
            np.concatenate([queue.speed_kph, beside_kph]),
        )

    def _scripted(self, before_s: float, now_s: float) -> tuple[Word, ...]:
        """Return the words of the script that fall between two instants."""
        ts_ms = round(now_s * 1000)
        script: list[tuple[float, Word | None]] = [
            (_ACCIDENT_S[0], self._accident(ts_ms)),
            (_ACCIDENT_S[1], _clear(_ACCIDENT_ID, ts_ms) if self._jam else None),
            (_CLOSURE_S[0], self._closure(ts_ms)),
            (_CLOSURE_S[1], _clear(_CLOSURE_ID, ts_ms) if self._closed else None),
        ]
        return tuple(word for at_s, word in script if word is not None and before_s < at_s <= now_s)

    def _accident(self, ts_ms: int) -> IncidentWord | None:
        """Return the word on the accident that the jam began with."""
        if self._jam is None:
            return None
        return IncidentWord(
            source=EVENT_SOURCE,
            id=_ACCIDENT_ID,
            ts_ms=ts_ms,
            expires_ms=round(_JAM_IS_OVER_S * 1000),
            confidence=0.95,
            place=self._jam.accident,
            what="accident",
            severity="major",
            text="Lorry and two cars collided, one lane open",
            delay_s=ACCIDENT_DELAY_S,
        )

    def _closure(self, ts_ms: int) -> Word | None:
        """Return the word on the road that is closed."""
        if self._closed is None:
            return None
        return closure_word(_CLOSURE_ID, ts_ms, _CLOSURE_S[1], self._closed, "Burst water main")


def _progress(now_s: float) -> float:
    """Return how much of its full length the scripted jam has, 0 to 1."""
    times = (_JAM_BEGINS_S, _JAM_IS_LONGEST_S, _JAM_SHRINKS_S, _JAM_IS_OVER_S)
    return float(np.interp(now_s, times, (0.0, 1.0, 1.0, 0.0)))


def _clear(key: str, ts_ms: int) -> ClearWord:
    return ClearWord(source=EVENT_SOURCE, id=key, ts_ms=ts_ms)
