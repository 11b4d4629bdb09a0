"""The window as a whole: changes come in, commands go out, and what it says is plain text."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.backend.messages import PlannerGone, PlannerRestarted
from desktop_app.dispatch.commands import (
    AcknowledgeAlert,
    AddEdit,
    AddRoute,
    ChangeRoute,
    Redo,
    RemoveEdit,
    RemoveRoute,
    Undo,
)
from desktop_app.storage.session import WindowState
from desktop_app.ui.export_dialog import ExportDialog
from tests.ui.conftest import Desk, make_desk
from tests.ui.views import HTML, alert_view, change_of, edit_view, edits_of, feed_view, route_view


def _click_map(desk: Desk, lon: float, lat: float, *, shift: bool = False) -> None:
    """Click where a place is on the screen."""
    canvas = desk.window.canvas
    with desk.bot.waitSignal(canvas.painted):
        canvas.go_to(lon, lat, 1_000.0)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, held, middle)


def test_without_a_map_the_welcome_offers_one(bare_desk: Desk) -> None:
    window = bare_desk.window

    assert not window.canvas.isVisible()
    assert not window.actions_by_name["add_route"].isEnabled()
    with bare_desk.bot.waitSignal(window.demo_asked):
        window.actions_by_name["demo"].trigger()


def test_a_map_is_named_and_can_be_worked_on(desk: Desk) -> None:
    assert desk.window.canvas.isVisible()
    assert desk.window.windowTitle().startswith("test")
    assert desk.window.actions_by_name["add_route"].isEnabled()


def test_two_clicks_on_the_map_ask_for_a_route(desk: Desk) -> None:
    desk.window.actions_by_name["add_route"].trigger()
    assert "starts" in desk.window.panes.map_area.hint.text

    _click_map(desk, 0.1021, 45.0)
    _click_map(desk, 0.1079, 45.004)

    (command,) = desk.sent()
    assert isinstance(command, AddRoute)
    assert command.name == "Route 1"
    assert abs(command.request.start.lon - 0.1021) < 1e-4
    assert abs(command.request.end.lat - 45.004) < 1e-4
    assert desk.window.panes.map_area.hint.text == ""
    assert not desk.window.actions_by_name["add_route"].isChecked()


def test_routes_asked_for_in_one_breath_have_names_and_colours_of_their_own(desk: Desk) -> None:
    for _ in range(2):
        desk.window.actions_by_name["add_route"].trigger()
        _click_map(desk, 0.1021, 45.0)
        _click_map(desk, 0.1079, 45.004)

    first, second = (command for command in desk.sent() if isinstance(command, AddRoute))
    assert (first.name, second.name) == ("Route 1", "Route 2")
    assert first.colour != second.colour


def test_a_name_turns_no_writing_round_and_is_never_blank(desk: Desk) -> None:
    desk.window.commands.rename_route("r", "\u202eevil\u200b")
    desk.window.commands.rename_route("r", " \u2067 ")

    assert desk.sent() == [ChangeRoute(id="r", name="evil")]


def test_the_new_route_is_picked_when_it_comes(desk: Desk) -> None:
    desk.window.actions_by_name["add_route"].trigger()
    _click_map(desk, 0.1021, 45.0)
    _click_map(desk, 0.1079, 45.004)
    (command,) = desk.sent()
    assert isinstance(command, AddRoute)

    desk.say(change_of(routes=(route_view("other"), route_view(command.id))))

    picked = desk.window.panes.board.selected_route()
    assert picked is not None
    assert picked.id == command.id


def test_routes_without_a_colour_are_given_one_each_and_once(desk: Desk) -> None:
    bare = (route_view("a", colour=""), route_view("b"), route_view("c", colour=""))
    desk.say(change_of(routes=bare))
    desk.say(change_of(routes=bare))

    given = [command for command in desk.sent() if isinstance(command, ChangeRoute)]
    assert [command.id for command in given] == ["a", "c"]
    assert len({command.colour for command in given} | {bare[1].colour}) == 3


def test_a_click_on_an_alert_goes_to_its_cause(desk: Desk) -> None:
    desk.say(change_of(alerts=(alert_view(),)))
    view = desk.window.panes.alerts.view
    middle = view.visualRect(desk.window.panes.alerts.model.index(0)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    state = desk.window.canvas.view_state()
    assert abs(state.lon - 0.104) < 1e-6
    assert abs(state.lat - 45.002) < 1e-6


@pytest.mark.parametrize(("picked", "then"), [("", "b"), ("a", "b"), ("c", "c")])
def test_going_to_an_alert_picks_a_route_in_trouble(desk: Desk, picked: str, then: str) -> None:
    routes = tuple(route_view(name) for name in "abc")
    desk.say(change_of(routes=routes, alerts=(alert_view(routes=("b", "c")),)))
    desk.window.panes.board.select(picked)

    desk.window.actions_by_name["next_alert"].trigger()

    selected = desk.window.panes.board.selected_route()
    assert selected is not None
    assert selected.id == then


def test_acknowledging_and_removing_are_sent(desk: Desk) -> None:
    desk.say(change_of(alerts=(alert_view("a7"),), edits=edits_of(edit_view("e7"))))

    desk.window.actions_by_name["acknowledge"].trigger()
    desk.window.panes.edits.view.setCurrentIndex(desk.window.panes.edits.model.index(0))
    desk.window.actions_by_name["remove_edit"].trigger()

    assert desk.sent() == [AcknowledgeAlert(id="a7"), RemoveEdit(id="e7")]


def test_a_picked_edit_is_shown_on_the_map(desk: Desk) -> None:
    desk.say(change_of(edits=edits_of(edit_view())))
    before = desk.window.canvas.view_state()

    desk.window.panes.edits.view.clicked.emit(desk.window.panes.edits.model.index(0))

    assert desk.window.canvas.view_state() != before


def test_picking_on_the_board_and_on_the_map_is_one(desk: Desk) -> None:
    desk.say(change_of(routes=(route_view("r1"), route_view("r2"))))

    desk.window.canvas.route_clicked.emit("r2")

    picked = desk.window.panes.board.selected_route()
    assert picked is not None
    assert picked.id == "r2"
    assert desk.window.actions_by_name["rename"].isEnabled()


def test_a_click_that_finds_nothing_is_said(desk: Desk) -> None:
    desk.window.canvas.nothing_near.emit("There is no road within 40 m of this place.")

    assert desk.window.panes.map_area.notices.sentences == ("There is no road within 40 m of this place.",)


def test_escape_puts_the_tool_away(desk: Desk) -> None:
    desk.window.activateWindow()
    desk.window.actions_by_name["add_route"].trigger()
    _click_map(desk, 0.1021, 45.0)

    QTest.keyClick(desk.window.canvas, Qt.Key.Key_Escape)

    assert desk.window.panes.map_area.hint.text == ""
    _click_map(desk, 0.1079, 45.004)
    assert desk.sent() == []


def test_a_click_on_a_road_opens_the_edit_dialog_and_sends_the_edit(desk: Desk) -> None:
    desk.window.actions_by_name["edit_road"].trigger()

    _click_map(desk, 0.103, 45.0)

    dialog = desk.window.tools.edit_tool.dialog
    assert dialog is not None
    dialog.drafted.emit(dialog.draft())
    dialog.accept()
    (command,) = desk.sent()
    assert isinstance(command, AddEdit)
    assert set(command.draft.chains) == {(2, 3), (3, 2)}
    assert desk.window.tools.edit_tool.dialog is None
    assert not desk.window.actions_by_name["edit_road"].isChecked()


def test_undo_and_redo_say_what_they_do_and_are_sent(desk: Desk) -> None:
    undo, redo = desk.window.actions_by_name["undo"], desk.window.actions_by_name["redo"]
    assert not undo.isEnabled()

    desk.say(change_of(edits=edits_of(undo_text="close Row 0 & 1")))
    assert undo.isEnabled()
    assert not redo.isEnabled()
    assert undo.text() == "Undo: close Row 0 && 1"
    undo.trigger()
    desk.say(change_of(edits=edits_of(redo_text="close Row 0")))
    redo.trigger()

    assert desk.sent() == [Undo(), Redo()]
    assert not undo.isEnabled()


def test_keys_act_on_the_picked_route(desk: Desk) -> None:
    desk.say(change_of(routes=(route_view("r1"), route_view("r2"))))
    desk.window.activateWindow()
    desk.window.panes.board.select("r2")

    for key in (Qt.Key.Key_W, Qt.Key.Key_Delete):
        QTest.keyClick(desk.window.panes.board.table, key)

    assert desk.sent() == [ChangeRoute(id="r2", watching=False), RemoveRoute(id="r2")]


def test_delete_in_the_list_of_edits_removes_an_edit_and_no_route(desk: Desk) -> None:
    desk.say(change_of(routes=(route_view("r1"),), edits=edits_of(edit_view("e7"))))
    desk.window.panes.board.select("r1")
    edits = desk.window.panes.edits
    edits.view.setCurrentIndex(edits.model.index(0))

    QTest.keyClick(edits.view, Qt.Key.Key_Delete)
    QTest.keyClick(desk.window.panes.alerts.view, Qt.Key.Key_Delete)

    assert desk.sent() == [RemoveEdit(id="e7")]


def test_notices_of_the_planner_are_shown_and_go_by_themselves(desk: Desk) -> None:
    desk.say(change_of(notices=("The start lies in water.",)))

    notices = desk.window.panes.map_area.notices
    assert notices.sentences == ("The start lies in water.",)
    assert notices.isVisible()


def _status_texts(desk: Desk) -> list[str]:
    return [label.text() for label in desk.window.status.findChildren(QLabel)]


def test_a_planner_that_died_is_said(desk: Desk) -> None:
    desk.link.say(PlannerRestarted("The planner was restarted."), PlannerGone("It is gone."))

    notices = desk.window.panes.map_area.notices
    desk.bot.waitUntil(lambda: len(notices.sentences) == 2)
    assert notices.sentences == ("The planner was restarted.", "It is gone.")
    assert "Planner stopped" in _status_texts(desk)


def test_a_wish_to_a_planner_that_is_gone_is_answered(desk: Desk) -> None:
    desk.link.say(PlannerGone("It is gone."))
    notices = desk.window.panes.map_area.notices
    desk.bot.waitUntil(lambda: notices.sentences == ("It is gone.",))
    notices.clear()

    desk.window.commands.undo()

    assert notices.sentences == ("It is gone.",)
    desk.window.warn("The session file was damaged.")
    desk.open_map()
    assert notices.sentences == ("The session file was damaged.",)
    assert "Planner stopped" not in _status_texts(desk)


def test_another_map_forgets_what_was_said_of_the_first(desk: Desk) -> None:
    desk.say(change_of(7, routes=(route_view(),), alerts=(alert_view(),), feed=feed_view()))

    desk.open_map()

    assert not desk.window.panes.board.model.routes
    assert desk.window.panes.alerts.model.rowCount() == 0
    desk.say(change_of(1, routes=(route_view("of the second"),)))
    assert [view.id for view in desk.window.panes.board.model.routes] == ["of the second"]


def test_opening_shows_a_card_until_the_map_is_there(bare_desk: Desk) -> None:
    card = bare_desk.window.panes.map_area.import_card

    with bare_desk.bot.waitSignal(bare_desk.opener.opened):
        bare_desk.window.dialogs.map_chosen.emit(Path("town.osm"))
        assert card.isVisible()

    assert not card.isVisible()


def test_the_window_comes_back_as_it_was_left(desk: Desk) -> None:
    window = desk.window
    window.look.choose("dark")
    window.canvas.go_to(0.104, 45.002, 700.0)
    desk.say(change_of(routes=(route_view("r1"), route_view("r2"))))
    window.panes.board.select("r2")

    state = window.window_state()
    again = make_desk(desk.bot, state)
    again.open_map()
    again.say(change_of(routes=(route_view("r1"), route_view("r2"))))

    picked = again.window.panes.board.selected_route()
    assert state.theme == "dark"
    assert again.window.look.theme.dark
    assert state.lon is not None
    assert abs(state.lon - 0.104) < 1e-6
    assert picked is not None
    assert picked.id == "r2"
    again.opener.stop()


def test_damaged_state_is_no_trouble(qtbot: QtBot) -> None:
    state = WindowState(geometry=b"nonsense", splitter_sizes=(0, -5), theme="pink")

    desk = make_desk(qtbot, state)

    assert desk.window.look.choice == "system"
    desk.opener.stop()


def test_closing_lets_the_session_be_saved(desk: Desk) -> None:
    with desk.bot.waitSignal(desk.window.closing):
        desk.window.close()


def test_no_label_reads_its_text_as_html(desk: Desk) -> None:
    desk.say(
        change_of(
            routes=(route_view(name=HTML, message=HTML),),
            alerts=(alert_view(text=HTML),),
            notices=(HTML,),
        )
    )
    desk.window.panes.board.select("r1")

    labels = [label for label in desk.window.findChildren(QLabel) if "<b>" in label.text()]

    assert labels
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_themes_dress_the_whole_application(desk: Desk, qapp: QApplication) -> None:
    desk.window.look.choose("dark")
    dark = qapp.palette().window().color().lightness()
    desk.window.look.toggle()
    light = qapp.palette().window().color().lightness()

    assert dark < 80
    assert light > 180
    assert desk.window.look.choice == "light"


def test_the_roads_in_view_can_be_exported(desk: Desk, tmp_path: Path) -> None:
    window = desk.window
    window.actions_by_name["export_roads"].trigger()
    dialog = window.dialogs.present
    assert isinstance(dialog, ExportDialog)
    with desk.bot.waitSignal(window.road_export_asked) as asked:
        dialog.fileSelected.emit(str(tmp_path / "roads.geojson"))
    data, box, path = asked.args
    assert (data.network.facts.name, path) == ("test", tmp_path / "roads.geojson")
    assert box == window.navigation.view_box()
    dialog.close()


def test_without_a_map_there_is_nothing_to_export(bare_desk: Desk) -> None:
    assert not bare_desk.window.actions_by_name["export_roads"].isEnabled()
