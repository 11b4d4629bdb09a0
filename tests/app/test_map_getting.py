"""From "Get a map" to the map in the window: a real desk, a real planner, servers on loopback."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.app.desk import Desk
from desktop_app.clock import SystemClock
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.roadnet.sources.download.servers import MapServers
from desktop_app.storage.locations import locations_in
from desktop_app.storage.map_servers import MapServersFile
from desktop_app.ui.get_map_dialog import GetMapDialog
from tests.roadnet.sources.download.map_server import hang_before_head, map_server


def test_a_map_that_was_got_is_opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    locations = locations_in(*(tmp_path / name for name in ("data", "log", "cache")))
    with map_server() as server:
        servers = MapServers(overpass_url=server.overpass_url, nominatim_url=server.nominatim_url)
        MapServersFile(locations.map_servers).save(servers)
        desk = Desk(locations, SystemClock(), PlannerSettings())
        desk.window.show()
        desk.window.actions_by_name["get_map"].trigger()
        dialog = desk.window.dialogs.present
        assert isinstance(dialog, GetMapDialog)
        buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
        contact, name = (
            next(field for field in dialog.findChildren(QLineEdit) if field.accessibleName() == title)
            for title in ("Contact", "Name of the place")
        )
        contact.setText("ops@example.org")
        name.setText("Monaco")
        name.textEdited.emit("Monaco")
        buttons["Search"].click()
        qtbot.waitUntil(buttons["Download"].isEnabled)

        with qtbot.waitSignal(desk.bridge.changed, timeout=20_000):
            buttons["Download"].click()
        assert desk.window.windowTitle().startswith("monaco")
        assert (tmp_path / "data/maps/monaco.osm.gz").exists()
        kept = MapServersFile(locations.map_servers).load()
        assert kept.contact == "ops@example.org"
        desk.window.close()


def test_closing_the_window_ends_a_search(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    locations = locations_in(*(tmp_path / name for name in ("data", "log", "cache")))
    with map_server() as server:
        server.replies = [hang_before_head]
        MapServersFile(locations.map_servers).save(MapServers(nominatim_url=server.nominatim_url))
        desk = Desk(locations, SystemClock(), PlannerSettings())
        desk.window.show()
        desk.window.actions_by_name["get_map"].trigger()
        dialog = desk.window.dialogs.present
        assert isinstance(dialog, GetMapDialog)
        field = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "Name of the place")
        QTest.keyClicks(field, "Monaco")
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(server.asked))

        began_s = time.monotonic()
        desk.window.close()
        assert time.monotonic() - began_s < 2
        assert not dialog.isVisible()
        assert not [thread for thread in threading.enumerate() if thread.name == "get-map"]
