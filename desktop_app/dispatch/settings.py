"""What a dispatcher may set about the planner's judgement."""

import math

import msgspec
import numpy as np
from numpy.typing import NDArray


class SwitchRule(msgspec.Struct, frozen=True, kw_only=True):
    """When a watched route is changed unasked although its way is open.

    Attributes
    ----------
    least_minutes, least_percent
        Another way must save both: so many minutes, and so much of the present way's time.
        ``0, 0`` always drives the best way.
    """

    least_minutes: float = 3.0
    least_percent: float = 10.0

    def limit_ms(self, present_ms: int) -> int:
        """Return how long another way may take at most to be worth a change; negative where none is."""
        saved_ms = max(self.least_minutes * 60_000, self.least_percent * present_ms / 100, 1)
        return present_ms - math.ceil(saved_ms)

    def limits_ms(self, present_ms: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return `limit_ms` of each of many present times."""
        saved_ms = np.maximum(self.least_percent * present_ms / 100, max(self.least_minutes * 60_000, 1))
        return present_ms - np.ceil(saved_ms).astype(np.int64)


class DelayRule(msgspec.Struct, frozen=True, kw_only=True):
    """When a route's delay over free flow raises an alert, and when it is over.

    Raised where both lower limits are reached, cleared where either upper limit is undercut;
    between the two nothing changes, so that an alert does not chatter.
    """

    raise_minutes: float = 5.0
    raise_percent: float = 20.0
    clear_minutes: float = 3.0
    clear_percent: float = 12.0

    def holds(self, delay_ms: int, free_flow_ms: int, *, raised: bool) -> bool:
        """Whether the alert stands, given whether it is `raised` already."""
        minutes = self.clear_minutes if raised else self.raise_minutes
        percent = self.clear_percent if raised else self.raise_percent
        return delay_ms >= minutes * 60_000 and delay_ms * 100 >= percent * free_flow_ms


class PlannerSettings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of the planner.

    Attributes
    ----------
    searches_at_once
        How much searching is done before what is known is told, see `search_budget`; the rest follows.
    """

    switch: SwitchRule = SwitchRule()
    delay: DelayRule = DelayRule()
    searches_at_once: int = 4_000
