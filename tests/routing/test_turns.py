"""Which turns there are."""

import pytest

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.turns import U_TURN_MS, TurnGraph, build_turn_graph
from tests.networks import Road, grid, network_of

# 1 - 2 - 3, and 4 north of 2.
PLACES = {1: (0.0, 45.0), 2: (0.001, 45.0), 3: (0.002, 45.0), 4: (0.001, 45.001)}


def turns_of(network: RoadNetwork, turns: TurnGraph) -> dict[tuple[int, int, int], int]:
    """Return the turns as (from, at, to) in OSM nodes, with their cost."""
    node = network.node_osm_id[network.junction_node]
    result = {}
    for before, after, ms in zip(turns.from_state, turns.next_state, turns.turn_ms, strict=True):
        key = (
            int(node[network.arc_tail[before]]),
            int(node[network.arc_head[before]]),
            int(node[network.arc_head[after]]),
        )
        result[key] = int(ms)
    return result


def test_a_u_turn_exists_only_at_a_dead_end_and_costs() -> None:
    network = network_of(PLACES, [Road((1, 2)), Road((2, 3)), Road((2, 4))])
    turns = turns_of(network, build_turn_graph(network))
    assert turns == {
        (1, 2, 3): 0,
        (1, 2, 4): 0,
        (3, 2, 1): 0,
        (3, 2, 4): 0,
        (4, 2, 1): 0,
        (4, 2, 3): 0,
        (2, 1, 2): U_TURN_MS,
        (2, 3, 2): U_TURN_MS,
        (2, 4, 2): U_TURN_MS,
    }


def test_one_ways_are_entered_in_their_direction_only() -> None:
    network = network_of(PLACES, [Road((1, 2)), Road((2, 3), backward_kph=0), Road((2, 4), forward_kph=0)])
    turns = turns_of(network, build_turn_graph(network))
    assert set(turns) == {(1, 2, 3), (4, 2, 3), (4, 2, 1), (2, 1, 2)}


def test_a_way_out_that_only_others_may_use_makes_a_dead_end() -> None:
    # Node 2 is where a one-way street from 4 comes in: from 1 there is no way on but back.
    network = network_of(PLACES, [Road((1, 2)), Road((4, 2), backward_kph=0)])
    turns = turns_of(network, build_turn_graph(network))
    assert turns[1, 2, 1] == U_TURN_MS
    assert turns[4, 2, 1] == 0


def test_without_rules_every_u_turn_is_free() -> None:
    network = grid(3, 3)
    turns = build_turn_graph(network, turn_rules=False)
    back = network.arc_twin[turns.from_state] == turns.next_state
    assert back.sum() == network.arc_count
    assert not turns.turn_ms.any()
    assert turns.u_turn_ms == 0


def test_the_turns_of_a_way_are_told_and_a_jump_is_refused() -> None:
    turns = build_turn_graph(grid(3, 3))
    first = int(turns.first_turn[0])
    second = int(turns.next_state[first])
    onward = int(turns.first_turn[second + 1]) - 1
    way = (0, second, int(turns.next_state[onward]))
    assert turns.turns_of(way).tolist() == [first, onward]
    assert not len(turns.turns_of(way[:1]))
    with pytest.raises(ValueError, match="by turns"):
        turns.turns_of((0, 0))
