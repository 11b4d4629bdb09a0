"""How well an entry answers a text, from 0 to 1."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from desktop_app.roadnet.search.candidates import Bounds, Candidate
from desktop_app.roadnet.search.entries import LonLat
from desktop_app.roadnet.search.query_words import QueryWord, word_weight

LEAST_MATCH = 0.5
"""Below this share of the typed words, by weight, an entry is no answer."""

_OF_MATCH, _OF_IMPORTANCE, _OF_NEARNESS = 0.72, 0.16, 0.12
_OF_TYPED, _OF_NAME, _OF_ORDER = 0.74, 0.22, 0.04
_ALSO_WEIGHT, _BESIDE_WEIGHT = 0.95, 0.8
_NEAR_KM = 4.0
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Match:
    """How an entry and the typed words fit together.

    Attributes
    ----------
    typed
        The share of what was typed that the entry's words answer.
    name
        The share of the entry's name that was typed.
    in_order
        Whether the name begins as it was typed.
    """

    typed: float
    name: float
    in_order: bool

    @property
    def quality(self) -> float:
        """All of it, from 0 to 1."""
        return _OF_TYPED * self.typed + _OF_NAME * self.name + _OF_ORDER * self.in_order


class Matcher:
    """Tells of many candidates how well each fits what was typed."""

    def __init__(self, words: Sequence[QueryWord]) -> None:
        """Take the typed words."""
        self._fits = [(word.weight, _Fits(word)) for word in words]
        self._weight = sum(word.weight for word in words) or 1.0
        self._name_weights = _NameWeights()

    def match(self, candidate: Candidate) -> Match:
        """Return how a candidate fits."""
        answered = [0.0] * len(candidate.words)
        sum_typed = sum_also = 0.0
        order: list[int] = []
        for weight, fits in self._fits:
            best, at = 0.0, -1
            for index, name in enumerate(candidate.words):
                fit = fits[name]
                if fit > best:
                    best, at = fit, index
            also = _ALSO_WEIGHT * fits.best(candidate.also) if best < _ALSO_WEIGHT else 0.0
            beside = _BESIDE_WEIGHT * fits.best(candidate.beside) if best < _BESIDE_WEIGHT else 0.0
            sum_typed += weight * max(best, also, beside)
            if at >= 0 and best >= max(also, beside):
                answered[at] = max(answered[at], best)
                order.append(at)
            elif also >= beside:
                sum_also += weight * also
        in_order = bool(order) and order[0] == 0 and order == sorted(order)
        share = max(self._share(candidate.words, answered), _ALSO_WEIGHT * sum_also / self._weight)
        return Match(sum_typed / self._weight, share, in_order)

    def _share(self, names: Sequence[str], answered: Sequence[float]) -> float:
        weights = [self._name_weights[name] for name in names]
        return math.fsum(map(mul, weights, answered)) / (math.fsum(weights) or 1.0)


class _Fits(dict[str, float]):
    """How well a typed word fits others; each is asked once, since streets share most of their words."""

    def __init__(self, word: QueryWord) -> None:
        super().__init__()
        self._word = word

    def __missing__(self, other: str) -> float:
        fit = self[other] = self._word.fits(other)
        return fit

    def best(self, others: Iterable[str]) -> float:
        return max((self[other] for other in others), default=0.0)


class _NameWeights(dict[str, float]):
    def __missing__(self, name: str) -> float:
        weight = self[name] = word_weight(name)
        return weight


def score_of(quality: float, importance: float, nearness: float) -> float:
    """Return the score of a thing whose match has `quality`; all are from 0 to 1."""
    return _OF_MATCH * quality + _OF_IMPORTANCE * importance + _OF_NEARNESS * nearness


def nearness_of(lon: float, lat: float, bounds: Bounds | None, near: LonLat | None) -> float:
    """Return how near a point, or the box `bounds`, lies: 1 at `near`, half at 4 km or without `near`."""
    if near is None:
        return 0.5
    west, south, east, north = bounds or (lon, lat, lon, lat)
    across = max(west - near[0], near[0] - east, 0.0)
    across = min(across, 360.0 - across) * math.cos(math.radians(near[1]))
    distance_km = _KM_PER_DEGREE * math.hypot(across, max(south - near[1], near[1] - north, 0.0))
    return _NEAR_KM / (_NEAR_KM + distance_km)
