"""From a request to an answer."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.errors import RequestError
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import FARTHEST_M, Hit, SpatialIndex
from desktop_app.routing.alternatives import MOST_ALTERNATIVES, alternative_legs
from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.fleet import Fleet
from desktop_app.routing.leg_search import FoundLeg
from desktop_app.routing.on_time.chance import choice_by
from desktop_app.routing.on_time.route_frontier import RouteFrontier
from desktop_app.routing.path import path_duration_ms
from desktop_app.routing.request import ErrorCode, Path, RouteAnswer, RouteRequest, Weights
from desktop_app.routing.request_check import check_request, stop_label
from desktop_app.routing.rule_clock import RuleClock
from desktop_app.routing.snapping import Moved, RoadStop
from desktop_app.routing.stop_sequence import find_legs
from desktop_app.routing.vehicle_routing import VehicleRouting
from desktop_app.traffic.times import free_flow_ms

_WHY_MOVED = {
    Moved.CLOSED: "the nearest road is closed",
    Moved.CUT_OFF: "no way leads over the nearest road",
}


class Router:
    """Answers route requests on one network, by the weights of one version at a time."""

    def __init__(
        self,
        network: RoadNetwork,
        *,
        turn_rules: bool = True,
        index: SpatialIndex | None = None,
        arc_rank: NDArray[np.int32] | None = None,
    ) -> None:
        """Route on `network`, at first with every road free, as version 0.

        Parameters
        ----------
        turn_rules
            Without them every arc is open, and every U-turn is allowed and free.
        index
            The network's index, where there is one already.
        arc_rank
            The order of its arcs, as `arc_order.arc_ranks` gives it; made when needed where None or empty.
        """
        self._network = network
        self._fleet = Fleet(network, index or SpatialIndex(network), arc_rank, turn_rules=turn_rules)
        free = Weights(0, free_flow_ms(network), np.zeros(network.segment_count, np.bool_))
        self._free_flow = free
        self._weights = free
        self._clock = RuleClock(network)
        self._standing = self._clock.timeless()
        self._timed = False
        self.customize(free)

    @property
    def network(self) -> RoadNetwork:
        """What it routes on."""
        return self._network

    @property
    def weights(self) -> Weights:
        """The weights of all answers until the next `customize`."""
        return self._weights

    @property
    def free_flow(self) -> Weights:
        """The weights with every road free and open, as version 0."""
        return self._free_flow

    def customize(self, weights: Weights) -> None:
        """Take over new weights; they must not be changed afterwards."""
        self._weights = weights
        self._fleet.customize(weights, self._standing)

    def beside(self, weights: Weights) -> "Router":
        """Return a router of its own with other weights, at the hour of this one.

        It shares the roads, the turns and the order with this one, and has a metric of its own; it is for
        a few questions, and always answers by the hierarchy.
        """
        other = copy(self)
        other._fleet = self._fleet.beside()  # noqa: SLF001 - a copy of this very object
        other.customize(weights)
        return other

    def keep_time(self, instant_ms: int) -> bool:
        """Take the hours on signs as they are at an instant (ms since 1970 UTC); say whether any changed.

        Before the first call nothing counts that depends on the hour.
        """
        until_ms = self._standing.until_ms
        if self._timed and (until_ms is None or instant_ms < until_ms):
            return False
        standing = self._clock.standing(instant_ms)
        changed = standing.values != self._standing.values
        self._timed, self._standing = True, standing
        if changed:
            self._fleet.customize(self._weights, standing)
        return changed

    def vehicle(self, request: RouteRequest) -> VehicleRouting | None:
        """Return the request's vehicle, up to date with weights and hours; None where there is none."""
        return self._fleet.vehicle(request)

    def unknown_vehicle(self, request: RouteRequest) -> str:
        """Return the sentence that refuses a request whose vehicle the map does not know."""
        return self._fleet.unknown(request.profile)

    def weights_of(self, request: RouteRequest) -> Weights:
        """Return the present weights as the request's vehicle drives; those of all where there is none."""
        vehicle = self._fleet.vehicle(request)
        return self._weights if vehicle is None else vehicle.weights

    def allows(self, request: RouteRequest, path: Path) -> bool:
        """Say whether the rules of the hour let the request's vehicle drive a path."""
        vehicle = self._fleet.vehicle(request)
        return vehicle is not None and vehicle.allows(path)

    def answer(self, request: RouteRequest) -> RouteAnswer:
        """Return the quickest route, or why there is none; raises nothing for any request."""
        found = self._find(request)
        return found if isinstance(found, RouteAnswer) else self._found(request, *found)

    def answer_with_alternatives(self, request: RouteRequest) -> RouteAnswer:
        """Return the quickest route, and beside it up to as many other ways as the request wants.

        At most 3 are given, and none where places are to be passed between. Whatever engine finds the
        quickest route, the others are found by the hierarchy, which adds the same costs.
        """
        found = self._find(request)
        if isinstance(found, RouteAnswer):
            return found
        answer = self._found(request, *found)
        vehicle, stops, _ = found
        if answer.path is None or request.via or request.alternatives <= 0:
            return answer
        most = min(request.alternatives, MOST_ALTERNATIVES)
        others = alternative_legs(vehicle, stops[0], stops[-1], most)
        return replace(
            answer, alternatives=tuple(self._found(request, vehicle, stops, (leg,)) for leg in others)
        )

    def answer_in_time(self, request: RouteRequest, dispersion_s: NDArray[np.float64]) -> RouteAnswer:
        """Return the route with the best chance to keep the request's deadline; raises nothing.

        Without a deadline, or without a way, it is the answer as ever. A frontier takes some tenths
        of a second on a city.

        Parameters
        ----------
        dispersion_s
            (S,) how far times scatter, as `traffic.dispersion` gives it.
        """
        found = self._find(request)
        if isinstance(found, RouteAnswer):
            return found
        fastest = self._found(request, *found)
        if request.deadline_s is None or fastest.path is None:
            return fastest
        vehicle, stops, legs = found
        search = RouteFrontier(vehicle, dispersion_s)
        frontier = search.find([stop.hits for stop in stops], legs)
        deadline_ms = round(request.deadline_s * 1000)
        on_time = choice_by(deadline_ms, frontier.corners, is_complete=frontier.is_complete)
        chosen = frontier.corners[on_time.chosen]
        return replace(self._found(request, vehicle, stops, chosen.legs), on_time=on_time)

    def quicker(self, request: RouteRequest, limit_ms: int) -> RouteAnswer | None:
        """Return the quickest route if it takes at most `limit_ms`, else None; raises nothing.

        Sooner done than a full answer, since nothing slower is looked at. The stops have been
        answered before: none is put on another road than the nearest open one.
        """
        vehicle = self._fleet.vehicle(request)
        if limit_ms < 0 or vehicle is None:
            return None
        stops = [vehicle.snapper.snap(place, vehicle.weights.closed) for place in request.stops]
        found = [stop for stop in stops if stop is not None]
        if len(found) < len(stops):
            return None
        search = vehicle.search(request.engine, limit_ms)
        legs = find_legs(search, [stop.hits for stop in found], vehicle.turns.u_turn_ms)
        if legs is None:
            return None
        answer = self._found(request, vehicle, found, legs)
        return answer if answer.path is not None and answer.duration_ms <= limit_ms else None

    def _find(
        self, request: RouteRequest
    ) -> tuple[VehicleRouting, list[RoadStop], tuple[FoundLeg, ...]] | RouteAnswer:
        """Return the quickest legs, the stops that they join and whose they are; or why there are none."""
        try:
            check_request(request)
        except RequestError as error:
            return self._refusal(request, (), ErrorCode.INVALID_REQUEST, str(error))
        vehicle = self._fleet.vehicle(request)
        if vehicle is None:
            return self._refusal(request, (), ErrorCode.INVALID_REQUEST, self._fleet.unknown(request.profile))
        stops: list[RoadStop] = []
        for number, place in enumerate(request.stops):
            stop = vehicle.snapper.snap(place, vehicle.weights.closed)
            if stop is None:
                return self._off_road(request, vehicle, stops, number)
            stops.append(stop)
        legs, stops = self._search(request, vehicle, stops)
        if legs is None:
            return self._refusal(request, stops, ErrorCode.NO_ROUTE, self._no_way_message(request))
        return vehicle, stops, legs

    def _search(
        self, request: RouteRequest, vehicle: VehicleRouting, stops: list[RoadStop]
    ) -> tuple[tuple[FoundLeg, ...] | None, list[RoadStop]]:
        """Return the quickest legs, and the stops that they join: as few as needed are moved."""
        search = vehicle.search(request.engine)
        for tried in self._moved_stops(vehicle, stops):
            legs = find_legs(search, [stop.hits for stop in tried], vehicle.turns.u_turn_ms)
            if legs is not None:
                return legs, tried
        return None, stops

    def _moved_stops(self, vehicle: VehicleRouting, stops: list[RoadStop]) -> Iterator[list[RoadStop]]:
        """Yield the stops as they are, then with one of them moved to a larger component, then with more."""
        yield stops
        while True:
            worst_first = sorted(range(len(stops)), key=lambda number: -stops[number].component)
            larger = [
                (number, vehicle.snapper.move_to_larger(stops[number], vehicle.weights.closed))
                for number in worst_first
            ]
            moved = [
                [*stops[:number], stop, *stops[number + 1 :]] for number, stop in larger if stop is not None
            ]
            if not moved:
                return
            yield from moved
            stops = moved[0]

    def _found(
        self,
        request: RouteRequest,
        vehicle: VehicleRouting,
        stops: list[RoadStop],
        legs: tuple[FoundLeg, ...],
    ) -> RouteAnswer:
        path = Path(tuple(found.leg for found in legs))
        duration_ms = path_duration_ms(path, vehicle.weights)
        if duration_ms >= UNREACHABLE_MS:
            return self._refusal(request, stops, ErrorCode.NO_ROUTE, "The way takes longer than 24 days.")
        hits = [legs[0].start, *(found.end for found in legs)]
        return RouteAnswer(
            request=request,
            weights_version=self._weights.version,
            snapped=tuple(stop.snapped(hit) for stop, hit in zip(stops, hits, strict=True)),
            path=path,
            duration_ms=duration_ms,
            free_flow_ms=path_duration_ms(path, vehicle.free_flow),
            message=self._moved_message(request, stops, hits),
        )

    def _off_road(
        self, request: RouteRequest, vehicle: VehicleRouting, stops: Sequence[RoadStop], number: int
    ) -> RouteAnswer:
        place, label = request.stops[number], stop_label(request, number)
        near = f"within {FARTHEST_M / 1000:.0f} km of the {label} ({place.lat:.6f}, {place.lon:.6f})"
        if vehicle.snapper.nearest(place):
            return self._refusal(request, stops, ErrorCode.NO_ROUTE, f"Every road {near} is closed.")
        return self._refusal(
            request, stops, ErrorCode.NO_SEGMENT, f"The map has no road {near}; choose a place nearer to one."
        )

    def _refusal(
        self, request: RouteRequest, stops: Sequence[RoadStop], error: ErrorCode, message: str
    ) -> RouteAnswer:
        return RouteAnswer(
            request=request,
            weights_version=self._weights.version,
            snapped=tuple(stop.snapped(stop.hits[0]) for stop in stops),
            path=None,
            duration_ms=0,
            free_flow_ms=0,
            error=error,
            message=message,
        )

    def _no_way_message(self, request: RouteRequest) -> str:
        through = " through the via points" if request.via else ""
        closed = " with the present closures" if self._weights.closed.any() else ""
        round_roads = " without the roads that it avoids" if request.avoid else ""
        return f"No way leads from the start to the end{through}{closed}{round_roads}."

    def _moved_message(self, request: RouteRequest, stops: Sequence[RoadStop], hits: Sequence[Hit]) -> str:
        sentences = [
            f"The {stop_label(request, number)} was put {hit.distance_m:.0f} m away{self._on_street(hit)}, "
            f"since {_WHY_MOVED[stop.moved]}."
            for number, (stop, hit) in enumerate(zip(stops, hits, strict=True))
            if stop.moved is not Moved.NOT
        ]
        return " ".join(sentences)

    def _on_street(self, hit: Hit) -> str:
        street = self._network.street(int(self._network.segment_arc[hit.segment]))
        return f" on {street}" if street else ""
