"""Which roads change at once, and between which places routes are asked for."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork

Place = tuple[float, float]
"""Longitude and latitude in degrees."""


def clustered(network: RoadNetwork, count: int, dice: np.random.Generator) -> NDArray[np.int64]:
    """Return the `count` segments that lie nearest to a random one, as a jam in one quarter does."""
    lon = network.node_lon[network.segment_tail]
    lat = network.node_lat[network.segment_tail]
    middle = int(dice.integers(network.segment_count))
    away = ((lon - lon[middle]) * np.cos(np.radians(lat[middle]))) ** 2 + (lat - lat[middle]) ** 2
    return np.argpartition(away, count)[:count]


def scattered(network: RoadNetwork, count: int, dice: np.random.Generator) -> NDArray[np.int64]:
    """Return `count` segments from anywhere."""
    return dice.choice(network.segment_count, count, replace=False)


def random_places(network: RoadNetwork, dice: np.random.Generator) -> Iterator[Place]:
    """Yield places on roads of the car's largest component, without end."""
    arc_component = network.profile("car").arc_component
    segments = np.flatnonzero(arc_component[network.segment_arc] == 0)
    while True:
        node = int(network.segment_tail[int(dice.choice(segments))])
        yield float(network.node_lon[node]), float(network.node_lat[node])
