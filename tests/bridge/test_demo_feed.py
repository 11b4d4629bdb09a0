"""The demo's feed, started in the background: its address, or why there is none."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.bridge.demo_feed import DemoFeed
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.folder import write_map_folder
from desktop_app.roadnet.map_data import ImportReport, SourceMap
from tests.hub.towns import node_at, town

CHAIN = tuple(node_at(column, 3) for column in range(12))


@pytest.fixture
def map_folder(tmp_path: Path) -> Path:
    write_map_folder(
        tmp_path / "town", SourceMap(town(), Backdrop.empty(), ImportReport(0, 0, 0, 0, {}, {}, 0.0, ""))
    )
    return tmp_path / "town"


def test_a_started_feed_tells_its_address_and_can_be_stopped_twice(qtbot: QtBot, map_folder: Path) -> None:
    feed = DemoFeed(seed=7)
    try:
        with qtbot.waitSignal(feed.started, timeout=30_000) as started:
            feed.start(map_folder, (CHAIN,))
        assert started.args[0].startswith("ws://127.0.0.1:")
    finally:
        feed.stop()
        feed.stop()


def test_a_feed_that_cannot_begin_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    feed = DemoFeed(seed=7)
    with qtbot.waitSignal(feed.failed, timeout=30_000) as failed:
        feed.start(tmp_path / "nowhere", (CHAIN,))
    assert "nowhere" in failed.args[0]
    feed.stop()


def test_a_feed_that_is_stopped_while_it_starts_says_nothing(qtbot: QtBot, map_folder: Path) -> None:
    feed = DemoFeed(seed=7)
    with qtbot.assertNotEmitted(feed.started), qtbot.assertNotEmitted(feed.failed):
        feed.start(map_folder, (CHAIN,))
        feed.stop()
