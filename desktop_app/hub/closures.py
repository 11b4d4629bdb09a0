"""Road works and other closures: each is announced with its end, which may come early or be put off."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.places import PlaneMap, main_class_limit, pull
from desktop_app.hub.story import EVENT_SOURCE
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from desktop_app.traffic.words import ClearWord, ClosureWord, NodesPlace, Place, Word

_KM_FOR_ONE_AN_HOUR = 160.0
_HOURLY = (0.7, 6.0)
_MOST_AT_ONCE = 20
_AT_DAWN = (1, 4)
_LENGTH_M = (40.0, 600.0)
_MINUTES = (25.0, 150.0)
_EARLY_SHARE = 0.3
_LONGER_SHARE = 0.2
_LONGER_MINUTES = (15.0, 45.0)
_TEXTS = (
    "Water main works",
    "Resurfacing",
    "Gas leak, road closed by the fire brigade",
    "Fallen tree",
    "Street market",
    "Crane at work",
    "Police operation",
)


@dataclass(frozen=True, slots=True)
class _Closure:
    """A live closure: the word that announced it last, and when something becomes of it."""

    word: ClosureWord
    act_s: float
    extend_s: float


class Closures:
    """The closures of a city's day."""

    def __init__(self, network: RoadNetwork, plane: PlaneMap, rng: np.random.Generator) -> None:
        """Take the roads of `network`; what is closed where and when comes from `rng`."""
        self._network = network
        self._rng = rng
        self._live: list[_Closure] = []
        self._count = 0
        self._held = np.zeros(network.segment_count, dtype=bool)
        weight = pull(network, plane, RoadClass.RESIDENTIAL)
        self._pull = np.cumsum(np.where(self._closable(), weight, 0.0))
        main = network.arc_class <= main_class_limit(network)
        main_km = network.segment_length_m[main[network.segment_arc]].sum() / 1000
        self._per_s = float(np.clip(main_km / _KM_FOR_ONE_AN_HOUR, *_HOURLY)) / 3600

    def _closable(self) -> NDArray[np.bool_]:
        """Return (S,) which segments lie on arcs that a city would close: no motorways, no bridges."""
        network = self._network
        length = np.add.reduceat(network.segment_length_m, network.arc_first_segment[:-1])
        kept_open = (network.arc_flags & (ArcFlag.BRIDGE | ArcFlag.TUNNEL | ArcFlag.ROUNDABOUT)) != 0
        fits = (length >= _LENGTH_M[0]) & (length <= _LENGTH_M[1]) & ~kept_open
        fits &= (network.arc_class >= RoadClass.PRIMARY) & (network.arc_tail != network.arc_head)
        closable: NDArray[np.bool_] = fits[network.segment_arc]
        return closable

    def hold(self, segments: NDArray[np.int64]) -> None:
        """Close none of `segments`, in neither direction, until `release`."""
        self._held[segments] = True
        twins = self._network.segment_twin[segments]
        self._held[twins[twins >= 0]] = True

    def release(self) -> None:
        """Let every road be closed."""
        self._held[:] = False

    def opening(self, day_s: float) -> tuple[Word, ...]:
        """Return the closures that the day begins with."""
        count = int(self._rng.integers(*_AT_DAWN, endpoint=True))
        return tuple(word for _ in range(count) for word in self._begin(day_s))

    def advance(self, day_s: float, step_s: float) -> tuple[Word, ...]:
        """Let `step_s` seconds pass from `day_s` on; return what was closed, put off and opened."""
        due = [closure for closure in self._live if closure.act_s <= day_s]
        self._live = [closure for closure in self._live if closure.act_s > day_s]
        words = [self._act(closure, day_s) for closure in due]
        if self._rng.random() < self._per_s * step_s and len(self._live) < _MOST_AT_ONCE:
            words += self._begin(day_s)
        return tuple(words)

    def _act(self, closure: _Closure, day_s: float) -> Word:
        """Put the end of `closure` off where that is its fate, else open the road."""
        now_ms = round(day_s * 1000)
        if not closure.extend_s:
            return ClearWord(source=EVENT_SOURCE, id=closure.word.id, ts_ms=now_ms)
        end_s = day_s + closure.extend_s
        word = closure_word(closure.word.id, now_ms, end_s, closure.word.place, closure.word.text)
        self._live.append(replace(closure, word=word, act_s=end_s, extend_s=0.0))
        return word

    def _begin(self, day_s: float) -> list[Word]:
        """Close a road, if one may be closed at the place that the dice name."""
        at, fate, share = self._rng.random(3)
        minutes = float(self._rng.uniform(*_MINUTES))
        extend_s = float(self._rng.uniform(*_LONGER_MINUTES)) * 60
        text = _TEXTS[int(self._rng.integers(len(_TEXTS)))]
        if not self._pull.size or self._pull[-1] <= 0:
            return []
        segment = int(np.searchsorted(self._pull, at * self._pull[-1], side="right"))
        arc = int(self._network.segment_arc[segment])
        if self._held[self._network.arc_segments(arc)].any():
            return []
        self._count += 1
        end_s = day_s + minutes * 60
        place = there_and_back(self._network, arc)
        word = closure_word(f"c{self._count}", round(day_s * 1000), end_s, place, text)
        early = fate < _EARLY_SHARE
        act_s = day_s + minutes * 60 * (0.5 + 0.4 * float(share)) if early else end_s
        longer = fate > 1 - _LONGER_SHARE
        # What is put off is said a little before its end, so that the road does not open in between.
        self._live.append(_Closure(word, act_s - 120 * longer, extend_s * longer))
        return [word]


def there_and_back(network: RoadNetwork, arc: int) -> NodesPlace:
    """Return the place of `arc` and, where it can be driven the other way, of its twin too: one chain."""
    run = network.arc_segments(arc)
    nodes = [network.segment_tail[run.start], *network.segment_head[run]]
    if network.arc_twin[arc] >= 0:
        nodes += nodes[-2::-1]
    return NodesPlace(tuple(int(network.node_osm_id[node]) for node in nodes))


def closure_word(key: str, ts_ms: int, end_s: float, place: Place, text: str) -> ClosureWord:
    """Return the word that `place` is closed until `end_s`, in seconds on the clock of `ts_ms`."""
    return ClosureWord(
        source=EVENT_SOURCE,
        id=key,
        ts_ms=ts_ms,
        expires_ms=round(end_s * 1000),
        confidence=0.95,
        place=place,
        text=text,
    )
