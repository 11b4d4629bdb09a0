"""The hierarchy: part by part or all anew, the costs are the same; threads, misuse and faults do no harm."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import FaultError
from desktop_app.routing.arc_order import arc_ranks
from desktop_app.routing.engine import UNREACHABLE_MS
from desktop_app.routing.hierarchy import Hierarchy, Metric
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router
from desktop_app.routing.turns import build_turn_graph
from tests.networks import grid

NETWORK = grid(6, 5)
TURNS = build_turn_graph(NETWORK)
HIERARCHY = Hierarchy(TURNS, arc_ranks(NETWORK))
STATES = len(TURNS.states.arc)
FREE = np.full(len(TURNS.next_state), 1000, np.int64)

weights_of_all_turns = st.lists(
    st.one_of(st.integers(0, 9000), st.just(UNREACHABLE_MS)), min_size=len(FREE), max_size=len(FREE)
).map(lambda values: np.array(values, np.int64))


def all_costs(metric: Metric) -> list[list[int]]:
    every = np.arange(STATES)
    return [metric.costs_from([(state, 0)], every).tolist() for state in range(0, STATES, 7)]


@settings(deadline=None, max_examples=20)
@given(st.lists(weights_of_all_turns, min_size=1, max_size=4))
def test_after_any_updates_a_metric_is_as_a_new_one(later: list[np.ndarray]) -> None:
    metric = HIERARCHY.metric(FREE)
    for weights in later:
        metric.update(weights)
        assert all_costs(metric) == all_costs(HIERARCHY.metric(weights))


@settings(deadline=None, max_examples=20)
@given(weights_of_all_turns, st.sets(st.integers(0, len(FREE) - 1), max_size=3))
def test_a_small_change_is_worked_in_as_a_large_one(weights: np.ndarray, changed: set[int]) -> None:
    metric = HIERARCHY.metric(weights)
    later = weights.copy()
    later[sorted(changed)] = 77
    metric.update(later)
    assert all_costs(metric) == all_costs(HIERARCHY.metric(later))


def test_metrics_of_one_hierarchy_do_not_know_each_other() -> None:
    one, other = HIERARCHY.metric(FREE), HIERARCHY.metric(FREE * 2)
    before = all_costs(one)
    other.update(FREE * 3)
    assert all_costs(one) == before


def test_a_way_costs_what_is_said_and_goes_by_turns() -> None:
    metric = HIERARCHY.metric(FREE)
    found = metric.way([(0, 5)], [(STATES - 1, 7)])
    assert found is not None
    cost_ms, states = found
    assert (states[0], states[-1]) == (0, STATES - 1)
    assert cost_ms == 12 + int(FREE[TURNS.turns_of(states)].sum())
    assert metric.cost_ms([(0, 5)], [(STATES - 1, 7)]) == cost_ms


def test_where_all_is_closed_there_is_no_way() -> None:
    metric = HIERARCHY.metric(np.full(len(FREE), UNREACHABLE_MS))
    assert metric.way([(0, 0)], [(STATES - 1, 0)]) is None
    assert metric.costs_to(np.array([0]), [(STATES - 1, 0)]).tolist() == [UNREACHABLE_MS]


@pytest.mark.parametrize("weights", [FREE[:-1], FREE - 1001])
def test_weights_that_do_not_fit_are_refused_and_change_nothing(weights: np.ndarray) -> None:
    metric = HIERARCHY.metric(FREE)
    before = all_costs(metric)
    with pytest.raises(FaultError):
        metric.update(weights)
    assert all_costs(metric) == before


def test_a_fault_of_the_library_is_ours_in_words_and_the_metric_stays_sound(
    capfd: pytest.CaptureFixture[str],
) -> None:
    metric = HIERARCHY.metric(FREE)
    before = all_costs(metric)
    with pytest.raises(FaultError, match="computed anew"):
        metric.cost_ms([(10**6, 0)], [(0, 0)])
    assert all_costs(metric) == before
    capfd.readouterr()  # the library prints a trace of its own


def ask_in_a_thread(request: RouteRequest) -> list[int]:
    """Ask one router in a thread, and then here; return the durations."""
    router = Router(NETWORK)
    durations: list[int] = []

    def ask() -> None:
        router.customize(router.free_flow)
        durations.append(router.answer(request).duration_ms)

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    ask()
    return durations


def test_a_router_outlives_the_thread_that_asked_it(capfd: pytest.CaptureFixture[str]) -> None:
    request = RouteRequest(start=LonLat(0.1, 45.0), end=LonLat(0.108, 45.003))
    there, here = ask_in_a_thread(request)
    assert there == here > 0
    assert capfd.readouterr().err == ""
