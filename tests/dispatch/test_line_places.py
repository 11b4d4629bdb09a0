"""Lines and points of the feed, from the text on the wire to the route under watch."""

import json

import pytest

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AddRoute, ApplyFeed
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.feed.updates import UpdateReader
from desktop_app.routing.request import LonLat, RouteRequest
from tests.networks import grid

TS = "2023-11-14T22:13:20Z"
REQUEST = RouteRequest(start=LonLat(0.1001, 45.0), end=LonLat(0.1099, 45.0))
STRAIGHT = (1, 2, 3, 4, 5, 6)


class Watched:
    """A planner that watches a route along the southernmost street."""

    def __init__(self) -> None:
        self.planner = Planner(grid(), ManualClock(), PlannerSettings())
        (route,) = self.planner.handle([AddRoute(id="1", name="Depot", request=REQUEST)]).routes
        assert route.nodes == STRAIGHT

    def hear(self, **update: object) -> PlannerChange:
        reader = UpdateReader()
        reader.read(json.dumps([{"id": "x", "source": "city", "ts": TS, **update}]).encode())
        assert not reader.refused
        return self.planner.handle([ApplyFeed(words=tuple(reader.words))])


def points(*delays: tuple[float, float]) -> list[dict[str, float]]:
    return [{"latitude": 45.0, "longitude": lon, "delay": delay_s} for lon, delay_s in delays]


def test_a_closed_line_sends_the_route_another_way() -> None:
    line = [[0.104, 45.0], [0.106, 45.0]]
    change = Watched().hear(kind="closure", line=line)
    (route,) = change.routes
    assert route.rerouted
    assert not {(3, 4), (4, 3)} & set(zip(route.nodes, route.nodes[1:], strict=False))


def test_a_line_in_the_other_direction_changes_nothing() -> None:
    change = Watched().hear(kind="closure", line=[[0.106, 45.0], [0.104, 45.0]])
    assert not (*change.routes, *change.times)


def test_an_incident_on_a_line_delays_the_route() -> None:
    change = Watched().hear(kind="incident", line=[[0.102, 45.0], [0.108, 45.0]], delay_s=60, what="accident")
    (route,) = change.times
    assert route.delay_ms == pytest.approx(60_000, abs=5)
    (mark,) = change.incidents or ()
    assert mark.at.lat == pytest.approx(45.0)


def test_delays_at_points_are_lost_on_the_route() -> None:
    change = Watched().hear(kind="delay", points=points((0.103, 40), (0.107, 20)))
    (route,) = change.times
    assert route.delay_ms == pytest.approx(60_000, abs=5)


def test_a_line_where_no_road_is_is_refused_and_counted() -> None:
    change = Watched().hear(kind="closure", line=[[0.5, 45.0], [0.6, 45.0]])
    assert change.feed is not None
    assert change.feed.rejected == {"unknown_place": 1}
