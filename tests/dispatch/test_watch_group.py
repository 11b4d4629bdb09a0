"""Many routes together come to what each alone would by the simple rule, and to what a fresh router says."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from desktop_app.dispatch.commands import AddRoute
from desktop_app.dispatch.route_board import RouteBoard
from desktop_app.dispatch.search_budget import CLOSE_LOOK, SearchBudget
from desktop_app.dispatch.settings import SwitchRule
from desktop_app.dispatch.watched import WatchedRoute, WeightsChange, is_moved, same_way
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import LonLat, RouteRequest, Weights
from desktop_app.routing.router import Router
from tests.dispatch.simple_rule import assess
from tests.networks import grid
from tests.routing.made_networks import made_networks

BEST = SwitchRule(least_minutes=0, least_percent=0)
WORTH_IT = SwitchRule(least_minutes=0.1, least_percent=10)
KINDS = st.sampled_from(["rise", "fall", "mix", "close", "open", "nothing"])
EXAMPLES = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Town:
    """A network with changing weights, and a board of routes on it."""

    network: RoadNetwork
    rule: SwitchRule
    seed: int
    fractions: tuple[float, ...] = (0.0, 0.3, 0.8, 1.0)
    board: RouteBoard = field(init=False)
    oracle: dict[str, WatchedRoute] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        self.router = Router(self.network)
        self.board = RouteBoard(self.rule)
        free = self.router.free_flow
        self.weights = Weights(1, free.segment_ms, free.closed)
        self.router.customize(self.weights)

    def place(self) -> LonLat:
        segment = int(self.rng.integers(self.network.segment_count))
        lon, lat = self.network.points_on(segment, float(self.rng.choice(self.fractions))).tolist()
        return LonLat(lon, lat)

    def add(self, route_id: str) -> None:
        via = (self.place(),) if self.rng.random() < 0.2 else ()
        request = RouteRequest(start=self.place(), end=self.place(), via=via)
        self.board.add(AddRoute(id=route_id, name=route_id, request=request))
        route = WatchedRoute(route_id, route_id, request, "", watching=True)
        assess(route, WeightsChange(self.weights), self.rule, self.router)
        self.oracle[route_id] = route

    def remove(self, route_id: str) -> None:
        assert self.board.remove(route_id) is (self.oracle.pop(route_id, None) is not None)

    def change(self, kind: str) -> WeightsChange:
        """Change some segments, and return how the weights moved."""
        count = self.network.segment_count
        some = self.rng.random(count) < self.rng.choice([0.05, 0.3])
        low, high = {"rise": (1.0, 8.0), "fall": (0.2, 1.0), "mix": (0.3, 4.0)}.get(kind, (1.0, 1.0))
        before = self.weights
        times = np.where(some, before.segment_ms * self.rng.uniform(low, high, count), before.segment_ms)
        closed = before.closed.copy()
        if kind in {"close", "open"}:
            closed[some & (self.rng.random(count) < 0.5)] = kind == "close"
        after = Weights(before.version + 1, np.maximum(times, 1).astype(np.int32), closed)
        self.weights = after
        self.router.customize(after)
        return change_between(before, after)

    def assess(self, change: WeightsChange, searches: int = 1_000_000, *, is_new: bool = True) -> None:
        self.board.assess(change, self.router, SearchBudget(searches), weights_changed=is_new)

    def routes(self) -> dict[str, WatchedRoute]:
        return {route.id: route for route in self.board}


def change_between(before: Weights, after: Weights) -> WeightsChange:
    gained: NDArray[np.int64] = before.segment_ms.astype(np.int64) - after.segment_ms
    fallen = np.flatnonzero(gained > 0)
    opened = bool((before.closed & ~after.closed).any())
    return WeightsChange(after, fallen.astype(np.int32), gained[fallen], opened=opened)


def assert_same(ours: WatchedRoute, simple: WatchedRoute) -> None:
    assert ours.duration_ms == simple.duration_ms
    assert ours.rerouted == simple.rerouted
    assert same_way(ours.path, simple.path)
    assert same_way(ours.lost_way, simple.lost_way)
    assert np.array_equal(ours.crossed, simple.crossed)


def play(town: Town, steps: list[tuple[str, int]]) -> None:
    for number in range(4):
        town.add(str(number))
    town.assess(WeightsChange(town.weights), is_new=False)
    for kind, turn in steps:
        if turn == 0:
            town.remove(str(turn))
        elif turn == 1:
            town.remove("1")
            town.add("1")
            town.assess(WeightsChange(town.weights), is_new=False)
        change = town.change(kind)
        for route in town.oracle.values():
            assess(route, change, town.rule, town.router)
        town.assess(change)
        ours = town.routes()
        assert ours.keys() == town.oracle.keys()
        for route_id, route in town.oracle.items():
            assert_same(ours[route_id], route)


STEPS = st.lists(st.tuples(KINDS, st.integers(0, 9)), min_size=1, max_size=8)


@EXAMPLES
@given(STEPS, st.sampled_from([BEST, WORTH_IT]), st.integers(0, 2**31))
def test_a_town_comes_to_what_the_simple_rule_says(
    steps: list[tuple[str, int]], rule: SwitchRule, seed: int
) -> None:
    play(Town(grid(), rule, seed), steps)


@EXAMPLES
@given(made_networks(), STEPS, st.sampled_from([BEST, WORTH_IT]), st.integers(0, 2**31))
def test_odd_networks_come_to_what_the_simple_rule_says(
    network: RoadNetwork, steps: list[tuple[str, int]], rule: SwitchRule, seed: int
) -> None:
    if network.segment_count:
        play(Town(network, rule, seed), steps)


@EXAMPLES
@given(st.lists(st.tuples(KINDS, st.integers(1, 40)), min_size=1, max_size=10), st.integers(0, 2**31))
def test_slices_and_merged_versions_end_at_what_a_fresh_router_answers(
    steps: list[tuple[str, int]], seed: int
) -> None:
    # No stop on a junction: a way may begin there on a closed road of which it drives nothing.
    town = Town(grid(), BEST, seed, fractions=(0.3, 0.8))
    for number in range(6):
        town.add(str(number))
    town.assess(WeightsChange(town.weights), is_new=False)
    for kind, searches in steps:
        # One slice only: what is left over meets the next version.
        town.assess(town.change(kind), searches)
    while town.board.is_pending:
        town.assess(WeightsChange(town.weights), 1, is_new=False)
    fresh = Router(town.network)
    fresh.customize(town.weights)
    for route in town.board:
        answer = fresh.answer(route.request)
        # Without a way a route is sought anew where something eased, not where a closure moves its stop.
        if route.path is not None or not is_moved(answer):
            assert route.duration_ms == (None if answer.path is None else answer.duration_ms)


@pytest.fixture
def town() -> Town:
    town = Town(grid(), BEST, 5)
    for number in range(40):
        town.add(str(number))
    town.assess(WeightsChange(town.weights), is_new=False)
    town.board.take_changed(None)
    return town


def test_routes_on_the_screen_come_first_then_the_late_ones(town: Town) -> None:
    town.board.take_news(list(town.board), {"7", "8"}.__contains__)
    town.board.look_first_at(["30", "31", "unknown"])
    closed = np.ones(town.network.segment_count, np.bool_)
    town.weights = Weights(2, town.weights.segment_ms, closed)
    town.router.customize(town.weights)
    change = WeightsChange(town.weights)
    seen: list[str] = []
    while not seen or town.board.is_pending:
        town.assess(change, 2 * CLOSE_LOOK, is_new=not seen)
        lost = {route.id for route in town.board if route.path is None}
        seen += sorted(lost - set(seen))
    assert seen[:6] == ["30", "31", "7", "8", "0", "1"]
    assert len(seen) == 40


def test_one_call_does_no_more_than_its_budget_and_what_follows_does_the_rest(town: Town) -> None:
    town.assess(town.change("close"), CLOSE_LOOK)
    assert town.board.is_pending
    rounds = 0
    while town.board.is_pending:
        town.assess(WeightsChange(town.weights), CLOSE_LOOK, is_new=False)
        rounds += 1
    assert rounds > 1


def test_nothing_is_pending_where_nothing_changed(town: Town) -> None:
    town.assess(WeightsChange(town.weights), 1, is_new=False)
    assert not town.board.is_pending
    assert town.board.take_changed(None) == []
