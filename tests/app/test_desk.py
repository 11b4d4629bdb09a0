"""The desk's session over several starts: real windows, real planner processes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.desk import Desk, FirstMap
from desktop_app.clock import SystemClock
from desktop_app.dispatch.commands import AddRoute
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.storage.locations import locations_in
from tests.backend.towns import TOWN
from tests.routing.test_exports import routed

ROUTE = AddRoute(
    id="r", name="To the mill", request=RouteRequest(start=LonLat(0.1, 50.0), end=LonLat(0.1, 50.0))
)
FEED = "ws://127.0.0.1:9"

Start = Callable[[FirstMap], Desk]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Start:
    """Start the program anew each time it is called, and wait until its planner runs."""

    def begin(first: FirstMap) -> Desk:
        folders = (tmp_path / name for name in ("data", "log", "cache"))
        desk = Desk(locations_in(*folders), SystemClock(), PlannerSettings())
        desk.window.show()
        with qtbot.waitSignal(desk.bridge.changed, timeout=20_000):
            desk.begin(first)
        return desk

    return begin


def wait_for_the_route(bot: QtBot, desk: Desk) -> None:
    routes = desk.window.panes.board.model
    bot.waitUntil(lambda: [route.name for route in routes.routes] == [ROUTE.name], timeout=10_000)


def test_an_export_that_the_window_wishes_is_written_and_told(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    source = tmp_path / "town.osm"
    source.write_text(TOWN)
    desk = start(FirstMap(source=source))
    told = desk.window.panes.map_area.notices
    written = tmp_path / "run.gpx"
    desk.window.picked.directions.export_asked.emit(routed(), "Run", written)
    qtbot.waitUntil(lambda: written.exists() and any("run.gpx" in each for each in told.sentences))
    desk.window.picked.directions.export_asked.emit(routed(), "Run", tmp_path / "absent" / "run.gpx")
    qtbot.waitUntil(lambda: any("cannot be written" in each for each in told.sentences))
    desk.window.close()


def test_map_named_in_another_way_has_its_routes_and_its_feed(
    qtbot: QtBot, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "maps").mkdir()
    source = tmp_path / "maps/town.osm"
    source.write_text(TOWN)
    first = start(FirstMap(source=source, feed_url=FEED))
    first.bridge.send(ROUTE)
    wait_for_the_route(qtbot, first)
    first.window.close()
    monkeypatch.chdir(tmp_path / "data")
    for again in (FirstMap(source=Path("../maps/town.osm")), FirstMap()):
        desk = start(again)
        wait_for_the_route(qtbot, desk)
        assert desk.window.dialogs.feed_address == FEED
        desk.window.close()


def test_each_map_has_its_routes_again_whatever_was_opened_between(
    qtbot: QtBot, start: Start, tmp_path: Path
) -> None:
    town, village = tmp_path / "town.osm", tmp_path / "village.osm"
    town.write_text(TOWN)
    village.write_text(TOWN.replace("Good Street", "Mill Lane"))
    first = start(FirstMap(source=town, feed_url=FEED))
    first.bridge.send(ROUTE)
    wait_for_the_route(qtbot, first)
    first.window.close()
    second = start(FirstMap(source=village))
    assert not second.window.panes.board.model.routes
    assert second.window.dialogs.feed_address == ""
    second.window.close()
    third = start(FirstMap())
    assert third.window.windowTitle().startswith("village")
    third.opener.open(town)
    wait_for_the_route(qtbot, third)
    assert third.window.dialogs.feed_address == FEED
    third.opener.open(village)
    qtbot.waitUntil(lambda: not third.window.panes.board.model.routes, timeout=10_000)
    third.opener.open(town)
    wait_for_the_route(qtbot, third)
    third.window.close()
