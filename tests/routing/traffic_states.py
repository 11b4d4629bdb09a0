"""Five states of traffic on a network, from quiet to absurd."""

from collections.abc import Callable

import numpy as np

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.routing.request import Weights
from desktop_app.traffic.times import drive_ms, free_flow_ms

MakeWeights = Callable[[RoadNetwork, np.random.Generator], Weights]


def free(network: RoadNetwork, _dice: np.random.Generator) -> Weights:
    """Every road is free and open."""
    return Weights(1, free_flow_ms(network), np.zeros(network.segment_count, np.bool_))


def feed(network: RoadNetwork, dice: np.random.Generator) -> Weights:
    """A third of all segments is slowed, down to a twentieth."""
    slowed = dice.random(network.segment_count) < 1 / 3
    kph = network.segment_free_flow_kph * np.where(slowed, dice.uniform(0.05, 1, network.segment_count), 1)
    return Weights(2, drive_ms(network.segment_length_m, kph), np.zeros(network.segment_count, np.bool_))


def closures(network: RoadNetwork, dice: np.random.Generator) -> Weights:
    """One segment in five hundred is closed."""
    return Weights(3, free_flow_ms(network), dice.random(network.segment_count) < 1 / 500)


def one_class_closed(network: RoadNetwork, _dice: np.random.Generator) -> Weights:
    """Every tertiary road is closed."""
    closed = network.arc_class[network.segment_arc] == RoadClass.TERTIARY
    return Weights(4, free_flow_ms(network), closed)


def crawling(network: RoadNetwork, _dice: np.random.Generator) -> Weights:
    """Everything moves at 1 km/h."""
    kph = np.ones(network.segment_count)
    closed = np.zeros(network.segment_count, np.bool_)
    return Weights(5, drive_ms(network.segment_length_m, kph), closed)


TRAFFIC_STATES: dict[str, MakeWeights] = {
    "free": free,
    "feed": feed,
    "closures": closures,
    "one class closed": one_class_closed,
    "1 km/h": crawling,
}
