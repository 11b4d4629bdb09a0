"""Restrictions that make no sense: dropped, counted by reason and named, never guessed."""

from collections.abc import Sequence

import pytest

from tests.roadnet.sources.map_files import node, way
from tests.roadnet.sources.restrictions.crossings import CROSSROADS, LADDER, read_bans, restriction, turn

FROM, VIA, TO = ("from", "w10"), ("via", "n5"), ("to", "w20")
NO_LEFT_TURN = {"restriction": "no_left_turn"}


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([VIA, TO], "turn_restriction_without_from"),
        ([], "turn_restriction_without_from"),
        ([FROM, TO], "turn_restriction_without_via"),
        ([FROM, VIA], "turn_restriction_without_to"),
        ([FROM, ("from", "w30"), VIA, TO], "turn_restriction_with_too_many_members"),
        ([FROM, VIA, TO, ("to", "w30")], "turn_restriction_with_too_many_members"),
        ([FROM, VIA, ("via", "n1"), TO], "turn_restriction_with_too_many_members"),
        ([FROM, VIA, ("via", "w30"), TO], "turn_restriction_with_too_many_members"),
        ([("from", "n1"), FROM, VIA, TO], "turn_restriction_with_a_member_of_wrong_type"),
        ([FROM, ("via", "r1"), TO], "turn_restriction_with_a_member_of_wrong_type"),
        ([FROM, VIA, ("to", "w999")], "turn_restriction_with_a_missing_member"),
        ([FROM, ("via", "w999"), TO], "turn_restriction_with_a_missing_member"),
        ([FROM, ("via", "n999"), TO], "turn_restriction_whose_via_is_on_no_road"),
        ([FROM, ("via", "n6"), TO], "turn_restriction_whose_via_is_on_no_road"),
        ([FROM, ("via", "n1"), TO], "turn_restriction_whose_members_do_not_meet"),
        ([FROM, ("via", "w80"), TO], "turn_restriction_whose_members_do_not_meet"),
        ([FROM, VIA, ("to", "w70")], "turn_restriction_of_no_consequence"),
        ([FROM, VIA, ("to", "w60")], "turn_restriction_of_no_consequence"),
        ([FROM, ("via", "w60"), TO], "turn_restriction_of_no_consequence"),
    ],
)
@pytest.mark.parametrize("kind", ["no_left_turn", "only_left_turn"])
def test_broken_members_are_counted(members: Sequence[tuple[str, str]], reason: str, kind: str) -> None:
    others = (
        node(6, 48.002, 10.001),
        node(7, 48.003, 10.001),
        way(60, [3, 5], highway="residential", oneway="yes"),
        way(70, [5, 6], highway="footway"),
        way(80, [7, 1], highway="residential"),
    )
    read = read_bans(*CROSSROADS, *others, restriction(members, {"restriction": kind}, 77))
    assert read.turns == []
    assert read.counts == {reason: 1}
    assert read.examples == {reason: ("relation 77",)}


@pytest.mark.parametrize("tags", [{}, {"restriction": "no_teleporting"}, {"restriction": ""}])
def test_an_unknown_kind_is_counted(tags: dict[str, str]) -> None:
    read = read_bans(*CROSSROADS, restriction([FROM, VIA, TO], tags))
    assert read.turns == []
    assert read.counts == {"turn_restriction_of_unknown_kind": 1}


@pytest.mark.parametrize("kind", ["no_left_turn", "only_straight_on"])
def test_where_a_member_passes_through_it_is_ambiguous(kind: str) -> None:
    road = way(60, [1, 5, 3], highway="residential")
    read = read_bans(*CROSSROADS[:5], CROSSROADS[8], road, turn(60, "n5", 40, kind))
    assert read.turns == []
    assert read.counts == {"turn_restriction_with_ambiguous_members": 1}


def test_two_ways_round_a_ring_are_ambiguous() -> None:
    ring = way(50, [1, 2, 3, 4, 1], highway="residential")
    arms = (way(60, [6, 1], highway="residential"), way(70, [7, 3], highway="residential"))
    places = (*CROSSROADS[:4], node(6, 48.000, 9.999), node(7, 48.000, 10.003))
    read = read_bans(*places, ring, *arms, turn(60, "w50", 70))
    assert read.counts == {"turn_restriction_with_ambiguous_members": 1}


def test_via_ways_that_leave_a_hole_do_not_meet() -> None:
    read = read_bans(*LADDER, turn(10, ["w13", "w14"], 12))
    assert read.counts == {"turn_restriction_whose_members_do_not_meet": 1}


def test_via_ways_against_their_one_way_are_of_no_consequence() -> None:
    rails = [item for item in LADDER if 'way id="11"' not in item]
    rung = way(11, [3, 2], highway="residential", oneway="yes")
    read = read_bans(*rails, rung, turn(10, "w11", 12))
    assert read.counts == {"turn_restriction_of_no_consequence": 1}


def test_turning_round_between_junctions_is_of_no_consequence() -> None:
    read = read_bans(*LADDER, turn(11, "n7", 11, "no_u_turn"))
    assert read.counts == {"turn_restriction_of_no_consequence": 1}


def test_a_command_that_no_car_can_obey_closes_nothing() -> None:
    bus_road = way(60, [5, 6], highway="residential", motor_vehicle="no", bus="yes")
    read = read_bans(*CROSSROADS, node(6, 48.002, 10.001), bus_road, turn(10, "n5", 60, "only_straight_on"))
    assert read.turns == []
    assert read.counts == {"turn_restriction_of_no_consequence": 1}


def test_of_repeated_relations_the_highest_version_counts() -> None:
    versions = [
        restriction([FROM, VIA, ("to", f"w{to}")], NO_LEFT_TURN, 1, f'version="{version}"')
        for version, to in ((1, 20), (3, 30), (2, 40), (3, 40))
    ]
    read = read_bans(*CROSSROADS, *versions)
    assert read.turns == [((1, 5), (5, 3))]
    assert read.counts == {"repeated_relation_id": 3}


def test_a_deleted_relation_bans_nothing() -> None:
    gone = restriction([FROM, VIA, TO], NO_LEFT_TURN, 1, 'version="2" visible="false"')
    read = read_bans(*CROSSROADS, gone)
    assert read.turns == []
    assert read.counts == {"deleted_relation": 1}


def test_a_relation_with_10_000_members_is_refused_quickly() -> None:
    members = [FROM, TO, *(("via", f"w{number}") for number in range(10_000))]
    read = read_bans(*CROSSROADS, restriction(members, NO_LEFT_TURN))
    assert read.counts == {"turn_restriction_with_too_many_members": 1}


def test_a_tangle_of_via_ways_is_given_up() -> None:
    side = 7
    nodes = [
        node(100 + side * row + column, 48 + row / 1000, 10 + column / 1000)
        for row in range(side)
        for column in range(side)
    ]
    rows = [
        way(200 + row, [100 + side * row + column for column in range(side)], highway="residential")
        for row in range(side)
    ]
    columns = [
        way(300 + column, [100 + side * row + column for row in range(side)], highway="residential")
        for column in range(side)
    ]
    ends = (
        node(1, 47.999, 10.0),
        node(2, 48.008, 10.007),
        way(10, [1, 100], highway="residential"),
        way(20, [99 + side * side, 2], highway="residential"),
    )
    vias = [f"w{number + index}" for number in (200, 300) for index in range(side)]
    read = read_bans(*nodes, *rows, *columns, *ends, turn(10, vias, 20))
    assert read.counts == {"turn_restriction_with_ambiguous_members": 1}
