"""What a search minimises: the price of legs and of their ends."""

from typing import Protocol

import numpy as np

from desktop_app.routing.path import leg_duration_ms, share_ms
from desktop_app.routing.request import Leg, Weights


class Pricing(Protocol):
    """Whole numbers that add up along a way, as the engine's own costs do."""

    def stretch(self, segment: int, share: float, rest: slice) -> int:
        """Return the price of a share of one segment and of other segments whole."""

    def leg(self, leg: Leg) -> int:
        """Return the price of a leg, its turns included."""


class TimePricing:
    """Milliseconds of driving: the quickest way is the cheapest."""

    def __init__(self, weights: Weights) -> None:
        """Price by these weights."""
        self._weights = weights

    def stretch(self, segment: int, share: float, rest: slice) -> int:
        """Return the milliseconds of a share of one segment and of other segments whole."""
        times = self._weights.segment_ms
        return share_ms(int(times[segment]), share) + int(times[rest].sum(dtype=np.int64))

    def leg(self, leg: Leg) -> int:
        """Return the milliseconds of a leg, its turns included."""
        return leg_duration_ms(leg, self._weights)
