"""Whoever gives up is heard within a second, whatever the server does, and the server hears of it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError
from tests.roadnet.sources.download.client import Client
from tests.roadnet.sources.download.map_server import (
    MapServer,
    Reply,
    endless,
    hang_before_head,
    hang_in_body,
    hang_until_gone,
    status,
    trickle,
)

WITHIN_S = 1.0
SOON_S = 0.2


def cancelled_after(seconds: float) -> Callable[[], bool]:
    until_s = time.monotonic() + seconds
    return lambda: time.monotonic() > until_s


@pytest.mark.parametrize("reply", [hang_before_head, hang_in_body, trickle, endless])
def test_giving_up_ends_a_download(server: MapServer, client: Client, tmp_path: Path, reply: Reply) -> None:
    server.replies = [reply]
    began_s = time.monotonic()
    with pytest.raises(CancelledError):
        client.download(tmp_path / "a.osm", cancelled_after(SOON_S))

    assert time.monotonic() - began_s < SOON_S + WITHIN_S
    assert not list(tmp_path.iterdir())


def test_the_connection_is_closed_by_giving_up(server: MapServer, client: Client, tmp_path: Path) -> None:
    gone = threading.Event()
    server.replies = [hang_until_gone(gone)]
    with pytest.raises(CancelledError):
        client.download(tmp_path / "a.osm", cancelled_after(SOON_S))
    assert gone.wait(WITHIN_S)


def test_giving_up_ends_the_wait_for_a_busy_server(server: MapServer, client: Client, tmp_path: Path) -> None:
    server.replies = [status(429, Retry_After="100")]
    with pytest.raises(CancelledError):
        client.download(tmp_path / "a.osm", lambda: client.waits.waited_s > 2)
    assert client.waits.waited_s < 3
    assert len(server.asked) == 1


def test_giving_up_ends_a_search(server: MapServer, client: Client) -> None:
    server.replies = [hang_before_head]
    with pytest.raises(CancelledError):
        client.places("Monaco", cancelled_after(SOON_S))


def test_giving_up_ends_the_wait_for_a_turn(server: MapServer, client: Client) -> None:
    client.places("Monaco")
    with pytest.raises(CancelledError):
        client.places("Monaco", lambda: True)
    assert len(server.asked) == 1
