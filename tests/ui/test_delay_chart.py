"""The chart of one route's delay over time, and the history behind it."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.ui.delay_chart import DelayChart
from desktop_app.ui.delay_history import MOST_POINTS, DelayHistory
from desktop_app.ui.theme import DARK, LIGHT
from tests.ui.views import route_view

_MINUTE_MS = 60_000


def _at(at_ms: int, minutes: float | None, key: str = "r1") -> PlannerChange:
    view = (
        route_view(key, duration_ms=None, state="no_way")
        if minutes is None
        else route_view(key, delay_ms=round(minutes * _MINUTE_MS))
    )
    return PlannerChange(version=1, at_ms=at_ms, routes=(view,))


def test_a_delay_holds_until_the_next_one_and_up_to_now() -> None:
    history = DelayHistory()
    history.apply_change(_at(10_000, 2.0))
    history.apply_change(_at(20_000, 5.0))

    time_s, minutes = history.steps("r1", 50_000)

    assert time_s.tolist() == [10, 20, 20, 50]
    assert minutes.tolist() == [2, 2, 5, 5]


def test_an_unchanged_delay_adds_nothing() -> None:
    history = DelayHistory()
    for second in range(1_000):
        history.apply_change(_at(second * 1_000, 2.0))

    assert len(history.steps("r1", 10**6)[0]) == 2


def test_without_a_way_there_is_a_gap() -> None:
    history = DelayHistory()
    for second, minutes in enumerate((2.0, None, 3.0)):
        history.apply_change(_at(second * 1_000, minutes))

    assert np.isnan(history.steps("r1", 9_000)[1]).tolist() == [False, False, True, True, False, False]


def test_history_is_bounded_and_forgotten_with_its_route() -> None:
    history = DelayHistory()
    for second in range(MOST_POINTS + 500):
        history.apply_change(_at(second * 1_000, float(second)))
    assert len(history.steps("r1", 0)[0]) == 2 * MOST_POINTS

    history.apply_change(PlannerChange(version=1, at_ms=0, removed_routes=("r1",)))
    assert len(history.steps("r1", 0)[0]) == 0


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def chart(qtbot: QtBot, clock: ManualClock) -> DelayChart:
    made = DelayChart(LIGHT, clock)
    qtbot.addWidget(made)
    made.resize(600, 180)
    return made


def test_the_chart_is_made_by_itself_soon_after_it_is_shown(chart: DelayChart, qtbot: QtBot) -> None:
    assert not chart.loaded
    chart.show()
    assert not chart.loaded

    qtbot.waitUntil(lambda: chart.loaded)


def test_the_picked_route_is_drawn(chart: DelayChart, clock: ManualClock) -> None:
    chart.show()
    chart.load()
    empty = chart.grab().toImage()
    for step in range(10):
        chart.apply_change(_at(clock.now_ms(), float(step)))
        clock.advance(60)

    chart.show_route(route_view())
    drawn = chart.grab().toImage()
    clock.advance(600)
    chart.tick()

    assert drawn != empty
    assert chart.grab().toImage() != drawn


def test_both_themes_and_a_route_without_a_way_are_drawn(chart: DelayChart, clock: ManualClock) -> None:
    chart.show()
    chart.load()
    chart.apply_change(_at(clock.now_ms(), None))
    chart.show_route(route_view(duration_ms=None))
    light = chart.grab().toImage()
    chart.set_theme(DARK)

    assert chart.grab().toImage() != light


def test_a_removed_route_empties_the_chart(chart: DelayChart) -> None:
    chart.show()
    chart.load()
    chart.apply_change(_at(0, 3.0))
    chart.show_route(route_view())
    with_route = chart.grab().toImage()

    chart.apply_change(PlannerChange(version=1, at_ms=0, removed_routes=("r1",)))

    assert chart.grab().toImage() != with_route
