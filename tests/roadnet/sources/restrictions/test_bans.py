"""Which turns each form of restriction bans on the road."""

import pytest

from tests.roadnet.sources.map_files import node, way
from tests.roadnet.sources.restrictions.crossings import CROSSROADS, LADDER, read_bans, restriction, turn

FROM_WEST = (1, 5)
TO_NORTH, TO_EAST, TO_SOUTH = (5, 2), (5, 3), (5, 4)


@pytest.mark.parametrize(
    "kind", ["no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"]
)
def test_a_ban_over_a_node_bans_its_turn_alone(kind: str) -> None:
    read = read_bans(*CROSSROADS, turn(10, "n5", 20, kind))
    assert read.turns == [(FROM_WEST, TO_NORTH)]
    assert not read.bans.mandatory.any()
    assert read.bans.relation.tolist() == [1]
    assert read.counts == {}


@pytest.mark.parametrize("kind", ["only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn"])
def test_a_command_over_a_node_bans_all_other_turns(kind: str) -> None:
    read = read_bans(*CROSSROADS, turn(10, "n5", 20, kind))
    assert set(read.turns) == {(FROM_WEST, TO_EAST), (FROM_WEST, TO_SOUTH)}
    assert read.bans.mandatory.all()


def test_no_u_turn_bans_turning_round_on_the_way_itself() -> None:
    read = read_bans(*CROSSROADS, turn(10, "n5", 10, "no_u_turn"))
    assert read.turns == [((1, 5), (5, 1))]


def test_no_u_turn_where_the_way_passes_through_bans_it_from_both_sides() -> None:
    road = way(60, [1, 5, 3], highway="residential")
    side = way(20, [2, 5], highway="residential")
    read = read_bans(*CROSSROADS[:5], road, side, turn(60, "n5", 60, "no_u_turn"))
    assert set(read.turns) == {((1, 5), (5, 1)), ((3, 5), (5, 3))}


def test_only_u_turn_bans_all_but_turning_round() -> None:
    read = read_bans(*CROSSROADS, turn(10, "n5", 10, "only_u_turn"))
    assert set(read.turns) == {(FROM_WEST, TO_NORTH), (FROM_WEST, TO_EAST), (FROM_WEST, TO_SOUTH)}


def test_no_entry_counts_from_several_ways() -> None:
    members = [("from", "w10"), ("from", "w30"), ("via", "n5"), ("to", "w20")]
    read = read_bans(*CROSSROADS, restriction(members, {"restriction": "no_entry"}))
    assert set(read.turns) == {((1, 5), TO_NORTH), ((3, 5), TO_NORTH)}


def test_no_exit_counts_onto_several_ways() -> None:
    members = [("from", "w10"), ("via", "n5"), ("to", "w20"), ("to", "w40")]
    read = read_bans(*CROSSROADS, restriction(members, {"restriction": "no_exit"}))
    assert set(read.turns) == {(FROM_WEST, TO_NORTH), (FROM_WEST, TO_SOUTH)}


def test_one_missing_way_of_several_frees_none_of_the_others() -> None:
    members = [("from", "w10"), ("from", "w999"), ("via", "n5"), ("to", "w20")]
    read = read_bans(*CROSSROADS, restriction(members, {"restriction": "no_entry"}))
    assert read.turns == [(FROM_WEST, TO_NORTH)]
    assert read.counts == {"turn_restriction_with_a_missing_member": 1}


def test_a_ban_over_a_way_bans_neither_of_its_turns_alone() -> None:
    read = read_bans(*LADDER, turn(10, "w11", 12, "no_u_turn"))
    assert read.turns == [((1, 2), (2, 3), (3, 4))]


def test_a_way_over_which_a_ban_leads_is_driven_in_the_direction_that_fits() -> None:
    read = read_bans(*LADDER, turn(12, "w11", 10, "no_u_turn"))
    assert read.turns == [((4, 3), (3, 2), (2, 1))]


def test_a_command_over_a_way_bans_leaving_it_at_each_junction() -> None:
    read = read_bans(*LADDER, turn(10, "w11", 12, "only_left_turn"))
    assert set(read.turns) == {((1, 2), (2, 5)), ((1, 2), (2, 3), (3, 6))}


SIDE_ROAD = (node(8, 48.001, 10.001), way(15, [7, 8], highway="residential"))
"""Meets the ladder's way 11 in its middle."""


def test_a_ban_over_a_way_that_junctions_split_names_all_its_arcs() -> None:
    read = read_bans(*LADDER, *SIDE_ROAD, turn(10, "w11", 12))
    assert read.turns == [((1, 2), (2, 7), (7, 3), (3, 4))]


def test_a_command_over_a_split_way_bans_the_side_road_too() -> None:
    read = read_bans(*LADDER, *SIDE_ROAD, turn(10, "w11", 12, "only_left_turn"))
    assert set(read.turns) == {
        ((1, 2), (2, 5)),
        ((1, 2), (2, 7), (7, 8)),
        ((1, 2), (2, 7), (7, 3), (3, 6)),
    }


def test_a_way_may_be_left_in_its_middle() -> None:
    read = read_bans(*LADDER, *SIDE_ROAD, turn(10, "w11", 15))
    assert read.turns == [((1, 2), (2, 7), (7, 8))]


@pytest.mark.parametrize("vias", [("w16", "w17"), ("w17", "w16")])
def test_via_ways_are_put_in_driving_order(vias: tuple[str, str]) -> None:
    halves = (way(16, [7, 2], highway="residential"), way(17, [7, 3], highway="residential"))
    rails = [item for item in LADDER if 'way id="11"' not in item]
    read = read_bans(*rails, *halves, turn(10, vias, 12, "no_u_turn"))
    assert read.turns == [((1, 2), (2, 7), (7, 3), (3, 4))]


def test_a_roundabout_may_be_a_via_way() -> None:
    ring = way(50, [1, 2, 3, 4, 1], highway="residential", junction="roundabout")
    arms = (way(60, [6, 1], highway="residential"), way(70, [7, 3], highway="residential"))
    places = (*CROSSROADS[:4], node(6, 48.000, 9.999), node(7, 48.000, 10.003))
    read = read_bans(*places, ring, *arms, turn(60, "w50", 70))
    assert read.turns == [((6, 1), (1, 3), (3, 7))]


def test_the_same_member_given_twice_counts_once() -> None:
    members = [("from", "w10"), ("via", "n5"), ("to", "w20")]
    read = read_bans(*CROSSROADS, restriction(members + members, {"restriction": "no_left_turn"}))
    assert read.turns == [(FROM_WEST, TO_NORTH)]


def test_roles_of_other_kinds_are_passed_over() -> None:
    members = [("from", "w10"), ("via", "n5"), ("to", "w20"), ("location_hint", "n1"), ("", "w30")]
    read = read_bans(*CROSSROADS, restriction(members, {"restriction": "no_left_turn"}))
    assert read.turns == [(FROM_WEST, TO_NORTH)]


def test_of_a_way_that_passes_through_the_one_arc_that_cars_drive_is_meant() -> None:
    one_way = way(60, [1, 5, 3], highway="residential", oneway="yes", oneway__psv="no")
    read = read_bans(*CROSSROADS[:5], one_way, CROSSROADS[8], turn(60, "n5", 40))
    assert read.turns == [((1, 5), (5, 4))]
