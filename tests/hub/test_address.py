import errno
import socket

import pytest

from desktop_app.clock import SystemClock
from desktop_app.errors import BadArgumentError
from desktop_app.hub.address import feed_url, listen_error, parse_listen_address
from desktop_app.hub.feed_state import FeedState
from desktop_app.hub.server import FeedServer


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8765", ("127.0.0.1", 8765)),
        ("localhost:0", ("localhost", 0)),
        ("[::1]:65535", ("::1", 65535)),
    ],
)
def test_address_is_host_and_port(text: str, address: tuple[str, int]) -> None:
    assert parse_listen_address(text) == address


@pytest.mark.parametrize(
    "text", ["", "8765", ":8765", "host:", "host:port", "host:65536", "::1:80", "a b:80", "host:-1", "x/y:80"]
)
def test_what_is_no_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadArgumentError, match=r"127\.0\.0\.1:8765"):
        parse_listen_address(text)


def test_url_brackets_ipv6() -> None:
    assert feed_url("::1", 80) == "ws://[::1]:80"
    assert feed_url("localhost", 80) == "ws://localhost:80"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EADDRINUSE, "in use"), "another program uses port 80"),
        (OSError(errno.EADDRNOTAVAIL, "no"), "has no address host"),
        (PermissionError(errno.EACCES, "no"), "above 1023"),
        (socket.gaierror(socket.EAI_NONAME, "no"), "no host 'host'"),
        (OSError(errno.EIO, "broken"), "broken"),
    ],
)
def test_reason_why_nothing_listens_is_a_sentence(error: OSError, words: str) -> None:
    sentence = str(listen_error(error, "host", 80))
    assert "host:80" in sentence
    assert words in sentence


def test_host_that_does_not_exist_is_a_bad_argument() -> None:
    server = FeedServer(FeedState("e1"), SystemClock())
    with pytest.raises(BadArgumentError, match=r"nowhere\.invalid"):
        server.start("nowhere.invalid", 0)
