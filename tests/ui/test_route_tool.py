"""A route is clicked together: start, stops between, end."""

import pytest
from PySide6.QtCore import QCoreApplication

from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.ui.route_tool import MOST_STOPS, RouteTool


class _Log:
    def __init__(self, tool: RouteTool) -> None:
        self.asked: list[RouteRequest] = []
        self.hints: list[str] = []
        self.pins: list[list[tuple[float, float, str]]] = []
        self.ended = 0
        tool.asked.connect(self.asked.append)
        tool.hint_changed.connect(self.hints.append)
        tool.pins_changed.connect(self.pins.append)
        tool.ended.connect(self._end)

    def _end(self) -> None:
        self.ended += 1


@pytest.fixture
def tool(qapp: QCoreApplication) -> RouteTool:
    return RouteTool()


def test_start_and_end(tool: RouteTool) -> None:
    log = _Log(tool)
    tool.begin()
    tool.take_point(1.0, 2.0, between=False)
    tool.take_point(3.0, 4.0, between=False)

    assert log.asked == [RouteRequest(start=LonLat(1.0, 2.0), end=LonLat(3.0, 4.0))]
    assert log.ended == 1
    assert log.pins[-1] == []
    assert log.hints[0].startswith("Click where the route starts")
    assert log.hints[1].startswith("Click where it ends")
    assert log.hints[-1] == ""


def test_shift_adds_stops_between_with_numbered_pins(tool: RouteTool) -> None:
    log = _Log(tool)
    tool.begin()
    for lon, between in ((1.0, False), (2.0, True), (3.0, True)):
        tool.take_point(lon, 0.0, between=between)
    assert log.pins[-1] == [(1.0, 0.0, "A"), (2.0, 0.0, "1"), (3.0, 0.0, "2")]
    tool.take_point(4.0, 0.0, between=False)

    assert log.asked[0].via == (LonLat(2.0, 0.0), LonLat(3.0, 0.0))


def test_the_first_click_is_the_start_even_with_shift(tool: RouteTool) -> None:
    log = _Log(tool)
    tool.begin()
    tool.take_point(1.0, 0.0, between=True)
    tool.take_point(2.0, 0.0, between=False)

    assert log.asked == [RouteRequest(start=LonLat(1.0, 0.0), end=LonLat(2.0, 0.0))]


def test_cancelled_nothing_is_asked(tool: RouteTool) -> None:
    log = _Log(tool)
    tool.begin()
    tool.take_point(1.0, 0.0, between=False)
    tool.cancel()
    tool.cancel()
    tool.take_point(2.0, 0.0, between=False)

    assert log.asked == []
    assert log.ended == 1
    assert not tool.active


def test_stops_are_bounded(tool: RouteTool) -> None:
    log = _Log(tool)
    tool.begin()
    for number in range(MOST_STOPS):
        tool.take_point(float(number), 0.0, between=True)

    assert len(log.asked) == 1
    assert len(log.asked[0].stops) == MOST_STOPS
