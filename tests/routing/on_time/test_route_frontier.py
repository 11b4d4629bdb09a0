"""Frontiers of routes, against every way of small networks and an independent search on a real one."""

import random
from functools import lru_cache
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.on_time.frontier import convex_corners
from desktop_app.routing.on_time.outlook import OnTime
from desktop_app.routing.on_time.variance import path_variance, segment_variance
from desktop_app.routing.path import path_duration_ms
from desktop_app.routing.request import LonLat, RouteAnswer, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.traffic.dispersion import class_dispersion_s
from desktop_app.traffic.times import free_flow_ms
from tests.networks import grid
from tests.routing.made_networks import made_networks, made_places, made_weights
from tests.routing.on_time.every_way import EveryWay, TooManyWaysError
from tests.routing.on_time.least_variance import LeastVariance
from tests.shared_data import SHARED, needs_shared


def spreads(on_time: OnTime | None) -> list[tuple[int, int]]:
    """Mean (ms) and variance (ms·s) of a frontier's routes."""
    assert on_time is not None
    return [(each.mean_ms, round(each.std_ms**2 / 1000)) for each in on_time.frontier]


def made_dispersion(data: st.DataObject, network: RoadNetwork) -> NDArray[np.float64]:
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    return rng.choice([0.0, 0.5, 3.0, 20.0], network.segment_count)


def answer_in_time(
    network: RoadNetwork, weights: Weights, request: RouteRequest, dispersion_s: NDArray[np.float64]
) -> tuple[RouteAnswer, RouteAnswer]:
    """The route for the deadline, and the fastest one."""
    router = Router(network)
    router.customize(weights)
    return router.answer_in_time(request, dispersion_s), router.answer(request)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_frontier_is_the_hull_of_every_way(data: st.DataObject) -> None:
    network = data.draw(made_networks(most_roads=7))
    weights = data.draw(made_weights(network))
    dispersion_s = made_dispersion(data, network)
    start, end = data.draw(made_places(network)), data.draw(made_places(network))
    request = RouteRequest(start=start, end=end, deadline_s=100.0)
    answer, fastest = answer_in_time(network, weights, request, dispersion_s)
    assume(answer.path is not None and not any(snapped.moved for snapped in answer.snapped))
    index = SpatialIndex(network)
    starts, ends = (list(index.nearest(at.lon, at.lat, allowed=~weights.closed)) for at in (start, end))
    every = EveryWay(network, weights, segment_variance(weights, dispersion_s))
    try:
        points = every.spreads(starts, ends)
    except TooManyWaysError:
        assume(False)
    hull = convex_corners([SimpleNamespace(mean_ms=mean, variance=variance) for mean, variance in points])
    assert spreads(answer.on_time) == [(corner.mean_ms, corner.variance) for corner in hull]
    assert spreads(answer.on_time)[0][0] == fastest.duration_ms


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_the_chosen_route_is_as_the_frontier_says(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    weights = data.draw(made_weights(network))
    dispersion_s = made_dispersion(data, network)
    places = [data.draw(made_places(network)) for _ in range(data.draw(st.integers(2, 4)))]
    request = RouteRequest(
        start=places[0], end=places[-1], via=tuple(places[1:-1]), deadline_s=data.draw(st.floats(1, 1000))
    )
    answer, fastest = answer_in_time(network, weights, request, dispersion_s)
    assert answer.error == fastest.error
    if answer.path is None:
        assert answer.on_time is None
        return
    assert answer.on_time is not None
    variance = path_variance(answer.path, segment_variance(weights, dispersion_s))
    mean_ms = path_duration_ms(answer.path, weights)
    assert spreads(answer.on_time)[answer.on_time.chosen] == (mean_ms, variance)
    assert answer.duration_ms == mean_ms
    assert answer.on_time.frontier[0].mean_ms == fastest.duration_ms
    assert answer.on_time.best.chance == max(each.chance for each in answer.on_time.frontier)


def test_without_a_deadline_the_answer_is_as_ever() -> None:
    network = grid()
    request = RouteRequest(start=LonLat(0.1, 45.0), end=LonLat(0.109, 45.007))
    weights = Weights(1, free_flow_ms(network), np.zeros(network.segment_count, np.bool_))
    answer, fastest = answer_in_time(network, weights, request, class_dispersion_s(network))
    assert answer.on_time is None
    assert answer.duration_ms == fastest.duration_ms


@lru_cache(maxsize=1)
def network_of_map(name: str) -> RoadNetwork:
    return read_osm(SHARED / "maps" / name, lambda _: None).network


def a_place(network: RoadNetwork, dice: random.Random) -> LonLat:
    segment = dice.randrange(network.segment_count)
    lon, lat = network.points_on(np.array([segment]), np.array([dice.random()]))[0].tolist()
    return LonLat(lon, lat)


def check_ends(name: str, pairs: int, seed: int) -> None:
    """Compare both ends of frontiers with the fastest route, and with a search by variance alone."""
    network = network_of_map(name)
    dice, rng = random.Random(seed), np.random.default_rng(seed)  # noqa: S311 - no secret
    slower = rng.uniform(1.0, 3.0, network.segment_count)
    closed = rng.random(network.segment_count) < 1 / 300
    weights = Weights(1, (free_flow_ms(network) * slower).astype(np.int32), closed)
    dispersion_s = class_dispersion_s(network) * rng.uniform(0.2, 3.0, network.segment_count)
    index = SpatialIndex(network)
    router = Router(network, index=index)
    router.customize(weights)
    least = LeastVariance(network, index, weights, segment_variance(weights, dispersion_s))
    found = 0
    while found < pairs:
        start, end = a_place(network, dice), a_place(network, dice)
        answer = router.answer_in_time(RouteRequest(start=start, end=end, deadline_s=400.0), dispersion_s)
        if answer.path is None or any(snapped.moved for snapped in answer.snapped):
            continue
        ends = spreads(answer.on_time)
        assert ends[0][0] == router.answer(RouteRequest(start=start, end=end)).duration_ms
        assert ends[-1][1] == least.between(start, end)
        found += 1


@needs_shared
@pytest.mark.parametrize("seed", range(4))
def test_ends_are_the_fastest_and_the_least_uncertain_route(seed: int) -> None:
    check_ends("monaco.osm.gz", 4, seed)


@needs_shared
@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", ["campo-grande.osm.gz", "krems.osm.gz", "porto_portugal.osm.pbf"])
def test_ends_are_the_fastest_and_the_least_uncertain_route_of_towns(name: str) -> None:
    check_ends(name, 20, seed=9)
