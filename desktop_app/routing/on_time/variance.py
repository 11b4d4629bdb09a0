"""The variance of driving times, in whole numbers that add up along a way.

Its unit is the millisecond-second (1,000 ms², a thousandth of a second squared): fine enough for a segment
of a few metres, coarse enough that the sum over 39 hours on the most uncertain roads stays below 2^31.
Segments are taken as independent; see `traffic.dispersion` for what that leaves out.
Turns add to the mean alone.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.path import leg_sum
from desktop_app.routing.request import Path, Weights

_MS_PER_S = 1000


def segment_variance(weights: Weights, dispersion_s: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the variance of each segment's time, (S,) ms·s, rounded once.

    Parameters
    ----------
    dispersion_s
        (S,) variance by mean, as `traffic.dispersion` gives it.
    """
    variance: NDArray[np.int64] = np.rint(weights.segment_ms * dispersion_s).astype(np.int64)
    return variance


def arc_variance(network: RoadNetwork, variance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the variance of each arc, (A,) ms·s: the sum over its segments."""
    first = network.arc_first_segment[:-1]
    return np.add.reduceat(variance, first) if len(first) else np.zeros(0, np.int64)


def path_variance(path: Path, variance: NDArray[np.int64]) -> int:
    """Return the variance of a path's time in ms·s: the sum over its segments, (S,)."""
    return sum(leg_sum(leg, variance) for leg in path.legs)


def standard_deviation_ms(variance: int) -> float:
    """Return the standard deviation in milliseconds for a variance in ms·s."""
    return sqrt(variance * _MS_PER_S)
