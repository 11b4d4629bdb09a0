"""Driving times of segments in whole milliseconds, rounded once."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.words import SLOWEST_KPH

LONGEST_MS = np.iinfo(np.int32).max

_MS_KPH_PER_M = 3600.0


def drive_ms(length_m: ArrayLike, kph: ArrayLike, delay_ms: ArrayLike = 0.0) -> NDArray[np.int32]:
    """Return the times to drive `length_m` at `kph` and to lose `delay_ms` on the way; arguments broadcast.

    Speeds below 1 km/h count as 1. Where there is any length the time is at least 1 ms, so that
    A*'s lower bound stays useful; without length and delay it is 0. Times end at the largest int32.

    Returns
    -------
    int32
        Whole milliseconds.
    """
    length = np.asarray(length_m, np.float64)
    speed = np.maximum(np.asarray(kph, np.float64), SLOWEST_KPH)
    exact = length * _MS_KPH_PER_M / speed + np.asarray(delay_ms, np.float64)
    shortest = (length > 0).astype(np.float64)
    whole: NDArray[np.int32] = np.clip(np.rint(exact), shortest, LONGEST_MS).astype(np.int32)
    return whole


def free_flow_ms(network: RoadNetwork) -> NDArray[np.int32]:
    """Return the time of each segment where nothing slows it down, (S,) int32 milliseconds."""
    return drive_ms(network.segment_length_m, network.segment_free_flow_kph)
