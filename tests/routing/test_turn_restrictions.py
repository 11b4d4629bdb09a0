"""From the map file to the route: each form of turn restriction, with routes that keep it and break it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec
import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.path import path_nodes, path_ways
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.legality.walker import Walker
from tests.roadnet.sources.map_files import node, osm, way
from tests.roadnet.sources.restrictions.crossings import CROSSROADS, LADDER, restriction, turn

SATURDAY_MS = 1_785_578_400_000
"""2026-08-01, 10:00 UTC."""
MONDAY_MORNING_MS = 1_785_740_400_000
"""2026-08-03, 07:00 UTC: 8 o'clock or later everywhere in Europe's middle."""
RUSH_HOUR = "Mo-Fr 06:00-12:00"

FROM, VIA, TO = ("from", "w10"), ("via", "n5"), ("to", "w20")
LEFT, STRAIGHT, RIGHT, INTO_WEST = (1, 5, 2), (1, 5, 3), (1, 5, 4), (2, 5, 1)
ROUND, OUT, SIDE, OTHER_WAY = (1, 2, 7, 3, 4), (1, 2, 7, 3, 6), (1, 2, 5), (4, 3, 7, 2, 1)


@dataclass(frozen=True)
class Form:
    """A form of restriction on a map of its own.

    Attributes
    ----------
    allowed
        Routes, by OSM nodes, that are the quickest between their ends and stay so.
    banned
        Routes that are the quickest without the restriction, but must not be driven.
    """

    name: str
    items: Sequence[str]
    allowed: Sequence[tuple[int, ...]] = ()
    banned: Sequence[tuple[int, ...]] = ()


def on_crossroads(
    name: str, sign: str, *, allowed: Sequence[tuple[int, ...]], banned: Sequence[tuple[int, ...]]
) -> Form:
    return Form(name, [*CROSSROADS, sign], allowed, banned)


def on_ladder(
    name: str, *items: str, allowed: Sequence[tuple[int, ...]], banned: Sequence[tuple[int, ...]]
) -> Form:
    return Form(name, [*LADDER, *items], allowed, banned)


def signed(**tags: str) -> str:
    """Return a sign on the left turn of the crossroads; two underscores stand for a colon."""
    return restriction([FROM, VIA, TO], {key.replace("__", ":"): value for key, value in tags.items()})


HALVES = [
    *(item for item in LADDER if 'way id="11"' not in item),
    way(16, [7, 2], highway="residential"),
    way(17, [7, 3], highway="residential"),
]
SIDE_ROAD = (node(8, 48.001, 10.001), way(15, [7, 8], highway="residential"))

FORMS = [
    *(
        on_crossroads(kind, turn(10, "n5", 20, kind), allowed=[STRAIGHT, RIGHT, INTO_WEST], banned=[LEFT])
        for kind in ("no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit")
    ),
    *(
        on_crossroads(kind, turn(10, "n5", 20, kind), allowed=[LEFT, (3, 5, 4)], banned=[STRAIGHT, RIGHT])
        for kind in ("only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn")
    ),
    on_crossroads(
        "no_entry from several",
        restriction([FROM, ("from", "w30"), VIA, TO], {"restriction": "no_entry"}),
        allowed=[STRAIGHT, (4, 5, 2)],
        banned=[LEFT, (3, 5, 2)],
    ),
    on_crossroads(
        "no_exit onto several",
        restriction([FROM, VIA, TO, ("to", "w30")], {"restriction": "no_exit"}),
        allowed=[RIGHT],
        banned=[LEFT, STRAIGHT],
    ),
    Form(
        "no_u_turn at a dead end",
        [*CROSSROADS, turn(10, "n5", 20), turn(30, "n3", 30, "no_u_turn").replace('id="1"', 'id="2"', 1)],
        allowed=[(1, 5, 4, 5, 2)],
        banned=[LEFT],
    ),
    on_ladder(
        "no_u_turn over a way",
        turn(10, "w11", 12, "no_u_turn"),
        allowed=[OUT, SIDE, OTHER_WAY, (5, 2, 7, 3, 4)],
        banned=[ROUND],
    ),
    on_ladder(
        "only over a way",
        turn(10, "w11", 12, "only_u_turn"),
        allowed=[ROUND, (5, 2, 7, 3, 6)],
        banned=[OUT, SIDE],
    ),
    on_ladder(
        "over a way that a side road splits",
        *SIDE_ROAD,
        turn(10, "w11", 12),
        allowed=[OUT, (1, 2, 7, 8), (8, 7, 3, 4)],
        banned=[ROUND],
    ),
    on_ladder(
        "only over a way that a side road splits",
        *SIDE_ROAD,
        turn(10, "w11", 12, "only_left_turn"),
        allowed=[ROUND, (8, 7, 3, 6)],
        banned=[OUT, SIDE, (1, 2, 7, 8)],
    ),
    Form("over a chain of ways", [*HALVES, turn(10, ["w17", "w16"], 12)], [OUT, OTHER_WAY], [ROUND]),
    Form(
        "only over a chain of ways", [*HALVES, turn(10, ["w17", "w16"], 12, "only_left_turn")], [ROUND], [OUT]
    ),
    on_crossroads(
        "except=motorcar",
        signed(restriction="no_left_turn", **{"except": "motorcar"}),
        allowed=[LEFT],
        banned=[],
    ),
    on_crossroads(
        "except=psv", signed(restriction="no_left_turn", **{"except": "psv"}), allowed=[RIGHT], banned=[LEFT]
    ),
    on_crossroads("motorcar", signed(restriction__motorcar="no_left_turn"), allowed=[RIGHT], banned=[LEFT]),
    on_crossroads("hgv", signed(restriction__hgv="no_left_turn"), allowed=[LEFT], banned=[]),
    on_crossroads(
        "rush hour",
        signed(restriction__conditional=f"no_left_turn @ ({RUSH_HOUR})"),
        allowed=[LEFT],
        banned=[],
    ),
    on_crossroads(
        "all but rush hour",
        signed(restriction="no_left_turn", restriction__conditional=f"none @ ({RUSH_HOUR})"),
        allowed=[RIGHT],
        banned=[],
    ),
    on_crossroads(
        "broken", turn(10, "n5", 999, "only_straight_on"), allowed=[LEFT, STRAIGHT, RIGHT], banned=[]
    ),
]
NUMBER_OF = {form.name: number for number, form in enumerate(FORMS)}


def moved(item: str, number: int) -> str:
    """Return an item of a form with ids and place that no other form has."""
    item = re.sub(r'\b(id|ref)="(\d+)"', lambda found: f'{found[1]}="{int(found[2]) + 1000 * number}"', item)
    return re.sub(r'lat="([\d.]+)"', lambda found: f'lat="{float(found[1]) + number / 10:.4f}"', item)


@dataclass
class World:
    """All forms on one map, with a router that obeys its restrictions and one that does not."""

    network: RoadNetwork
    walker: Walker
    router: Router = field(init=False)
    lawless: Router = field(init=False)

    def __post_init__(self) -> None:
        self.router = Router(self.network)
        self.lawless = Router(replace(self.network, turn_bans=TurnBans.none()))

    def request(self, name: str, ends: Sequence[int], engine: EngineName = EngineName.CCH) -> RouteRequest:
        """Return the request for a route between the first and the last of a form's nodes."""
        start, end = (self._place(name, node) for node in (ends[0], ends[-1]))
        return RouteRequest(start=start, end=end, engine=engine)

    def drive(self, router: Router, name: str, request: RouteRequest) -> tuple[tuple[int, ...], list[str]]:
        """Return the nodes of the quickest route, by the form's own ids, and what the walker says of it."""
        answer = router.answer(request)
        assert answer.path is not None, answer.message
        nodes = path_nodes(answer.path, self.network)
        found = self.walker.violations(nodes, path_ways(answer.path, self.network))
        return tuple(each - _shift(name) for each in nodes), [each.what for each in found]

    def _place(self, name: str, node: int) -> LonLat:
        row = self.network.node_osm_id.tolist().index(node + _shift(name))
        return LonLat(float(self.network.node_lon[row]), float(self.network.node_lat[row]))


def _shift(name: str) -> int:
    return 1000 * NUMBER_OF[name]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    items = [moved(item, number) for number, form in enumerate(FORMS) for item in form.items]
    items.sort(key=lambda item: ("<node", "<way ", "<rela").index(item[:5]))
    path = tmp_path_factory.mktemp("forms") / "forms.osm"
    path.write_text(osm(*items), encoding="utf-8")
    return World(read_osm(path, lambda _: None).network, Walker.of_file(path))


@pytest.mark.parametrize("engine", EngineName)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_what_is_allowed_is_driven_and_what_is_banned_is_not(
    world: World, form: Form, engine: EngineName
) -> None:
    for route in form.allowed:
        request = world.request(form.name, route, engine)
        assert world.drive(world.router, form.name, request) == (route, [])
    for route in form.banned:
        request = world.request(form.name, route, engine)
        nodes, breaches = world.drive(world.router, form.name, request)
        assert (nodes != route, breaches) == (True, [])
        nodes, breaches = world.drive(world.lawless, form.name, request)
        assert (nodes, bool(breaches)) == (route, True)


@pytest.mark.parametrize(
    ("name", "instant_ms", "is_allowed"),
    [
        ("rush hour", MONDAY_MORNING_MS, False),
        ("rush hour", SATURDAY_MS, True),
        ("all but rush hour", MONDAY_MORNING_MS, True),
        ("all but rush hour", SATURDAY_MS, False),
    ],
)
def test_hours_count_at_departure(world: World, name: str, instant_ms: int, *, is_allowed: bool) -> None:
    router = Router(world.network)
    router.keep_time(instant_ms)
    nodes, _ = world.drive(router, name, world.request(name, LEFT))
    assert (nodes == LEFT) == is_allowed


@pytest.mark.parametrize(
    ("name", "profile", "is_allowed"),
    [
        ("hgv", "truck", False),
        ("hgv", "car", True),
        ("except=psv", "truck", False),
        ("motorcar", "truck", True),
        ("no_left_turn", "emergency", True),
        ("no_entry", "emergency", False),
    ],
)
def test_each_vehicle_obeys_what_is_said_to_it(
    world: World, name: str, profile: str, *, is_allowed: bool
) -> None:
    request = msgspec.structs.replace(world.request(name, LEFT), profile=profile)
    nodes, _ = world.drive(world.router, name, request)
    assert (nodes == LEFT) == is_allowed


def test_a_command_frees_the_profile_that_ignores_it(world: World) -> None:
    request = msgspec.structs.replace(world.request("only_left_turn", STRAIGHT), profile="emergency")
    assert world.drive(world.router, "only_left_turn", request)[0] == STRAIGHT
