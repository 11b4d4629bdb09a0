"""The status bar keeps the age of the data in sight, and says what was refused."""

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import SEGMENT_STATE, FeedView
from desktop_app.ui.status_bar import StatusBar, feed_tip
from desktop_app.ui.theme import DARK, LIGHT
from tests.ui.views import HTML, change_of, feed_view


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def bar(qtbot: QtBot, clock: ManualClock) -> StatusBar:
    made = StatusBar(LIGHT, clock)
    qtbot.addWidget(made)
    made.show()
    return made


def _texts(bar: StatusBar) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.text()]


def test_without_map_and_feed_it_says_so(bar: StatusBar) -> None:
    assert _texts(bar) == ["No map", "No feed", "No weights yet", "0 updates/s"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("connecting", "Feed: connecting"),
        ("live", "Feed live"),
        ("stale", "Feed silent"),
        ("lost", "Feed lost"),
    ],
)
def test_the_feed_is_said_in_words_and_by_a_mark(bar: StatusBar, state: str, words: str) -> None:
    before = bar.grab().toImage()

    bar.apply_change(change_of(feed=feed_view(state)))

    assert words in _texts(bar)
    assert bar.grab().toImage() != before


def test_the_age_ticks_on_while_the_feed_is_silent(bar: StatusBar, clock: ManualClock) -> None:
    bar.apply_change(change_of(feed=feed_view("live")))
    assert "Data 2 s old" in _texts(bar)

    clock.advance(300)
    bar.tick()

    assert "Data 5 min old" in _texts(bar)


def test_a_feed_that_was_never_heard_has_no_age(bar: StatusBar) -> None:
    bar.apply_change(change_of(feed=FeedView(state="connecting", seq=0, heard_ms=None, rejected={})))

    assert "No data yet" in _texts(bar)


def test_refusals_are_counted_by_the_protocols_words(bar: StatusBar) -> None:
    bar.apply_change(change_of(feed=feed_view(bad_speed=2, unknown_place=14, not_json=0)))

    assert "16 refused" in _texts(bar)
    tip = feed_tip(feed_view(bad_speed=2, unknown_place=14, not_json=0))
    assert "bad_speed: 2" in tip
    assert "unknown_place: 14" in tip
    assert "not_json" not in tip
    assert any("bad_speed: 2" in label.toolTip() for label in bar.findChildren(QLabel))


def test_the_feeds_own_words_are_escaped(bar: StatusBar) -> None:
    bar.apply_change(change_of(feed=FeedView(state="lost", seq=1, heard_ms=None, rejected={}, message=HTML)))

    assert all("<b>" not in label.toolTip() for label in bar.findChildren(QLabel))


def test_version_and_updates_a_second(bar: StatusBar, clock: ManualClock) -> None:
    rows = np.zeros(50, SEGMENT_STATE).tobytes()
    bar.apply_change(change_of(3, whole=True, segments=rows))
    for version in range(4, 8):
        clock.advance(1)
        bar.apply_change(change_of(version, segments=rows))
    bar.tick()

    assert "Weights v7" in _texts(bar)
    assert "20 updates/s" in _texts(bar)

    clock.advance(20)
    bar.tick()
    assert "0 updates/s" in _texts(bar)


def test_a_map_has_a_name_and_another_one_begins_anew(bar: StatusBar) -> None:
    bar.apply_change(change_of(9, feed=feed_view()))
    bar.clear()
    bar.set_map("Porto", 146_000)
    bar.set_theme(DARK)

    assert _texts(bar) == ["Porto", "No feed", "No weights yet", "0 updates/s"]
