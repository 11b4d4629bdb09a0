"""The list of manual edits, and the dialog that makes one."""

from datetime import datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import QDateTime, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.clock import ManualClock
from desktop_app.dispatch.commands import EditDraft
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.ui.edit_dialog import EditDialog
from desktop_app.ui.edit_list import EditPanel
from desktop_app.ui.theme import LIGHT
from tests.networks import Road, grid, network_of
from tests.ui.views import HTML, change_of, edit_view, edits_of

_Field = TypeVar("_Field", bound=QWidget)

_NETWORK = grid()
_ONE_WAY = network_of(
    {1: (0.0, 45.0), 2: (0.001, 45.0), 3: (0.002, 45.0)},
    [Road((1, 2, 3), HTML, backward_kph=0.0)],
)


@pytest.fixture
def panel(qtbot: QtBot) -> EditPanel:
    made = EditPanel(LIGHT, ManualClock(), (QAction("Undo"),))
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    return made


@pytest.fixture
def dialog(qtbot: QtBot) -> EditDialog:
    segments, _pair = PlaceIndex(_NETWORK).segments_of_pairs([1], [2])
    made = EditDialog(_NETWORK, int(segments[0]), ManualClock())
    qtbot.addWidget(made)
    made.show()
    return made


def _field(dialog: EditDialog, kind: type[_Field], name: str) -> _Field:
    (found,) = (field for field in dialog.findChildren(kind) if field.accessibleName() == name)
    return found


def _press(dialog: EditDialog, title: str) -> None:
    buttons = [*dialog.findChildren(QPushButton), *dialog.findChildren(QRadioButton)]
    next(button for button in buttons if button.text().endswith(title)).click()


def _accepted(dialog: EditDialog, qtbot: QtBot, title: str) -> EditDraft:
    with qtbot.waitSignal(dialog.drafted) as drafted:
        _press(dialog, title)
    draft: EditDraft = drafted.args[0]
    return draft


def test_each_edit_says_what_where_why_and_until_when(panel: EditPanel) -> None:
    until = ManualClock().now_ms() + 90 * 60_000
    panel.apply_change(
        change_of(
            edits=edits_of(
                edit_view("a", until_ms=until, chains=((1, 2), (2, 1))),
                edit_view("b", action="speed", speed_kph=20.0, reason="", streets=("",)),
                edit_view("c", action="open"),
            )
        )
    )

    texts = [str(panel.model.index(row).data()) for row in range(3)]
    assert texts[0].startswith("Closed: Row 0, both directions. Burst main")
    assert texts[0].endswith("1 h 30 left")
    assert texts[1] == "20 km/h on a road without a name, one direction. Until removed"
    assert texts[2].startswith("Open: Row 0, one direction.")


def test_an_edit_can_be_removed_by_its_button_and_by_its_key(panel: EditPanel, qtbot: QtBot) -> None:
    panel.apply_change(change_of(edits=edits_of(edit_view("e7"))))
    corner = panel.view.visualRect(panel.model.index(0)).topRight() + QPoint(-15, 15)

    with qtbot.waitSignal(panel.remove_asked) as by_button:
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    panel.view.setCurrentIndex(panel.model.index(0))
    with qtbot.waitSignal(panel.remove_asked) as by_key:
        panel.remove_selected()

    assert by_button.args == by_key.args == ["e7"]
    assert panel.model.rowCount() == 1  # until the planner says otherwise


def test_a_click_shows_the_edit_on_the_map(panel: EditPanel, qtbot: QtBot) -> None:
    panel.apply_change(change_of(edits=edits_of(edit_view())))
    middle = panel.view.visualRect(panel.model.index(0)).center()

    with qtbot.waitSignal(panel.segments_asked) as asked:
        QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    assert asked.args[0].tolist() == [0]


def test_the_list_is_whole_each_time_and_says_when_it_is_empty(panel: EditPanel) -> None:
    assert not panel.view.isVisible()
    panel.apply_change(change_of(edits=edits_of(edit_view("a"), edit_view("b"))))
    panel.apply_change(change_of())
    assert panel.model.rowCount() == 2
    assert panel.view.isVisible()

    panel.apply_change(change_of(edits=edits_of()))
    assert not panel.view.isVisible()


def test_reasons_are_shown_letter_by_letter(panel: EditPanel) -> None:
    panel.apply_change(change_of(edits=edits_of(edit_view(reason=HTML, streets=(HTML,)))))

    assert HTML in str(panel.model.index(0).data())
    assert "<b>" not in panel.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert not panel.grab().isNull()


def test_by_default_both_directions_are_closed_for_two_hours(dialog: EditDialog, qtbot: QtBot) -> None:
    draft = _accepted(dialog, qtbot, "Close the road")

    assert draft.action == "close"
    assert draft.chains == ((1, 2), (2, 1))
    assert draft.speed_kph is None
    assert draft.until_ms is not None
    assert 118 * 60_000 < draft.until_ms - ManualClock().now_ms() <= 120 * 60_000


def test_one_direction_is_told_by_the_compass_and_shown(dialog: EditDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.preview_changed) as preview:
        _press(dialog, "Towards the west")

    assert dialog.draft().chains == ((2, 1),)
    tails = _NETWORK.segment_tail[preview.args[0]]
    assert _NETWORK.node_osm_id[tails].tolist() == [2]
    _press(dialog, "Towards the east")
    assert dialog.draft().chains == ((1, 2),)


def test_a_speed_and_a_reason_are_taken(dialog: EditDialog, qtbot: QtBot) -> None:
    _press(dialog, "Set a speed")
    _field(dialog, QSpinBox, "Speed").setValue(35)
    _field(dialog, QLineEdit, "Reason").setText("  Market day ")

    draft = _accepted(dialog, qtbot, "Set the speed")

    assert (draft.action, draft.speed_kph, draft.reason) == ("speed", 35.0, "Market day")


def test_speeds_stay_within_the_protocols_bounds(dialog: EditDialog) -> None:
    speed = _field(dialog, QSpinBox, "Speed")
    speed.setValue(0)
    assert speed.value() == 1
    speed.setValue(900)
    assert speed.value() == 250


def test_keep_open_has_no_speed(dialog: EditDialog, qtbot: QtBot) -> None:
    _press(dialog, "Keep open")

    draft = _accepted(dialog, qtbot, "Keep it open")

    assert (draft.action, draft.speed_kph) == ("open", None)


def test_ends_may_be_set_by_hand_by_preset_or_not_at_all(dialog: EditDialog) -> None:
    now_ms = ManualClock().now_ms()
    _press(dialog, "30 min")
    half_hour = dialog.draft().until_ms
    _press(dialog, "Midnight")
    midnight = dialog.draft().until_ms
    _press(dialog, "Until I remove it")
    never = dialog.draft().until_ms
    _field(dialog, QDateTimeEdit, "End").setDateTime(QDateTime.fromMSecsSinceEpoch(now_ms + 3_600_000))
    by_hand = dialog.draft().until_ms

    assert half_hour is not None
    assert midnight is not None
    assert 28 * 60_000 < half_hour - now_ms <= 30 * 60_000
    assert datetime.fromtimestamp(midnight / 1000).astimezone().strftime("%H:%M") == "00:00"
    assert never is None
    assert by_hand == now_ms + 3_600_000


def test_an_end_in_the_past_is_refused_in_a_sentence(dialog: EditDialog, qtbot: QtBot) -> None:
    _field(dialog, QDateTimeEdit, "End").setDateTime(
        QDateTime.fromMSecsSinceEpoch(ManualClock().now_ms() - 60_000)
    )

    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "The end lies in the past. Choose a later one." in said
    with qtbot.assertNotEmitted(dialog.drafted):
        _press(dialog, "Close the road")


def test_a_one_way_road_offers_no_other_direction(qtbot: QtBot) -> None:
    dialog = EditDialog(_ONE_WAY, 0, ManualClock())
    qtbot.addWidget(dialog)
    titles = [button.text() for button in dialog.findChildren(QRadioButton)]

    assert dialog.draft().chains == ((1, 2, 3),)
    assert not [title for title in titles if "Both" in title or "west" in title]
