from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AddRoute, ApplyFeed, ReplaceFeed
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.hub.scene import SCENE_STEP_S, DemoScene
from desktop_app.hub.story import on_clock
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.traffic.words import ClearWord, ClosureWord, IncidentWord, Word
from tests.hub.towns import node_at, town

JAMMED, OTHER = "jammed", "other"


@pytest.fixture(scope="module")
def network() -> RoadNetwork:
    return town(0.005)


def place_of(network: RoadNetwork, osm_id: int) -> LonLat:
    node = network.node_osm_id.searchsorted(osm_id)
    return LonLat(float(network.node_lon[node]), float(network.node_lat[node]))


@dataclass
class Desk:
    """A planner that hears the scene, and what it said at which second."""

    network: RoadNetwork
    told: list[tuple[float, PlannerChange]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = ManualClock()
        self.planner = Planner(self.network, self.clock, PlannerSettings())
        ends = {JAMMED: (node_at(0, 3), node_at(11, 3)), OTHER: (node_at(0, 9), node_at(11, 6))}
        change = self.planner.handle(
            [
                AddRoute(
                    id=name,
                    name=name,
                    request=RouteRequest(start=place_of(self.network, a), end=place_of(self.network, b)),
                )
                for name, (a, b) in ends.items()
            ]
        )
        self.chains = tuple(route.nodes for route in change.routes)

    def hear(self, words: tuple[Word, ...], second: float) -> None:
        said = tuple(on_clock(word, self.clock.now_ms(), 1.0) for word in words)
        command = ApplyFeed(words=said) if self.told else ReplaceFeed(words=said)
        self.told.append((second, self.planner.handle([command])))

    def watch(self, seconds: float, seed: int = 1) -> None:
        scene = DemoScene(self.network, self.chains, seed)
        self.hear(scene.opening(), 0.0)
        for step in range(1, round(seconds / SCENE_STEP_S) + 1):
            self.clock.advance(SCENE_STEP_S)
            self.hear(scene.advance(), step * SCENE_STEP_S)

    def alerts(self, kind: str, state: str) -> Iterator[tuple[float, tuple[str, ...], str]]:
        for second, change in self.told:
            for alert in change.alerts:
                if (alert.kind, alert.state) == (kind, state):
                    yield second, alert.routes, alert.text

    def reroutes(self, route_id: str) -> list[float]:
        return [
            second
            for second, change in self.told
            for route in change.routes
            if route.id == route_id and route.rerouted
        ]


def test_a_route_is_in_trouble_for_a_reason_and_then_led_another_way(network: RoadNetwork) -> None:
    desk = Desk(network)
    desk.watch(34.0)
    alerts = [alert for alert in desk.alerts("delay", "raised") if JAMMED in alert[1]]
    assert alerts
    second, _, text = alerts[0]
    assert 8.0 < second < 27.0
    assert "collided" in text
    reroutes = desk.reroutes(JAMMED)
    assert reroutes
    assert second < reroutes[0] < 32.0


def test_a_road_of_another_route_is_closed_and_opened(network: RoadNetwork) -> None:
    desk = Desk(network)
    desk.watch(110.0)
    closed = [alert for alert in desk.alerts("closed", "raised") if OTHER in alert[1]]
    assert [second for second, _, _ in closed] == [35.0]
    assert 35.0 in desk.reroutes(OTHER)
    assert not any(
        incident.kind == "closure" and "main" in incident.text
        for incident in desk.told[-1][1].incidents or ()
    )


def test_the_jam_has_gone_at_the_end_of_the_script(network: RoadNetwork) -> None:
    desk = Desk(network)
    desk.watch(140.0)
    assert [second for second, routes, _ in desk.alerts("delay", "cleared") if JAMMED in routes]
    scene = DemoScene(network, desk.chains, 1)
    words = [word for _ in range(280) for word in scene.advance()]
    begun = {word.id for word in words if isinstance(word, IncidentWord | ClosureWord)}
    ended = {word.id for word in words if isinstance(word, ClearWord)}
    assert {"demo-accident", "demo-closure"} <= begun & ended


def test_same_seed_tells_the_same_scene(network: RoadNetwork) -> None:
    chains = Desk(network).chains
    one, two = DemoScene(network, chains, 3), DemoScene(network, chains, 3)
    assert one.opening() == two.opening()
    assert [one.advance() for _ in range(60)] == [two.advance() for _ in range(60)]


def test_day_goes_on_after_the_script(network: RoadNetwork) -> None:
    scene = DemoScene(network, Desk(network).chains, 1)
    for _ in range(round(150 / SCENE_STEP_S)):
        scene.advance()
    later = [word for _ in range(round(600 / SCENE_STEP_S)) for word in scene.advance()]
    assert any(isinstance(word, IncidentWord) for word in later)


@pytest.mark.parametrize("routes", [(), ((),), ((1, 2_000_000),), ((node_at(0, 0), node_at(1, 0)),)])
def test_routes_without_a_stretch_for_a_jam_leave_the_plain_day(
    network: RoadNetwork, routes: tuple[tuple[int, ...], ...]
) -> None:
    scene = DemoScene(network, routes, 1)
    assert scene.opening()
    words = [word for _ in range(100) for word in scene.advance()]
    assert not [word for word in words if getattr(word, "id", "").startswith("demo")]
