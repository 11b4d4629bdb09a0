"""The routing engine from order to steps, beside networkx, SciPy, networkit, OSRM and Valhalla.

A *query* goes from the end of one arc to the beginning of another; a *route* from place to place,
snapping, ends in the middle of roads and all. The peers on the graph get the same graph and pairs,
and have to find the same costs; those with a model of their own get the same extract and places.
"""

import time
from collections.abc import Callable
from functools import partial
from itertools import islice

import numpy as np

from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.answer_document import answer_document
from desktop_app.routing.arc_order import arc_ranks
from desktop_app.routing.directions.guide import Guides
from desktop_app.routing.hierarchy import Hierarchy
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.router import Router
from tests.benchmarks.cars import Car
from tests.benchmarks.engine_peers import StatePairs, graph_peers, map_peers, networkx_rows
from tests.benchmarks.maps import map_folder
from tests.benchmarks.process_memory import resident_mb
from tests.benchmarks.road_changes import Place, clustered, random_places, scattered
from tests.benchmarks.rows import Row, row_of

_PAIRS, _FULL_PAIRS = 300, 1_000
_CHANGES = (10, 1_000, 10_000)
_ROUNDS, _SLOW_ROUNDS = 10, 2


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Campo Grande and Porto, the latter beside its peers; with `full` a million arcs too."""
    rows: list[Row] = []
    for case in ("campo-grande", "porto", *(("generated-1m",) if full else ())):
        folder = map_folder(case)
        if folder is not None:
            rows += _measure(case, open_map_folder(folder), _FULL_PAIRS if full else _PAIRS)
    return rows


def _measure(case: str, data: MapData, count: int) -> list[Row]:
    dice = np.random.default_rng(5)
    before_mb = resident_mb()
    rows = [row_of("engine", case, "order", "s", _seconds(partial(arc_ranks, data.network), 1))]
    car = Car(data)
    build_s = _seconds(lambda: Hierarchy(car.turns, data.order.rank), _SLOW_ROUNDS)
    rows.append(row_of("engine", case, "build", "s", build_s))
    pairs = StatePairs.random(car, count, dice)
    rows += _query_rows(case, car, pairs)
    rows += _customize_rows(case, car, dice)
    router = Router(data.network, index=SpatialIndex(data.network, data.index), arc_rank=data.order.rank)
    places = list(islice(random_places(data.network, dice), 2 * count))
    rows += _route_rows(case, data, router, places, dice)
    rows.append(row_of("engine", case, "memory", "MB", [resident_mb() - before_mb]))
    if case == "porto":
        rows += networkx_rows(case, car, pairs)
        rows += graph_peers(case, car, pairs)
        rows += map_peers(case, data.network, places, clustered(data.network, 1_000, dice))
    return rows


def _query_rows(case: str, car: Car, pairs: StatePairs) -> list[Row]:
    metric = car.metric
    cost_ms, way_ms = [], []
    for source, target in pairs.states.tolist():
        cost_ms.append(_once(partial(metric.cost_ms, [(source, 0)], [(target, 0)])))
        way_ms.append(_once(partial(metric.way, [(source, 0)], [(target, 0)])))
    return [
        row_of("engine", case, "query, cost only", "ms", cost_ms),
        row_of("engine", case, "query with path", "ms", way_ms),
    ]


def _customize_rows(case: str, car: Car, dice: np.random.Generator) -> list[Row]:
    """Measure how long new weights take to be worked in, all of them and some of them."""
    metric, free = car.metric, car.metric.weights
    slower = np.where(free % 7 < 5, free + free // 3, free)  # all over the map, and few are closed
    whole = [_once(partial(metric.update, weights)) for _ in range(_ROUNDS) for weights in (slower, free)]
    rows = [row_of("engine", case, "customize", "ms", whole)]
    for kind, chosen in (("clustered", clustered), ("scattered", scattered)):
        for count in _CHANGES:
            samples = []
            for _ in range(_ROUNDS):
                weights = car.turn_ms(chosen(car.network, count, dice))
                samples.append(_once(partial(metric.update, weights)))
                metric.update(free)
            rows.append(row_of("engine", case, f"partial, {count} {kind}", "ms", samples))
    return rows


def _route_rows(
    case: str, data: MapData, router: Router, places: list[Place], dice: np.random.Generator
) -> list[Row]:
    requests = [
        RouteRequest(start=LonLat(*start), end=LonLat(*end))
        for start, end in zip(places[::2], places[1::2], strict=True)
    ]
    guides = Guides(data.network)
    answer_document(router.answer(requests[0]), data.network, router.weights_of(requests[0]), guides)
    route_ms, steps_ms, found = [], [], 0
    for request in requests:
        begun_s = time.perf_counter()
        answer = router.answer(request)
        route_ms.append(1e3 * (time.perf_counter() - begun_s))
        answer_document(answer, data.network, router.weights_of(request), guides)
        steps_ms.append(1e3 * (time.perf_counter() - begun_s))
        found += answer.path is not None
    changed_ms = []
    for _ in range(_ROUNDS):
        segment_ms = router.free_flow.segment_ms.copy()
        segment_ms[clustered(data.network, 1_000, dice)] *= 2
        weights = Weights(2, segment_ms, router.free_flow.closed)
        begun_s = time.perf_counter()
        router.customize(weights)
        router.answer(requests[0])
        changed_ms.append(1e3 * (time.perf_counter() - begun_s))
        router.customize(router.free_flow)
        router.answer(requests[0])
    return [
        row_of("engine", case, "route", "ms", route_ms),
        row_of("engine", case, "route with steps", "ms", steps_ms),
        row_of("engine", case, "1000 segments changed until the next answer", "ms", changed_ms),
        row_of("engine", case, "pairs with a way", "%", [100 * found / len(requests)]),
    ]


def _once(work: Callable[[], object]) -> float:
    """Return how many milliseconds it takes to do it once."""
    return 1e3 * _seconds(work, 1)[0]


def _seconds(work: Callable[[], object], rounds: int) -> list[float]:
    samples = []
    for _ in range(rounds):
        begun_s = time.perf_counter()
        work()
        samples.append(time.perf_counter() - begun_s)
    return samples
