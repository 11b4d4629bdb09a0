"""How far driving times scatter: the variance that goes with each second of driving.

The time of a segment is a mean, which `TrafficState` gives, and a scatter about it. Here the scatter is
kept as a *dispersion*, variance divided by mean, in seconds. The variance of a segment is its dispersion
times its mean time, so that it does not matter how finely a road is cut into segments.

That assumes independence: what happens within one minute of driving goes together, what happens in
different minutes does not. Real traffic is worse where one cause slows a whole part of town, so that
the scatter of long ways is rather too small.

The figures are our own assumptions, not measurements; each stands with its reason.
"""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.traffic.records import Layer, Record
from desktop_app.traffic.state import TrafficState

TOGETHER_S = 60.0
"""Driving within this time goes together: about the length of a signal's cycle."""

_SIDE_ROAD, _MAIN_ROAD = 0.20, 0.18
_CLASS_VARIATION = {
    # Neither signals nor crossing traffic: only drivers differ.
    RoadClass.MOTORWAY: 0.08,
    RoadClass.TRUNK: 0.10,
    # Ramps end at a junction or in merging traffic.
    RoadClass.MOTORWAY_LINK: 0.12,
    RoadClass.TRUNK_LINK: 0.15,
    # Signals, of which one is met a minute, red or green.
    RoadClass.PRIMARY: _MAIN_ROAD,
    RoadClass.PRIMARY_LINK: _MAIN_ROAD,
    RoadClass.SECONDARY: _MAIN_ROAD,
    RoadClass.SECONDARY_LINK: _MAIN_ROAD,
    # Giving way at junctions, parked cars, deliveries.
    RoadClass.TERTIARY: _SIDE_ROAD,
    RoadClass.TERTIARY_LINK: _SIDE_ROAD,
    RoadClass.UNCLASSIFIED: _SIDE_ROAD,
    RoadClass.RESIDENTIAL: _SIDE_ROAD,
    RoadClass.ROAD: _SIDE_ROAD,
    # People on foot go first; gates and bumps; the surface decides; a way of its own.
    RoadClass.LIVING_STREET: 0.25,
    RoadClass.PEDESTRIAN: 0.25,
    RoadClass.SERVICE: 0.25,
    RoadClass.TRACK: 0.3,
    RoadClass.BUSWAY: 0.15,
    # Wind, water and the wait for the next one.
    RoadClass.FERRY: 0.4,
    RoadClass.SHUTTLE_TRAIN: 0.4,
}
"""Standard deviation of a minute's driving, as a part of the minute, where nobody says anything."""

_KNOWN_SPEED = 0.5
"""Where the speed is known, half of the scatter is left: the other half was not knowing it."""
_DOUBT = 0.35
"""What confidence 0 adds. At 0.5, which words have that do not say theirs, a side road is as with no word."""
_DRIFT_PER_HOUR = 0.3
"""What an hour of age adds; speeds drift at random, so that the variance grows with the age."""
_OLDEST_MS = 3_600_000
"""Older words add no more."""


def class_dispersion_s(network: RoadNetwork) -> NDArray[np.float64]:
    """Return the dispersion of each segment where nobody says a word on it, (S,) seconds."""
    of_class = np.array([_CLASS_VARIATION[road_class] for road_class in RoadClass])
    dispersion: NDArray[np.float64] = TOGETHER_S * of_class[network.arc_class[network.segment_arc]] ** 2
    return dispersion


def dispersion_s(network: RoadNetwork, traffic: TrafficState, now_ms: int) -> NDArray[np.float64]:
    """Return the dispersion of each segment as the traffic stands, (S,) seconds.

    Where a word decides, what the class says is cut, and the word's doubt and age are added. A
    word of the dispatcher's own hand has neither. Computed on demand; it takes time by the number of words.
    """
    dispersion = class_dispersion_s(network)
    said = list(traffic.deciders())
    segments = np.array([segment for segment, _ in said], np.int64)
    added = np.array([_doubt_and_drift(traffic, record, now_ms) for _, record in said])
    dispersion[segments] = dispersion[segments] * _KNOWN_SPEED**2 + TOGETHER_S * added
    return dispersion


def _doubt_and_drift(traffic: TrafficState, record: Record, now_ms: int) -> float:
    """Return the square of the variation that a word adds."""
    if record.layer is Layer.MANUAL:
        return 0.0
    doubt = _DOUBT * (1.0 - record.confidence)
    age_ms = min(max(now_ms - traffic.said_ms(record), 0), _OLDEST_MS)
    return float(doubt**2 + _DRIFT_PER_HOUR**2 * age_ms / _OLDEST_MS)
