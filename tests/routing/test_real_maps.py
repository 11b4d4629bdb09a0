"""Routes on real maps, against networkx's plain Dijkstra."""

import random
from functools import lru_cache

import numpy as np
import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.path import path_distance_m
from desktop_app.routing.request import EngineName, LonLat, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.traffic.times import drive_ms
from tests.routing.oracle import Oracle
from tests.shared_data import SHARED, needs_shared

MAPS = ["campo-grande.osm.gz", "krems.osm.gz", "baltimore.osm.pbf"]

pytestmark = needs_shared


@lru_cache(maxsize=1)
def network_of_map(name: str) -> RoadNetwork:
    return read_osm(SHARED / "maps" / name, lambda _: None).network


def a_day_of_traffic(network: RoadNetwork, rng: np.random.Generator) -> Weights:
    """Slow a third of all segments, and close one in two hundred."""
    slowed = rng.random(network.segment_count) < 1 / 3
    kph = network.segment_free_flow_kph * np.where(slowed, rng.uniform(0.05, 1, network.segment_count), 1)
    closed = rng.random(network.segment_count) < 1 / 200
    return Weights(1, drive_ms(network.segment_length_m, kph), closed)


def a_place(network: RoadNetwork, dice: random.Random) -> LonLat:
    """A place up to 20 m beside a random road."""
    segment = dice.randrange(network.segment_count)
    share = dice.random()
    tail, head = network.segment_tail[segment], network.segment_head[segment]
    lon = network.node_lon[tail] * (1 - share) + network.node_lon[head] * share
    lat = network.node_lat[tail] * (1 - share) + network.node_lat[head] * share
    return LonLat(float(lon) + dice.uniform(-2e-4, 2e-4), float(lat) + dice.uniform(-2e-4, 2e-4))


def compare(name: str, pairs: int, seed: int) -> int:
    """Compare both engines with the oracle, turn rules off; return how many pairs had a way."""
    network = network_of_map(name)
    weights = a_day_of_traffic(network, np.random.default_rng(seed))
    router, oracle = Router(network, turn_rules=False), Oracle(network, weights)
    router.customize(weights)
    dice = random.Random(seed)  # noqa: S311 - no secret
    ways = 0
    for _ in range(pairs):
        start, end = a_place(network, dice), a_place(network, dice)
        for engine in EngineName:
            answer = router.answer(RouteRequest(start=start, end=end, engine=engine))
            found = answer.duration_ms if answer.path is not None else None
            expected = oracle.cost_ms(answer.snapped[0], answer.snapped[-1], found)
            assert found == expected, (name, engine, start, end)
        ways += found is not None
    return ways


@pytest.mark.parametrize("name", MAPS)
def test_all_engines_cost_what_plain_dijkstra_says(name: str) -> None:
    assert compare(name, pairs=4, seed=1) > 0


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", MAPS)
def test_all_engines_cost_what_plain_dijkstra_says_200_times(name: str) -> None:
    assert compare(name, pairs=200, seed=2) > 100


@pytest.mark.parametrize("name", MAPS)
def test_with_turn_rules_all_engines_agree_over_a_via_point(name: str) -> None:
    network = network_of_map(name)
    router = Router(network)
    router.customize(a_day_of_traffic(network, np.random.default_rng(3)))
    dice = random.Random(3)  # noqa: S311 - no secret
    for _ in range(3):
        start, via, end = (a_place(network, dice) for _ in range(3))
        answers = [
            router.answer(RouteRequest(start=start, end=end, via=(via,), engine=engine))
            for engine in EngineName
        ]
        assert len({(answer.duration_ms, answer.error) for answer in answers}) == 1


def test_the_way_through_monaco_is_as_long_as_known() -> None:
    network = network_of_map("monaco.osm.gz")
    router = Router(network)
    durations = set()
    for engine in EngineName:
        start, end = LonLat(7.42135, 43.730729), LonLat(7.419199, 43.727697)
        answer = router.answer(RouteRequest(start=start, end=end, engine=engine))
        assert answer.path is not None
        assert path_distance_m(answer.path, network) == pytest.approx(2584, rel=0.01)
        durations.add(answer.duration_ms)
    assert len(durations) == 1


def test_a_real_map_is_indexed_as_measured() -> None:
    network = network_of_map("campo-grande.osm.gz")
    index = SpatialIndex(network)
    dice = random.Random(4)  # noqa: S311 - no secret
    for _ in range(20):
        place = a_place(network, dice)
        hit = index.nearest(place.lon, place.lat)[0]
        assert hit.segment in index.within(place.lon, place.lat, hit.distance_m + 0.001)
        assert not len(index.within(place.lon, place.lat, hit.distance_m - 0.001))
