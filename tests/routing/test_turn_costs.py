"""What turns cost, by their angle, by lights, by who has the way."""

from dataclasses import replace

import numpy as np
import pytest

from desktop_app.roadnet.network import ArcFlag, NodeFact, RoadClass, RoadNetwork
from desktop_app.roadnet.road_rules import TurnCosts
from desktop_app.routing.turn_costs import turn_costs_ms
from tests.networks import Road, network_of

ANGLE = TurnCosts(angle_s=7.5, bias=1.075)
SIGNAL = TurnCosts(signal_s=2.0)
WAITS = TurnCosts(crossing_s=3.0, joining_s=1.2)
MIDDLE, WEST, NORTH, EAST, SOUTH = 1, 2, 3, 4, 5
PLACES = {
    MIDDLE: (8.0, 41.0),
    WEST: (7.999, 41.0),
    NORTH: (8.0, 41.001),
    EAST: (8.001, 41.0),
    SOUTH: (8.0, 40.999),
}


def crossroads(across: RoadClass = RoadClass.RESIDENTIAL, *arms: int) -> RoadNetwork:
    """Return a street from west to east that meets arms of another class; both to the north and south."""
    roads = [Road((WEST, MIDDLE)), Road((MIDDLE, EAST))]
    roads += [Road((arm, MIDDLE), road_class=across) for arm in arms or (NORTH, SOUTH)]
    return network_of(PLACES, roads)


def cost_ms(network: RoadNetwork, costs: TurnCosts, before: int, after: int, over: int = MIDDLE) -> int:
    """Return what the turn from one node over another to a third costs."""
    ends = [
        (
            int(network.node_osm_id[network.junction_node[tail]]),
            int(network.node_osm_id[network.junction_node[head]]),
        )
        for tail, head in zip(network.arc_tail, network.arc_head, strict=True)
    ]
    arcs = [np.array([ends.index(pair)], np.int32) for pair in ((before, over), (over, after))]
    return int(turn_costs_ms(network, costs, *arcs)[0])


def with_fact(network: RoadNetwork, node: int, fact: NodeFact) -> RoadNetwork:
    facts = network.node_facts.copy()
    facts[np.searchsorted(network.node_osm_id, node)] |= int(fact)
    return replace(network, node_facts=facts)


def keeping_left(network: RoadNetwork) -> RoadNetwork:
    return replace(network, facts=replace(network.facts, drives_left=True))


def test_an_angle_costs_what_osrms_curve_says() -> None:
    network = crossroads()
    # 7.5 / (1 + exp(-(13 / 1.075 * 0.5 - 6.5 * 1.075))) and so on, by hand.
    assert cost_ms(network, ANGLE, WEST, SOUTH) == pytest.approx(2_107, abs=3)
    assert cost_ms(network, ANGLE, WEST, NORTH) == pytest.approx(5_393, abs=3)
    assert cost_ms(network, ANGLE, WEST, EAST) == pytest.approx(7, abs=1)


def test_where_one_drives_on_the_left_the_right_turn_is_the_dear_one() -> None:
    right, left = crossroads(), keeping_left(crossroads())
    assert cost_ms(left, ANGLE, WEST, SOUTH) == cost_ms(right, ANGLE, WEST, NORTH)
    assert cost_ms(left, ANGLE, WEST, NORTH) == cost_ms(right, ANGLE, WEST, SOUTH)


def test_nothing_is_turned_where_only_two_roads_meet() -> None:
    bend = network_of(PLACES, [Road((WEST, MIDDLE)), Road((MIDDLE, NORTH), name="another")])
    assert cost_ms(bend, TurnCosts(7.5, 1.075, 2.0, 3.0, 1.2), WEST, NORTH) == 0


def test_a_vehicle_without_costs_turns_for_nothing() -> None:
    network = with_fact(crossroads(RoadClass.PRIMARY), MIDDLE, NodeFact.SIGNALS)
    assert cost_ms(network, TurnCosts(), WEST, NORTH) == 0


def test_lights_cost_who_drives_towards_them() -> None:
    network = with_fact(crossroads(), MIDDLE, NodeFact.SIGNALS)
    assert cost_ms(network, SIGNAL, WEST, EAST) == 2_000
    # The arms' ways lead to the middle, the street's second way from it.
    facing = with_fact(network, MIDDLE, NodeFact.FORWARD_ONLY)
    assert cost_ms(facing, SIGNAL, WEST, EAST) == 2_000
    assert cost_ms(facing, SIGNAL, EAST, WEST) == 0


def test_lights_before_the_junction_count_for_those_who_come_to_it() -> None:
    places = PLACES | {6: (7.9998, 41.0)}
    roads = [Road((WEST, 6, MIDDLE)), Road((MIDDLE, EAST)), Road((NORTH, MIDDLE))]
    network = with_fact(network_of(places, roads), 6, NodeFact.SIGNALS | NodeFact.FORWARD_ONLY)
    assert cost_ms(network, SIGNAL, WEST, EAST) == 2_000
    assert cost_ms(network, SIGNAL, EAST, WEST) == 0


def test_who_meets_a_larger_road_waits_for_a_gap() -> None:
    network = crossroads(RoadClass.PRIMARY)
    assert cost_ms(network, WAITS, WEST, EAST) == 3_000
    assert cost_ms(network, WAITS, WEST, NORTH) == 3_000
    assert cost_ms(network, WAITS, WEST, SOUTH) == 1_200
    assert cost_ms(keeping_left(network), WAITS, WEST, NORTH) == 1_200


def test_the_larger_road_itself_does_not_wait() -> None:
    network = crossroads(RoadClass.PRIMARY)
    assert cost_ms(network, WAITS, NORTH, SOUTH) == 0
    assert cost_ms(network, WAITS, NORTH, EAST) == 0
    assert cost_ms(crossroads(), WAITS, WEST, NORTH) == 0


def test_a_larger_road_that_only_ends_there_is_not_crossed() -> None:
    assert cost_ms(crossroads(RoadClass.PRIMARY, NORTH), WAITS, WEST, EAST) == 0


def test_lights_take_the_place_of_waiting() -> None:
    network = with_fact(crossroads(RoadClass.PRIMARY), MIDDLE, NodeFact.SIGNALS)
    assert cost_ms(network, WAITS, WEST, EAST) == 0


def test_a_sign_makes_one_wait_between_equals() -> None:
    network = with_fact(crossroads(), MIDDLE, NodeFact.GIVE_WAY | NodeFact.FORWARD_ONLY)
    assert cost_ms(network, WAITS, WEST, EAST) == 3_000
    assert cost_ms(network, WAITS, EAST, WEST) == 0


def test_who_drives_onto_a_roundabout_joins_its_traffic() -> None:
    ring = ArcFlag.ROUNDABOUT | ArcFlag.ONE_WAY
    roads = [
        Road((WEST, MIDDLE)),
        Road((NORTH, MIDDLE), backward_kph=0, flags=ring),
        Road((MIDDLE, SOUTH), backward_kph=0, flags=ring),
        Road((SOUTH, EAST), backward_kph=0, flags=ring),
        Road((EAST, NORTH), backward_kph=0, flags=ring),
    ]
    network = network_of(PLACES, roads)
    assert cost_ms(network, WAITS, WEST, SOUTH) == 1_200
    assert cost_ms(network, WAITS, NORTH, SOUTH) == 0
    assert cost_ms(network, WAITS, NORTH, WEST) == 0
