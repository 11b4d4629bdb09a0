"""Chances against draws of every segment's time, and what must hold for any of them."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.on_time.chance import best_by, chance_by, choice_by
from desktop_app.routing.path import path_shares
from desktop_app.routing.request import LonLat, Path, RouteRequest
from desktop_app.routing.router import Router
from desktop_app.traffic.dispersion import class_dispersion_s
from desktop_app.traffic.times import free_flow_ms
from tests.networks import Road, network_of
from tests.shared_data import SHARED, needs_shared

DRAWS = 10_000


@dataclass(frozen=True)
class Route:
    mean_ms: int
    variance: int


routes = st.builds(Route, st.integers(0, 10**7), st.integers(0, 10**8))


@given(routes, st.integers(0, 2 * 10**7), st.integers(0, 2 * 10**7))
def test_the_chance_rises_with_the_deadline(route: Route, one_ms: int, other_ms: int) -> None:
    sooner, later = sorted([one_ms, other_ms])
    assert 0.0 <= chance_by(sooner, route) <= chance_by(later, route) <= 1.0


@given(st.lists(routes, min_size=1, max_size=8), st.integers(0, 2 * 10**7))
def test_the_best_has_the_greatest_chance(some: list[Route], deadline_ms: int) -> None:
    chances = [chance_by(deadline_ms, route) for route in some]
    assert chances[best_by(deadline_ms, some)] == max(chances)


def test_at_the_mean_it_is_one_half_and_a_deviation_later_what_tables_say() -> None:
    route = Route(600_000, 3_600_000)  # 60 s
    assert chance_by(600_000, route) == 0.5
    assert chance_by(660_000, route) == pytest.approx(0.8413, abs=1e-4)
    assert chance_by(540_000, route) == pytest.approx(0.1587, abs=1e-4)


def test_a_certain_time_is_kept_or_not() -> None:
    assert chance_by(600_000, Route(600_000, 0)) == 1.0
    assert chance_by(599_999, Route(600_000, 0)) == 0.0


def test_a_tight_deadline_takes_the_fast_route_and_a_loose_one_the_sure_one() -> None:
    frontier = [Route(600_000, 10_000_000), Route(660_000, 100_000)]
    assert choice_by(610_000, frontier, is_complete=True).chosen == 0
    assert choice_by(700_000, frontier, is_complete=True).chosen == 1


def test_a_deadline_before_every_mean_takes_the_fastest() -> None:
    choice = choice_by(300_000, [Route(600_000, 10_000_000), Route(660_000, 100_000)], is_complete=True)
    assert choice.chosen == 0
    assert choice.best.chance < 0.5


@pytest.fixture(scope="module")
def bypass() -> RoadNetwork:
    """A town street of 6 km in 120 pieces, and a motorway round it of 13 km."""
    street = {node: (0.1 + node * 0.00064, 45.0) for node in range(1, 122)}
    away = {200: (0.14, 45.04), 201: (0.15, 45.04)}
    last = 121
    return network_of(
        street | away,
        [
            Road(tuple(street), "Street", 40.0, 40.0, RoadClass.RESIDENTIAL),
            Road((1, 200, 201, last), "Motorway", 80.0, 80.0, RoadClass.MOTORWAY),
        ],
    )


@pytest.mark.parametrize("late", [0.95, 1.0, 1.05, 1.1, 1.3])
def test_the_chance_is_what_draws_of_every_segment_say(bypass: RoadNetwork, late: float) -> None:
    dispersion_s = class_dispersion_s(bypass)
    router = Router(bypass)
    request = RouteRequest(start=LonLat(0.10064, 45.0), end=LonLat(0.17744, 45.0))
    deadline_s = late * router.answer(request).duration_ms / 1000
    answer = router.answer_in_time(
        RouteRequest(start=request.start, end=request.end, deadline_s=deadline_s), dispersion_s
    )
    assert answer.path is not None
    assert answer.on_time is not None
    drawn_s = draw_s(bypass, *path_shares(answer.path), dispersion_s) + turns_s(answer.path)
    assert np.mean(drawn_s) == pytest.approx(answer.duration_ms / 1000, rel=0.01)
    assert np.std(drawn_s) == pytest.approx(answer.on_time.best.std_ms / 1000, rel=0.05)
    assert answer.on_time.best.chance == pytest.approx(np.mean(drawn_s <= deadline_s), abs=0.02)


def draw_s(
    network: RoadNetwork,
    segments: NDArray[np.int32],
    share: NDArray[np.float64],
    dispersion_s: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Draw the time of each segment from a gamma distribution, which is skewed and never below 0."""
    mean_s = free_flow_ms(network)[segments] * share / 1000
    scale_s = dispersion_s[segments]
    drawn_s = np.random.default_rng(7).gamma(mean_s / scale_s, scale_s, (DRAWS, len(segments)))
    total_s: NDArray[np.float64] = drawn_s.sum(axis=1)
    return total_s


def test_cutting_a_road_into_pieces_leaves_its_chance_as_it_is() -> None:
    outlooks = []
    for pieces in (1, 40):
        nodes = {number: (0.1 + 0.05 * number / pieces, 45.0) for number in range(pieces + 1)}
        network = network_of(
            {node + 1: place for node, place in nodes.items()}, [Road(tuple(n + 1 for n in nodes))]
        )
        request = RouteRequest(start=LonLat(0.1, 45.0), end=LonLat(0.15, 45.0), deadline_s=300.0)
        answer = Router(network).answer_in_time(request, class_dispersion_s(network))
        assert answer.on_time is not None
        outlooks.append(answer.on_time.best)
    assert outlooks[0].std_ms == pytest.approx(outlooks[1].std_ms, rel=1e-3)
    assert outlooks[0].std_ms == pytest.approx(1000 * 0.20 * sqrt(60 * outlooks[0].mean_ms / 1000), rel=1e-3)


@needs_shared
def test_on_real_roads_the_chances_are_what_draws_say() -> None:
    network = read_osm(SHARED / "maps/monaco.osm.gz", lambda _: None).network
    router, dispersion_s = Router(network), class_dispersion_s(network)
    trips = [(7.4115, 43.7285, 7.4390, 43.7505), (7.4213, 43.7307, 7.4380, 43.7490)]
    for start_lon, start_lat, end_lon, end_lat in trips:
        start, end = LonLat(start_lon, start_lat), LonLat(end_lon, end_lat)
        mean_s = router.answer(RouteRequest(start=start, end=end)).duration_ms / 1000
        assert mean_s > 240
        for late in (0.95, 1.0, 1.05, 1.15):
            request = RouteRequest(start=start, end=end, deadline_s=late * mean_s)
            answer = router.answer_in_time(request, dispersion_s)
            assert answer.path is not None
            assert answer.on_time is not None
            drawn_s = draw_s(network, *path_shares(answer.path), dispersion_s) + turns_s(answer.path)
            share = float(np.mean(drawn_s <= late * mean_s))
            assert answer.on_time.best.chance == pytest.approx(share, abs=0.02)


def turns_s(path: Path) -> float:
    return sum(leg.turn_ms for leg in path.legs) / 1000
