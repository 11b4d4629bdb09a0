"""The dialog that gets a map, with a server on loopback."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.bridge.map_getter import MapGetter
from desktop_app.roadnet.sources.download.box import Box
from desktop_app.roadnet.sources.download.limits import Limits
from desktop_app.roadnet.sources.download.map_downloader import MapDownloader
from desktop_app.roadnet.sources.download.servers import MapServers
from desktop_app.ui.get_map_dialog import GetMapDialog
from tests.roadnet.sources.download.client import BOX, Client
from tests.roadnet.sources.download.map_server import (
    MAP,
    PARSE_ERROR_PAGE,
    MapServer,
    hang_in_body,
    map_server,
    status,
    usual,
)
from tests.ui.conftest import Desk

SIZE = "About 1 kB: 1 way and 4 nodes."


@dataclass
class Person:
    """Someone before the dialog."""

    dialog: GetMapDialog
    getter: MapGetter
    server: MapServer
    client: Client
    folder: Path
    bot: QtBot

    def field(self, name: str) -> QLineEdit:
        return next(field for field in self.dialog.findChildren(QLineEdit) if field.accessibleName() == name)

    def button(self, title: str) -> QPushButton:
        return next(button for button in self.dialog.findChildren(QPushButton) if button.text() == title)

    @property
    def places(self) -> list[str]:
        (rows,) = self.dialog.findChildren(QListWidget)
        return [rows.item(row).text() for row in range(rows.count())]

    def pick(self, row: int) -> None:
        (rows,) = self.dialog.findChildren(QListWidget)
        rows.setCurrentRow(row)

    def search(self, name: str) -> None:
        field = self.field("Name of the place")
        field.clear()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def wait_for_size(self) -> None:
        self.bot.waitUntil(lambda: self.dialog.words == SIZE)

    def wait_for_trouble(self, words: str) -> None:
        self.bot.waitUntil(lambda: words in self.dialog.trouble)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MapServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with map_server() as running:
        yield running


@pytest.fixture
def person(qtbot: QtBot, server: MapServer, tmp_path: Path) -> Iterator[Person]:
    client = Client(server)

    def make(servers: MapServers) -> MapDownloader:
        client.servers = servers
        return client.downloader

    getter = MapGetter(make)
    dialog = GetMapDialog(getter, client.servers, tmp_path, BOX)
    qtbot.addWidget(dialog)
    dialog.show()
    yield Person(dialog, getter, server, client, tmp_path, qtbot)
    getter.stop()


def test_a_place_is_searched_sized_and_downloaded_with_the_enter_key(person: Person) -> None:
    assert not person.button("Download").isEnabled()
    person.search("Monaco")
    person.wait_for_size()
    assert [place.partition("  ")[0] for place in person.places] == [
        "The present view",
        "Monaco",
        "Monaco, Elsewhere",
    ]
    assert person.field("File of the map").text() == str(person.folder / "monaco.osm.gz")

    with person.bot.waitSignal(person.dialog.got) as got:
        QTest.keyClick(person.field("Name of the place"), Qt.Key.Key_Return)
    assert got.args == [person.folder / "monaco.osm.gz"]
    assert got.args[0].exists()
    assert not person.dialog.isVisible()


def test_the_present_view_is_a_choice(person: Person) -> None:
    person.pick(0)
    person.wait_for_size()
    assert f"[bbox:{BOX}]" in person.server.asked[-1].fields["data"]


def test_without_a_map_there_is_no_view_to_choose(qtbot: QtBot, person: Person) -> None:
    dialog = GetMapDialog(person.getter, MapServers(), person.folder, None)
    qtbot.addWidget(dialog)
    (rows,) = dialog.findChildren(QListWidget)
    assert rows.count() == 0


def test_walking_through_the_list_asks_for_the_last_size_only(person: Person) -> None:
    person.search("Monaco")
    person.wait_for_size()
    asked = len(person.server.asked)
    for row in (0, 2, 1, 0):
        person.pick(row)
    person.wait_for_size()
    assert len(person.server.asked) == asked + 1


def test_a_name_that_no_place_has(person: Person) -> None:
    person.search("Nowhere")
    person.wait_for_trouble("no place of that name")
    assert len(person.places) == 1


def test_a_name_of_a_file_that_was_written_by_hand_stays(person: Person) -> None:
    person.pick(0)
    own = person.folder / "own.osm"
    own.write_text("old")
    field = person.field("File of the map")
    field.clear()
    QTest.keyClicks(field, str(own))
    assert any(
        label.text() == "The file that is there is replaced." for label in person.dialog.findChildren(QLabel)
    )

    person.search("Monaco")
    person.wait_for_size()
    with person.bot.waitSignal(person.dialog.got) as got:
        person.button("Download").click()
    assert got.args == [own]
    assert own.read_bytes() == MAP


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("map.pdf", "ends in .osm or .osm.gz"),
        ("~nobody-here/map.osm", "no folder"),
        ("map" * 100 + ".osm", "too long"),
    ],
)
def test_a_file_that_cannot_be_one_is_refused(person: Person, name: str, trouble: str) -> None:
    person.pick(0)
    person.wait_for_size()
    field = person.field("File of the map")
    field.clear()
    QTest.keyClicks(field, name)
    person.button("Download").click()
    person.wait_for_trouble(trouble)
    assert person.button("Download").isEnabled()


def test_a_bare_name_lies_in_the_folder_of_maps(person: Person) -> None:
    person.pick(0)
    person.wait_for_size()
    field = person.field("File of the map")
    field.clear()
    QTest.keyClicks(field, "centre.osm")
    with person.bot.waitSignal(person.dialog.got) as got:
        person.button("Download").click()
    assert got.args == [person.folder / "centre.osm"]


def test_a_download_can_be_stopped_and_begun_again(person: Person) -> None:
    person.pick(0)
    person.wait_for_size()
    person.server.replies = [hang_in_body]
    person.button("Download").click()
    person.bot.waitUntil(lambda: len(person.server.asked) == 2)
    assert not person.field("Name of the place").isEnabled()

    person.button("Stop").click()
    person.bot.waitUntil(lambda: person.button("Download").isEnabled(), timeout=1_000)
    assert person.dialog.isVisible()
    assert not list(person.folder.iterdir())

    with person.bot.waitSignal(person.dialog.got):
        person.button("Download").click()


def test_closing_gives_up(person: Person) -> None:
    person.pick(0)
    person.wait_for_size()
    person.server.replies = [hang_in_body]
    person.button("Download").click()
    person.bot.waitUntil(lambda: len(person.server.asked) == 2)
    with person.bot.waitSignal(person.getter.cancelled, timeout=1_000):
        QTest.keyClick(person.dialog, Qt.Key.Key_Escape)
    assert not person.dialog.isVisible()
    assert not list(person.folder.iterdir())


def test_trouble_is_said_and_leaves_the_choice(person: Person) -> None:
    person.server.replies = [usual, status(400, PARSE_ERROR_PAGE)]
    person.search("Monaco")
    person.wait_for_trouble("parse error")
    assert not person.button("Download").isEnabled()
    person.pick(2)
    person.wait_for_size()
    assert person.dialog.trouble == ""


def test_a_very_large_map_must_be_insisted_on(person: Person) -> None:
    person.client.limits = Limits(ask_above_bytes=10)
    person.pick(0)
    person.wait_for_trouble("take a smaller box")
    (insist,) = person.dialog.findChildren(QCheckBox)
    assert insist.isVisible()
    assert not person.button("Download").isEnabled()
    insist.setChecked(True)
    with person.bot.waitSignal(person.dialog.got):
        person.button("Download").click()


def test_other_servers_are_asked_and_told_of(person: Person) -> None:
    with map_server() as other:
        person.button("Advanced").click()
        for name in ("Overpass server", "Nominatim server"):
            person.field(name).setText(other.url)
        person.field("Contact").setText("ops@example.org")
        with person.bot.waitSignal(person.dialog.servers_used) as used:
            person.search("Monaco")
        person.wait_for_size()
        assert used.args[0].overpass_url == other.overpass_url
        assert {asked.headers["User-Agent"].partition(" ")[2] for asked in other.asked} == {
            "(+ops@example.org)"
        }
    assert not person.server.asked


def test_an_address_that_is_none_is_shown_where_it_stands(person: Person) -> None:
    person.field("Overpass server").setText("ftp://example.org")
    person.search("Monaco")
    person.wait_for_trouble("'ftp://example.org' cannot be used")
    assert person.field("Overpass server").isVisible()
    assert not person.server.asked


def test_the_window_offers_what_is_seen(desk: Desk, bare_desk: Desk) -> None:
    box = desk.window.navigation.view_box()
    assert isinstance(box, Box)
    view = desk.window.canvas.view_state()
    assert box.south < view.lat < box.north
    assert box.west < view.lon < box.east
    width_km, height_km = box.size_km
    assert width_km / height_km == pytest.approx(
        desk.window.canvas.width() / desk.window.canvas.height(), rel=0.02
    )


def test_the_action_asks_and_without_a_map_there_is_no_view(bare_desk: Desk) -> None:
    assert bare_desk.window.navigation.view_box() is None
    with bare_desk.bot.waitSignal(bare_desk.window.get_map_asked):
        bare_desk.window.actions_by_name["get_map"].trigger()
