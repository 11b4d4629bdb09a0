"""Directions of watched routes: of the way that is driven, by the weights of the moment."""

from desktop_app.clock import ManualClock
from desktop_app.dispatch.commands import AddEdit, AddRoute, AskDirections, EditDraft
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.replies import DirectionsReply
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.routing.request import LonLat, RouteRequest
from tests.networks import Road, network_of

PLACES = {1: (0.10, 45.0), 2: (0.11, 45.0), 3: (0.12, 45.0), 4: (0.11, 45.01), 5: (0.12, 45.01)}
ROADS = [
    Road((1, 2, 3), "High Street"),
    Road((2, 4), "North Road"),
    Road((4, 5), "Back Lane"),
    Road((5, 3), "Mill Lane"),
]


def watched() -> Planner:
    planner = Planner(network_of(PLACES, ROADS), ManualClock(), PlannerSettings())
    request = RouteRequest(start=LonLat(0.1, 45.0), end=LonLat(0.12, 45.0))
    planner.handle([AddRoute(id="r", name="Run", request=request)])
    return planner


def asked(planner: Planner, route_id: str = "r") -> DirectionsReply:
    (reply,) = planner.handle([AskDirections(query_id="q", id=route_id)]).directions
    assert (reply.query_id, reply.route_id) == ("q", route_id)
    return reply


def test_the_way_is_told_step_by_step() -> None:
    reply = asked(watched())
    assert reply.document is not None
    (route,) = reply.document.routes
    assert [step.type for step in route.steps] == ["depart", "arrive"]
    assert route.streets == ("High Street",)
    assert reply.name == "Run"


def test_after_a_closure_it_is_the_way_round_that_is_told() -> None:
    planner = watched()
    planner.handle([AddEdit(draft=EditDraft(chains=((2, 3),), action="close"))])
    reply = asked(planner)
    assert reply.document is not None
    (route,) = reply.document.routes
    assert "Back Lane" in [step.street for step in route.steps]
    assert sum(step.duration_s for step in route.steps) == route.duration_s


def test_a_slowed_road_takes_longer_in_its_step() -> None:
    planner = watched()
    before = asked(planner).document
    draft = EditDraft(chains=((1, 2),), action="speed", speed_kph=20.0)
    planner.handle([AddEdit(draft=draft)])
    after = asked(planner).document
    assert before is not None
    assert after is not None
    assert after.weights_version > before.weights_version
    assert after.routes[0].steps[0].duration_s > before.routes[0].steps[0].duration_s


def test_what_has_no_way_or_is_gone_has_a_sentence() -> None:
    assert "on the board" in asked(watched(), "other").message
    planner = watched()
    planner.handle([AddEdit(draft=EditDraft(chains=((1, 2),), action="close"))])
    reply = asked(planner)
    assert reply.document is None
    assert "no way" in reply.message
