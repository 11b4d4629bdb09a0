"""Engines agree with each other and with networkx's plain search; A*'s bound holds."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.arc_graph import ArcGraph
from desktop_app.routing.engine import PartialState, StateCosts, arc_costs
from desktop_app.routing.networkx_engine import AStarEngine, DijkstraEngine, lower_bound
from desktop_app.routing.path import path_duration_ms, path_is_closed, path_stretches
from desktop_app.routing.request import EngineName, Path, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.routing.turns import U_TURN_MS, build_turn_graph
from desktop_app.traffic.times import free_flow_ms
from tests.networks import Road, grid, network_of
from tests.routing.made_networks import made_networks, made_places, made_weights
from tests.routing.oracle import Oracle


def costs_of(network: RoadNetwork, weights: Weights) -> StateCosts:
    return StateCosts(*arc_costs(network, weights))


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_all_engines_cost_what_plain_dijkstra_says(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    weights = data.draw(made_weights(network))
    start, end = data.draw(made_places(network)), data.draw(made_places(network))
    router = Router(network, turn_rules=False)
    router.customize(weights)
    oracle = Oracle(network, weights)
    for engine in EngineName:
        answer = router.answer(RouteRequest(start=start, end=end, engine=engine))
        assume(len(answer.snapped) == 2)
        found = answer.duration_ms if answer.path is not None else None
        assert found == oracle.cost_ms(answer.snapped[0], answer.snapped[-1])


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_all_engines_agree_with_turn_rules_and_vias(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    weights = data.draw(made_weights(network))
    places = [data.draw(made_places(network)) for _ in range(data.draw(st.integers(2, 4)))]
    router = Router(network)
    router.customize(weights)
    requests = [
        RouteRequest(start=places[0], end=places[-1], via=tuple(places[1:-1]), engine=engine)
        for engine in EngineName
    ]
    answers = [router.answer(request) for request in requests]
    assert len({(answer.duration_ms, answer.error) for answer in answers}) == 1
    for answer in answers:
        if answer.path is not None:
            check_path(network, weights, answer.path)


def check_path(network: RoadNetwork, weights: Weights, path: Path) -> None:
    """Check that a path is driveable: joined, open, without forbidden U-turns, each costing 20 s."""
    assert not path_is_closed(path, weights)
    stretches = path_stretches(path)
    assert (stretches.share >= 0).all()
    before, after = stretches.segments[:-1], stretches.segments[1:]
    turned = network.segment_twin[before] == after
    joined = network.segment_head[before] == network.segment_tail[after]
    assert (joined | turned).all()
    arcs_out = np.bincount(network.arc_tail, minlength=network.junction_count)
    for leg in path.legs:
        arc = network.segment_arc[leg.segments]
        back = np.flatnonzero(network.segment_twin[leg.segments[:-1]] == leg.segments[1:])
        assert (arcs_out[network.arc_head[arc[back]]] == 1).all()
        assert leg.turn_ms in {U_TURN_MS * len(back), U_TURN_MS * (len(back) + 1)}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_lower_bound_is_admissible_and_consistent(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    weights = data.draw(made_weights(network))
    arcs = ArcGraph(network, build_turn_graph(network))
    arcs.customize(costs_of(network, weights))
    parts = st.builds(PartialState, st.integers(0, network.arc_count - 1), st.integers(0, 5000))
    sources = data.draw(st.lists(parts, min_size=1, max_size=3))
    targets = data.draw(st.lists(parts, min_size=1, max_size=3))
    with arcs.ends(sources, targets) as ends:
        bound = lower_bound(arcs, ends)
        turns = [
            (tail, head, arcs.entry_ms(tail, head, turn)) for tail, head, turn in arcs.graph.edges(data=True)
        ]
        passable: nx.DiGraph[int] = nx.DiGraph()
        passable.add_weighted_edges_from([(head, tail, ms) for tail, head, ms in turns if ms is not None])
        passable.add_node(ends.goal)
        for tail, head, ms in turns:
            if ms is not None and tail != ends.start:
                assert bound(tail, ends.goal) <= ms + bound(head, ends.goal) + 1e-6
        for node, cost_ms in nx.single_source_dijkstra_path_length(passable, ends.goal).items():
            assert bound(node, ends.goal) <= cost_ms


def test_tiny_arcs_do_not_make_the_bound_useless() -> None:
    # A millimetre and a centimetre of road beside kilometres at 130 km/h.
    places = {n: (0.01 * n, 45.0) for n in range(6)} | {7: (0.05 + 1e-8, 45.0), 8: (0.05 + 1e-7, 45.0)}
    network = network_of(places, [Road((0, 1, 2, 3, 4, 5), "", 130, 130), Road((5, 7)), Road((7, 8))])
    arcs = ArcGraph(network, build_turn_graph(network))
    arcs.customize(
        StateCosts(
            *arc_costs(network, Weights(1, free_flow_ms(network), np.zeros(network.segment_count, np.bool_)))
        )
    )
    last = int(np.flatnonzero(network.arc_head == network.arc_head.max())[0])
    first_junction = arcs.least_ms_to([PartialState(last, 0)])[0]
    way_ms = 4 * 787.9 * 3.6 / 130 * 1000
    assert way_ms * 0.9 < first_junction <= way_ms * 1.3


def test_a_failing_search_leaves_nothing_of_its_query_behind() -> None:
    network = grid(3, 3)
    arcs = ArcGraph(network, build_turn_graph(network))
    arcs.customize(
        StateCosts(
            *arc_costs(network, Weights(1, free_flow_ms(network), np.ones(network.segment_count, np.bool_)))
        )
    )
    engine = DijkstraEngine(arcs)
    assert engine.query([PartialState(0, 5)], [PartialState(9, 5)]) is None
    with pytest.raises(KeyError):
        engine.query([PartialState(0, 5)], [PartialState(10**6, 5)])
    assert len(arcs.graph) == network.arc_count
    weights = Weights(2, free_flow_ms(network), np.zeros(network.segment_count, np.bool_))
    for found in (DijkstraEngine(arcs), AStarEngine(arcs)):
        found.customize(costs_of(network, weights))
        way = found.query([PartialState(0, 5)], [PartialState(9, 7)])
        assert way is not None
        between = arc_costs(network, weights)[0][list(way.states[1:-1])]
        assert (way.states[0], way.states[-1], way.cost_ms) == (0, 9, 12 + between.sum())


def test_a_sum_beyond_the_largest_number_is_no_way() -> None:
    network = network_of(
        {n: (0.001 * n, 45.0) for n in range(1, 5)}, [Road((1, 2)), Road((2, 3)), Road((3, 4))]
    )
    arcs = ArcGraph(network, build_turn_graph(network))
    middle = int(np.flatnonzero((network.arc_tail == 1) & (network.arc_head == 2))[0])
    first = int(np.flatnonzero((network.arc_tail == 0) & (network.arc_head == 1))[0])
    last = int(np.flatnonzero((network.arc_tail == 2) & (network.arc_head == 3))[0])
    times = free_flow_ms(network)
    times[network.arc_segments(middle)] = 2**31 - 1 - 300
    for engine in (DijkstraEngine(arcs), AStarEngine(arcs)):
        engine.customize(costs_of(network, Weights(1, times, np.zeros(network.segment_count, np.bool_))))
        assert engine.query([PartialState(first, 200)], [PartialState(last, 100)]) is None
        way = engine.query([PartialState(first, 200)], [PartialState(last, 99)])
        assert way is not None
        assert way.cost_ms == 2**31 - 2


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_watched_way_costs_what_its_answer_says(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    weights = data.draw(made_weights(network))
    router = Router(network, index=SpatialIndex(network))
    router.customize(weights)
    answer = router.answer(
        RouteRequest(start=data.draw(made_places(network)), end=data.draw(made_places(network)))
    )
    assume(answer.path is not None)
    assert answer.path is not None
    assert path_duration_ms(answer.path, weights) == answer.duration_ms
    assert path_duration_ms(answer.path, router.free_flow) == answer.free_flow_ms
