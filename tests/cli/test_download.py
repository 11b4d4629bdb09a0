"""`greenwave download`: a place or a box, exit codes, and what goes to which stream."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.cli.download_bar import progress_line
from desktop_app.roadnet.sources.download.progress import DownloadProgress
from desktop_app.roadnet.sources.download.servers import MapServers
from desktop_app.storage.map_servers import MapServersFile
from tests.cli.conftest import Greenwave, is_refused
from tests.roadnet.sources.download.map_server import (
    COUNT_TAGS,
    MAP,
    PARSE_ERROR_PAGE,
    MapServer,
    answer,
    half_answer,
    hang_in_body,
    map_server,
    status,
)

BOX = "43.72,7.41,43.75,7.44"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MapServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with map_server() as running:
        yield running


def servers(server: MapServer) -> tuple[str, ...]:
    return ("--server", server.url, "--nominatim", server.url)


def test_a_place_is_downloaded(greenwave: Greenwave, server: MapServer, tmp_path: Path) -> None:
    path = tmp_path / "monaco.osm"
    ended = greenwave("download", "Monaco", "-o", path, *servers(server))

    assert ended.code == 0
    assert path.read_bytes() == MAP
    assert ended.out.startswith(f"{path}: Monaco, ")
    assert ended.out.endswith("© OpenStreetMap contributors\n")
    assert "greenwave: Taking Monaco; else --pick 2: Monaco, Elsewhere.\n" in ended.err
    assert "greenwave: About 1 kB: 1 way and 4 nodes.\n" in ended.err
    assert [asked.path for asked in server.asked] == ["/search", "/api/interpreter", "/api/interpreter"]


def test_another_place_of_that_name_can_be_picked(
    greenwave: Greenwave, server: MapServer, tmp_path: Path
) -> None:
    ended = greenwave("download", "Monaco", "-o", tmp_path / "a.osm", "--pick", 2, "--json", *servers(server))
    assert ended.code == 0
    said = json.loads(ended.out)
    assert said["place"] == "Monaco, Elsewhere"
    assert said["bytes"] == len(MAP)
    assert said["box"] == pytest.approx([43.721, 7.4076, 43.739, 7.4324], abs=0.001)


@pytest.mark.parametrize(
    "arguments",
    [
        ("-20.6,-54.7,-20.4,-54.5", "-o", "{file}"),
        ("-o", "{file}", "-20.6,-54.7,-20.4,-54.5"),
        ("--yes", "-20.6,-54.7,-20.4,-54.5", "-o", "{file}"),
    ],
)
def test_a_box_in_the_south_and_west_needs_no_equals_sign(
    greenwave: Greenwave, server: MapServer, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    filled = [argument.format(file=tmp_path / "a.osm") for argument in arguments]
    ended = greenwave("download", *filled, *servers(server))

    assert ended.code == 0, ended
    assert "[bbox:-20.6000000,-54.7000000,-20.4000000,-54.5000000]" in server.asked[0].fields["data"]
    assert [asked.path for asked in server.asked] == ["/api/interpreter"] * 2


def test_a_name_that_no_place_has_is_exit_3(greenwave: Greenwave, server: MapServer, tmp_path: Path) -> None:
    ended = greenwave("download", "Nowhere", "-o", tmp_path / "a.osm", *servers(server))

    assert (ended.code, ended.out) == (3, "")
    assert "'Nowhere'" in ended.err
    assert not list(tmp_path.iterdir())


def test_a_box_without_a_road_is_exit_3(greenwave: Greenwave, server: MapServer, tmp_path: Path) -> None:
    empty = json.dumps({"elements": [{"tags": {**COUNT_TAGS, "ways": "0"}}]}).encode()
    server.replies = [answer(empty, "application/json")]
    ended = greenwave("download", BOX, "-o", tmp_path / "a.osm", *servers(server))

    assert (ended.code, ended.out) == (3, "")
    assert "no road in the box" in ended.err
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["43.75,7.41,43.72,7.44", "-o", "a.osm"], "south"),
        (["43.72,7.44,43.75,7.41", "-o", "a.osm"], "west"),
        (["43.72,7.41,93,7.44", "-o", "a.osm"], "latitude"),
        (["nan,7.41,43.75,7.44", "-o", "a.osm"], "nan"),
        (["0,0,20,20", "-o", "a.osm"], "km²"),
        (["Monaco"], "--output"),
        (["Monaco", "-o", "a.pbf"], "a.pbf"),
        (["Monaco", "-o", "/nowhere/a.osm"], "/nowhere"),
        (["Monaco", "-o", "a.osm", "--pick", "0"], "'0'"),
        (["Monaco", "-o", "a.osm", "--server", "ftp://example.org"], "ftp://example.org"),
        (["Monaco", "-o", "a.osm", "--nominatim", "https://a:b@example.org"], "user name"),
        (["Monaco", "-o", "a.osm", "--contact", "me\r\nHost: x"], "contact"),
        ([" ", "-o", "a.osm"], "name of a place"),
    ],
)
def test_bad_use_is_refused_in_one_line(greenwave: Greenwave, arguments: list[str], word: str) -> None:
    ended = greenwave("download", *arguments)
    assert is_refused(ended, word), ended


def test_a_very_large_map_must_be_insisted_on(
    greenwave: Greenwave, server: MapServer, tmp_path: Path
) -> None:
    count = json.dumps({"elements": [{"tags": {**COUNT_TAGS, "nodes": "9000000"}}]}).encode()
    path = tmp_path / "a.osm"
    server.replies = [answer(count, "application/json")]
    ended = greenwave("download", BOX, "-o", path, *servers(server))
    assert is_refused(ended, "612 MB"), ended

    server.replies = [answer(count, "application/json")]
    assert greenwave("download", BOX, "-o", path, "--yes", *servers(server)).code == 0
    assert path.exists()


def test_a_server_that_fails_is_exit_1_and_leaves_no_file(
    greenwave: Greenwave, server: MapServer, tmp_path: Path
) -> None:
    for replies in ([status(400, PARSE_ERROR_PAGE)], [answer(b"{}", "application/json")]):
        server.replies = list(replies)
        ended = greenwave("download", BOX, "-o", tmp_path / "a.osm", *servers(server))
        assert (ended.code, ended.out) == (1, "")
        assert ended.err.count("\n") == 1
    count = json.dumps({"elements": [{"tags": COUNT_TAGS}]}).encode()
    server.replies = [answer(count, "application/json"), half_answer]
    ended = greenwave("download", BOX, "-o", tmp_path / "a.osm", *servers(server))
    assert (ended.code, ended.out) == (1, "")
    assert "cut short" in ended.err
    assert not list(tmp_path.iterdir())


def test_no_progress_is_drawn_where_nobody_looks(
    greenwave: Greenwave, server: MapServer, tmp_path: Path
) -> None:
    ended = greenwave("download", BOX, "-o", tmp_path / "a.osm", *servers(server))
    assert "\r" not in ended.err
    assert "\x1b" not in ended.err


def test_the_line_of_progress_has_bytes_and_rate() -> None:
    line = progress_line(DownloadProgress("downloading", 12_300_000, 1_440_000.0, 0.37))
    assert line == "downloading 37%  12 MB  1.4 MB/s"
    assert progress_line(DownloadProgress("waiting for the server")) == "waiting for the server"


def test_servers_that_were_kept_are_asked(
    greenwave: Greenwave, server: MapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    kept = MapServers(
        overpass_url=server.overpass_url, nominatim_url=server.nominatim_url, contact="ops@example.org"
    )
    (tmp_path / "greenwave").mkdir()
    MapServersFile(tmp_path / "greenwave" / "map_servers.json").save(kept)

    assert greenwave("download", BOX, "-o", tmp_path / "a.osm").code == 0
    assert all("(+ops@example.org)" in asked.headers["User-Agent"] for asked in server.asked)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_at_once_without_a_trace(
    server: MapServer, home: Path, tmp_path: Path, number: signal.Signals
) -> None:
    count = json.dumps({"elements": [{"tags": COUNT_TAGS}]}).encode()
    server.replies = [answer(count, "application/json"), hang_in_body]
    command = [sys.executable, "-m", "desktop_app", "download", BOX, "-o", str(tmp_path / "a.osm")]
    folders = {name: str(home) for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, *servers(server)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **folders},
    )
    deadline_s = time.monotonic() + 30
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline_s:
        server.over.wait(0.02)
    sent_s = time.monotonic()
    process.send_signal(number)
    out, err = process.communicate(timeout=30)

    assert time.monotonic() - sent_s < 2
    assert (process.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())
