"""Directions in the window: asked for by a key, kept true, clicked, printed and exported."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from desktop_app.dispatch.commands import AskDirections
from desktop_app.dispatch.replies import DirectionsReply
from desktop_app.routing.answer_document import AnswerDocument, RouteDocument, StepDocument
from desktop_app.ui.directions_print import directions_html, print_directions
from desktop_app.ui.route_export_dialog import RouteExportDialog, file_name
from desktop_app.ui.turn_icons import turn_icon
from tests.ui.conftest import Desk
from tests.ui.views import change_of, route_view


def step(kind: str, modifier: str | None, street: str, metres: float, lon: float) -> StepDocument:
    return StepDocument(kind, modifier, street, None, metres, metres / 10, (lon, 45.0), f"{kind} {street}")


STEPS = (
    step("depart", None, "Row 1", 900, 0.101),
    step("turn", "left", "<Two>", 80, 0.102),
    step("arrive", None, "<Two>", 0, 0.103),
)


def document(steps: tuple[StepDocument, ...] = STEPS, version: int = 1) -> AnswerDocument:
    route = RouteDocument(
        980.0, 98.0, 98.0, [(0.1, 45.0), (0.103, 45.0)], (1, 2), (1,), ("Row 1",), (), steps
    )
    return AnswerDocument("cch", version, None, (route,), None)


def asked(desk: Desk) -> AskDirections:
    (question,) = (command for command in desk.sent() if isinstance(command, AskDirections))
    return question


def answer(
    desk: Desk, question: AskDirections, steps: tuple[StepDocument, ...] = STEPS, version: int = 1
) -> None:
    reply = DirectionsReply(
        query_id=question.query_id,
        route_id=question.id,
        version=version,
        name="Run",
        document=document(steps, version),
    )
    desk.say(change_of(version, directions=(reply,)))


def show(desk: Desk) -> None:
    desk.say(change_of(routes=(route_view("r1"), route_view("r2"))))
    desk.window.panes.board.select("r1")
    desk.window.actions_by_name["directions"].trigger()
    answer(desk, asked(desk))


def rows(desk: Desk) -> list[str]:
    model = desk.window.panes.directions.view.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def test_the_steps_are_listed_with_how_far_each_leads(desk: Desk) -> None:
    show(desk)
    assert desk.window.panes.directions.isVisible()
    assert rows(desk) == [
        "1. depart Row 1. 900 m  \N{MIDDLE DOT}  2 min",
        "2. turn <Two>. 80 m  \N{MIDDLE DOT}  8 s",
        "3. arrive <Two>.",
    ]


def test_a_click_and_enter_go_to_the_place(desk: Desk) -> None:
    show(desk)
    view = desk.window.panes.directions.view
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    state = desk.window.canvas.view_state()
    assert (state.lon, state.lat) == pytest.approx((0.102, 45.0), abs=1e-6)
    near = state.metres_per_pixel
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.window.canvas.view_state().lon == pytest.approx(0.103, abs=1e-6)
    assert desk.window.canvas.view_state().metres_per_pixel == pytest.approx(near)


def test_another_way_is_asked_for_anew(desk: Desk) -> None:
    show(desk)
    desk.say(change_of(2, routes=(route_view("r1"),)))
    answer(desk, asked(desk), (STEPS[0], STEPS[2]), version=2)
    assert len(rows(desk)) == 2


def test_they_follow_the_picked_route_and_go_with_it(desk: Desk) -> None:
    show(desk)
    desk.window.panes.board.select("r2")
    assert asked(desk).id == "r2"
    desk.say(change_of(2, removed_routes=("r2",)))
    assert not desk.window.panes.directions.isVisible()
    assert not desk.window.actions_by_name["directions"].isChecked()
    assert not desk.window.actions_by_name["export_route"].isEnabled()


def test_an_answer_to_an_older_question_is_not_shown(desk: Desk) -> None:
    desk.say(change_of(routes=(route_view("r1"), route_view("r2"))))
    desk.window.panes.board.select("r1")
    desk.window.actions_by_name["directions"].trigger()
    older = asked(desk)
    desk.window.panes.board.select("r2")
    newer = asked(desk)
    answer(desk, older)
    assert rows(desk) == []
    answer(desk, newer)
    assert len(rows(desk)) == len(STEPS)


def test_no_way_is_said_in_a_sentence(desk: Desk) -> None:
    desk.say(change_of(routes=(route_view("r1"),)))
    desk.window.panes.board.select("r1")
    desk.window.actions_by_name["directions"].trigger()
    question = asked(desk)
    reply = DirectionsReply(
        query_id=question.query_id, route_id="r1", version=1, message="The route has no way now."
    )
    desk.say(change_of(directions=(reply,)))
    assert rows(desk) == []
    assert not desk.window.actions_by_name["print_directions"].isEnabled()


def test_an_export_is_asked_with_the_document_and_a_path(desk: Desk, tmp_path: Path) -> None:
    show(desk)
    keeper = desk.window.picked.directions
    desk.window.actions_by_name["export_route"].trigger()
    dialog = desk.window.panes.findChild(RouteExportDialog)
    assert dialog is not None
    with desk.bot.waitSignal(keeper.export_asked) as wish:
        dialog.fileSelected.emit(str(tmp_path / "run.kml"))
    assert wish.args == [document(), "Run", tmp_path / "run.kml"]
    dialog.close()


def test_steps_are_printed_with_their_names_as_text(desk: Desk, tmp_path: Path) -> None:
    route = document().routes[0]
    page = directions_html("A & B", route)
    assert "A &amp; B" in page
    assert "&lt;Two&gt;" in page
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "run.pdf"))
    assert print_directions(printer, "A & B", route)
    assert (tmp_path / "run.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_what_cannot_be_printed_is_told(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "absent" / "run.pdf"))
    assert not print_directions(printer, "Run", document().routes[0])


def test_newer_weights_alone_make_it_ask_anew_after_a_while(desk: Desk) -> None:
    show(desk)
    question = desk.window.picked.directions.question
    desk.say(change_of(2, times=()))
    question.ask_if_older()
    answer(desk, asked(desk), version=2)
    question.ask_if_older()
    assert not any(isinstance(command, AskDirections) for command in desk.sent())


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Depot / Harbour", "Depot   Harbour"), ("..", "route"), ("a" * 300, "a" * 80), ("Tür\x00", "Tür")],
)
def test_names_of_routes_are_made_names_of_files(name: str, kept: str) -> None:
    assert file_name(name).split() == kept.split()


def test_turns_to_both_sides_have_pictures_of_their_own(desk: Desk) -> None:
    turns = ("left", "right", "sharp left", "uturn", "straight")
    kinds = [*(("turn", turn) for turn in turns), ("roundabout", "right"), ("depart", None), ("arrive", None)]
    pictures = {
        bytes(turn_icon(*kind, QColor("black")).pixmap(22, 22).toImage().constBits()) for kind in kinds
    }
    assert len(pictures) == len(kinds)
    assert desk.window is not None
