"""The route board shows what the planner says, and only asks for changes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import RouteView
from desktop_app.ui.route_board import RouteBoard
from desktop_app.ui.route_colours import next_colour, next_name, shown_colour
from desktop_app.ui.route_delegate import delay_colour
from desktop_app.ui.route_model import Column
from desktop_app.ui.theme import DARK, LIGHT
from desktop_app.ui.wording import clock_words
from tests.ui.views import HTML, change_of, route_view


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def board(qtbot: QtBot, clock: ManualClock) -> RouteBoard:
    made = RouteBoard(LIGHT, clock, QAction("Add route"))
    qtbot.addWidget(made)
    made.resize(430, 400)
    made.show()
    return made


def _texts(board: RouteBoard, row: int) -> list[str]:
    return [str(board.model.index(row, column).data()) for column in Column]


def _watch_cell(board: RouteBoard, row: int) -> QPoint:
    return board.table.visualRect(board.table.model().index(row, Column.WATCH)).center()


def test_a_row_says_name_arrival_delay_state_and_watch(board: RouteBoard, clock: ManualClock) -> None:
    board.apply_change(change_of(routes=(route_view(name="Depot to harbour", delay_ms=7 * 60_000),)))

    arrival = clock_words(clock.now_ms() + 24 * 60_000, clock.now_ms())
    assert _texts(board, 0) == ["Depot to harbour", f"{arrival} (24 min)", "+7 min", "On time", "on"]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"state": "delayed"}, "Delayed"),
        ({"state": "no_way", "duration_ms": None}, "No way"),
        ({"watching": False}, "Not watched"),
        ({"state": "no_way", "duration_ms": None, "watching": False}, "No way"),
    ],
)
def test_states_are_said_in_words(board: RouteBoard, changes: dict[str, object], state: str) -> None:
    board.apply_change(change_of(routes=(route_view("r1", **changes),)))

    assert _texts(board, 0)[Column.STATE] == state


def test_arrival_follows_the_clock(board: RouteBoard, clock: ManualClock) -> None:
    board.apply_change(change_of(routes=(route_view(),)))
    before = _texts(board, 0)[Column.ARRIVAL]

    clock.advance(600)
    board.tick()

    assert _texts(board, 0)[Column.ARRIVAL] != before


def test_rows_come_change_and_go(board: RouteBoard) -> None:
    board.apply_change(change_of(routes=(route_view("a"), route_view("b"), route_view("c"))))
    board.apply_change(change_of(routes=(route_view("b", name="renamed"),), removed_routes=("a", "unknown")))

    assert [view.name for view in board.model.routes] == ["renamed", "Name of c"]
    assert board.model.row_of("c") == 1
    assert board.model.route("a") is None


def test_an_empty_board_says_what_to_do(board: RouteBoard) -> None:
    assert not board.table.isVisible()

    board.apply_change(change_of(routes=(route_view(),)))
    assert board.table.isVisible()

    board.apply_change(change_of(removed_routes=("r1",)))
    assert not board.table.isVisible()


def test_a_click_on_the_box_asks_to_stop_watching(board: RouteBoard, qtbot: QtBot) -> None:
    board.apply_change(change_of(routes=(route_view("r1"),)))

    with qtbot.waitSignal(board.watch_asked) as asked:
        QTest.mouseClick(board.table.viewport(), Qt.MouseButton.LeftButton, pos=_watch_cell(board, 0))

    assert asked.args == ["r1", False]
    assert board.model.routes[0].watching  # until the planner says otherwise


def test_f2_renames_in_place(board: RouteBoard, qtbot: QtBot) -> None:
    board.apply_change(change_of(routes=(route_view("r1", name="Old"),)))
    board.select("r1")
    board.rename_selected()
    field = board.table.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "Old"
    field.setText("  New  ")

    with qtbot.waitSignal(board.rename_asked) as asked:
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert asked.args == ["r1", "New"]
    assert board.model.routes[0].name == "Old"


def test_a_live_row_leaves_what_is_being_typed(board: RouteBoard, qtbot: QtBot) -> None:
    board.apply_change(change_of(routes=(route_view("r1", name="Old"),)))
    board.select("r1")
    board.rename_selected()
    field = board.table.findChild(QLineEdit)
    assert field is not None
    assert field.selectedText() == "Old"
    QTest.keyClicks(field, "Ne")

    board.apply_change(change_of(routes=(route_view("r1", name="Old", delay_ms=60_000),)))
    QTest.keyClicks(field, "w")

    with qtbot.waitSignal(board.rename_asked) as asked:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == ["r1", "New"]


def test_an_empty_name_is_not_asked_for(board: RouteBoard, qtbot: QtBot) -> None:
    board.apply_change(change_of(routes=(route_view("r1"),)))

    with qtbot.assertNotEmitted(board.rename_asked):
        board.model.setData(board.model.index(0, 0), "   ")


def test_selection_is_told_and_kept_through_changes(board: RouteBoard, qtbot: QtBot) -> None:
    board.apply_change(change_of(routes=(route_view("a"), route_view("b"))))

    with qtbot.waitSignal(board.selected) as selected:
        board.select("b")
    board.apply_change(change_of(routes=(route_view("b", delay_ms=0),)))

    picked = board.selected_route()
    assert selected.args == ["b"]
    assert picked is not None
    assert picked.delay_ms == 0


def test_the_menu_asks_for_what_it_says(board: RouteBoard) -> None:
    board.apply_change(change_of(routes=(route_view("r1"),)))
    board.select("r1")
    asked: list[tuple[object, ...]] = []
    board.recolour_asked.connect(lambda *args: asked.append(args))
    board.remove_asked.connect(lambda *args: asked.append(args))
    board.watch_asked.connect(lambda *args: asked.append(args))
    board.opened.connect(lambda *args: asked.append(args))

    menu = board.route_menu()
    for action in menu.actions():
        if action.text() != "Rename\tF2":
            action.trigger()
    board.colour_menu(board).actions()[2].trigger()

    assert asked == [("r1",), ("r1", False), ("r1",), ("r1", LIGHT.routes[2].name())]


def test_headers_sort_the_worst_delay_first_or_last(board: RouteBoard) -> None:
    views = [route_view(key, delay_ms=minutes * 60_000) for key, minutes in (("a", 3), ("b", 9), ("c", 1))]
    board.apply_change(change_of(routes=tuple(views)))

    board.table.sortByColumn(Column.DELAY, Qt.SortOrder.DescendingOrder)

    shown = [board.table.model().index(row, 0).data() for row in range(3)]
    assert shown == ["Name of b", "Name of a", "Name of c"]
    board.select("a")
    picked = board.selected_route()
    assert picked is not None
    assert picked.id == "a"


def test_html_in_a_name_is_shown_letter_by_letter(board: RouteBoard) -> None:
    board.apply_change(change_of(routes=(route_view(name=HTML),)))

    index = board.model.index(0, 0)
    assert index.data() == HTML
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_painting_takes_any_state_in_both_themes(board: RouteBoard) -> None:
    for theme in (LIGHT, DARK):
        board.set_theme(theme)
        board.apply_change(
            change_of(
                routes=(
                    route_view("a", rerouted=True, state="delayed", delay_ms=3_600_000),
                    route_view("b", duration_ms=None, state="no_way", message=HTML),
                    route_view("c", watching=False, colour="no colour", delay_ms=-60_000),
                )
            )
        )
        assert not board.grab().isNull()


@pytest.mark.parametrize(
    ("delay_minutes", "colour"),
    [
        (0, lambda t: t.congestion.free),
        (10, lambda t: t.congestion.slow),
        (20, lambda t: t.congestion.heavy),
        (60, lambda t: t.congestion.jam),
    ],
)
def test_delays_are_coloured_as_roads_are(delay_minutes: int, colour: Callable[[object], QColor]) -> None:
    view = route_view(free_flow_ms=20 * 60_000, delay_ms=delay_minutes * 60_000)

    assert delay_colour(view, LIGHT) == colour(LIGHT)


def test_new_routes_get_the_first_free_name_and_colour() -> None:
    routes: list[RouteView] = [
        route_view("a", name="Route 1", colour=LIGHT.routes[0].name()),
        route_view("b", name="Route 3", colour=DARK.routes[1].name()),
    ]

    assert next_name([route.name for route in routes]) == "Route 2"
    assert next_colour([route.colour for route in routes], LIGHT) == LIGHT.routes[2].name()
    assert next_colour([], DARK) == DARK.routes[0].name()
    assert next_colour(["", "none"], DARK) == DARK.routes[0].name()


def test_a_colour_of_one_theme_is_drawn_as_its_partner_in_the_other() -> None:
    assert shown_colour(LIGHT.routes[3].name(), DARK) == DARK.routes[3]
    assert shown_colour(LIGHT.routes[3].name(), LIGHT) == LIGHT.routes[3]
    assert shown_colour("#123456", DARK) == QColor("#123456")
    assert shown_colour("none at all", DARK) == DARK.accent
