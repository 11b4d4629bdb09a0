"""A matrix says what routes say, cell by cell."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.matrix import cost_matrix
from desktop_app.routing.path import path_distance_m
from desktop_app.routing.request import EngineName, LonLat, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.traffic.times import free_flow_ms
from tests.networks import Road, grid, network_of
from tests.routing.made_networks import made_networks, made_places, made_weights

CAR = RouteRequest(start=LonLat(0, 0), end=LonLat(0, 0))


def routed(router: Router, points: list[LonLat], engine: EngineName) -> tuple[np.ndarray, np.ndarray]:
    """Return durations and lengths of all pairs, a route each."""
    durations = np.full((len(points), len(points)), UNREACHABLE_MS, np.int64)
    lengths = np.full(durations.shape, np.nan)
    for row, start in enumerate(points):
        for column, end in enumerate(points):
            answer = router.answer(replace(CAR, start=start, end=end, engine=engine))
            if answer.path is not None:
                durations[row, column] = answer.duration_ms
                lengths[row, column] = path_distance_m(answer.path, router.network)
    return durations, lengths


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_cells_are_what_every_engine_says(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    router = Router(network)
    router.customize(data.draw(made_weights(network)))
    points = [data.draw(made_places(network)) for _ in range(4)]
    matrix = cost_matrix(router, points, CAR, with_distances=True)
    assert matrix.distance_m is not None
    for engine in (EngineName.CCH, EngineName.DIJKSTRA):
        durations, lengths = routed(router, points, engine)
        assert matrix.duration_ms.tolist() == durations.tolist()
        if engine is EngineName.CCH:
            np.testing.assert_allclose(matrix.distance_m, lengths, rtol=1e-9, atol=1e-6)


def test_two_threads_say_what_one_says() -> None:
    network = grid(8, 6)
    router, dice = Router(network), np.random.default_rng(2)
    points = [LonLat(0.1 + 0.014 * x, 45 + 0.01 * y) for x, y in dice.random((9, 2)).tolist()]
    one, two = (cost_matrix(router, points, CAR, threads=threads) for threads in (1, 2))
    assert one.duration_ms.tolist() == two.duration_ms.tolist()
    assert (np.diag(one.duration_ms) == 0).all()
    assert one.distance_m is None


def test_a_point_off_the_map_and_a_point_cut_off_have_no_ways() -> None:
    network = network_of(
        {1: (0.0, 45.0), 2: (0.001, 45.0), 3: (0.01, 45.1), 4: (0.011, 45.1)}, [Road((1, 2)), Road((3, 4))]
    )
    router = Router(network)
    points = [LonLat(0.0005, 45.0), LonLat(0.0105, 45.1), LonLat(9.0, 9.0)]
    matrix = cost_matrix(router, points, CAR, with_distances=True)
    reached = matrix.duration_ms < UNREACHABLE_MS
    assert reached.tolist() == [[True, False, False], [False, True, False], [False, False, False]]
    assert matrix.distance_m is not None
    assert np.isnan(matrix.distance_m).tolist() == (~reached).tolist()


def test_it_is_by_the_weights_of_one_version() -> None:
    network = grid(4, 4)
    router = Router(network)
    points = [LonLat(0.1, 45.0), LonLat(0.104, 45.002)]
    free = cost_matrix(router, points, CAR)
    router.customize(Weights(9, free_flow_ms(network) * 2, np.zeros(network.segment_count, np.bool_)))
    slow = cost_matrix(router, points, CAR)
    assert (free.weights_version, slow.weights_version) == (0, 9)
    assert slow.duration_ms[0, 1] > free.duration_ms[0, 1]


def test_a_vehicle_that_the_map_does_not_know_is_no_key() -> None:
    with pytest.raises(KeyError):
        cost_matrix(Router(grid(3, 3)), [LonLat(0.1, 45.0)], replace(CAR, profile="tram"))
