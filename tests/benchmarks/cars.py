"""A car on a map, prepared for the benchmarks of the engine."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.fleet import Fleet
from desktop_app.routing.hierarchy import Metric, turn_weights
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.rule_clock import RuleClock
from desktop_app.routing.vehicle_routing import VehicleRouting
from desktop_app.traffic.times import free_flow_ms


class Car:
    """The map's car, with every road free."""

    def __init__(self, data: MapData) -> None:
        self.network = data.network
        fleet = Fleet(data.network, SpatialIndex(data.network, data.index), data.order.rank, turn_rules=True)
        self._standing = RuleClock(data.network).timeless()
        self.free = Weights(0, free_flow_ms(data.network), np.zeros(data.network.segment_count, np.bool_))
        fleet.customize(self.free, self._standing)
        vehicle = fleet.vehicle(RouteRequest(start=LonLat(0, 0), end=LonLat(0, 0)))
        assert vehicle is not None, "every map has a car"
        self.routing: VehicleRouting = vehicle
        self.turns = vehicle.turns
        self.metric: Metric = vehicle.cch.metric

    def turn_ms(self, slowed: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the weights of all turns where some segments take twice as long as free."""
        segment_ms = self.free.segment_ms.copy()
        segment_ms[slowed] *= 2
        self.routing.customize(Weights(1, segment_ms, self.free.closed), self._standing)
        weights = turn_weights(self.turns, self.routing.costs)
        self.routing.customize(self.free, self._standing)
        return weights
