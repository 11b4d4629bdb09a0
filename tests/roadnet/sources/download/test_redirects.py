"""Redirects are followed within a server, and never to another."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.errors import DownloadError
from tests.roadnet.sources.download.client import Client
from tests.roadnet.sources.download.map_server import MAP, Handler, MapServer, map_server, status


@pytest.fixture
def other() -> Iterator[MapServer]:
    with map_server() as running:
        yield running


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_within_the_server_is_followed_with_the_question(
    server: MapServer, client: Client, tmp_path: Path, code: int
) -> None:
    server.replies = [status(code, b"", Location="/api/elsewhere")]
    client.download(tmp_path / "a.osm")

    assert (tmp_path / "a.osm").read_bytes() == MAP
    first, second = server.asked
    assert second.path == "/api/elsewhere"
    assert second.fields == first.fields


def test_a_search_may_be_redirected_with_its_question_in_the_address(
    server: MapServer, client: Client
) -> None:
    server.replies = [status(302, b"", Location="/search?q=monaco&format=jsonv2")]
    assert client.places("Monaco")
    assert server.asked[1].fields == {"q": "monaco", "format": "jsonv2"}


def test_another_server_gets_nothing(
    server: MapServer, other: MapServer, client: Client, tmp_path: Path
) -> None:
    server.replies = [status(307, b"", Location=other.overpass_url)]
    with pytest.raises(DownloadError, match=f"sends elsewhere, to {other.url}, which is not followed"):
        client.download(tmp_path / "a.osm")
    assert not other.asked


@pytest.mark.parametrize(
    "location", ["", "file:///etc/passwd", "ftp://127.0.0.1/a", "//example.org/a", "http://[::1"]
)
def test_a_redirect_to_what_is_no_server_is_refused(
    server: MapServer, client: Client, tmp_path: Path, location: str
) -> None:
    server.replies = [status(302, b"", Location=location)]
    with pytest.raises(DownloadError, match=r"sends (elsewhere|to what is no address)"):
        client.download(tmp_path / "a.osm")


def test_a_circle_ends(server: MapServer, client: Client, tmp_path: Path) -> None:
    server.replies = [status(302, b"", Location="/api/interpreter")] * 9
    with pytest.raises(DownloadError, match="redirects without end"):
        client.download(tmp_path / "a.osm")
    assert len(server.asked) < 6


def test_the_page_of_a_redirect_is_not_read(server: MapServer, client: Client, tmp_path: Path) -> None:
    def send_elsewhere_for_ever(handler: Handler) -> None:
        handler.begin(302, Location="//example.org/a", Transfer_Encoding="chunked")
        while handler.pause():
            handler.chunk(b"x" * 100_000)

    server.replies = [send_elsewhere_for_ever]
    began_s = time.monotonic()
    with pytest.raises(DownloadError, match="sends elsewhere"):
        client.download(tmp_path / "a.osm")
    assert time.monotonic() - began_s < 1
