"""Random towns with random turn restrictions: no route breaks one, and both engines agree."""

import tempfile
from dataclasses import dataclass
from itertools import pairwise, permutations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.profile_file import built_in_profiles
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.path import path_nodes, path_ways
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.legality.walker import Walker
from tests.roadnet.sources.map_files import node, osm, way
from tests.roadnet.sources.restrictions.crossings import restriction

COLUMNS, ROWS = 4, 3
PLACES = {1 + column + COLUMNS * row: (column, row) for column in range(COLUMNS) for row in range(ROWS)}
AVENUE = 99
"""The middle row is one way, so that via ways have junctions in their middle."""
BLOCKS = [
    (tail, head)
    for tail, head in permutations(PLACES, 2)
    if (PLACES[head][0] - PLACES[tail][0], PLACES[head][1] - PLACES[tail][1]) in {(1, 0), (0, 1)}
]
WAY_OF = {
    block: AVENUE if PLACES[block[0]][1] == PLACES[block[1]][1] == 1 else 100 + number
    for number, block in enumerate(BLOCKS)
}
KINDS = [
    *("no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"),
    *("only_left_turn", "only_right_turn", "only_straight_on"),
]
PROFILES = built_in_profiles()


@dataclass(frozen=True)
class Sign:
    """A restriction along a walk: its first way is `from`, its last `to`, those between are via."""

    kind: str
    walk: tuple[int, ...]

    def item(self, relation: int) -> str:
        ways = [WAY_OF[min(step), max(step)] for step in pairwise(self.walk)]
        via = [f"w{each}" for each in dict.fromkeys(ways[1:-1])] or [f"n{self.walk[1]}"]
        members = [("from", f"w{ways[0]}"), *(("via", name) for name in via), ("to", f"w{ways[-1]}")]
        return restriction(members, {"restriction": self.kind}, relation)


@st.composite
def signs(draw: st.DrawFn) -> Sign:
    walk = [draw(st.sampled_from(sorted(PLACES)))]
    for _ in range(draw(st.integers(2, 4))):
        beside = [a + b - walk[-1] for a, b in BLOCKS if walk[-1] in {a, b}]
        walk.append(draw(st.sampled_from([each for each in beside if each not in walk[-2:]])))
    return Sign(draw(st.sampled_from(KINDS)), tuple(walk))


def town(one_ways: set[tuple[int, int]], chosen: list[Sign]) -> str:
    """Return a town in which some blocks are one-way and some turns restricted, as a map file."""
    places = [
        node(each, 48 + row / 1000 + each / 1e5, 10 + column / 500) for each, (column, row) in PLACES.items()
    ]
    avenue = sorted({end for block, number in WAY_OF.items() if number == AVENUE for end in block})
    streets = [way(AVENUE, avenue, highway="residential")]
    for block, number in WAY_OF.items():
        if number != AVENUE:
            one_way = {"oneway": "yes"} if block in one_ways else {}
            streets.append(way(number, block, highway="residential", **one_way))
    return osm(*places, *streets, *(sign.item(1 + number) for number, sign in enumerate(chosen)))


def place(network: RoadNetwork, osm_id: int) -> LonLat:
    row = network.node_osm_id.tolist().index(osm_id)
    return LonLat(float(network.node_lon[row]), float(network.node_lat[row]))


@settings(max_examples=10, deadline=None)
@given(one_ways=st.sets(st.sampled_from(BLOCKS), max_size=4), chosen=st.lists(signs(), max_size=8))
def test_no_route_breaks_a_random_restriction(one_ways: set[tuple[int, int]], chosen: list[Sign]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "town.osm"
        path.write_text(town(one_ways, chosen), encoding="utf-8")
        network, walker = read_osm(path, lambda _: None, PROFILES).network, Walker.of_file(path)
    router = Router(network)
    for start, end in permutations((1, 4, 9, 12), 2):
        answers = [
            router.answer(RouteRequest(start=place(network, start), end=place(network, end), engine=engine))
            for engine in EngineName
        ]
        assert len({answer.duration_ms for answer in answers}) == 1
        for answer in answers:
            if answer.path is not None:
                nodes, ways = path_nodes(answer.path, network), path_ways(answer.path, network)
                assert walker.violations(nodes, ways) == []
