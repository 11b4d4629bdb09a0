"""The book of ends: the best costs of many requests are those of the router's own answers."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.end_book import UNKNOWN_MS, EndBook
from desktop_app.routing.engine import LONGEST_MS, UNREACHABLE_MS
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.router import Router
from tests.networks import grid
from tests.routing.made_networks import made_networks, made_places, made_weights

ROWS = 8


def best_ms(router: Router, book: EndBook, rows: int = ROWS) -> list[int]:
    vehicle = router.vehicle(RouteRequest(start=LonLat(0, 0), end=LonLat(0, 0)))
    assert vehicle is not None
    found: list[int] = book.best_ms(vehicle, np.arange(rows)).tolist()
    return found


def expected_ms(router: Router, request: RouteRequest) -> int:
    found = router.quicker(request, LONGEST_MS)
    return UNREACHABLE_MS if found is None else found.duration_ms


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_known_costs_are_those_of_the_routers_ways(data: st.DataObject) -> None:
    network: RoadNetwork = data.draw(made_networks())
    if not network.segment_count:
        return
    router, book = Router(network), EndBook()
    places = made_places(network)
    requests = [RouteRequest(start=data.draw(places), end=data.draw(places)) for _ in range(ROWS)]
    for row, request in enumerate(requests):
        book.put(row, request.stops)
    for _ in range(3):
        router.customize(data.draw(made_weights(network)))
        for found, request in zip(best_ms(router, book), requests, strict=True):
            assert found in {UNKNOWN_MS, expected_ms(router, request)}


@pytest.fixture
def town() -> RoadNetwork:
    return grid()


def request_between(network: RoadNetwork, one: int, other: int, fraction: float) -> RouteRequest:
    def place(segment: int) -> LonLat:
        lon, lat = network.points_on(segment, fraction).tolist()
        return LonLat(lon, lat)

    return RouteRequest(start=place(one), end=place(other))


def test_common_requests_are_known(town: RoadNetwork) -> None:
    router, book = Router(town), EndBook()
    rng = np.random.default_rng(1)
    pairs = rng.choice(town.segment_count, (ROWS, 2)).tolist()
    requests = [request_between(town, one, other, 0.3) for one, other in pairs]
    for row, request in enumerate(requests):
        book.put(row, request.stops)
    assert best_ms(router, book) == [expected_ms(router, request) for request in requests]
    book.drop(3)
    book.put(3, requests[0].stops)
    assert best_ms(router, book)[3] == best_ms(router, book)[0]


def test_stops_between_are_left_to_the_search(town: RoadNetwork) -> None:
    router, book = Router(town), EndBook()
    request = request_between(town, 0, town.segment_count - 1, 0.3)
    book.put(0, (request.start, request.end, request.start))
    assert best_ms(router, book, 1) == [UNKNOWN_MS]


def test_a_closed_road_at_a_stop_is_left_to_the_search(town: RoadNetwork) -> None:
    router, book = Router(town), EndBook()
    request = request_between(town, 0, town.segment_count - 1, 0.3)
    book.put(0, request.stops)
    free = router.free_flow
    closed = free.closed.copy()
    closed[0] = True
    router.customize(Weights(2, free.segment_ms, closed))
    assert best_ms(router, book, 1) == [UNKNOWN_MS]
    router.customize(Weights(3, free.segment_ms, free.closed))
    assert best_ms(router, book, 1) == [expected_ms(router, request)]
