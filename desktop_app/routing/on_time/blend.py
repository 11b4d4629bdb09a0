"""Mean and variance made one cost, so that one search can minimise both."""

from dataclasses import dataclass
from math import gcd

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.path import leg_duration_ms, leg_sum, share_ms
from desktop_app.routing.request import Leg, Weights

_LARGEST = 2_000_000_000
"""What the cheapest way may cost: below 2^31 - 1 with room for the rounding of each turn."""


@dataclass(frozen=True, slots=True)
class Blend:
    """The cost ``mean_factor`` times mean plus ``variance_factor`` times variance.

    The factors are the slope of a line between two known points, in lowest terms. A cost is exact where
    the cheapest way stays within the library's 31 bits. Where it does not, all costs are scaled down
    and rounded, by at most half a unit a turn; of some 2 * 10^9 units that a way costs, a way of 1,000
    turns is off by less than one in four million, which is less than the rounding of its times.

    Attributes
    ----------
    mean_factor, variance_factor
        Whole, at least 0, not both 0.
    scale
        At most 1.
    """

    mean_factor: int
    variance_factor: int
    scale: float

    @classmethod
    def within(cls, mean_factor: int, variance_factor: int, bound: int) -> "Blend":
        """Return the blend of two factors, of which some way is known to cost at most `bound`."""
        common = gcd(mean_factor, variance_factor)
        scale = min(1.0, _LARGEST * common / bound) if bound > 0 else 1.0
        return cls(mean_factor // common, variance_factor // common, scale)

    def costs(self, mean_ms: NDArray[np.integer], variance: NDArray[np.int64] | int) -> NDArray[np.int64]:
        """Return the costs of many, (K,) int64; `UNREACHABLE_MS` where a cost is no less."""
        # Below 2^31 a float64 holds whole numbers exactly, so that nothing is lost where the scale is 1.
        exact = mean_ms * (self.mean_factor * self.scale) + variance * (self.variance_factor * self.scale)
        costs: NDArray[np.int64] = np.rint(np.minimum(exact, UNREACHABLE_MS)).astype(np.int64)
        return costs

    def cost(self, mean_ms: int, variance: int) -> int:
        """Return the cost of one way or a part of it."""
        return round((self.mean_factor * mean_ms + self.variance_factor * variance) * self.scale)


class BlendPricing:
    """A blend as the price of legs."""

    def __init__(self, weights: Weights, variance: NDArray[np.int64], blend: Blend) -> None:
        """Price by the weights and by each segment's variance, (S,) ms·s."""
        self._weights = weights
        self._variance = variance
        self._blend = blend

    def stretch(self, segment: int, share: float, rest: slice) -> int:
        """Return the price of a share of one segment and of other segments whole."""
        times = self._weights.segment_ms
        mean_ms = share_ms(int(times[segment]), share) + int(times[rest].sum(dtype=np.int64))
        variance = share_ms(int(self._variance[segment]), share) + int(self._variance[rest].sum())
        return self._blend.cost(mean_ms, variance)

    def leg(self, leg: Leg) -> int:
        """Return the price of a leg, its turns included."""
        return self._blend.cost(leg_duration_ms(leg, self._weights), leg_sum(leg, self._variance))
