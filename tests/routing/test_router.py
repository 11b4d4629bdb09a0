"""From a request to an answer, on small networks made by hand."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.routing.path import path_distance_m, path_nodes
from desktop_app.routing.request import EngineName, ErrorCode, LonLat, RouteAnswer, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.routing.turns import U_TURN_MS
from tests.networks import Road, grid, network_of
from tests.routing.made_networks import made_networks, made_places, made_weights

ENGINES = pytest.mark.parametrize("engine", list(EngineName))

# A street 1 - 2 - 3 - 4 from west to east, each block 158 m, and a loop 2 - 5 - 6 - 3 north of it.
STREET = {
    1: (0.000, 45.0),
    2: (0.002, 45.0),
    3: (0.004, 45.0),
    4: (0.006, 45.0),
    5: (0.002, 45.002),
    6: (0.004, 45.002),
}
MAIN = [Road((1, 2)), Road((2, 3)), Road((3, 4))]
LOOP = [Road((2, 5, 6, 3))]


def routed(router: Router, *lons: float, engine: EngineName = EngineName.CCH) -> RouteAnswer:
    """Route along the street from one longitude to the next."""
    places = [LonLat(lon, 45.0) for lon in lons]
    return router.answer(
        RouteRequest(start=places[0], end=places[-1], via=tuple(places[1:-1]), engine=engine)
    )


def nodes_of(answer: RouteAnswer, network: RoadNetwork) -> tuple[int, ...]:
    assert answer.path is not None, answer.message
    return path_nodes(answer.path, network)


def close(router: Router, network: RoadNetwork, *pairs: tuple[int, int]) -> None:
    """Close the segments between pairs of nodes, in that direction, and leave the rest free."""
    closed = np.zeros(network.segment_count, np.bool_)
    tails, heads = zip(*pairs, strict=True)
    closed[PlaceIndex(network).segments_of_pairs(tails, heads)[0]] = True
    router.customize(Weights(router.weights.version + 1, router.free_flow.segment_ms, closed))


@ENGINES
def test_the_quickest_way_through_a_grid(engine: EngineName) -> None:
    network = grid()
    start, end = LonLat(0.1, 45.0), LonLat(0.104, 45.004)
    answer = Router(network).answer(RouteRequest(start=start, end=end, engine=engine))
    nodes = nodes_of(answer, network)
    assert (nodes[0], nodes[-1], len(nodes)) == (1, 203, 5)
    assert answer.duration_ms == answer.free_flow_ms > 0
    assert (answer.error, answer.message) == (None, "")


@ENGINES
def test_start_and_end_on_one_block_are_joined_directly(engine: EngineName) -> None:
    network = network_of(STREET, [*MAIN, *LOOP])
    answer = routed(Router(network), 0.0025, 0.0035, engine=engine)
    assert nodes_of(answer, network) == (2, 3)
    assert answer.path is not None
    assert path_distance_m(answer.path, network) == pytest.approx(78.8, abs=0.2)
    assert nodes_of(routed(Router(network), 0.0035, 0.0025, engine=engine), network) == (3, 2)


@ENGINES
def test_an_end_behind_the_start_on_a_one_way_block_leads_round_it(engine: EngineName) -> None:
    roads = [Road((1, 2)), Road((2, 3), backward_kph=0), Road((3, 4)), Road((3, 6, 5, 2), backward_kph=0)]
    network = network_of(STREET, roads)
    assert nodes_of(routed(Router(network), 0.0025, 0.0035, engine=engine), network) == (2, 3)
    around = routed(Router(network), 0.0035, 0.0025, engine=engine)
    assert nodes_of(around, network) == (2, 3, 6, 5, 2, 3)


@ENGINES
def test_the_other_direction_round_the_block_is_taken_where_it_is_quicker(engine: EngineName) -> None:
    network = network_of(STREET, [*MAIN, *LOOP])
    router = Router(network)
    times = router.free_flow.segment_ms.copy()
    times[PlaceIndex(network).segments_of_pairs([2], [3])[0]] = 3_600_000
    router.customize(Weights(1, times, router.free_flow.closed))
    assert nodes_of(routed(router, 0.0025, 0.0035, engine=engine), network) == (3, 2, 5, 6, 3, 2)


def test_start_and_end_at_one_place_is_a_route_of_no_length() -> None:
    router = Router(grid())
    for lon in (0.1, 0.1005, 0.102):
        answer = routed(router, lon, lon)
        assert answer.path is not None
        assert path_distance_m(answer.path, grid()) == 0.0
        assert (answer.duration_ms, answer.error) == (0, None)


@ENGINES
def test_a_u_turn_is_made_at_a_dead_end_and_costs_twenty_seconds(engine: EngineName) -> None:
    network = network_of(STREET, [Road((2, 3), backward_kph=0), Road((3, 4))])
    answer = routed(Router(network), 0.0030, 0.0055, engine=engine)
    assert nodes_of(answer, network) == (2, 3, 4)
    request = RouteRequest(
        start=LonLat(0.003, 45.0), end=LonLat(0.004, 45.0), via=(LonLat(0.0055, 45.0),), engine=engine
    )
    back = Router(network).answer(request)
    assert nodes_of(back, network) == (2, 3, 4, 3)
    drive = Router(network, turn_rules=False).answer(request)
    assert back.duration_ms == drive.duration_ms + U_TURN_MS


@ENGINES
def test_a_via_point_is_passed_straight_on(engine: EngineName) -> None:
    # Turning round in 2 - 3 would be shorter; the way on over the loop exists and is driven.
    network = network_of(STREET, [*MAIN, *LOOP])
    answer = routed(Router(network), 0.0010, 0.0035, 0.0012, engine=engine)
    assert nodes_of(answer, network) == (1, 2, 3, 6, 5, 2, 1)
    assert answer.path is not None
    assert [leg.turn_ms for leg in answer.path.legs] == [0, 0]


@ENGINES
def test_a_via_point_is_turned_at_where_no_way_leads_on(engine: EngineName) -> None:
    # A one-way street leads away from 3: who has passed the via point could not come back.
    network = network_of(STREET, [Road((1, 2)), Road((2, 3)), Road((3, 4), backward_kph=0)])
    answer = routed(Router(network), 0.0010, 0.0030, 0.0012, engine=engine)
    assert nodes_of(answer, network) == (1, 2, 3, 2, 1)
    assert answer.path is not None
    assert [leg.turn_ms for leg in answer.path.legs] == [0, U_TURN_MS]
    assert path_distance_m(answer.path, network) == pytest.approx(2 * 157.6 - 15.8, abs=1)


def test_a_via_point_at_the_start_changes_nothing() -> None:
    # At the dead end 1 a vehicle that had arrived there would have to turn round.
    router = Router(network_of(STREET, MAIN))
    assert routed(router, 0.0, 0.0, 0.003).duration_ms == routed(router, 0.0, 0.003).duration_ms


def test_a_map_without_roads_has_no_segment() -> None:
    network = network_of({1: (0.1, 45.0)}, [Road((1, 1))])
    assert routed(Router(network), 0.1, 0.2).error is ErrorCode.NO_SEGMENT


@ENGINES
def test_arriving_the_longer_way_at_a_via_point_is_taken_where_it_is_quicker_in_the_end(
    engine: EngineName,
) -> None:
    # Eastwards the via point is near, but from there only the dead end 4 leads back, for 20 s.
    network = network_of(STREET, [*MAIN, Road((2, 5, 6, 3), backward_kph=0)])
    answer = routed(Router(network), 0.0028, 0.0030, 0.0010, engine=engine)
    assert nodes_of(answer, network) == (3, 2, 5, 6, 3, 2, 1)


@ENGINES
def test_closed_roads_are_never_passed(engine: EngineName) -> None:
    network = network_of(STREET, [*MAIN, *LOOP])
    router = Router(network)
    close(router, network, (2, 3))
    assert nodes_of(routed(router, 0.001, 0.005, engine=engine), network) == (1, 2, 5, 6, 3, 4)
    assert nodes_of(routed(router, 0.005, 0.001, engine=engine), network) == (4, 3, 2, 1)
    close(router, network, (2, 3), (5, 6))
    refused = routed(router, 0.001, 0.005, engine=engine)
    assert (refused.error, refused.path) == (ErrorCode.NO_ROUTE, None)
    assert "closures" in refused.message


@ENGINES
def test_a_stop_on_a_street_that_is_closed_farther_on_is_served(engine: EngineName) -> None:
    # 2 - 5 - 6 - 3 is one arc; closed between 5 and 6, its ends still serve.
    network = network_of(STREET, [*MAIN, *LOOP])
    router = Router(network)
    close(router, network, (5, 6), (6, 5))
    place = LonLat(0.004, 45.001)
    answer = router.answer(RouteRequest(start=LonLat(0.001, 45.0), end=place, engine=engine))
    assert nodes_of(answer, network) == (1, 2, 3, 6)
    back = router.answer(RouteRequest(start=place, end=LonLat(0.001, 45.0), engine=engine))
    assert nodes_of(back, network) == (6, 3, 2, 1)
    assert not any(stop.moved for stop in (*answer.snapped, *back.snapped))


def test_a_stop_on_a_closed_road_is_moved_to_the_nearest_open_one() -> None:
    network = network_of(STREET, [*MAIN, *LOOP])
    router = Router(network)
    close(router, network, (3, 4), (4, 3))
    answer = routed(router, 0.001, 0.005)
    assert nodes_of(answer, network) == (1, 2, 3)
    assert [stop.moved for stop in answer.snapped] == [False, True]
    assert answer.snapped[1].distance_m == pytest.approx(78.8, abs=0.5)
    assert "end" in answer.message
    assert "closed" in answer.message


def test_a_road_closed_in_one_direction_still_serves_in_the_other() -> None:
    network = network_of(STREET, [*MAIN, *LOOP])
    router = Router(network)
    close(router, network, (2, 3))
    answer = routed(router, 0.001, 0.003)
    assert nodes_of(answer, network) == (1, 2, 5, 6, 3, 2)
    assert not answer.snapped[1].moved
    assert not answer.message


# A car park 7 - 8, 30 m north of the street and joined to it by nothing, or by a one-way exit.
PARK = STREET | {7: (0.0022, 45.0003), 8: (0.0028, 45.0003)}


@ENGINES
def test_an_end_in_a_smaller_component_is_moved_only_without_a_way(engine: EngineName) -> None:
    network = network_of(PARK, [*MAIN, *LOOP, Road((7, 8)), Road((7, 2), backward_kph=0)])
    inside, outside = LonLat(0.0025, 45.0003), LonLat(0.005, 45.0)
    out = Router(network).answer(RouteRequest(start=inside, end=outside, engine=engine))
    assert nodes_of(out, network)[:3] == (8, 7, 2)
    assert not out.snapped[0].moved
    into = Router(network).answer(RouteRequest(start=outside, end=inside, engine=engine))
    assert nodes_of(into, network) == (4, 3, 2)
    assert [stop.moved for stop in into.snapped] == [False, True]
    assert into.snapped[1].distance_m == pytest.approx(33.3, abs=0.5)
    assert into.message == "The end was put 33 m away, since no way leads over the nearest road."


def test_no_end_is_moved_beyond_a_hundred_metres() -> None:
    places = PARK | {7: (0.0022, 45.0010), 8: (0.0028, 45.0010)}
    network = network_of(places, [*MAIN, Road((7, 8))])
    answer = Router(network).answer(RouteRequest(start=LonLat(0.0025, 45.0011), end=LonLat(0.005, 45.0)))
    assert (answer.error, answer.path) == (ErrorCode.NO_ROUTE, None)
    assert not any(stop.moved for stop in answer.snapped)


def test_both_ends_are_moved_where_that_is_needed() -> None:
    places = PARK | {9: (0.0052, 45.0003), 10: (0.0058, 45.0003)}
    network = network_of(places, [*MAIN, Road((7, 8)), Road((9, 10))])
    answer = Router(network).answer(RouteRequest(start=LonLat(0.0025, 45.0003), end=LonLat(0.0055, 45.0003)))
    assert nodes_of(answer, network) == (2, 3, 4)
    assert all(stop.moved for stop in answer.snapped)


def test_no_road_within_ten_kilometres_is_no_segment() -> None:
    router = Router(grid())
    answer = routed(router, 0.1, 0.5)
    assert answer.error is ErrorCode.NO_SEGMENT
    assert len(answer.snapped) == 1
    assert "10 km of the end (45.000000, 0.500000)" in answer.message
    assert routed(router, 0.1, 0.2).error is None


def test_where_everything_is_closed_there_is_no_route() -> None:
    network = grid()
    router = Router(network)
    router.customize(Weights(1, router.free_flow.segment_ms, np.ones(network.segment_count, np.bool_)))
    answer = routed(router, 0.1, 0.104)
    assert answer.error is ErrorCode.NO_ROUTE
    assert "closed" in answer.message


@pytest.mark.parametrize("lon", [nan, inf, 180.1, -181.0])
def test_places_off_the_globe_are_invalid(lon: float) -> None:
    answer = routed(Router(grid()), 0.1, lon, 0.104)
    assert answer.error is ErrorCode.INVALID_REQUEST
    assert "longitude of the via point 1" in answer.message


def test_more_vias_than_can_be_answered_in_time_are_invalid() -> None:
    answer = routed(Router(grid()), *[0.1] * 103)
    assert answer.error is ErrorCode.INVALID_REQUEST
    assert routed(Router(grid()), *[0.1] * 102).error is None


def test_a_route_of_more_than_24_days_is_none() -> None:
    network = grid()
    router = Router(network)
    times = np.full(network.segment_count, 2**31 - 1, np.int32)
    router.customize(Weights(1, times, router.free_flow.closed))
    assert routed(router, 0.1, 0.106).error is ErrorCode.NO_ROUTE
    assert routed(router, 0.1, 0.101, 0.102, 0.103, 0.104).error is ErrorCode.NO_ROUTE


def test_an_answer_carries_the_version_of_its_weights() -> None:
    router = Router(grid())
    assert routed(router, 0.1, 0.104).weights_version == 0
    router.customize(Weights(7, router.free_flow.segment_ms * 2, router.free_flow.closed))
    answer = routed(router, 0.1, 0.104)
    assert answer.weights_version == 7
    assert answer.duration_ms == 2 * answer.free_flow_ms


@given(st.integers(0, 29), st.integers(0, 29), st.integers(-2, 2))
def test_quicker_is_the_full_answer_up_to_the_limit(start: int, end: int, spare_ms: int) -> None:
    network = grid()
    router = Router(network)
    ends = [LonLat(float(network.node_lon[node]), float(network.node_lat[node])) for node in (start, end)]
    for engine in EngineName:
        request = RouteRequest(start=ends[0], end=ends[1], engine=engine)
        full = router.answer(request)
        limited = router.quicker(request, full.duration_ms + spare_ms)
        if spare_ms < 0:
            assert limited is None
        else:
            assert limited is not None
            assert limited.duration_ms == full.duration_ms


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_limit_makes_it_turn_round_where_a_way_leads_straight_on(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    router = Router(network)
    router.customize(data.draw(made_weights(network)))
    start, via, end = (data.draw(made_places(network)) for _ in range(3))
    request = RouteRequest(start=start, end=end, via=(via,))
    full = router.answer(request)
    assume(full.path is not None and not any(snapped.moved for snapped in full.snapped))
    assert router.quicker(request, full.duration_ms - 1) is None


@ENGINES
def test_a_limit_lets_nobody_turn_round_where_a_way_leads_on(engine: EngineName) -> None:
    network = network_of(STREET, [*MAIN, *LOOP])
    router = Router(network)
    stops = [LonLat(lon, 45.0) for lon in (0.0010, 0.0035, 0.0012)]
    request = RouteRequest(start=stops[0], via=(stops[1],), end=stops[2], engine=engine)
    # Between the way on round the loop and the shorter one that turns in 2 - 3.
    assert router.quicker(request, router.answer(request).duration_ms - 1) is None
