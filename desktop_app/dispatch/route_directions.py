"""Directions for the present way of a watched route."""

from dataclasses import replace

from desktop_app.dispatch.commands import AskDirections
from desktop_app.dispatch.replies import DirectionsReply
from desktop_app.dispatch.route_board import RouteBoard
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.answer_document import answer_document
from desktop_app.routing.directions.guide import Guides
from desktop_app.routing.router import Router

_GONE = "That route is not on the board any more."
_NO_WAY = "The route has no way now, and so no directions."


def directions_reply(
    question: AskDirections, board: RouteBoard, router: Router, network: RoadNetwork, guides: Guides
) -> DirectionsReply:
    """Return the steps of the way that a route drives now, by the weights of the moment; or a sentence."""
    route, version = board.route(question.id), router.weights.version
    if route is None or route.answer is None or route.path is None:
        message = _GONE if route is None else _NO_WAY
        return DirectionsReply(
            query_id=question.query_id, route_id=question.id, version=version, message=message
        )
    driven = replace(route.answer, alternatives=(), weights_version=version)
    return DirectionsReply(
        query_id=question.query_id,
        route_id=question.id,
        version=version,
        name=route.name,
        document=answer_document(driven, network, router.weights_of(route.request), guides),
    )
