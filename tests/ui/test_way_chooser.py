"""Other ways in the window: asked for by a key, shown on the map and in the list, taken by click or Enter."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AskWays, TakeWay
from desktop_app.dispatch.replies import WaysReply, WayView
from tests.ui.conftest import Desk
from tests.ui.views import change_of, route_view

ROUTE = [[0.1, 45.0], [0.102, 45.0], [0.104, 45.0]]
NORTH = [[0.1, 45.0], [0.1, 45.002], [0.104, 45.002], [0.104, 45.0]]
SOUTH = [[0.1, 45.0], [0.1, 45.006], [0.104, 45.006], [0.104, 45.0]]


def line(places: list[list[float]]) -> bytes:
    return np.array(places, "<f8").tobytes()


def way(places: list[list[float]], first_segment: int, more_ms: int, *streets: str) -> WayView:
    segments = np.arange(first_segment, first_segment + len(places) - 1, dtype="<i4").tobytes()
    return WayView(
        duration_ms=24 * 60_000 + more_ms,
        more_ms=more_ms,
        distance_m=5_200.0,
        streets=streets,
        line=line(places),
        segments=segments,
    )


WAYS = (way(NORTH, 40, 180_000, "Row 1"), way(SOUTH, 50, -120_000, "Row 3", "Column 2"))


def show_ways(desk: Desk, ways: tuple[WayView, ...] = WAYS, message: str = "") -> AskWays:
    """Pick a route, ask by the key, and let the planner answer."""
    segments = np.array([0, 1], "<i4").tobytes()
    desk.say(change_of(routes=(route_view("r1", line=line(ROUTE), segments=segments), route_view("r2"))))
    desk.window.panes.board.select("r1")
    desk.window.canvas.fit_route("r1")  # nearer than the other ways are
    desk.window.actions_by_name["other_ways"].trigger()
    (asked,) = (command for command in desk.sent() if isinstance(command, AskWays))
    assert asked.id == "r1"
    desk.say(answer(asked, ways, message))
    return asked


def answer(asked: AskWays, ways: tuple[WayView, ...], message: str = "", version: int = 1) -> PlannerChange:
    reply = WaysReply(query_id=asked.query_id, route_id=asked.id, version=version, ways=ways, message=message)
    return change_of(version, ways=(reply,))


def rows(desk: Desk) -> list[str]:
    model = desk.window.panes.ways.view.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def label(desk: Desk, number: int) -> QPoint:
    spot = desk.window.picked.pointer.way_label(number)
    assert spot is not None
    return spot.toPoint()


def test_the_list_says_what_each_way_takes_more_and_by_which_streets(desk: Desk) -> None:
    show_ways(desk)

    assert desk.window.panes.ways.isVisible()
    assert rows(desk) == [
        "+3 min via Row 1. 27 min  \N{MIDDLE DOT}  5.2 km",
        "\N{MINUS SIGN}2 min via Row 3, Column 2. 22 min  \N{MIDDLE DOT}  5.2 km",
    ]
    assert desk.window.actions_by_name["other_ways"].isChecked()


@pytest.mark.parametrize("number", [0, 1])
def test_a_click_on_a_label_takes_the_way(desk: Desk, number: int) -> None:
    asked = show_ways(desk)

    QTest.mouseClick(desk.window.canvas, Qt.MouseButton.LeftButton, pos=label(desk, number))

    assert desk.sent() == [TakeWay(id="r1", query_id=asked.query_id, number=number)]
    assert not desk.window.panes.ways.isVisible()
    assert desk.window.picked.pointer.way_label(0) is None


def test_a_click_beside_the_label_on_the_line_takes_the_way_too(desk: Desk) -> None:
    asked = show_ways(desk)

    QTest.mouseClick(desk.window.canvas, Qt.MouseButton.LeftButton, pos=label(desk, 0) + QPoint(45, 0))

    assert desk.sent() == [TakeWay(id="r1", query_id=asked.query_id, number=0)]


def test_a_drag_that_begins_on_a_line_takes_nothing(desk: Desk) -> None:
    show_ways(desk)
    canvas, spot = desk.window.canvas, label(desk, 0)

    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=spot + QPoint(60, 0))

    assert desk.sent() == []


def test_enter_in_the_list_takes_the_picked_way(desk: Desk) -> None:
    asked = show_ways(desk)
    view = desk.window.panes.ways.view

    view.setCurrentIndex(view.model().index(1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)

    assert desk.sent() == [TakeWay(id="r1", query_id=asked.query_id, number=1)]


def _press_escape(desk: Desk) -> None:
    QTest.keyClick(desk.window.canvas, Qt.Key.Key_Escape)


def _pick_another(desk: Desk) -> None:
    desk.window.panes.board.select("r2")


def _trigger_again(desk: Desk) -> None:
    desk.window.actions_by_name["other_ways"].trigger()


def _lose_the_route(desk: Desk) -> None:
    desk.say(change_of(removed_routes=("r1",)))


@pytest.mark.parametrize("put_away", [_press_escape, _pick_another, _trigger_again, _lose_the_route])
def test_they_are_put_away(desk: Desk, put_away: Callable[[Desk], None]) -> None:
    show_ways(desk)

    put_away(desk)

    assert desk.window.picked.pointer.way_label(0) is None
    assert not desk.window.panes.ways.isVisible()
    assert not desk.window.actions_by_name["other_ways"].isChecked()


def test_where_there_is_none_a_sentence_says_so(desk: Desk) -> None:
    show_ways(desk, (), "No other way is worth knowing.")

    assert not desk.window.panes.ways.isVisible()
    assert not desk.window.actions_by_name["other_ways"].isChecked()


def test_a_late_answer_is_dropped(desk: Desk) -> None:
    asked = show_ways(desk)
    desk.window.picked.ways.put_away()

    desk.say(answer(asked, WAYS))

    assert desk.window.picked.pointer.way_label(0) is None


def test_they_are_asked_for_again_when_the_route_changed(desk: Desk) -> None:
    show_ways(desk)

    desk.say(change_of(routes=(route_view("r1", rerouted=True),)))

    (again,) = (command for command in desk.sent() if isinstance(command, AskWays))
    desk.say(answer(again, WAYS[:1]))
    assert len(rows(desk)) == 1
