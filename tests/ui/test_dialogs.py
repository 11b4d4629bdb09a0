"""The small dialogs: feed address, map to open, keys, about."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.ui.feed_dialog import FeedDialog
from desktop_app.ui.open_dialog import OpenDialog
from tests.ui.conftest import Desk, check_feed


def _press(dialog: FeedDialog, title: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == title).click()


def test_an_address_that_is_none_is_refused_in_a_sentence(qtbot: QtBot) -> None:
    dialog = FeedDialog(check_feed, "", None)
    qtbot.addWidget(dialog)
    (field,) = dialog.findChildren(QLineEdit)
    field.setText("http://example.org")

    with qtbot.assertNotEmitted(dialog.chosen):
        _press(dialog, "Connect")
    assert dialog.trouble == "'http://example.org' is no address of a feed. Write it as ws://HOST:PORT."

    field.setText(" ws://127.0.0.1:8765 ")
    assert dialog.trouble == ""
    with qtbot.waitSignal(dialog.chosen) as chosen:
        _press(dialog, "Connect")
    assert chosen.args == ["ws://127.0.0.1:8765"]


def test_no_feed_is_a_choice(qtbot: QtBot) -> None:
    dialog = FeedDialog(check_feed, "ws://127.0.0.1:8765", None)
    qtbot.addWidget(dialog)

    with qtbot.waitSignal(dialog.chosen) as chosen:
        _press(dialog, "No feed")

    assert chosen.args == [""]


def test_a_map_file_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    source = tmp_path / "town.osm"
    source.write_text("")
    dialog = OpenDialog(None, folder=False)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)

    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.fileSelected.emit(str(source))

    assert chosen.args == [source]
    assert "*.osm.pbf" in dialog.nameFilters()[0]


def test_a_map_folder_is_asked_for_as_a_folder(qtbot: QtBot) -> None:
    dialog = OpenDialog(None, folder=True)
    qtbot.addWidget(dialog)

    assert dialog.fileMode() == QFileDialog.FileMode.Directory


def test_the_next_map_is_looked_for_beside_the_last(desk: Desk, tmp_path: Path) -> None:
    desk.window.set_map_path(tmp_path / "town.osm")
    desk.window.actions_by_name["open_file"].trigger()
    dialog = desk.window.dialogs.present
    assert isinstance(dialog, OpenDialog)

    assert Path(dialog.directory().absolutePath()) == tmp_path
    dialog.reject()


def test_a_map_whose_folder_is_gone_leaves_the_dialog_where_it_begins(qtbot: QtBot, tmp_path: Path) -> None:
    plain, lost = (
        OpenDialog(None, folder=False, beside=beside) for beside in (None, tmp_path / "gone" / "town.osm")
    )
    qtbot.addWidget(plain)
    qtbot.addWidget(lost)

    assert lost.directory() == plain.directory()


def test_the_window_passes_a_feed_on_and_shows_it_the_next_time(desk: Desk) -> None:
    window = desk.window
    window.set_feed("ws://127.0.0.1:1111")
    window.actions_by_name["feed"].trigger()
    dialog = window.dialogs.present
    assert isinstance(dialog, FeedDialog)
    (field,) = dialog.findChildren(QLineEdit)
    assert field.text() == "ws://127.0.0.1:1111"
    field.setText("ws://127.0.0.1:2222")

    with desk.bot.waitSignal(window.feed_chosen) as chosen:
        _press(dialog, "Connect")

    assert chosen.args == ["ws://127.0.0.1:2222"]
    assert window.dialogs.feed_address == "ws://127.0.0.1:2222"
    assert window.dialogs.present is None


def test_f1_lists_every_key(bare_desk: Desk) -> None:
    window = bare_desk.window
    window.actions_by_name["shortcuts"].trigger()
    dialog = window.dialogs.present
    assert dialog is not None

    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Undo", "Ctrl+Z", "Add route", "R", "Acknowledge", "A"} <= texts
    dialog.reject()


def test_about_names_whom_the_map_is_owed_to(desk: Desk) -> None:
    desk.window.actions_by_name["about"].trigger()
    dialog = desk.window.dialogs.present
    assert dialog is not None

    assert any("test data" in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_one_dialog_at_a_time(bare_desk: Desk) -> None:
    window = bare_desk.window
    window.actions_by_name["about"].trigger()
    first = window.dialogs.present
    window.actions_by_name["shortcuts"].trigger()

    assert first is not None
    assert window.dialogs.present is not None
    assert window.dialogs.present is not first
    assert not first.isVisible()
    window.dialogs.present.reject()


def test_actions_have_keys_of_their_own(bare_desk: Desk) -> None:
    keys = [keys for _menu, _words, keys in bare_desk.window.actions_by_name.rows()]

    assert len(keys) == len(set(keys))
    assert len(keys) > 12
