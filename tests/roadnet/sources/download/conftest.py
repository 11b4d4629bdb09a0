"""A downloader that asks a server on loopback, and waits for nobody."""

from collections.abc import Iterator

import pytest

from tests.roadnet.sources.download.client import Client
from tests.roadnet.sources.download.map_server import MapServer, map_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MapServer]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with map_server() as running:
        yield running


@pytest.fixture
def client(server: MapServer) -> Client:
    return Client(server)
