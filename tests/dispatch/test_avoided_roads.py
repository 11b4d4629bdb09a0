"""Roads that one route avoids: exactly those, for that route alone, whatever the traffic does."""

import numpy as np
import pytest

from desktop_app.clock import ManualClock
from desktop_app.dispatch.avoided_roads import road_to_avoid, streets_to_avoid
from desktop_app.dispatch.change import RouteView
from desktop_app.dispatch.commands import AddEdit, AddRoute, AskRoute, AskWays, ChangeRoute, EditDraft
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.routing.fleet import MOST_AVOIDING
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from tests.networks import grid

NETWORK = grid(6, 5)
REQUEST = RouteRequest(start=LonLat(0.1005, 45.004), end=LonLat(0.1095, 45.004))


def planner_with(*ids: str) -> tuple[Planner, dict[str, RouteView]]:
    planner = Planner(NETWORK, ManualClock(), PlannerSettings())
    change = planner.handle([AddRoute(id=key, name=key, request=REQUEST) for key in ids])
    return planner, {view.id: view for view in change.routes}


def way(view: RouteView) -> np.ndarray:
    return np.frombuffer(view.segments, "<i4")


def pairs(view: RouteView) -> set[tuple[int, int]]:
    return set(zip(view.nodes[:-1], view.nodes[1:], strict=True))


def test_the_road_is_the_street_that_the_way_drives_without_its_ends() -> None:
    _, views = planner_with("a")
    assert views["a"].streets == ("Row 2",)

    chains = road_to_avoid(NETWORK, way(views["a"]), 2)

    assert set(chains) == {c for n in (202, 203, 204) for c in ((n, n + 1), (n + 1, n))}
    assert road_to_avoid(NETWORK, way(views["a"]), 0) == ()
    assert road_to_avoid(NETWORK, way(views["a"]), len(way(views["a"])) - 1) == ()


@pytest.mark.parametrize("engine", list(EngineName))
def test_a_route_avoids_its_roads_and_others_do_not(engine: EngineName) -> None:
    planner, views = planner_with("a", "b")
    chains = road_to_avoid(NETWORK, way(views["a"]), 2)

    (view,) = planner.handle([ChangeRoute(id="a", avoid=chains)]).routes

    assert view.id == "a"
    assert view.avoid == chains
    assert set(view.avoided_streets) == {"Row 2"}
    assert pairs(view).isdisjoint(set(chains))
    closed = Planner(NETWORK, ManualClock(), PlannerSettings())
    closed.handle([AddEdit(draft=EditDraft(chains=(chain,), action="close")) for chain in chains])
    request = RouteRequest(start=REQUEST.start, end=REQUEST.end, engine=engine, avoid=chains)
    (oracle,) = closed.handle([AskRoute(query_id="q", request=REQUEST)]).replies
    (reply,) = planner.handle([AskRoute(query_id="q", request=request)]).replies
    assert oracle.route is not None
    assert reply.route is not None
    assert reply.route.duration_ms == view.duration_ms == oracle.route.duration_ms


def test_traffic_does_not_lead_back_onto_them_nor_do_other_ways() -> None:
    planner, views = planner_with("a")
    chains = road_to_avoid(NETWORK, way(views["a"]), 2)
    (view,) = planner.handle([ChangeRoute(id="a", avoid=chains)]).routes
    jam = tuple(chain for chain in zip(view.nodes[1:-2], view.nodes[2:-1], strict=True))

    change = planner.handle([AddEdit(draft=EditDraft(chains=jam, action="speed", speed_kph=2.0))])
    (reply,) = planner.handle([AskWays(query_id="q", id="a")]).ways

    for found in change.routes:
        assert pairs(found).isdisjoint(set(chains))
    avoided = {
        int(s)
        for s in range(NETWORK.segment_count)
        if (
            int(NETWORK.node_osm_id[NETWORK.segment_tail[s]]),
            int(NETWORK.node_osm_id[NETWORK.segment_head[s]]),
        )
        in set(chains)
    }
    for other in reply.ways:
        assert avoided.isdisjoint(np.frombuffer(other.segments, "<i4").tolist())


def test_a_road_can_be_driven_again() -> None:
    planner, views = planner_with("a")
    planner.handle([ChangeRoute(id="a", avoid=road_to_avoid(NETWORK, way(views["a"]), 2))])

    (view,) = planner.handle([ChangeRoute(id="a", avoid=())]).routes

    assert (view.nodes, view.avoid) == (views["a"].nodes, ())


def test_only_so_many_routes_avoid_roads_of_their_own() -> None:
    ids = [str(number) for number in range(MOST_AVOIDING + 1)]
    planner, _ = planner_with(*ids)

    chains = [
        ((201 + n % 5 + 100 * (n // 5 - 1), 202 + n % 5 + 100 * (n // 5 - 1)),) for n in range(len(ids))
    ]
    change = planner.handle(
        [ChangeRoute(id=key, avoid=avoid) for key, avoid in zip(ids, chains, strict=True)]
    )

    assert len(change.notices) == 1
    assert str(MOST_AVOIDING) in change.notices[0]


def test_rubbish_is_refused() -> None:
    planner, _ = planner_with("a")

    change = planner.handle([ChangeRoute(id="a", avoid=((2**70, 1),))])

    assert change.routes[:1] == () or change.routes[0].avoid == ()
    assert "no map has" in change.notices[0]


def test_the_streets_of_a_way_are_offered_without_its_ends() -> None:
    planner, _ = planner_with("a")
    stops = (REQUEST.start, LonLat(0.106, 45.0065), REQUEST.end)
    (view,) = planner.handle([ChangeRoute(id="a", stops=stops)]).routes

    offered = streets_to_avoid(NETWORK, way(view))

    assert offered
    assert {street for street, _ in offered} <= set(view.streets)
    assert all(road_to_avoid(NETWORK, way(view), place) for _, place in offered)


def test_a_route_of_the_session_whose_roads_are_refused_is_there_without_them() -> None:
    planner, _ = planner_with()
    request = RouteRequest(start=REQUEST.start, end=REQUEST.end, avoid=((2**70, 1),))

    change = planner.handle([AddRoute(id="a", name="a", request=request)])

    assert [view.avoid for view in change.routes] == [()]
    assert len(change.notices) == 1
