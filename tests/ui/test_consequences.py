"""What an edit would do, told in its dialog."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from desktop_app.dispatch.commands import AddEdit, AskWhatIf
from desktop_app.dispatch.replies import WhatIfReply, WhatIfRow
from desktop_app.ui.consequences import consequence_words
from desktop_app.ui.edit_dialog import EditDialog
from desktop_app.ui.map.canvas import RoadPick
from tests.networks import grid
from tests.ui.conftest import Desk
from tests.ui.views import change_of


def row(name: str, now_ms: int | None, then_ms: int | None, *, leaves: bool = False) -> WhatIfRow:
    return WhatIfRow(route_id=name, name=name, now_ms=now_ms, then_ms=then_ms, leaves_way=leaves, streets=())


ROWS = (
    row("Late", 600_000, None),
    row("Round", 600_000, 840_000, leaves=True),
    row("Slow", 600_000, 660_000),
)


@pytest.fixture
def dialog(desk: Desk) -> Iterator[EditDialog]:
    tool = desk.window.tools.edit_tool
    tool.begin()
    tool.pick(grid(), RoadPick(0, 0.1, 45.0, 1.0))
    assert tool.dialog is not None
    yield tool.dialog
    tool.dialog.reject()


def press(dialog: EditDialog, title: str) -> None:
    (button,) = (each for each in dialog.findChildren(QPushButton) if each.text() == title)
    button.click()


def asked(desk: Desk) -> AskWhatIf:
    (question,) = (command for command in desk.sent() if isinstance(command, AskWhatIf))
    return question


def told(dialog: EditDialog) -> str:
    return dialog.consequences


def test_the_dialog_tells_what_its_edit_would_do_and_does_not_do_it(desk: Desk, dialog: EditDialog) -> None:
    press(dialog, "What would change?")
    sent = desk.sent()
    (question,) = (command for command in sent if isinstance(command, AskWhatIf))
    assert question.drafts == (dialog.draft(),)
    assert not any(isinstance(command, AddEdit) for command in sent)
    desk.say(change_of(what_ifs=(WhatIfReply(query_id=question.query_id, version=1, routes=3, rows=ROWS),)))
    assert told(dialog).splitlines() == ["Late: no way left", "Round: +4 min by another way", "Slow: +1 min"]


def test_another_choice_takes_the_answer_away(desk: Desk, dialog: EditDialog) -> None:
    press(dialog, "What would change?")
    question = asked(desk)
    desk.say(change_of(what_ifs=(WhatIfReply(query_id=question.query_id, version=1, routes=3, rows=ROWS),)))
    press(dialog, "Set a speed")
    assert told(dialog) == ""


def test_an_answer_to_an_older_question_is_not_shown(desk: Desk, dialog: EditDialog) -> None:
    press(dialog, "What would change?")
    older = asked(desk)
    press(dialog, "What would change?")
    newer = asked(desk)
    desk.say(change_of(what_ifs=(WhatIfReply(query_id=older.query_id, version=1, routes=3, rows=ROWS),)))
    assert "Late" not in told(dialog)
    desk.say(change_of(2, what_ifs=(WhatIfReply(query_id=newer.query_id, version=2, routes=3),)))
    assert told(dialog) == "No watched route would change."


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (WhatIfReply(query_id="q", version=1), "No route is watched."),
        (WhatIfReply(query_id="q", version=1, message="Too many roads."), "Too many roads."),
        (WhatIfReply(query_id="q", version=1, routes=9, rows=(row("A", None, 60_000),)), "A: a way again"),
    ],
)
def test_other_answers_are_sentences(reply: WhatIfReply, words: str) -> None:
    assert consequence_words(reply) == words


def test_many_routes_are_counted() -> None:
    rows = tuple(row(f"R{number}", 60_000, 120_000) for number in np.arange(20))
    lines = consequence_words(WhatIfReply(query_id="q", version=1, routes=20, rows=rows)).splitlines()
    assert lines[-1] == "and 14 more"
    assert len(lines) == 7
