"""Accidents, breakdowns and the like: they happen, cost time, sometimes block a lane, and end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.demand import demand
from desktop_app.hub.places import PlaneMap, main_class_limit, pull
from desktop_app.hub.queues import NOTHING_SLOW, QueueSet, SlowSegments, Tail, UpstreamRoads
from desktop_app.hub.story import EVENT_SOURCE
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.words import ClearWord, IncidentWord, NodesPlace, Word

_KM_FOR_ONE_AN_HOUR = 45.0
_HOURLY = (2.5, 30.0)
_MOST_AT_ONCE = 40
_STRETCH_M = 90.0
_REACH_M = 2_000.0
_GROWTH_M_PER_S = 1.5
_HEAD_KPH = 8.0
_SHRINK_M_PER_S = 1.2


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of incident.

    `share` of all, mean `minutes` it lasts, `delay_s` from least to most, `open_share` of the capacity left.
    """

    what: str
    severity: str
    text: str
    share: float
    minutes: float
    delay_s: tuple[float, float]
    open_share: float


_KINDS = (
    _Kind("accident", "minor", "Collision, cars on the verge", 0.20, 22.0, (10.0, 40.0), 1.0),
    _Kind("accident", "moderate", "Two cars collided, one lane blocked", 0.15, 35.0, (40.0, 120.0), 0.6),
    _Kind("accident", "major", "Lorry and car collided, police on site", 0.07, 55.0, (90.0, 240.0), 0.35),
    _Kind("breakdown", "minor", "Car broken down in the right lane", 0.22, 20.0, (10.0, 30.0), 1.0),
    _Kind("breakdown", "moderate", "Lorry broken down, one lane blocked", 0.11, 40.0, (30.0, 90.0), 0.6),
    _Kind("hazard", "minor", "Object on the road", 0.12, 12.0, (5.0, 15.0), 1.0),
    _Kind("hazard", "moderate", "Water on the road", 0.05, 60.0, (20.0, 60.0), 1.0),
    _Kind("signals", "moderate", "Traffic lights out of order", 0.08, 45.0, (20.0, 75.0), 0.7),
)


@dataclass(slots=True)
class _Incident:
    """A live incident, or the queue that one has left."""

    id: str
    end_s: float
    open_share: float
    tail: Tail | None
    queue_m: float = 0.0
    over: bool = False


class Incidents:
    """The incidents of a city's day."""

    def __init__(
        self, network: RoadNetwork, plane: PlaneMap, upstream: UpstreamRoads, rng: np.random.Generator
    ) -> None:
        """Take the roads of `network`; what happens where and when comes from `rng`."""
        self._network = network
        self._upstream = upstream
        self._rng = rng
        self._live: list[_Incident] = []
        self._queues = QueueSet(network, [])
        self._count = 0
        self._held = np.zeros(network.segment_count, dtype=bool)
        self._pull = np.cumsum(pull(network, plane, main_class_limit(network)))
        main_km = network.segment_length_m[self._main_segments()].sum() / 1000
        self._per_s = float(np.clip(main_km / _KM_FOR_ONE_AN_HOUR, *_HOURLY)) / 3600

    def _main_segments(self) -> NDArray[np.bool_]:
        """Return (S,) which segments are of main roads."""
        main: NDArray[np.bool_] = self._network.arc_class <= main_class_limit(self._network)
        return main[self._network.segment_arc]

    def hold(self, segments: NDArray[np.int64]) -> None:
        """Let nothing happen on `segments`, nor behind which a queue would reach them, until `release`."""
        self._held[segments] = True

    def release(self) -> None:
        """Let incidents happen everywhere."""
        self._held[:] = False

    def advance(self, day_s: float, step_s: float) -> tuple[Word, ...]:
        """Let `step_s` seconds pass from `day_s` on; return the incidents that began and ended."""
        words: list[Word] = [
            self._end(incident, day_s) for incident in self._live if self._ends(incident, day_s)
        ]
        chance, at = self._rng.random(2)
        live = sum(not incident.over for incident in self._live)
        if chance < self._per_s * step_s * (0.3 + demand(day_s)) and live < _MOST_AT_ONCE:
            words += self._begin(float(at), day_s)
        self._move_queues(day_s, step_s)
        return tuple(words)

    def slow(self) -> SlowSegments:
        """Return the speeds in the queues behind the incidents."""
        queued = [incident.queue_m for incident in self._live if incident.tail is not None]
        if not queued:
            return NOTHING_SLOW
        return self._queues.slow(np.array(queued), np.full(len(queued), _HEAD_KPH))

    @staticmethod
    def _ends(incident: _Incident, day_s: float) -> bool:
        """Return whether a live incident is due to end."""
        return not incident.over and incident.end_s <= day_s

    @staticmethod
    def _end(incident: _Incident, day_s: float) -> ClearWord:
        """End `incident`; its queue, if any, is left to dissolve."""
        incident.over = True
        return ClearWord(source=EVENT_SOURCE, id=incident.id, ts_ms=round(day_s * 1000))

    def _begin(self, at: float, day_s: float) -> list[Word]:
        """Let something happen; `at` is where, as a share of all roads' pull."""
        kind = _KINDS[int(self._rng.choice(len(_KINDS), p=[kind.share for kind in _KINDS]))]
        minutes = float(kind.minutes * self._rng.lognormal(-0.1, 0.45))
        delay_s = float(round(self._rng.uniform(*kind.delay_s) / 5) * 5)
        if not self._pull.size or self._pull[-1] <= 0:
            return []
        segment = int(np.searchsorted(self._pull, at * self._pull[-1], side="right"))
        tail = self._upstream.tail_behind(segment, _REACH_M) if kind.open_share < 1 else None
        touched = np.array([segment]) if tail is None else tail.segments
        if self._held[touched].any():
            return []
        self._count += 1
        incident = _Incident(f"i{self._count}", day_s + minutes * 60, kind.open_share, tail)
        self._live.append(incident)
        self._lay_out()
        return [
            IncidentWord(
                source=EVENT_SOURCE,
                id=incident.id,
                ts_ms=round(day_s * 1000),
                expires_ms=round((incident.end_s + 600) * 1000),
                confidence=0.9,
                place=self._stretch(segment),
                what=kind.what,
                severity=kind.severity,
                text=kind.text,
                delay_s=delay_s,
            )
        ]

    def _stretch(self, segment: int) -> NodesPlace:
        """Return the place of an incident that blocks the end of `segment`: some metres up to there."""
        network = self._network
        first = segment
        least = int(network.arc_first_segment[network.segment_arc[segment]])
        while first > least and network.segment_length_m[first : segment + 1].sum() < _STRETCH_M:
            first -= 1
        nodes = [network.segment_tail[first], *network.segment_head[first : segment + 1]]
        return NodesPlace(tuple(int(network.node_osm_id[node]) for node in nodes))

    def _move_queues(self, day_s: float, step_s: float) -> None:
        """Let the queues grow behind what is live, and shrink behind what is over."""
        for incident in self._live:
            if incident.tail is None:
                continue
            excess = demand(day_s) / incident.open_share - 1
            speed = -_SHRINK_M_PER_S if incident.over else _GROWTH_M_PER_S * excess
            room = 1 - incident.queue_m / _REACH_M if speed > 0 else 1.0
            incident.queue_m = max(incident.queue_m + speed * room * step_s, 0.0)
        if any(incident.over and incident.queue_m <= 0 for incident in self._live):
            self._live = [each for each in self._live if not each.over or each.queue_m > 0]
            self._lay_out()

    def _lay_out(self) -> None:
        """Lay out the queues of the incidents there are."""
        tails = [incident.tail for incident in self._live if incident.tail is not None]
        self._queues = QueueSet(self._network, tails)
