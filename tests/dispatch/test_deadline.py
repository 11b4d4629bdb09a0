"""A route asked for with a deadline: its chance follows what the feed says and how sure it is."""

import msgspec
import pytest

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import RouteReply
from desktop_app.dispatch.commands import ApplyFeed, AskRoute
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.routing.answer_document import RouteDocument
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.traffic.words import NodesPlace, SpeedWord
from tests.networks import grid

NETWORK = grid()
REQUEST = RouteRequest(start=LonLat(0.1, 45.0), end=LonLat(0.11, 45.0))


def asked(planner: Planner, deadline_s: float | None) -> RouteDocument:
    """The route as it comes out of the planner's pipe."""
    request = msgspec.structs.replace(REQUEST, deadline_s=deadline_s)
    reply = planner.handle([AskRoute(query_id="q", request=request)]).replies[0]
    received = msgspec.msgpack.decode(msgspec.msgpack.encode(reply), type=RouteReply)
    assert received.document == reply.document
    return received.document.routes[0]


def slowed(confidence: float) -> Planner:
    clock = ManualClock()
    planner = Planner(NETWORK, clock, PlannerSettings())
    places = [NodesPlace(tuple(range(first, first + 6))) for first in (1, 101, 201, 301, 401)]
    words = [
        SpeedWord(
            source="sim", id=str(number), ts_ms=clock.now_ms(), expires_ms=clock.now_ms() + 600_000,
            place=place, speed_kph=20, confidence=confidence,
        )
        for number, place in enumerate(places)
    ]  # fmt: skip
    planner.handle([ApplyFeed(words=tuple(words))])
    return planner


def test_the_less_sure_a_word_is_the_less_sure_is_the_arrival() -> None:
    late_s = 1.05 * asked(slowed(1.0), None).duration_s
    sure, unsure = asked(slowed(1.0), late_s), asked(slowed(0.0), late_s)
    assert sure.duration_s == unsure.duration_s
    assert 0.5 < unsure.on_time_chance < sure.on_time_chance  # type: ignore[operator]  # both are set


def test_a_slow_road_makes_a_deadline_hard_to_keep() -> None:
    free = Planner(NETWORK, ManualClock(), PlannerSettings())
    deadline_s = 1.2 * asked(free, None).duration_s
    assert asked(free, deadline_s).on_time_chance > 0.5  # type: ignore[operator]  # it is set
    assert asked(slowed(1.0), deadline_s).on_time_chance < 0.1  # type: ignore[operator]  # it is set


@pytest.mark.parametrize("deadline_s", [-1.0, 0.0, float("nan"), float("inf"), 1e12])
def test_a_deadline_that_is_none_is_refused(deadline_s: float) -> None:
    planner = Planner(NETWORK, ManualClock(), PlannerSettings())
    request = msgspec.structs.replace(REQUEST, deadline_s=deadline_s)
    document = planner.handle([AskRoute(query_id="q", request=request)]).replies[0].document
    assert document.error is not None
    assert document.error.code == "InvalidRequest"
    assert "deadline" in document.error.message
