"""The vehicles that routes are asked for, each prepared when it is first asked for."""

from collections import OrderedDict
from copy import copy

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.arc_order import arc_ranks
from desktop_app.routing.request import RouteRequest, Weights
from desktop_app.routing.rule_clock import Standing
from desktop_app.routing.vehicle_access import VehicleAccess, unruled_access, vehicle_access
from desktop_app.routing.vehicle_routing import VehicleRouting

MOST_VEHICLES = 4
"""Kept ready at once; each takes memory by the size of the map."""

MOST_AVOIDING = 8
"""Sets of avoided roads that are kept ready at once; each has a metric of its own."""

_Key = tuple[str, VehicleSize | None]
_Chains = tuple[tuple[int, ...], ...]


class Fleet:
    """Keeps a `VehicleRouting` for each profile and size, all by the same weights and hours."""

    def __init__(
        self,
        network: RoadNetwork,
        index: SpatialIndex,
        arc_rank: NDArray[np.int32] | None = None,
        *,
        turn_rules: bool,
    ) -> None:
        """Route on `network`; without `turn_rules` every profile drives everywhere.

        Parameters
        ----------
        arc_rank
            The order of the map's arcs; where it is None or empty it is made when it is first needed.
        """
        self._network = network
        self._index = index
        self._arc_rank = arc_rank if arc_rank is not None and len(arc_rank) == network.arc_count else None
        self._turn_rules = turn_rules
        self._ready: OrderedDict[_Key, VehicleRouting] = OrderedDict()
        self._avoiding: OrderedDict[tuple[_Key, _Chains], VehicleRouting] = OrderedDict()
        self._places: PlaceIndex | None = None
        self._weights: Weights | None = None
        self._standing: Standing | None = None

    def customize(self, weights: Weights, standing: Standing) -> None:
        """Take over new weights and hours; each vehicle takes them when it is next asked for."""
        self._weights, self._standing = weights, standing

    def vehicle(self, request: RouteRequest) -> VehicleRouting | None:
        """Return the vehicle of a request, customized; None where the map knows no such profile.

        Where the request avoids roads it is one of its own, to which they are closed; it always answers
        by the hierarchy.
        """
        vehicle = self._plain(request)
        if vehicle is not None and request.avoid:
            vehicle = self._avoiding_one(request, vehicle)
        if vehicle is not None and self._weights is not None and self._standing is not None:
            vehicle.customize(self._weights, self._standing)
        return vehicle

    def _plain(self, request: RouteRequest) -> VehicleRouting | None:
        key = (request.profile, request.size)
        if key not in self._ready:
            access = self._access(request)
            if access is None:
                return None
            self._ready[key] = VehicleRouting(
                self._network, self._index, access, self._ranks, turn_rules=self._turn_rules
            )
            if len(self._ready) > MOST_VEHICLES:
                self._ready.popitem(last=False)
        self._ready.move_to_end(key)
        return self._ready[key]

    def _avoiding_one(self, request: RouteRequest, plain: VehicleRouting) -> VehicleRouting:
        key = ((request.profile, request.size), request.avoid)
        if key not in self._avoiding:
            self._avoiding[key] = plain.avoiding(self._segments(request.avoid))
            if len(self._avoiding) > MOST_AVOIDING:
                self._avoiding.popitem(last=False)
        self._avoiding.move_to_end(key)
        return self._avoiding[key]

    def _segments(self, chains: _Chains) -> NDArray[np.int64]:
        """Return the segments of chains of nodes; what is not on the map names none."""
        if self._places is None:
            self._places = PlaceIndex(self._network)
        tails = [node for chain in chains for node in chain[:-1]]
        heads = [node for chain in chains for node in chain[1:]]
        return self._places.segments_of_pairs(tails, heads)[0]

    def beside(self) -> "Fleet":
        """Return a fleet whose vehicles share all with those of this one but weights and metric."""
        other = copy(self)
        other._ready = OrderedDict((key, vehicle.beside()) for key, vehicle in self._ready.items())  # noqa: SLF001 - a copy of this very object
        other._avoiding = OrderedDict((key, vehicle.beside()) for key, vehicle in self._avoiding.items())  # noqa: SLF001
        return other

    def unknown(self, profile: str) -> str:
        """Return the sentence that refuses a profile."""
        known = ", ".join(each.name for each in self._network.profiles)
        return f"The map was made without a profile {profile[:40]!r}; it has {known}."

    def _ranks(self) -> NDArray[np.int32]:
        if self._arc_rank is None:
            self._arc_rank = arc_ranks(self._network)
        return self._arc_rank

    def _access(self, request: RouteRequest) -> VehicleAccess | None:
        if not self._turn_rules:
            return unruled_access(self._network)
        profiles = {profile.name: profile for profile in self._network.profiles}
        profile = profiles.get(request.profile)
        return None if profile is None else vehicle_access(self._network, profile, request.size)
