"""A map comes whole, as the importer takes it, or not at all."""

import gzip
import threading
import time
from pathlib import Path

import pytest

from desktop_app import __version__
from desktop_app.errors import BadArgumentError, CancelledError, DownloadError
from desktop_app.roadnet.sources.download.servers import MapServers
from tests.roadnet.sources.download.client import BOX, Client
from tests.roadnet.sources.download.map_server import MAP, NOTE, MapServer, answer, hang_until_gone
from tests.roadnet.sources.map_files import read


@pytest.mark.parametrize("name", ["monaco.osm", "monaco.osm.gz"])
def test_a_map_is_imported_as_it_came(client: Client, tmp_path: Path, name: str) -> None:
    made = client.download(tmp_path / name)

    assert made.file_bytes == (tmp_path / name).stat().st_size
    read_back = read(made.path)
    assert read_back.network.arc_count > 0
    assert read_back.report.data_time == "2026-11-24T10:47:02Z"
    assert read_back.network.facts.attribution == "© OpenStreetMap contributors"
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_the_answer_is_kept_with_its_attribution(client: Client, tmp_path: Path) -> None:
    client.download(tmp_path / "a.osm")
    client.download(tmp_path / "b.osm.gz")

    assert (tmp_path / "a.osm").read_bytes() == MAP
    assert gzip.decompress((tmp_path / "b.osm.gz").read_bytes()) == MAP
    assert NOTE.encode() in MAP


def test_a_server_that_packs_nothing_is_understood(server: MapServer, client: Client, tmp_path: Path) -> None:
    server.replies = [answer(MAP)]
    client.download(tmp_path / "a.osm")
    assert (tmp_path / "a.osm").read_bytes() == MAP


def test_the_question_names_the_box_and_the_program(
    server: MapServer, client: Client, tmp_path: Path
) -> None:
    client.servers = MapServers(overpass_url=server.overpass_url, contact="ops@example.org")
    client.download(tmp_path / "a.osm")

    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/api/interpreter")
    assert f"[bbox:{BOX}]" in asked.fields["data"]
    assert asked.headers["User-Agent"] == f"greenwave/{__version__} (+ops@example.org)"
    assert "Authorization" not in asked.headers
    assert "Cookie" not in asked.headers


def test_progress_counts_bytes_and_reaches_the_whole_at_the_end(
    server: MapServer, client: Client, tmp_path: Path
) -> None:
    server.map = MAP.replace(b"</osm>", b'<node id="9" lat="43.7" lon="7.4"/>\n' * 50_000 + b"</osm>")
    made = client.download(tmp_path / "a.osm")

    downloading = [word for word in client.told if word.stage == "downloading"]
    assert client.told[0].stage == "waiting for the server"
    assert downloading[-1].received_bytes == made.received_bytes > 1_000
    assert downloading[-1].bytes_per_s > 0
    shares = [word.share for word in downloading if word.share is not None]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert max(shares[:-1], default=0.0) < 1


def test_a_file_that_was_there_is_replaced(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "a.osm"
    path.write_text("old")
    client.download(path)
    assert path.read_bytes() == MAP


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a.pbf", ".osm.gz"),
        ("a", ".osm.gz"),
        ("none/a.osm", "no folder"),
        ("folder.osm", "no file"),
        ("a" * 300 + ".osm", "too long"),
        ("a\0.osm", "printed"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_asked(
    server: MapServer, client: Client, tmp_path: Path, name: str, word: str
) -> None:
    (tmp_path / "folder.osm").mkdir()
    with pytest.raises(BadArgumentError, match=word):
        client.download(tmp_path / name)
    assert not server.asked


def test_no_password_of_the_user_is_sent(
    server: MapServer, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    client.download(tmp_path / "a.osm")
    assert "Authorization" not in server.asked[0].headers


def test_the_proxy_of_the_system_is_used_and_giving_up_reaches_through_it(
    server: MapServer, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("http_proxy", server.url)
    client.servers = MapServers(overpass_url="http://maps.invalid/api/interpreter")
    client.download(tmp_path / "a.osm")
    assert server.asked[0].headers["Host"] == "maps.invalid"

    gone = threading.Event()
    server.replies = [hang_until_gone(gone)]
    began_s = time.monotonic()
    with pytest.raises(CancelledError):
        client.download(tmp_path / "b.osm", lambda: time.monotonic() > began_s + 0.2)
    assert time.monotonic() - began_s < 1.2
    assert gone.wait(1.0)


def test_a_proxy_that_is_down_is_named(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with pytest.raises(DownloadError, match=r"The proxy before 127\.0\.0\.1:.*Connection refused"):
        client.download(tmp_path / "a.osm")
