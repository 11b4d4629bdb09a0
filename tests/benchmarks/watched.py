"""Watched routes true again after a change of the roads, and the planner's whole turn-around.

A row such as ``1000 routes, 1000 clustered`` is what the board takes: new weights into the engine, present
ways timed, best ways asked for, new ways sought where one is worth it, by the usual rule of switching.
With *best always driven* no other way is too little better, so that every route has to be asked about.
*Clustered* changes lie in one quarter and go both ways, *scattered* ones lie anywhere and go both ways,
*rising* ones lie anywhere and only slow roads down.
"""

import time
from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from desktop_app.clock import ManualClock
from desktop_app.dispatch.commands import AddRoute, ApplyFeed
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.route_board import RouteBoard
from desktop_app.dispatch.search_budget import SearchBudget
from desktop_app.dispatch.settings import PlannerSettings, SwitchRule
from desktop_app.dispatch.watched import WeightsChange
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.router import Router
from desktop_app.traffic.words import SpeedBlock
from tests.benchmarks.maps import map_folder
from tests.benchmarks.process_memory import resident_mb
from tests.benchmarks.road_changes import clustered, random_places, scattered
from tests.benchmarks.rows import Row, row_of

_CASE = "porto"
_ROUTES, _FULL_ROUTES = (100, 1_000), (100, 1_000, 10_000)
_CHANGED = (10, 1_000, 10_000)
_ROUNDS, _FULL_ROUNDS = 8, 20
_UNBOUNDED = 10**9
_ALWAYS_BEST = SwitchRule(least_minutes=0, least_percent=0)
_SLOWEST = 4.0
"""Times as long as free that a slowed road takes at most."""


def run(full: bool) -> list[Row]:  # noqa: FBT001 - the command's own switch
    """Measure Porto with 100 and 1,000 routes; with `full` 10,000 too."""
    folder = map_folder(_CASE)
    if folder is None:
        return []
    data = open_map_folder(folder)
    rows: list[Row] = []
    for count in _FULL_ROUTES if full else _ROUTES:
        rows += _measure(data, count, _FULL_ROUNDS if full else _ROUNDS, SwitchRule(), _CHANGED)
        rows += _measure(data, count, _ROUNDS, _ALWAYS_BEST, _CHANGED[1:2])
    return [*rows, *_turn_around(data, 1_000, _FULL_ROUNDS if full else _ROUNDS)]


class _Board:
    """Routes under watch, and roads that can be changed."""

    def __init__(self, data: MapData, count: int, rule: SwitchRule) -> None:
        self._network = data.network
        index = SpatialIndex(data.network, data.index)
        self._router = Router(data.network, index=index, arc_rank=data.order.rank)
        self._weights = self._router.free_flow
        self._board = RouteBoard(rule)
        for route in _routes(data, count):
            self._board.add(route)
        self._assess(WeightsChange(self._weights))

    def change(self, changed: NDArray[np.int64], segment_ms: NDArray[np.int32]) -> float:
        """Give some segments other times; return how many milliseconds it took until all was true again."""
        before_ms = self._weights.segment_ms
        times = before_ms.copy()
        times[changed] = segment_ms
        self._weights = Weights(self._weights.version + 1, times, self._weights.closed)
        gained_ms = before_ms[changed].astype(np.int64) - segment_ms
        fell = gained_ms > 0
        change = WeightsChange(self._weights, changed[fell].astype(np.int32), gained_ms[fell])
        begun_s = time.perf_counter()
        self._router.customize(self._weights)
        self._assess(change)
        return 1e3 * (time.perf_counter() - begun_s)

    def _assess(self, change: WeightsChange) -> None:
        self._board.assess(change, self._router, SearchBudget(_UNBOUNDED), weights_changed=True)
        self._board.take_news(self._board.take_changed(None), lambda _route: False)


def _measure(data: MapData, count: int, rounds: int, rule: SwitchRule, sizes: tuple[int, ...]) -> list[Row]:
    before_mb = resident_mb()
    board, dice = _Board(data, count, rule), np.random.default_rng(8)
    suffix = ", best always driven" if rule == _ALWAYS_BEST else ""
    rows = (
        []
        if suffix
        else [row_of("watched", _CASE, f"memory of {count} routes", "MB", [resident_mb() - before_mb])]
    )
    free_ms = Router(data.network, arc_rank=data.order.rank).free_flow.segment_ms
    for changed in sizes:
        for kind, chosen in (("clustered", clustered), ("scattered", scattered), ("rising", scattered)):
            samples, slowed = [], free_ms.copy()
            for number in range(rounds):
                segments = chosen(data.network, changed, dice)
                if kind == "rising":
                    slowed[segments] = np.minimum(slowed[segments] * 1.5 + 1, 10**7)
                else:
                    slowed[segments] = free_ms[segments] * dice.uniform(1, _SLOWEST, changed)
                if number % 2 and kind != "rising":
                    slowed[segments[: changed // 2]] = free_ms[segments[: changed // 2]]
                samples.append(board.change(segments, slowed[segments]))
            every = np.arange(data.network.segment_count)
            board.change(every, free_ms)
            rows.append(row_of("watched", _CASE, f"{count} routes, {changed} {kind}{suffix}", "ms", samples))
    return rows


def _turn_around(data: MapData, count: int, rounds: int) -> list[Row]:
    """Measure from the feed's words to the planner's change."""
    network, clock, dice = data.network, ManualClock(), np.random.default_rng(9)
    index = SpatialIndex(network, data.index)
    planner = Planner(network, clock, PlannerSettings(), index=index, order=data.order)
    planner.handle(_routes(data, count))
    rows = []
    for kind, chosen in (("clustered", clustered), ("scattered", scattered)):
        first_ms, whole_ms = [], []
        for _ in range(rounds):
            clock.advance(5.0)
            words = (_words(data, chosen(network, 1_000, dice), clock.now_ms(), dice),)
            begun_s = time.perf_counter()
            change = planner.handle([ApplyFeed(words=words)])
            first_ms.append(1e3 * (time.perf_counter() - begun_s))
            while change.pending:
                change = planner.handle([])
            whole_ms.append(1e3 * (time.perf_counter() - begun_s))
        case = f"{count} routes, 1000 {kind}"
        rows.append(row_of("watched", _CASE, f"planner until its first change, {case}", "ms", first_ms))
        rows.append(row_of("watched", _CASE, f"planner until all is told, {case}", "ms", whole_ms))
    return rows


def _words(data: MapData, segments: NDArray[np.int64], now_ms: int, dice: np.random.Generator) -> SpeedBlock:
    network = data.network
    tails = network.node_osm_id[network.segment_tail[segments]].tolist()
    heads = network.node_osm_id[network.segment_head[segments]].tolist()
    kph = network.segment_free_flow_kph[segments] / dice.uniform(1, _SLOWEST, len(segments))
    return SpeedBlock(
        source="benchmark",
        ts_ms=now_ms,
        pairs=tuple(zip(tails, heads, strict=True)),
        speeds_kph=tuple(np.maximum(kph, 1.0).tolist()),
    )


def _routes(data: MapData, count: int) -> list[AddRoute]:
    places = _pairs(data, count)
    return [
        AddRoute(id=str(number), name=f"Route {number}", request=RouteRequest(start=start, end=end))
        for number, (start, end) in enumerate(places)
    ]


def _pairs(data: MapData, count: int) -> Iterator[tuple[LonLat, LonLat]]:
    places = random_places(data.network, np.random.default_rng(10))
    return islice(((LonLat(*one), LonLat(*other)) for one, other in zip(places, places, strict=True)), count)
