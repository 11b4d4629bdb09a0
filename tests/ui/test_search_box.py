"""Finding on the map with keys and mouse, in a real window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.dispatch.commands import AddRoute
from desktop_app.routing.request import LonLat
from desktop_app.ui.search_box import SearchBox
from desktop_app.ui.search_list import detail_text
from tests.bridge.fake_finder import RESULTS
from tests.ui.conftest import Desk


def typed(desk: Desk, text: str) -> SearchBox:
    """Open the box by its key, type, and wait for what is found."""
    desk.window.activateWindow()
    QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = desk.window.panes.map_area.search
    assert box.isVisible()
    heard: list[str] = []
    desk.searcher.found.connect(lambda asked, _results: heard.append(asked))
    QTest.keyClicks(box.line, text)
    desk.bot.waitUntil(lambda: text in heard)
    return box


def test_what_is_typed_is_found_and_listed(desk: Desk) -> None:
    box = typed(desk, "row")
    assert box.list.results.results == RESULTS
    assert box.list.current() == RESULTS[0]
    assert box.list.isVisible()


def test_enter_goes_to_what_the_arrows_stand_on(desk: Desk) -> None:
    box = typed(desk, "row")
    for _ in range(9):
        QTest.keyClick(box.line, Qt.Key.Key_Down)
    assert box.list.current() == RESULTS[-1]
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    view = desk.window.canvas.view_state()
    assert (round(view.lon, 5), round(view.lat, 5)) == (RESULTS[-1].lon, RESULTS[-1].lat)


def test_a_street_is_shown_whole(desk: Desk) -> None:
    box = typed(desk, "row 1")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    view = desk.window.canvas.view_state()
    assert round(view.lon, 4) == 0.105
    assert view.metres_per_pixel * desk.window.canvas.width() > 780


def test_nothing_found_is_said(desk: Desk) -> None:
    box = typed(desk, "zebra")
    assert not box.list.isVisible()
    assert "Nothing of that name" in box.message.text()
    assert box.message.isVisible()


def test_escape_hides_the_box_and_a_new_map_forgets_it(desk: Desk) -> None:
    box = typed(desk, "row")
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    assert not box.isVisible()
    desk.open_map()
    assert box.line.text() == ""


def test_route_to_needs_one_more_click(desk: Desk) -> None:
    box = typed(desk, "row")
    QTest.keyClick(box.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not box.isVisible()
    assert "starts" in desk.window.panes.map_area.hint.text
    desk.window.tools.route_tool.take_point(0.1001, 45.0001, between=False)
    added = [command for command in desk.sent() if isinstance(command, AddRoute)]
    assert added[0].request.end == LonLat(RESULTS[0].lon, RESULTS[0].lat)
    assert added[0].request.start == LonLat(0.1001, 45.0001)


def test_watch_from_needs_one_more_click(desk: Desk) -> None:
    box = typed(desk, "row")
    QTest.keyClick(box.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    desk.window.tools.route_tool.take_point(0.1001, 45.0001, between=False)
    added = [command for command in desk.sent() if isinstance(command, AddRoute)]
    assert added[0].request.start == LonLat(RESULTS[0].lon, RESULTS[0].lat)
    assert added[0].request.end == LonLat(0.1001, 45.0001)


def test_a_damaged_index_is_said_in_the_box(desk: Desk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = desk.window.panes.map_area.search
    with desk.bot.waitSignal(desk.searcher.failed):
        QTest.keyClicks(box.line, "damaged")
    assert not box.list.isVisible()


def test_a_result_says_what_it_is_and_that_it_was_worked_out() -> None:
    assert detail_text(RESULTS[0]) == "Residential street \N{MIDDLE DOT} Gridham"
    assert "between known numbers" in detail_text(RESULTS[2])
