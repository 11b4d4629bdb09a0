"""Routes on real maps, judged by a walker that reads the map file by itself."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.path import path_nodes, path_ways
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.legality.walker import Violation, Walker
from tests.shared_data import SHARED, needs_shared

SMALL_MAPS = ["krems.osm.gz", "north-bayreuth.osm.gz"]
MAPS = [*SMALL_MAPS, "porto_portugal.osm.pbf"]

pytestmark = needs_shared


@dataclass
class Share:
    """How many routes were driven, how many of them break the law, and what they broke."""

    routes: int = 0
    illegal: int = 0
    breaches: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[RouteRequest, list[Violation]]] = field(default_factory=list)

    def add(self, request: RouteRequest, found: list[Violation]) -> None:
        self.routes += 1
        self.illegal += bool(found)
        self.breaches.update(each.what for each in found)
        if found:
            self.examples.append((request, found))

    def __str__(self) -> str:
        percent = 100 * self.illegal / max(self.routes, 1)
        return f"{self.illegal} of {self.routes} routes illegal ({percent:.1f} %) {dict(self.breaches)}"


@lru_cache(maxsize=1)
def network_and_walker(name: str) -> tuple[RoadNetwork, Walker]:
    path = SHARED / "maps" / name
    return read_osm(path, lambda _: None).network, Walker.of_file(path)


def random_pairs(network: RoadNetwork, count: int, seed: int) -> Iterator[tuple[LonLat, LonLat]]:
    """Yield pairs of places on random roads."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(count):
        start, end = (
            network.points_on(dice.randrange(network.segment_count), dice.random()).tolist() for _ in range(2)
        )
        yield LonLat(*start), LonLat(*end)


def drive(network: RoadNetwork, walker: Walker, engine: EngineName, pairs: int, seed: int) -> Share:
    """Return what the walker says of routes between random pairs."""
    router, share = Router(network), Share()
    for start, end in random_pairs(network, pairs, seed):
        request = RouteRequest(start=start, end=end, engine=engine)
        path = router.answer(request).path
        if path is not None:
            nodes = path_nodes(path, network)
            share.add(request, walker.violations(nodes, path_ways(path, network)) if nodes else [])
    return share


@pytest.mark.parametrize("name", SMALL_MAPS)
def test_routes_keep_the_law(name: str) -> None:
    network, walker = network_and_walker(name)
    for engine in EngineName:
        share = drive(network, walker, engine, pairs=24, seed=1)
        assert share.routes > 12
        assert share.examples == []


def test_without_the_turn_restrictions_some_routes_break_the_law() -> None:
    network, walker = network_and_walker("north-bayreuth.osm.gz")
    unruled = replace(network, turn_bans=TurnBans.none())
    share = drive(unruled, walker, EngineName.CCH, pairs=60, seed=2)
    assert share.illegal > 0
    assert set(share.breaches) <= {"banned turn", "command ignored"}


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", MAPS)
def test_1000_routes_keep_the_law(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    network, walker = network_and_walker(name)
    shares = {engine.value: drive(network, walker, engine, pairs=1000, seed=2) for engine in EngineName}
    unruled = replace(network, turn_bans=TurnBans.none())
    shares["without turn restrictions"] = drive(unruled, walker, EngineName.CCH, pairs=1000, seed=2)
    with capsys.disabled():
        for label, share in shares.items():
            sys.stdout.write(f"\n{name}, {label}: {share}")
    assert [shares[engine].examples for engine in EngineName] == [[], [], []]
    assert shares["without turn restrictions"].illegal > 0
