import hashlib
from collections import Counter
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from desktop_app.clock import ManualClock
from desktop_app.dispatch.commands import AddRoute, ApplyFeed
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.hub.scene import SCENE_STEP_S, DemoScene
from desktop_app.hub.story import on_clock
from desktop_app.roadnet.map_data import SourceMap
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from desktop_app.roadnet.progress import ImportProgress
from desktop_app.roadnet.sources.demo.geometry import Points, inside
from desktop_app.roadnet.sources.demo.osm_text import OsmWay
from desktop_app.roadnet.sources.demo.town import DemoTown, make_demo_town, write_demo_town
from desktop_app.roadnet.sources.demo.version import TOWN_VERSION
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.path import path_segments
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router

SEED = 7


def unheard(progress: ImportProgress) -> None:
    assert progress.stage


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return make_demo_town(SEED)


@pytest.fixture(scope="module")
def map_data(town: DemoTown, tmp_path_factory: pytest.TempPathFactory) -> SourceMap:
    path = tmp_path_factory.mktemp("town") / "town.osm.gz"
    write_demo_town(town, path)
    return read_osm(path, unheard)


@pytest.fixture(scope="module")
def network(map_data: SourceMap) -> RoadNetwork:
    return map_data.network


@pytest.fixture(scope="module")
def router(network: RoadNetwork) -> Router:
    return Router(network)


def test_the_version_goes_up_with_the_town(town: DemoTown) -> None:
    # Towns are kept on disk by this version: who changes the town raises it, and then this digest.
    facts = (town.demo_routes, [place.name for place in town.places], len(town.nodes), len(town.ways))
    digest = hashlib.sha256(repr(facts).encode()).hexdigest()[:12]
    assert (TOWN_VERSION, digest) == (4, "62af67bc4598")


def tag(way: OsmWay, key: str) -> str:
    return dict(way.tags).get(key, "")


def water_rings(town: DemoTown) -> list[Points]:
    spots = {node.id: (node.lon, node.lat) for node in town.nodes}
    return [
        np.array([spots[ref] for ref in way.nodes]) for way in town.ways if tag(way, "natural") == "water"
    ]


def river_bridges(town: DemoTown) -> list[OsmWay]:
    river = water_rings(town)[0]
    spots = {node.id: (node.lon, node.lat) for node in town.nodes}
    bridges = [way for way in town.ways if tag(way, "highway") and tag(way, "bridge")]
    middles = np.array([np.mean([spots[way.nodes[0]], spots[way.nodes[-1]]], axis=0) for way in bridges])
    return [way for way, wet in zip(bridges, inside(middles, river).tolist(), strict=True) if wet]


def test_one_seed_gives_the_same_bytes_and_another_others(town: DemoTown, tmp_path: Path) -> None:
    for name, each in (("a", town), ("b", make_demo_town(SEED)), ("c", make_demo_town(SEED + 1))):
        write_demo_town(each, tmp_path / f"{name}.osm.gz")
    first, second, third = ((tmp_path / f"{name}.osm.gz").read_bytes() for name in "abc")
    assert first == second
    assert first != third
    assert 50_000 < len(first) < 500_000


def test_town_has_the_size_of_a_town(map_data: SourceMap) -> None:
    network = map_data.network
    assert 2_700 <= network.junction_count <= 3_300
    assert not map_data.report.dropped
    facts = network.facts
    assert 7_000 < (facts.north - facts.south) * 111_200 < 9_500
    assert np.mean(network.junction_component == 0) >= 0.98


def test_every_kind_of_road_is_there(network: RoadNetwork) -> None:
    kinds = {RoadClass(int(each)) for each in np.unique(network.arc_class)}
    wanted = {"MOTORWAY", "MOTORWAY_LINK", "PRIMARY", "SECONDARY", "TERTIARY", "RESIDENTIAL", "UNCLASSIFIED"}
    assert wanted <= {kind.name for kind in kinds}
    dead_ends = np.bincount(network.arc_tail, minlength=network.junction_count) == 1
    assert dead_ends.sum() > 40


def test_backdrop_has_water_green_rail_and_names(map_data: SourceMap, town: DemoTown) -> None:
    assert {0, 1, 2, 3} <= set(map_data.backdrop.shape_kind.tolist())
    assert len(map_data.backdrop.place_kind) > 10
    assert town.name in {dict(node.tags).get("name") for node in town.nodes if node.tags}


def test_four_bridges_cross_the_river(town: DemoTown) -> None:
    names = Counter(tag(way, "bridge:name") or tag(way, "name") for way in river_bridges(town))
    assert len(names) == 4
    # A motorway has a deck for either direction.
    assert sorted(names.values()) == [1, 1, 1, 2]


def test_without_its_bridges_the_town_is_cut_in_two(town: DemoTown) -> None:
    bridges = {way.id for way in river_bridges(town)}
    links: nx.Graph[int] = nx.Graph()
    for way in town.ways:
        if tag(way, "highway") and way.id not in bridges:
            nx.add_path(links, way.nodes)
    sizes = sorted((len(part) for part in nx.connected_components(links)), reverse=True)
    assert sizes[1] > 1_000
    assert sum(sizes[2:]) < 0.01 * sum(sizes)


def test_no_road_stands_in_the_water(town: DemoTown) -> None:
    spots = {node.id: (node.lon, node.lat) for node in town.nodes}
    roads = [way for way in town.ways if tag(way, "highway") and not tag(way, "bridge")]
    on_land = np.array([spots[ref] for way in roads for ref in way.nodes])
    for ring in water_rings(town):
        assert not inside(on_land, ring).any()


def test_no_road_runs_through_a_park(town: DemoTown) -> None:
    spots = {node.id: (node.lon, node.lat) for node in town.nodes}
    roads = np.array([spots[ref] for way in town.ways if tag(way, "highway") for ref in way.nodes])
    parks = [way for way in town.ways if tag(way, "leisure") == "park"]
    assert len(parks) >= 5
    for park in parks:
        assert not inside(roads, np.array([spots[ref] for ref in park.nodes])).any()


def test_roundabouts_are_one_way_circles(network: RoadNetwork, town: DemoTown) -> None:
    circles = [way for way in town.ways if tag(way, "junction") == "roundabout"]
    assert len(circles) >= 6
    assert all(way.nodes[0] == way.nodes[-1] and tag(way, "oneway") == "yes" for way in circles)
    arcs = (network.arc_flags & ArcFlag.ROUNDABOUT) != 0
    assert arcs.any()
    assert (network.arc_twin[arcs] == -1).all()
    spots = {node.id: (node.lon, node.lat) for node in town.nodes}
    for way in circles:
        x, y = np.array([spots[ref] for ref in way.nodes]).T
        # Traffic keeps to the right, and so goes round against the clock.
        assert np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) > 0


def test_streets_have_names_of_their_own(town: DemoTown) -> None:
    streets = [way for way in town.ways if tag(way, "highway") in {"residential", "tertiary"}]
    named = [way for way in streets if not tag(way, "junction")]
    assert all(tag(way, "name") for way in named)
    by_name: dict[str, nx.Graph[int]] = {}
    for way in named:
        nx.add_path(by_name.setdefault(tag(way, "name"), nx.Graph()), way.nodes)
    apart = [name for name, graph in by_name.items() if nx.number_connected_components(graph) > 1]
    # A roundabout or an interchange may lie between two parts of a street.
    assert len(apart) < 0.02 * len(by_name)


def test_demo_routes_take_some_ten_minutes_over_bridges(
    town: DemoTown, network: RoadNetwork, router: Router
) -> None:
    places = {place.name: LonLat(place.lon, place.lat) for place in town.places}
    assert len(places) == 8
    assert len(town.demo_routes) == 6
    bridges = {way.id for way in river_bridges(town)}
    crossing = []
    for name, start, end in town.demo_routes:
        answer = router.answer(RouteRequest(start=places[start], end=places[end]))
        assert answer.path is not None, name
        assert 9.0 <= answer.duration_ms / 60_000 <= 16.0, name
        arcs = network.segment_arc[path_segments(answer.path)]
        crossing.append(bool(bridges & set(network.arc_way[arcs].tolist())))
    assert crossing[0]
    assert sum(crossing) >= 3


def test_the_scene_leads_the_first_route_over_another_bridge(town: DemoTown, network: RoadNetwork) -> None:
    places = {place.name: LonLat(place.lon, place.lat) for place in town.places}
    bridges = {tag(way, "name") for way in river_bridges(town)} - {""}
    clock = ManualClock()
    planner = Planner(network, clock, PlannerSettings())
    asked = [
        AddRoute(id=name, name=name, request=RouteRequest(start=places[start], end=places[end]))
        for name, start, end in town.demo_routes
    ]
    routes = planner.handle(asked).routes
    first = routes[0]
    scene = DemoScene(network, [route.nodes for route in routes], SEED)
    alerts, ways = set(), [first.streets]
    for _ in range(round(34 / SCENE_STEP_S)):
        clock.advance(SCENE_STEP_S)
        words = tuple(on_clock(word, clock.now_ms(), 1.0) for word in scene.advance())
        change = planner.handle([ApplyFeed(words=words)])
        alerts |= {alert.kind for alert in change.alerts if first.id in alert.routes}
        ways += [route.streets for route in change.routes if route.id == first.id and route.rerouted]
    assert alerts == {"delay"}
    assert len(ways) == 2
    before, after = (bridges & set(way) for way in ways)
    assert before
    assert after
    assert before != after
