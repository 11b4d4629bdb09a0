"""The walker itself: for each form of law a route that keeps it and one that breaks it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.legality.walker import Violation, Walker
from tests.roadnet.sources.map_files import node, osm, way
from tests.roadnet.sources.restrictions.crossings import CROSSROADS, LADDER, restriction, turn


def walk(folder: Path, items: Sequence[str], nodes: Sequence[int], ways: Sequence[int]) -> list[str]:
    """Return what is wrong with a route on a map with these items."""
    return [each.what for each in judge(folder, items, nodes, ways)]


def judge(folder: Path, items: Sequence[str], nodes: Sequence[int], ways: Sequence[int]) -> list[Violation]:
    path = folder / "map.osm"
    path.write_text(osm(*items), encoding="utf-8")
    return Walker.of_file(path).violations(nodes, ways)


LEFT, STRAIGHT, RIGHT, BACK = (
    ([1, 5, 2], [10, 20]),
    ([1, 5, 3], [10, 30]),
    ([1, 5, 4], [10, 40]),
    ([1, 5, 1], [10]),
)


@pytest.mark.parametrize(
    "kind", ["no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"]
)
def test_a_banned_turn_over_a_node(tmp_path: Path, kind: str) -> None:
    items = [*CROSSROADS, turn(10, "n5", 20, kind)]
    assert judge(tmp_path, items, *LEFT) == [Violation("banned turn", 5, "relation 1")]
    assert walk(tmp_path, items, *STRAIGHT) == []
    assert walk(tmp_path, items, [2, 5, 1], [20, 10]) == []
    assert walk(tmp_path, items, [5, 2], [20]) == []


@pytest.mark.parametrize("kind", ["only_left_turn", "only_right_turn", "only_straight_on"])
def test_a_command_over_a_node(tmp_path: Path, kind: str) -> None:
    items = [*CROSSROADS, turn(10, "n5", 20, kind)]
    assert walk(tmp_path, items, *LEFT) == []
    assert judge(tmp_path, items, *RIGHT) == [Violation("command ignored", 5, "relation 1")]
    assert walk(tmp_path, items, *STRAIGHT) == ["command ignored"]
    assert walk(tmp_path, items, [1, 5], [10]) == []
    assert walk(tmp_path, items, [3, 5, 4], [30, 40]) == []


def test_no_u_turn_on_one_way(tmp_path: Path) -> None:
    items = [*CROSSROADS, turn(10, "n5", 10, "no_u_turn")]
    assert sorted(walk(tmp_path, items, *BACK)) == ["banned turn", "u-turn"]
    assert walk(tmp_path, items, *LEFT) == []


def test_several_ways_that_must_not_enter(tmp_path: Path) -> None:
    members = [("from", "w10"), ("from", "w30"), ("via", "n5"), ("to", "w20")]
    items = [*CROSSROADS, restriction(members, {"restriction": "no_entry"})]
    assert walk(tmp_path, items, *LEFT) == ["banned turn"]
    assert walk(tmp_path, items, [3, 5, 2], [30, 20]) == ["banned turn"]
    assert walk(tmp_path, items, [4, 5, 2], [40, 20]) == []


def test_several_ways_onto_which_nobody_must_go(tmp_path: Path) -> None:
    members = [("from", "w10"), ("via", "n5"), ("to", "w20"), ("to", "w30")]
    items = [*CROSSROADS, restriction(members, {"restriction": "no_exit"})]
    assert walk(tmp_path, items, *LEFT) == ["banned turn"]
    assert walk(tmp_path, items, *STRAIGHT) == ["banned turn"]
    assert walk(tmp_path, items, *RIGHT) == []


def test_a_ban_over_a_way(tmp_path: Path) -> None:
    items = [*LADDER, turn(10, "w11", 12, "no_u_turn")]
    assert judge(tmp_path, items, [1, 2, 7, 3, 4], [10, 11, 12]) == [
        Violation("banned turn", 2, "relation 1")
    ]
    assert walk(tmp_path, items, [1, 2, 7, 3, 6], [10, 11, 14]) == []
    assert walk(tmp_path, items, [5, 2, 7, 3, 4], [13, 11, 12]) == []
    assert walk(tmp_path, items, [4, 3, 7, 2, 1], [12, 11, 10]) == []


def test_a_ban_over_a_chain_of_ways(tmp_path: Path) -> None:
    halves = (way(16, [7, 2], highway="residential"), way(17, [7, 3], highway="residential"))
    rails = [item for item in LADDER if 'way id="11"' not in item]
    items = [*rails, *halves, turn(10, ["w17", "w16"], 12, "no_u_turn")]
    assert walk(tmp_path, items, [1, 2, 7, 3, 4], [10, 16, 17, 12]) == ["banned turn"]
    assert walk(tmp_path, items, [1, 2, 7, 3, 6], [10, 16, 17, 14]) == []


def test_a_command_over_a_way(tmp_path: Path) -> None:
    items = [*LADDER, turn(10, "w11", 12, "only_left_turn")]
    assert walk(tmp_path, items, [1, 2, 7, 3, 4], [10, 11, 12]) == []
    assert walk(tmp_path, items, [1, 2, 7, 3, 6], [10, 11, 14]) == ["command ignored"]
    assert walk(tmp_path, items, [1, 2, 5], [10, 13]) == ["command ignored"]
    assert walk(tmp_path, items, [1, 2, 7], [10, 11]) == []


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"restriction": "no_left_turn", "except": "motorcar"}, []),
        ({"restriction": "no_left_turn", "except": "psv"}, ["banned turn"]),
        ({"restriction:motorcar": "no_left_turn"}, ["banned turn"]),
        ({"restriction:hgv": "no_left_turn"}, []),
        ({"restriction": "no_left_turn", "restriction:motorcar": "none"}, []),
        ({"restriction": "no_left_turn", "type": "restriction:hgv"}, []),
        ({"restriction:conditional": "no_left_turn @ (Mo-Fr)"}, []),
        ({"restriction": "no_teleporting"}, []),
    ],
)
def test_signs_for_cars_count(tmp_path: Path, tags: dict[str, str], expected: list[str]) -> None:
    sign = restriction([("from", "w10"), ("via", "n5"), ("to", "w20")], tags)
    assert walk(tmp_path, [*CROSSROADS, sign], *LEFT) == expected


@pytest.mark.parametrize(
    "members",
    [
        [("from", "w10"), ("via", "n5"), ("to", "w999")],
        [("from", "w10"), ("via", "n1"), ("to", "w30")],
        [("from", "w10"), ("via", "n5"), ("to", "w60")],
        [("from", "w10"), ("to", "w30")],
    ],
)
def test_signs_that_make_no_sense_do_not_count(tmp_path: Path, members: list[tuple[str, str]]) -> None:
    inward = way(60, [2, 5], highway="residential", oneway="yes")
    for kind in ("no_left_turn", "only_straight_on"):
        items = [*CROSSROADS, inward, restriction(members, {"restriction": kind})]
        assert walk(tmp_path, items, *LEFT) == []
        assert walk(tmp_path, items, *STRAIGHT) == []


@pytest.mark.parametrize(
    ("tags", "there", "back"),
    [
        ({"oneway": "yes"}, [], ["against one-way"]),
        ({"oneway": "-1"}, ["against one-way"], []),
        ({"junction": "roundabout"}, [], ["against one-way"]),
        ({"oneway": "yes", "oneway__motorcar": "no"}, [], []),
        ({"oneway": "no"}, [], []),
        ({"motor_vehicle": "no"}, ["closed way"], ["closed way"]),
        ({"access": "no", "motorcar": "yes"}, [], []),
        ({"vehicle__backward": "no"}, [], ["closed way"]),
        ({"access": "private"}, ["through traffic"], ["through traffic"]),
        ({"motor_vehicle__conditional": "no @ (22:00-06:00)", "motor_vehicle": "no"}, [], []),
    ],
)
def test_ways_have_their_law(tmp_path: Path, tags: dict[str, str], there: list[str], back: list[str]) -> None:
    road = [way(11, [2, 7, 3], highway="residential", **tags)]
    items = [*(item for item in LADDER if 'way id="11"' not in item), *road]
    assert [*dict.fromkeys(walk(tmp_path, items, [1, 2, 7, 3, 4], [10, 11, 12]))] == there
    assert [*dict.fromkeys(walk(tmp_path, items, [4, 3, 7, 2, 1], [12, 11, 10]))] == back


def test_a_zone_may_be_driven_at_either_end(tmp_path: Path) -> None:
    private = way(10, [1, 2], highway="residential", access="private")
    items = [*(item for item in LADDER if 'way id="10"' not in item), private]
    assert walk(tmp_path, items, [1, 2, 5], [10, 13]) == []
    assert walk(tmp_path, items, [5, 2, 1], [13, 10]) == []


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"barrier": "bollard"}, ["barrier"]),
        ({"barrier": "gate"}, []),
        ({"barrier": "gate", "motor_vehicle": "no"}, ["barrier"]),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, []),
        ({"barrier": "bollard", "bollard": "rising"}, []),
    ],
)
def test_barriers_stop_what_passes_them(tmp_path: Path, tags: dict[str, str], expected: list[str]) -> None:
    items = [node(7, 48.0, 10.001, **tags), *(item for item in LADDER if 'node id="7"' not in item)]
    assert walk(tmp_path, items, [1, 2, 7, 3, 4], [10, 11, 12]) == expected
    assert walk(tmp_path, items, [1, 2, 7], [10, 11]) == []


def test_turning_round_is_right_at_dead_ends_only(tmp_path: Path) -> None:
    assert walk(tmp_path, LADDER, [3, 7, 2, 1, 2, 5], [11, 10, 13]) == []
    assert walk(tmp_path, LADDER, [1, 2, 1], [10]) == ["u-turn"]
    assert walk(tmp_path, LADDER, [2, 7, 2], [11]) == ["u-turn"]


def test_before_a_barrier_is_a_dead_end(tmp_path: Path) -> None:
    items = [node(7, 48.0, 10.001, barrier="block"), *(item for item in LADDER if 'node id="7"' not in item)]
    assert walk(tmp_path, items, [1, 2, 7, 2, 5], [10, 11, 13]) == []


def test_where_the_map_is_cut_is_a_dead_end(tmp_path: Path) -> None:
    cut = way(10, [1, 2, 999], highway="residential")
    items = [*LADDER[:2], cut]
    assert walk(tmp_path, items, [1, 2, 1], [10]) == []


def test_a_route_beside_the_roads_is_named(tmp_path: Path) -> None:
    assert walk(tmp_path, LADDER, [1, 4], [10]) == ["off the road"]
    assert walk(tmp_path, LADDER, [1, 2, 5], [10]) == ["off the road"]
    assert walk(tmp_path, LADDER, [1, 2, 5], [10, 11, 13]) == ["off the road"]


def test_of_two_ways_over_the_same_nodes_the_one_named_counts(tmp_path: Path) -> None:
    beside = way(18, [1, 2], highway="residential", motor_vehicle="no")
    assert walk(tmp_path, [*LADDER, beside], [1, 2, 5], [10, 13]) == []
    assert walk(tmp_path, [*LADDER, beside], [1, 2, 5], [18, 13]) == ["closed way"]
