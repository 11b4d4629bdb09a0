"""TLS: a server must prove who it is; one that does is asked as any other."""

import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError, DownloadError
from desktop_app.roadnet.sources.download.servers import MapServers
from tests.roadnet.sources.download.client import Client
from tests.roadnet.sources.download.map_server import MAP, MapServer, hang_until_gone, map_server, status

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl makes the certificate, and is not installed")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate that nobody vouches for, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "cert.pem", folder / "key.pem"
    order = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    name = ("-addext", "subjectAltName=IP:127.0.0.1")
    subprocess.run(  # noqa: S603 - its own words, and no shell
        [str(OPENSSL), *order.split(), *name, "-keyout", str(key), "-out", str(made)],
        check=True,
        capture_output=True,
    )
    return made, key


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[MapServer]:
    made, key = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    with map_server() as running:
        running.socket = context.wrap_socket(running.socket, server_side=True)
        yield running


@pytest.fixture
def secure_client(client: Client, secure: MapServer) -> Client:
    client.servers = MapServers(overpass_url=secure.overpass_url.replace("http:", "https:"))
    return client


def test_a_server_that_nobody_vouches_for_gets_no_question(
    secure: MapServer, secure_client: Client, tmp_path: Path
) -> None:
    with pytest.raises(DownloadError, match="cannot be trusted: self-signed certificate"):
        secure_client.download(tmp_path / "a.osm")
    assert not secure.asked


def test_a_server_that_is_vouched_for_is_asked(
    secure_client: Client, certificate: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    secure_client.download(tmp_path / "a.osm")
    assert (tmp_path / "a.osm").read_bytes() == MAP


def test_giving_up_is_heard_within_tls_too(
    secure: MapServer,
    secure_client: Client,
    certificate: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    gone = threading.Event()
    secure.replies = [hang_until_gone(gone)]
    began_s = time.monotonic()
    with pytest.raises(CancelledError):
        secure_client.download(tmp_path / "a.osm", lambda: time.monotonic() > began_s + 0.3)
    assert time.monotonic() - began_s < 1.3
    assert gone.wait(1.0)


def test_the_way_from_plain_to_secure_is_followed_and_never_the_way_back(
    server: MapServer,
    secure: MapServer,
    secure_client: Client,
    certificate: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    secure.replies = [status(302, b"", Location=server.overpass_url)]
    with pytest.raises(DownloadError, match="sends elsewhere"):
        secure_client.download(tmp_path / "a.osm")
    assert not server.asked

    server.replies = [status(301, b"", Location=secure_client.servers.overpass_url)]
    secure_client.servers = MapServers(overpass_url=server.overpass_url)
    secure_client.download(tmp_path / "a.osm")
    assert (tmp_path / "a.osm").read_bytes() == MAP
