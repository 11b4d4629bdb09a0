"""Getting a map in the background: places, sizes, the map, a sentence, and giving up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.bridge.map_getter import FoundPlaces, MapGetter, SizedBox
from desktop_app.roadnet.sources.download.limits import Limits
from desktop_app.roadnet.sources.download.map_downloader import DownloadedMap, MapDownloader
from desktop_app.roadnet.sources.download.progress import DownloadProgress
from desktop_app.roadnet.sources.download.servers import MapServers
from tests.roadnet.sources.download.client import BOX, ESTIMATE, Client
from tests.roadnet.sources.download.map_server import (
    MAP,
    PARSE_ERROR_PAGE,
    MapServer,
    hang_before_head,
    map_server,
    status,
)

SIZED = SizedBox(BOX, ESTIMATE, "")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MapServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with map_server() as running:
        yield running


@pytest.fixture
def client(server: MapServer) -> Client:
    return Client(server)


@pytest.fixture
def getter(qtbot: QtBot, client: Client) -> Iterator[MapGetter]:
    def make(servers: MapServers) -> MapDownloader:
        client.servers = servers
        return client.downloader

    made = MapGetter(make)
    yield made
    made.stop()


def test_places_are_found(qtbot: QtBot, getter: MapGetter, client: Client) -> None:
    with qtbot.waitSignal(getter.found) as found:
        getter.search(client.servers, "Monaco")
        assert getter.busy
    assert isinstance(found.args[0], FoundPlaces)
    assert [place.label for place in found.args[0].places] == ["Monaco", "Monaco, Elsewhere"]
    assert not getter.busy


def test_a_box_is_sized_and_a_large_one_comes_with_a_warning(
    qtbot: QtBot, getter: MapGetter, client: Client
) -> None:
    with qtbot.waitSignal(getter.sized) as sized:
        getter.size(client.servers, BOX)
    assert sized.args == [SIZED]

    client.limits = Limits(ask_above_bytes=10)
    with qtbot.waitSignal(getter.sized) as sized:
        getter.size(client.servers, BOX)
    assert "take a smaller box" in sized.args[0].warning


def test_a_map_comes_with_its_progress(
    qtbot: QtBot, getter: MapGetter, client: Client, tmp_path: Path
) -> None:
    told: list[DownloadProgress] = []
    getter.progress.connect(told.append)
    with qtbot.waitSignal(getter.got) as got:
        getter.download(client.servers, SIZED, tmp_path / "a.osm")

    assert isinstance(got.args[0], DownloadedMap)
    assert got.args[0].path.read_bytes() == MAP
    assert told[0].stage == "waiting for the server"
    assert told[-1].share == 1


def test_trouble_is_a_sentence(
    qtbot: QtBot, getter: MapGetter, server: MapServer, client: Client, tmp_path: Path
) -> None:
    server.replies = [status(400, PARSE_ERROR_PAGE)]
    with qtbot.waitSignal(getter.failed) as failed:
        getter.download(client.servers, SIZED, tmp_path / "a.osm")
    assert "parse error" in failed.args[0]


def test_a_fault_of_ours_is_a_sentence_too(qtbot: QtBot) -> None:
    def broken(_servers: MapServers) -> MapDownloader:
        raise ZeroDivisionError

    getter = MapGetter(broken)
    with qtbot.waitSignal(getter.failed) as failed:
        getter.search(MapServers(), "Monaco")
    assert failed.args == ["The map could not be had: ZeroDivisionError. The log says more."]


def test_giving_up_is_told_within_a_second(
    qtbot: QtBot, getter: MapGetter, server: MapServer, client: Client, tmp_path: Path
) -> None:
    server.replies = [hang_before_head]
    getter.download(client.servers, SIZED, tmp_path / "a.osm")
    qtbot.waitUntil(lambda: bool(server.asked))
    with qtbot.waitSignal(getter.cancelled, timeout=1_000):
        getter.cancel()
    assert not getter.busy
    assert not list(tmp_path.iterdir())


def test_another_wish_gives_up_the_one_before(
    qtbot: QtBot, getter: MapGetter, server: MapServer, client: Client
) -> None:
    server.replies = [hang_before_head]
    getter.size(client.servers, BOX)
    qtbot.waitUntil(lambda: bool(server.asked))
    with qtbot.assertNotEmitted(getter.cancelled), qtbot.waitSignal(getter.found):
        getter.search(client.servers, "Monaco")
