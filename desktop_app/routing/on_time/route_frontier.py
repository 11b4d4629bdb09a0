"""The frontier of one request's routes, over all its stops."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.spatial_index import Hit
from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.leg_search import FoundLeg
from desktop_app.routing.on_time.blend import Blend, BlendPricing
from desktop_app.routing.on_time.blend_engine import BlendEngine
from desktop_app.routing.on_time.frontier import MOST_BREAKPOINTS, Frontier, find_frontier
from desktop_app.routing.on_time.variance import arc_variance, path_variance, segment_variance
from desktop_app.routing.path import path_duration_ms
from desktop_app.routing.request import Path
from desktop_app.routing.stop_sequence import find_legs
from desktop_app.routing.vehicle_routing import VehicleRouting


@dataclass(frozen=True, slots=True, eq=False)
class SpreadRoute:
    """A route with the mean and the variance of its time.

    Attributes
    ----------
    mean_ms
        Its time by the vehicle's weights.
    variance
        In ms·s.
    """

    legs: tuple[FoundLeg, ...]
    mean_ms: int
    variance: int


class RouteFrontier:
    """Finds the routes between the fastest and the least uncertain one, by the weights of one version."""

    def __init__(self, vehicle: VehicleRouting, dispersion_s: NDArray[np.float64]) -> None:
        """Prepare a metric of its own for a customized vehicle.

        Parameters
        ----------
        dispersion_s
            (S,) as `traffic.dispersion` gives it.
        """
        self._vehicle = vehicle
        self._variance = segment_variance(vehicle.weights, dispersion_s)
        of_arc = arc_variance(vehicle.network, self._variance)
        self._engine = BlendEngine(vehicle.cch.hierarchy, vehicle.costs, of_arc[vehicle.turns.states.arc])

    def find(
        self,
        stops: Sequence[Sequence[Hit]],
        fastest: tuple[FoundLeg, ...],
        most: int = MOST_BREAKPOINTS,
    ) -> Frontier[SpreadRoute]:
        """Return the frontier of the routes through all stops.

        Parameters
        ----------
        stops
            The points that serve each stop.
        fastest
            The legs of a quickest route.
        most
            Where the search is ended.
        """
        first = self._spread(fastest)

        def least(mean_factor: int, variance_factor: int, bound: int) -> SpreadRoute | None:
            blend = Blend.within(mean_factor, variance_factor, bound)
            self._engine.blend(blend)
            pricing = BlendPricing(self._vehicle.weights, self._variance, blend)
            search = self._vehicle.priced_search(self._engine, pricing)
            legs = find_legs(search, stops, self._vehicle.turns.u_turn_ms)
            route = None if legs is None else self._spread(legs)
            return None if route is None or route.mean_ms >= UNREACHABLE_MS else route

        return find_frontier(first, least, most)

    def _spread(self, legs: tuple[FoundLeg, ...]) -> SpreadRoute:
        path = Path(tuple(found.leg for found in legs))
        return SpreadRoute(
            legs, path_duration_ms(path, self._vehicle.weights), path_variance(path, self._variance)
        )
