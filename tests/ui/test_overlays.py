"""What floats over the map: notices, hints, the card of an import."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.clock import ManualClock
from desktop_app.roadnet.progress import BYTES, ImportProgress
from desktop_app.ui.import_progress import ImportCard
from desktop_app.ui.map_area import MapArea, Welcome
from desktop_app.ui.notices import MOST, Notices
from desktop_app.ui.theme import DARK, LIGHT
from tests.ui.views import HTML


@pytest.fixture
def area(qtbot: QtBot) -> MapArea:
    made = MapArea(QWidget(), Welcome(QAction("Open"), QAction("Get"), QAction("Demo")), LIGHT, ManualClock())
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.fixture
def notices(area: MapArea) -> Notices:
    return area.notices


@pytest.fixture
def card(area: MapArea) -> ImportCard:
    return area.import_card


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_the_newest_sentences_are_shown_once_each(notices: Notices) -> None:
    for number in range(MOST + 2):
        notices.say(f"Sentence {number}.")
        notices.say(f"Sentence {number}.")
    notices.say("")

    assert notices.sentences == tuple(f"Sentence {number}." for number in range(2, MOST + 2))


def test_a_notice_can_be_put_away(notices: Notices) -> None:
    notices.warn("Trouble.")
    assert notices.isVisible()

    (button,) = notices.findChildren(QToolButton)
    button.click()

    assert notices.sentences == ()
    assert not notices.isVisible()


def test_words_go_by_themselves_and_trouble_stays(notices: Notices, qtbot: QtBot) -> None:
    notices.say("A word.")
    notices.warn("Trouble.")
    for timer in notices.findChildren(QTimer):
        if timer.isActive():
            timer.start(1)  # the seconds that it is shown are over

    qtbot.waitUntil(lambda: notices.sentences == ("Trouble.",))


def test_trouble_outlasts_words_where_there_is_no_room_for_both(notices: Notices) -> None:
    notices.warn("Trouble.")
    for number in range(MOST):
        notices.say(f"Sentence {number}.")

    assert notices.sentences == ("Trouble.", "Sentence 1.", "Sentence 2.")


def test_notices_keep_within_the_map_and_grow_with_their_text(area: MapArea) -> None:
    area.notices.say("Short.")
    low = area.notices.height()
    area.notices.clear()
    area.notices.say("A sentence that is long. " * 12)

    assert area.notices.height() > low
    area.resize(340, 300)
    assert area.rect().contains(area.notices.geometry().topRight())


def test_notices_are_plain_text(notices: Notices) -> None:
    notices.say(HTML)
    notices.set_theme(DARK)

    (label,) = notices.findChildren(QLabel)
    assert label.text() == HTML
    assert label.textFormat().name == "PlainText"


def test_a_hint_comes_and_goes(area: MapArea) -> None:
    area.show_hint("Click where it ends.")
    assert area.hint.isVisible()
    assert area.hint.text == "Click where it ends."

    area.show_hint("")
    assert not area.hint.isVisible()


def test_the_welcome_makes_room_for_an_import(area: MapArea) -> None:
    def offers() -> list[bool]:
        (welcome,) = area.findChildren(Welcome)
        return [button.isVisible() for button in welcome.findChildren(QPushButton)]

    assert offers() == [True] * 3

    area.begin_import("town.osm")
    assert offers() == [False] * 3

    area.import_card.hide()
    assert offers() == [True] * 3


def test_the_welcome_starts_what_it_offers(area: MapArea, qtbot: QtBot) -> None:
    offered = QAction("Open"), QAction("Get"), QAction("Demo")
    welcome = Welcome(*offered)
    qtbot.addWidget(welcome)
    buttons = welcome.findChildren(QPushButton)

    for action, button in zip(offered, buttons, strict=True):
        with qtbot.waitSignal(action.triggered):
            button.click()


def test_progress_has_a_stage_a_bar_and_a_rate(qtbot: QtBot) -> None:
    clock = ManualClock()
    card = ImportCard(clock)
    qtbot.addWidget(card)
    card.begin("porto.osm.pbf")
    (bar,) = card.findChildren(QProgressBar)

    card.show_progress(ImportProgress("reading ways", 0, 1_000, "ways"))
    clock.advance(2)
    card.show_progress(ImportProgress("reading ways", 500, 1_000, "ways"))

    assert "Opening porto.osm.pbf" in _texts(card)
    assert "Reading ways" in _texts(card)
    assert "250 ways/s" in _texts(card)
    assert bar.value() * 2 == bar.maximum()


def test_an_unknown_end_only_moves(card: ImportCard) -> None:
    card.begin("x")
    card.show_progress(ImportProgress("ordering", 17, 0))

    (bar,) = card.findChildren(QProgressBar)
    assert bar.maximum() == 0


def test_rates_are_short(qtbot: QtBot) -> None:
    clock = ManualClock()
    card = ImportCard(clock)
    qtbot.addWidget(card)
    card.begin("x")
    card.show_progress(ImportProgress("reading", 0, 0, BYTES))
    clock.advance(1)
    card.show_progress(ImportProgress("reading", 2_300_000, 0, BYTES))

    assert "2.3 MB/s" in _texts(card)


def test_cancel_is_asked_once_and_said(card: ImportCard, qtbot: QtBot) -> None:
    card.begin("x")
    (button,) = card.findChildren(QPushButton)

    with qtbot.waitSignal(card.cancel_asked):
        button.click()

    assert not button.isEnabled()
    assert "Giving up" in _texts(card)


def test_a_long_name_is_cut_in_its_middle(card: ImportCard) -> None:
    card.begin("a" * 300 + ".osm.pbf")

    (title,) = [text for text in _texts(card) if text.startswith("Opening")]
    assert len(title) < 80
    assert title.endswith(".osm.pbf")
