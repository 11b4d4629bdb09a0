"""Alternatives keep the three conditions, checked by other means, and are found where there are any."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.sources.osm import read_osm
from desktop_app.routing.alternatives import SHARED as MOST_SHARED
from desktop_app.routing.alternatives import STRETCH
from desktop_app.routing.path import path_duration_ms, path_segments
from desktop_app.routing.request import EngineName, LonLat, RouteAnswer, RouteRequest
from desktop_app.routing.router import Router
from tests.networks import Road, grid, network_of
from tests.routing.made_networks import made_networks, made_places, made_weights
from tests.routing.test_engines import check_path
from tests.routing.via_oracle import ViaOracle
from tests.shared_data import SHARED, needs_shared


def driven_ms(router: Router, answer: RouteAnswer) -> dict[int, int]:
    """Return what each segment of an answer's way takes, its ends whole."""
    assert answer.path is not None
    times = router.weights_of(answer.request).segment_ms
    return {int(segment): int(times[segment]) for segment in path_segments(answer.path)}


def check_conditions(router: Router, answer: RouteAnswer) -> None:
    """Check stretch and sharing, and that no junction is passed twice."""
    network = router.network
    known = driven_ms(router, answer)
    for other in answer.alternatives:
        assert other.path is not None
        weights = router.weights_of(answer.request)
        assert other.duration_ms == path_duration_ms(other.path, weights)
        assert answer.duration_ms <= other.duration_ms <= (1 + STRETCH) * answer.duration_ms
        own = driven_ms(router, other)
        shared_ms = sum(ms for segment, ms in own.items() if segment in known)
        ends_ms = sum(max(own.values()) for _ in range(2))  # both ends are counted whole above
        assert shared_ms <= MOST_SHARED * answer.duration_ms + ends_ms
        arcs = network.segment_arc[path_segments(other.path)]
        heads = network.arc_head[arcs[np.append(arcs[1:] != arcs[:-1], False)]].tolist()
        assert len(set(heads)) == len(heads)
        known |= own


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_alternatives_keep_the_conditions(data: st.DataObject) -> None:
    network = data.draw(made_networks())
    weights = data.draw(made_weights(network))
    router = Router(network)
    router.customize(weights)
    request = RouteRequest(
        start=data.draw(made_places(network)), end=data.draw(made_places(network)), alternatives=3
    )
    answer = router.answer_with_alternatives(request)
    assume(answer.path is not None)
    plain = router.answer(request)
    assert answer.duration_ms == plain.duration_ms
    assert len(answer.alternatives) <= 3
    check_conditions(router, answer)
    for other in answer.alternatives:
        assert other.path is not None
        check_path(network, weights, other.path)


SQUARE = {
    1: (0.0, 45.0),
    2: (0.004, 45.003),
    3: (0.004, 44.997),
    4: (0.008, 45.0),
    0: (-0.001, 45.0),
    5: (0.009, 45.0),
}


ACROSS = RouteRequest(start=LonLat(-0.0005, 45.0), end=LonLat(0.0085, 45.0), alternatives=3)


def ladder() -> RoadNetwork:
    """A road that parts in two and joins again."""
    return network_of(
        SQUARE,
        [Road((0, 1)), Road((1, 2, 4), "North", 50, 50), Road((1, 3, 4), "South", 45, 45), Road((4, 5))],
    )


def test_the_other_way_round_is_found_and_told_with_its_time() -> None:
    answer = Router(ladder()).answer_with_alternatives(ACROSS)
    (other,) = answer.alternatives
    assert other.duration_ms > answer.duration_ms
    assert other.snapped == answer.snapped


@pytest.mark.parametrize("engine", EngineName)
def test_every_engine_gives_them(engine: EngineName) -> None:
    router = Router(ladder())
    request = RouteRequest(
        start=LonLat(-0.0005, 45.0), end=LonLat(0.0085, 45.0), alternatives=1, engine=engine
    )
    assert len(router.answer_with_alternatives(request).alternatives) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"alternatives": 0},
        {"via": (LonLat(0.004, 45.003),)},
        {"end": LonLat(-0.0004, 45.0)},
        {"end": LonLat(-0.0005, 45.0)},
        {"end": LonLat(9.0, 9.0)},
    ],
)
def test_there_are_none_where_none_make_sense(change: dict[str, object]) -> None:
    assert Router(ladder()).answer_with_alternatives(replace(ACROSS, **change)).alternatives == ()


def test_a_way_that_is_too_long_or_leads_off_and_on_again_is_none() -> None:
    slow = network_of(
        SQUARE, [Road((0, 1)), Road((1, 2, 4), "North"), Road((1, 3, 4), "South", 20, 20), Road((4, 5))]
    )
    request = RouteRequest(start=LonLat(-0.0005, 45.0), end=LonLat(0.0085, 45.0), alternatives=3)
    assert Router(slow).answer_with_alternatives(request).alternatives == ()
    # A lay-by beside a long road.
    places = {n: (0.01 * n, 45.0) for n in range(11)} | {20: (0.055, 45.0003)}
    beside = network_of(places, [Road(tuple(range(11))), Road((5, 20, 6), "Lay-by")])
    along = RouteRequest(start=LonLat(0.001, 45.0), end=LonLat(0.099, 45.0), alternatives=3)
    assert Router(beside).answer_with_alternatives(along).alternatives == ()


def test_a_grid_has_several() -> None:
    router = Router(grid(9, 9))
    request = RouteRequest(start=LonLat(0.1, 45.0), end=LonLat(0.112, 45.007), alternatives=3)
    answer = router.answer_with_alternatives(request)
    assert len(answer.alternatives) == 3
    check_conditions(router, answer)
    assert router.answer_with_alternatives(replace(request, alternatives=1)).alternatives[0].duration_ms == (
        answer.alternatives[0].duration_ms
    )


@lru_cache(maxsize=1)
def monaco() -> tuple[RoadNetwork, Router]:
    network = read_osm(SHARED / "maps" / "monaco.osm.gz", lambda _: None).network
    return network, Router(network)


def random_requests(network: RoadNetwork, count: int, seed: int) -> Iterator[RouteRequest]:
    dice = np.random.default_rng(seed)
    for _ in range(count):
        ends = [
            LonLat(*network.points_on(int(dice.integers(network.segment_count)), 0.5).tolist())
            for _ in range(2)
        ]
        yield RouteRequest(start=ends[0], end=ends[1], alternatives=3)


@needs_shared
def test_nine_of_ten_pairs_that_have_one_get_one() -> None:
    network, router = monaco()
    has, got = 0, 0
    for request in random_requests(network, 12, seed=2):
        answer = router.answer_with_alternatives(request)
        moved = any(stop.moved for stop in answer.snapped)
        if answer.path is None or moved or not ViaOracle(router, request).has_alternative():
            continue
        has += 1
        got += bool(answer.alternatives)
        check_conditions(router, answer)
    assert has >= 5
    assert got >= 0.9 * has


@needs_shared
def test_on_a_real_map_ways_keep_the_conditions() -> None:
    network, router = monaco()
    found = 0
    for request in random_requests(network, 60, seed=3):
        answer = router.answer_with_alternatives(request)
        if answer.path is not None:
            check_conditions(router, answer)
            found += len(answer.alternatives)
    assert found > 50
