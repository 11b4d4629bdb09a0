"""Servers that are none, or do not open a WebSocket: the client gives up in time and tries again."""

import socket
import time

import pytest

from desktop_app.feed.timings import FeedTimings
from tests.feed.fault_server import Caller, FaultServer, Script, sound
from tests.feed.listener import Listener


def never_answers(caller: Caller) -> None:
    caller.read_request()
    caller.wait_for_close()


def trickles(caller: Caller) -> None:
    caller.read_request()
    for byte in b"HTTP/1.1 101 Switching Protocols\r\nX: " + b"x" * 1_000:
        caller.raw.sendall(bytes([byte]))
        caller.listen(0.02)


def never_ends(caller: Caller) -> None:
    caller.read_request()
    caller.raw.sendall(b"HTTP/1.1 101 Switching Protocols\r\n")
    while True:
        caller.raw.sendall(b"X-Header: " + b"x" * 10_000 + b"\r\n")


def never_ends_its_line(caller: Caller) -> None:
    caller.read_request()
    while True:
        caller.raw.sendall(b"x" * 10_000)


def redirects(caller: Caller) -> None:
    caller.read_request()
    caller.answer("302 Found", "Location: ws://127.0.0.1:9/", "Content-Length: 0")


def is_not_found(caller: Caller) -> None:
    caller.read_request()
    caller.answer("404 Not Found", "Content-Length: 0")


def answers_a_page(caller: Caller) -> None:
    caller.read_request()
    caller.answer("200 OK", "Content-Length: 999999999")
    caller.wait_for_close()


def answers_with_a_wrong_key(caller: Caller) -> None:
    caller.read_request()
    headers = "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: bm9wZQ=="
    caller.answer("101 Switching Protocols", *headers)


def speaks_something_else(caller: Caller) -> None:
    caller.raw.sendall(b"220 mail.example ESMTP\r\n\r\n")


def speaks_bytes(caller: Caller) -> None:
    caller.raw.sendall(b"\xff\xfe\x00\r\n\r\n")


def hangs_up(caller: Caller) -> None:
    caller.read_request()


def hangs_up_at_once(caller: Caller) -> None:
    caller.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def says_no_welcome(caller: Caller) -> None:
    caller.shake_hands()
    caller.wait_for_close()


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (never_answers, "did not answer within 1 s"),
        (trickles, "did not answer within 1 s"),
        (never_ends, "too long an answer"),
        (never_ends_its_line, "too long an answer"),
        (redirects, "a redirect, which is not followed"),
        (is_not_found, "HTTP status 404"),
        (answers_a_page, "did not answer within 1 s"),
        (answers_with_a_wrong_key, "its answer is no handshake"),
        (speaks_something_else, "its answer is no handshake"),
        (speaks_bytes, "its answer is no handshake"),
        (hangs_up, "its answer is no handshake"),
        (hangs_up_at_once, "The feed at 127.0.0.1:"),
        (says_no_welcome, "did not say welcome"),
    ],
)
def test_the_next_try_finds_a_sound_server(fault: Script, message: str) -> None:
    with FaultServer(fault, sound) as server, Listener(server.url) as listener:
        listener.wait_for_state("live")
        assert listener.states[:2] == ["connecting", "lost"]
        assert message in listener.messages[0]
        assert listener.held == ["sound"]
        assert len(server.callers) == 2


def test_a_dead_port_is_tried_again_until_a_server_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as dead:
        port = dead.getsockname()[1]
    with Listener(f"ws://127.0.0.1:{port}") as listener:
        listener.wait_for_state("lost")
        assert listener.messages == [f"The feed at 127.0.0.1:{port} cannot be reached: Connection refused."]
        with FaultServer(sound, port=port):
            listener.wait_for_state("live")


def test_a_host_that_does_not_exist_is_named() -> None:
    with Listener("ws://no-such-host.invalid:80") as listener:
        listener.wait_for_state("lost")
        assert listener.messages == ["There is no host 'no-such-host.invalid' to serve the feed."]


def test_a_server_without_tls_is_not_trusted() -> None:
    with (
        FaultServer(speaks_something_else) as server,
        Listener(f"wss{server.url[2:]}") as listener,
    ):
        listener.wait_for_state("lost")
        assert "cannot be trusted" in listener.messages[0]


def test_a_server_that_never_shakes_tls_hands_is_given_up() -> None:
    def trickle(caller: Caller) -> None:
        for byte in b"\x16\x03\x03\x40\x00" + bytes(16_000):
            caller.raw.sendall(bytes([byte]))
            caller.pause(0.05)

    with FaultServer(trickle) as server, Listener(f"wss{server.url[2:]}") as listener:
        listener.wait_for_state("lost")
        assert "did not answer within 1 s" in listener.messages[0]


@pytest.mark.parametrize("fault", [never_answers, trickles, says_no_welcome, sound])
def test_stop_returns_within_a_second(fault: Script) -> None:
    with FaultServer(fault) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: bool(server.callers and heard.commands))
        began_s = time.monotonic()
        listener.client.stop()
        assert time.monotonic() - began_s < 1
        told = len(listener.commands)
    assert len(listener.commands) == told


def test_stop_interrupts_the_wait_between_tries() -> None:
    with socket.create_server(("127.0.0.1", 0)) as dead:
        url = f"ws://127.0.0.1:{dead.getsockname()[1]}"
    patient = FeedTimings(first_wait_s=8.0)
    with Listener(url, patient) as listener:
        listener.wait_for_state("lost")
        began_s = time.monotonic()
        listener.client.stop()
        assert time.monotonic() - began_s < 1


def test_stop_before_start_does_nothing() -> None:
    Listener("ws://127.0.0.1:9").client.stop()
