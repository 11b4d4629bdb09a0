"""Busy servers are asked again, later and later, as they wish; others are not."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import DownloadError
from desktop_app.roadnet.sources.download.limits import Patience
from desktop_app.roadnet.sources.download.retry_wait import retry_after_s, retry_wait_s
from tests.roadnet.sources.download.client import Client
from tests.roadnet.sources.download.map_server import BUSY_PAGE, MAP, MapServer, answer, status

NOW_MS = 1_795_600_000_000


def http_date(seconds: int) -> str:
    """Return the date so many seconds from now."""
    moment = datetime.fromtimestamp(NOW_MS / 1000, UTC) + timedelta(seconds=seconds)
    return format_datetime(moment, usegmt=True)


@pytest.mark.parametrize("page", [BUSY_PAGE, b"<html><body>Sorry.</body></html>", b""])
@pytest.mark.parametrize("code", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(
    server: MapServer, client: Client, tmp_path: Path, code: int, page: bytes
) -> None:
    server.replies = [status(code, page), status(code, page)]
    client.download(tmp_path / "a.osm")

    assert (tmp_path / "a.osm").read_bytes() == MAP
    assert len(server.asked) == 3
    # Half of 5 s, then half of 10 s, since chance says 0.
    assert client.waits.waited_s == pytest.approx(7.5, abs=0.3)
    assert any("the server is busy, next try in" in word.stage for word in client.told)


def test_a_busy_page_of_status_200_is_no_map_but_a_wait(
    server: MapServer, client: Client, tmp_path: Path
) -> None:
    server.replies = [answer(BUSY_PAGE, "text/html; charset=utf-8")]
    client.download(tmp_path / "a.osm")
    assert len(server.asked) == 2
    assert client.waits.waited_s > 2


def test_what_the_server_asks_for_is_waited_for(server: MapServer, client: Client, tmp_path: Path) -> None:
    server.replies = [status(429, Retry_After="37")]
    client.random = 0.999
    client.download(tmp_path / "a.osm")
    assert 37 <= client.waits.waited_s < 39


def test_a_server_that_asks_for_too_much_patience(server: MapServer, client: Client, tmp_path: Path) -> None:
    server.replies = [status(429, Retry_After="968")]
    with pytest.raises(DownloadError, match="asks for 17 min of patience"):
        client.download(tmp_path / "a.osm")
    assert client.waits.waited_s == 0


def test_a_server_that_stays_busy(server: MapServer, client: Client, tmp_path: Path) -> None:
    client.patience = Patience(tries=3)
    server.replies = [status(504)] * 9
    with pytest.raises(DownloadError, match=r"too busy \(HTTP status 504: .*too busy to handle"):
        client.download(tmp_path / "a.osm")
    assert len(server.asked) == 3
    assert not list(tmp_path.iterdir())


def test_searches_and_counts_are_asked_again_too(server: MapServer, client: Client) -> None:
    server.replies = [status(503)]
    assert client.places("Monaco")
    server.replies = [status(504)]
    assert client.estimate().ways == 1
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (http_date(90), 90.0),
        (http_date(-90), 0.0),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("9" * 400, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    assert retry_after_s(text, NOW_MS) == seconds


@settings(deadline=None)
@given(
    failures=st.integers(1, 2_000),
    asked_s=st.none() | st.floats(0, 120),
    random=st.floats(0, 1, exclude_max=True),
)
def test_waits_grow_within_bounds_and_never_fall_short(
    failures: int, asked_s: float | None, random: float
) -> None:
    patience = Patience()
    wait_s = retry_wait_s(failures, asked_s, patience, random)
    assert wait_s >= (asked_s if asked_s is not None else patience.first_wait_s / 2)
    assert wait_s <= (asked_s or 0) + patience.longest_wait_s
