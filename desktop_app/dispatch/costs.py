"""Answers to questions about costs from one place, or between many."""

from desktop_app.dispatch.commands import AskMatrix, AskReach
from desktop_app.dispatch.replies import MatrixReply, ReachReply
from desktop_app.routing.cost_documents import matrix_document
from desktop_app.routing.isochrone import MOST_LIMITS, MOST_MINUTES, isochrones
from desktop_app.routing.matrix import MOST_POINTS, cost_matrix
from desktop_app.routing.reach import Reach
from desktop_app.routing.request import ErrorCode, RouteRequest
from desktop_app.routing.router import Router


def matrix_reply(question: AskMatrix, router: Router) -> MatrixReply:
    """Return what the ways between some points cost by the router's weights, or why that cannot be said."""
    points = question.points
    if not 0 < len(points) <= MOST_POINTS:
        message = f"A matrix takes 1 to {MOST_POINTS} points, not {len(points)}; split them."
        return MatrixReply(query_id=question.query_id, matrix=None, message=message)
    asked = RouteRequest(start=points[0], end=points[0], profile=question.profile, size=question.size)
    if router.vehicle(asked) is None:
        message = router.unknown_vehicle(asked)
        return MatrixReply(query_id=question.query_id, matrix=None, message=message)
    matrix = cost_matrix(router, points, asked, with_distances=question.with_distances)
    return MatrixReply(query_id=question.query_id, matrix=matrix_document(matrix))


def reach_reply(question: AskReach, router: Router) -> ReachReply:
    """Return the ground that is reached from a place by the router's weights, or why that cannot be said."""
    minutes, place = question.minutes, question.place
    if not 0 < len(minutes) <= MOST_LIMITS or not all(0 < limit <= MOST_MINUTES for limit in minutes):
        message = f"A reach takes 1 to {MOST_LIMITS} limits over 0 and up to {MOST_MINUTES} minutes."
        return _no_reach(question, ErrorCode.INVALID_REQUEST, message)
    asked = RouteRequest(start=place, end=place, profile=question.profile, size=question.size)
    vehicle = router.vehicle(asked)
    if vehicle is None:
        return _no_reach(question, ErrorCode.INVALID_REQUEST, router.unknown_vehicle(asked))
    answer = router.answer(asked)
    stop = vehicle.snapper.snap(place, vehicle.weights.closed)
    if stop is None:
        return _no_reach(question, answer.error or ErrorCode.NO_SEGMENT, answer.message)
    reach = Reach(vehicle, stop)
    return ReachReply(query_id=question.query_id, areas=isochrones(vehicle.network, reach, place, minutes))


def _no_reach(question: AskReach, error: ErrorCode, message: str) -> ReachReply:
    return ReachReply(query_id=question.query_id, areas=(), error=error, message=message)
