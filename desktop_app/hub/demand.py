"""How much traffic wants to move at an hour of the day."""

import math
from dataclasses import dataclass

DAY_S = 86_400.0

_PLATEAU = 0.66
_NIGHT = 0.10
_SLOPE_S = 2_700.0


@dataclass(frozen=True, slots=True)
class _Peak:
    """A rush hour: when it is highest, how high, and how slowly it comes and goes."""

    hour: float
    height: float
    rise_h: float
    fall_h: float

    def level(self, day_s: float) -> float:
        """Return its share of demand at an instant of the day."""
        away_h = day_s / 3600 - self.hour
        spread_h = self.rise_h if away_h < 0 else self.fall_h
        return self.height * math.exp(-0.5 * (away_h / spread_h) ** 2)


_MORNING = _Peak(7.8, 1.04, 0.95, 1.0)
_NOON = _Peak(12.2, 0.84, 0.6, 0.7)
_EVENING = _Peak(17.8, 1.05, 1.25, 1.0)


def demand(day_s: float) -> float:
    """Return demand as a share of a common bottleneck's capacity: 0.1 at night, just over 1 at the peaks.

    Parameters
    ----------
    day_s
        Seconds since midnight; later days repeat the first.
    """
    now_s = day_s % DAY_S
    wakes = 1 / (1 + math.exp(-(now_s - 6.2 * 3600) / _SLOPE_S))
    sleeps = 1 / (1 + math.exp((now_s - 20.8 * 3600) / _SLOPE_S))
    daytime = _NIGHT + (_PLATEAU - _NIGHT) * wakes * sleeps
    return max(daytime, *(peak.level(now_s) for peak in (_MORNING, _NOON, _EVENING)))


def inbound_tilt(day_s: float) -> float:
    """Return 1 where traffic runs to the centre (morning), -1 where it runs out (evening)."""
    now_s = day_s % DAY_S
    morning, evening = _MORNING.level(now_s), _EVENING.level(now_s)
    return (morning - evening) / max(morning + evening, 0.05)
