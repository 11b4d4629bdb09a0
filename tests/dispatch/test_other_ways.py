"""Other ways of a watched route: what is offered, what comes of taking one, and how long it is kept."""

import numpy as np
import pytest

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import PlannerChange, RouteView
from desktop_app.dispatch.commands import (
    AddEdit,
    AddRoute,
    AskWays,
    ChangeRoute,
    EditDraft,
    RemoveRoute,
    TakeWay,
)
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.replies import WaysReply
from desktop_app.dispatch.settings import PlannerSettings, SwitchRule
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat, RouteRequest
from tests.networks import Road, network_of

FAST, OTHER, WEST, EAST = 20, 30, 1, 4
PLACES = {
    WEST: (0.10, 45.0),
    2: (0.11, 45.0),
    FAST: (0.16, 45.01),
    OTHER: (0.16, 44.988),
    3: (0.21, 45.0),
    EAST: (0.22, 45.0),
}
ROADS = [
    Road((WEST, 2), "Start Street"),
    Road((2, FAST, 3), "North Road"),
    Road((2, OTHER, 3), "South Road", forward_kph=46.0, backward_kph=46.0),
    Road((3, EAST), "End Street"),
]
REQUEST = RouteRequest(start=LonLat(0.1001, 45.0), end=LonLat(0.2199, 45.0))


def network() -> RoadNetwork:
    return network_of(PLACES, ROADS)


def watched(rule: SwitchRule | None = None) -> tuple[Planner, RouteView]:
    planner = Planner(network(), ManualClock(), PlannerSettings(switch=rule or SwitchRule()))
    (view,) = planner.handle([AddRoute(id="r", name="R", request=REQUEST)]).routes
    assert "North Road" in view.streets
    return planner, view


def asked(planner: Planner, query_id: str = "q") -> WaysReply:
    (reply,) = planner.handle([AskWays(query_id=query_id, id="r")]).ways
    assert (reply.query_id, reply.route_id) == (query_id, "r")
    return reply


def take(planner: Planner, number: int = 0, query_id: str = "q") -> PlannerChange:
    return planner.handle([TakeWay(id="r", query_id=query_id, number=number)])


def slow(street_nodes: tuple[int, ...], kph: float, action: str = "speed") -> AddEdit:
    speed = kph if action == "speed" else None
    return AddEdit(draft=EditDraft(chains=(street_nodes,), action=action, speed_kph=speed))


def test_ways_come_with_a_line_and_what_they_take_more() -> None:
    planner, view = watched()

    (way,) = asked(planner).ways

    assert view.duration_ms is not None
    assert way.streets == ("South Road",)
    assert way.more_ms == way.duration_ms - view.duration_ms > 0
    line = np.frombuffer(way.line, "<f8").reshape(-1, 2)
    assert line[:, 1].min() == pytest.approx(44.988)
    assert len(np.frombuffer(way.segments, "<i4")) == len(line) - 1


def test_a_way_that_is_taken_is_driven_and_told_whole() -> None:
    planner, _ = watched()
    (way,) = asked(planner).ways

    (view,) = take(planner).routes

    assert view.rerouted
    assert "South Road" in view.streets
    assert (view.duration_ms, view.line) == (way.duration_ms, way.line)
    (back,) = asked(planner, "again").ways
    assert back.more_ms == -way.more_ms
    (view,) = take(planner, query_id="again").routes
    assert "North Road" in view.streets


@pytest.mark.parametrize("always_best", [False, True])
def test_a_way_that_was_taken_is_not_thrown_away_when_traffic_moves(always_best: bool) -> None:  # noqa: FBT001 - a parameter of the test
    rule = SwitchRule(least_minutes=0, least_percent=0) if always_best else SwitchRule(least_minutes=0.01)
    planner, _ = watched(rule)
    asked(planner)
    take(planner)

    eased = planner.handle([slow((3, EAST), 90.0)])

    assert all("South Road" in view.streets for view in eased.routes)
    assert eased.times or eased.routes


def test_a_way_that_was_taken_is_left_once_another_saves_enough_beyond_what_was_accepted() -> None:
    planner, _ = watched(SwitchRule(least_minutes=0.1, least_percent=1))
    asked(planner)
    take(planner)

    (view,) = planner.handle([slow((2, OTHER, 3), 20.0)]).routes

    assert "North Road" in view.streets


def test_a_way_that_was_taken_is_left_where_it_is_closed() -> None:
    planner, _ = watched()
    asked(planner)
    take(planner)

    (view,) = planner.handle([slow((2, OTHER), 0, "close")]).routes

    assert "North Road" in view.streets


def test_a_closed_way_is_refused_and_the_route_stays() -> None:
    planner, _ = watched()
    asked(planner)
    planner.handle([slow((2, OTHER), 0, "close")])

    change = take(planner)

    assert change.routes == ()
    assert "closed" in change.notices[0]


@pytest.mark.parametrize(("number", "query_id"), [(0, "another"), (7, "q"), (-1, "q")])
def test_what_was_not_offered_is_refused(number: int, query_id: str) -> None:
    planner, _ = watched()
    asked(planner)

    change = take(planner, number, query_id)

    assert (change.routes, len(change.notices)) == ((), 1)
    assert "ask for them again" in change.notices[0]


def test_a_route_that_is_gone_is_said_to_be() -> None:
    planner, _ = watched()
    asked(planner)
    planner.handle([RemoveRoute(id="r")])

    assert "not on the board" in asked(planner).message
    assert "not on the board" in take(planner).notices[0]


def test_stops_are_moved_and_an_old_offer_is_void() -> None:
    planner, _ = watched()
    asked(planner)
    stops = (REQUEST.start, LonLat(0.16, 44.988), REQUEST.end)

    (view,) = planner.handle([ChangeRoute(id="r", stops=stops)]).routes

    assert view.stops == stops
    assert "South Road" in view.streets
    assert not view.rerouted
    assert "ask for them again" in take(planner).notices[0]
    assert "without stops between" in asked(planner).message


def test_a_route_needs_two_stops() -> None:
    planner, _ = watched()

    change = planner.handle([ChangeRoute(id="r", stops=(REQUEST.start,))])

    assert change.notices == ("A route needs a start and an end.",)
