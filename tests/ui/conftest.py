"""A real window on a small map, with a planner that says what the test tells it to."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.bridge.map_opener import MapOpener, OpenedMap
from desktop_app.bridge.map_searcher import MapSearcher
from desktop_app.bridge.planner_bridge import PlannerBridge
from desktop_app.clock import ManualClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import Command
from desktop_app.errors import BadArgumentError
from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.map_data import ImportReport, MapData, SourceMap
from desktop_app.roadnet.progress import ProgressSink
from desktop_app.storage.session import WindowState
from desktop_app.ui.main_window import MainWindow, WindowParts
from tests.bridge.fake_finder import FakeFinder
from tests.bridge.fake_link import FakeLink
from tests.networks import grid

REPORT = ImportReport(
    arcs=98,
    junctions=30,
    segments=98,
    ways_kept=11,
    dropped={"way_cut_at_missing_nodes": 12, "maxspeed_unreadable": 1},
    examples={"way_cut_at_missing_nodes": ("way 7", "way 8"), "maxspeed_unreadable": ("way <b>9</b>",)},
    seconds=0.1,
    data_time="2026-01-01T00:00:00Z",
    places={"way 7": (0.104, 45.002)},
)


def small_map() -> MapData:
    return MapData.of(SourceMap(grid(), Backdrop.empty(), REPORT))


def _find_folder(source: Path, _progress: ProgressSink, _cancelled: object) -> Path:
    return source


def check_feed(address: str) -> None:
    if not address.startswith("ws://"):
        raise BadArgumentError(f"{address!r} is no address of a feed. Write it as ws://HOST:PORT.")


@dataclass
class Desk:
    """A window with everything around it that the application would give it."""

    window: MainWindow
    bridge: PlannerBridge
    opener: MapOpener
    searcher: MapSearcher
    link: FakeLink
    clock: ManualClock
    bot: QtBot

    def open_map(self) -> None:
        opened = OpenedMap(small_map(), Path("folder"), Path("town.osm"))
        self.searcher.set_map(opened.folder, opened.data.network)
        self.window.show_map(opened)
        self.bridge.start(self.link)

    def say(self, change: PlannerChange) -> None:
        """Let the planner say `change`, and the window take it."""
        with self.bot.waitSignal(self.bridge.changed):
            self.link.say(change)

    def sent(self) -> list[Command]:
        """Return what was sent since the last call."""
        commands, self.link.sent = self.link.sent, []
        return commands


def make_desk(bot: QtBot, state: WindowState) -> Desk:
    clock = ManualClock()
    bridge = PlannerBridge()
    opener = MapOpener(_find_folder, lambda _folder: small_map())
    searcher = MapSearcher(lambda _folder, _network: FakeFinder())
    window = MainWindow(WindowParts(bridge, opener, searcher, clock, check_feed), state)
    bot.addWidget(window)
    window.show()
    return Desk(window, bridge, opener, searcher, FakeLink(), clock, bot)


@pytest.fixture
def bare_desk(qtbot: QtBot) -> Iterator[Desk]:
    """A window without a map."""
    desk = make_desk(qtbot, WindowState(theme="light"))
    yield desk
    desk.opener.stop()
    desk.searcher.stop()


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """A window with a map and a planner."""
    bare_desk.open_map()
    return bare_desk
