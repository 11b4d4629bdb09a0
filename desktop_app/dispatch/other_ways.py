"""Other ways for a watched route: offered when the dispatcher asks, and put in place when one is taken.

A way that was taken is kept by the rule of every watched route, and by one thing more: what it cost over
the best way when it was taken was accepted, so that a change must save what the rule asks for beyond it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from desktop_app.dispatch.commands import AskWays, TakeWay
from desktop_app.dispatch.replies import WaysReply, WayView
from desktop_app.dispatch.route_board import RouteBoard
from desktop_app.dispatch.watched import WatchedRoute, same_way
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.alternatives import MOST_ALTERNATIVES
from desktop_app.routing.path import (
    path_distance_m,
    path_duration_ms,
    path_is_closed,
    path_line,
    path_segments,
    path_shares,
)
from desktop_app.routing.request import Path, RouteAnswer, RouteRequest
from desktop_app.routing.router import Router

_MOST_OFFERS = 16
"""Routes for which ways are remembered; the oldest offer goes first."""
_MOST_STREETS = 3
_GONE = "That route is not on the board any more."
_TOO_OLD = "Those other ways are not known any more; ask for them again."


@dataclass(frozen=True, slots=True, eq=False)
class _Offer:
    query_id: str
    request: RouteRequest
    ways: tuple[RouteAnswer, ...]


class OtherWays:
    """Remembers what was offered for each route, so that exactly that can be taken."""

    def __init__(self, router: Router, board: RouteBoard) -> None:
        """Find ways by `router` for the routes of `board`."""
        self._router = router
        self._board = board
        self._offers: dict[str, _Offer] = {}

    def offer(self, question: AskWays) -> WaysReply:
        """Return up to three ways beside the present one, the quickest first; or a sentence."""
        route = self._board.route(question.id)
        if route is None:
            return self._reply(question, None, (), _GONE)
        if route.path is None:
            return self._reply(question, route, (), "The route has no way now, and so no other one.")
        wanted = msgspec.structs.replace(route.request, alternatives=MOST_ALTERNATIVES, deadline_s=None)
        best = self._router.answer_with_alternatives(wanted)
        found = sorted(
            (way for way in (best, *best.alternatives) if not same_way(way.path, route.path)),
            key=lambda way: way.duration_ms,
        )
        ways = tuple(way for way in found if way.path is not None)[:MOST_ALTERNATIVES]
        self._remember(route, _Offer(question.query_id, route.request, ways))
        message = ""
        if not ways:
            message = "No other way is worth knowing: all are much longer, or nearly the same."
            if route.request.via:
                message = (
                    "The way is the quickest through its stops; others are sought only without stops between."
                )
        return self._reply(question, route, ways, message)

    def take(self, command: TakeWay) -> str:
        """Put a route on a way that was offered, by the present weights; return why not, else nothing."""
        route, offer = self._board.route(command.id), self._offers.get(command.id)
        if route is None:
            return _GONE
        known = offer is not None and offer.query_id == command.query_id and offer.request == route.request
        if offer is None or not known or not 0 <= command.number < len(offer.ways):
            return _TOO_OLD
        way = offer.ways[command.number]
        weights = self._router.weights_of(route.request)
        if way.path is None or path_is_closed(way.path, weights):
            return "That way is closed now; ask for other ways again."
        if not self._router.allows(route.request, way.path):
            return "That way may not be driven at this hour; ask for other ways again."
        fresh = replace(
            way,
            request=route.request,
            weights_version=weights.version,
            duration_ms=path_duration_ms(way.path, weights),
            alternatives=(),
        )
        best = self._router.answer(route.request)
        accepted_ms = max(fresh.duration_ms - best.duration_ms, 0) if best.path is not None else 0
        self._board.take_way(route, fresh, accepted_ms)
        return ""

    def forget(self, route_id: str) -> None:
        """Forget what was offered for a route."""
        self._offers.pop(route_id, None)

    def _remember(self, route: WatchedRoute, offer: _Offer) -> None:
        self._offers.pop(route.id, None)
        self._offers[route.id] = offer
        if len(self._offers) > _MOST_OFFERS:
            del self._offers[next(iter(self._offers))]

    def _reply(
        self, question: AskWays, route: WatchedRoute | None, ways: Sequence[RouteAnswer], message: str
    ) -> WaysReply:
        present = None if route is None else route.path
        present_ms = 0 if route is None else route.duration_ms or 0
        network = self._router.network
        return WaysReply(
            query_id=question.query_id,
            route_id=question.id,
            version=self._router.weights.version,
            ways=tuple(
                _way_view(way, way.path, present, present_ms, network) for way in ways if way.path is not None
            ),
            message=message,
        )


def _way_view(
    way: RouteAnswer, path: Path, present: Path | None, present_ms: int, network: RoadNetwork
) -> WayView:
    return WayView(
        duration_ms=way.duration_ms,
        more_ms=way.duration_ms - present_ms,
        distance_m=path_distance_m(path, network),
        streets=_own_streets(path, present, network),
        line=path_line(path, network).astype("<f8").tobytes(),
        segments=path_segments(path).astype("<i4").tobytes(),
    )


def _own_streets(path: Path, present: Path | None, network: RoadNetwork) -> tuple[str, ...]:
    """Return the streets on which a way is longest apart from the present one, in driving order."""
    segments, share = path_shares(path)
    known = np.zeros(0, np.int32) if present is None else path_segments(present)
    lengths: dict[str, float] = {}
    driven_m = np.where(np.isin(segments, known), 0.0, network.segment_length_m[segments] * share)
    for arc, length_m in zip(network.segment_arc[segments].tolist(), driven_m.tolist(), strict=True):
        street = network.street(arc)
        if street and length_m > 0:
            lengths[street] = lengths.get(street, 0.0) + length_m
    longest = sorted(lengths, key=lambda street: -lengths[street])[:_MOST_STREETS]
    return tuple(street for street in lengths if street in longest)
