"""Three engines, three profiles, five states of traffic, all maps: one cost, and no way that is forbidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pytest
from msgspec.structs import replace

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.arc_order import arc_ranks
from desktop_app.routing.path import path_nodes, path_ways
from desktop_app.routing.request import EngineName, LonLat, Path, RouteAnswer, RouteRequest
from desktop_app.routing.router import Router
from tests.legality.walker import Walker
from tests.routing.traffic_states import TRAFFIC_STATES
from tests.shared_data import SHARED, needs_shared

SMALL_MAPS = ["monaco.osm.gz", "krems.osm.gz"]
MAPS = [
    "andorra.osm.pbf",
    "baltimore.osm.pbf",
    "campo-grande.osm.gz",
    "krems.osm.gz",
    "liechtenstein-latest.osm.pbf",
    "monaco.osm.gz",
    "north-bayreuth.osm.gz",
    "porto_portugal.osm.pbf",
]
PROFILES = ("car", "truck", "emergency")
PAIRS = 42  # times 8 maps, 3 profiles and 5 states: 5,040

pytestmark = needs_shared


@dataclass(frozen=True)
class RealMap:
    network: RoadNetwork
    walker: Walker
    router: Router


@lru_cache(maxsize=len(SMALL_MAPS))
def real_map(name: str) -> RealMap:
    path = SHARED / "maps" / name
    network = read_osm(path, lambda _: None).network
    return RealMap(network, Walker.of_file(path), Router(network, arc_rank=arc_ranks(network)))


def random_requests(network: RoadNetwork, profile: str, count: int, seed: int) -> Iterator[RouteRequest]:
    """Yield requests between places on random roads."""
    dice = np.random.default_rng(seed)
    for _ in range(count):
        ends = [
            LonLat(*network.points_on(int(dice.integers(network.segment_count)), dice.random()).tolist())
            for _ in range(2)
        ]
        yield RouteRequest(start=ends[0], end=ends[1], profile=profile)


def agreed_answers(real: RealMap, request: RouteRequest) -> list[RouteAnswer]:
    """Return the answers of all engines, which say the same and cost the same."""
    answers = [real.router.answer(replace(request, engine=engine)) for engine in EngineName]
    said = {(answer.duration_ms, answer.error) for answer in answers}
    assert len(said) == 1, request
    return answers


def breaches(real: RealMap, path: Path) -> list[object]:
    nodes = path_nodes(path, real.network)
    return list(real.walker.violations(nodes, path_ways(path, real.network))) if nodes else []


def agree(name: str, profile: str, state: str, pairs: int) -> int:
    """Compare the engines, and let the walker follow the car's ways; return how many pairs had a way."""
    real = real_map(name)
    dice = np.random.default_rng(7)
    real.router.customize(TRAFFIC_STATES[state](real.network, dice))
    ways = 0
    for request in random_requests(real.network, profile, pairs, seed=len(name + profile + state)):
        for answer in agreed_answers(real, request):
            if answer.path is not None:
                ways += 1
                assert profile != "car" or breaches(real, answer.path) == [], request
    return ways // len(EngineName)


@pytest.mark.parametrize("state", TRAFFIC_STATES)
@pytest.mark.parametrize("profile", PROFILES)
def test_engines_agree_on_a_few_hundred_pairs(profile: str, state: str) -> None:
    for name in SMALL_MAPS:
        assert agree(name, profile, state, pairs=20) > 5


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", MAPS)
def test_engines_agree_on_5000_pairs(name: str) -> None:
    for profile in PROFILES:
        for state in TRAFFIC_STATES:
            assert agree(name, profile, state, PAIRS) > PAIRS // 8, (profile, state)
