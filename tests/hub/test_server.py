import contextlib
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, ConnectionClosedError
from websockets.sync.client import ClientConnection

from desktop_app.clock import SystemClock
from desktop_app.errors import FeedError
from desktop_app.hub.client_session import ServerLimits
from desktop_app.hub.feed_state import FeedState
from desktop_app.hub.server import FeedServer
from desktop_app.traffic.words import IncidentWord, NodesPlace
from tests.hub.feed_clients import connected, greet, hear, hear_snapshot, hear_until, say

HELLO = json.dumps({"type": "hello", "v": 1, "client": "test/1", "resume": None})


@contextmanager
def serving(limits: ServerLimits | None = None) -> Iterator[tuple[FeedServer, str]]:
    server = FeedServer(FeedState("e1"), SystemClock(), limits)
    try:
        yield server, server.start("127.0.0.1", 0)
    finally:
        server.stop()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving() as (_, address):
        yield address


def incident(key: str, text: str = "") -> IncidentWord:
    return IncidentWord(
        source="city", id=key, ts_ms=SystemClock().now_ms(), place=NodesPlace((1, 2)), text=text
    )


def closing_of(client: ClientConnection) -> tuple[int | None, str]:
    """Read to the end; return the code and the reason of the close."""
    with contextlib.suppress(ConnectionClosedError):
        for _ in client:
            pass
    return client.close_code, client.close_reason or ""


@pytest.mark.parametrize(
    "first",
    [
        '{"type":"resync"}',
        "no json",
        "[]",
        '{"type":"hello"',
        '{"type":"hello","v":1,"resume":{"epoch":5,"seq":1}}',
        '{"type":"hello","v":1,"resume":{"epoch":"e1","seq":-1}}',
        '{"type":"goodbye","v":1}',
        "[" * 5_000,
        b"\x00\x01",
    ],
)
def test_first_message_that_is_no_hello_is_refused_in_words(url: str, first: str | bytes) -> None:
    with connected(url) as client:
        client.send(first)
        error = hear(client)
        assert (error["type"], error["code"]) == ("error", "bad_request")
        assert "hello" in error["message"]
        assert closing_of(client) == (1008, "bad_request")


@pytest.mark.parametrize("version", ["2", '"one"', "null", "1.5"])
def test_another_version_is_refused_with_both_named(url: str, version: str) -> None:
    with connected(url) as client:
        client.send(f'{{"type":"hello","v":{version},"client":"new/9"}}')
        error = hear(client)
        assert error["code"] == "bad_version"
        assert "version 1" in error["message"]
        assert version.strip('"') in error["message"]
        assert closing_of(client)[0] == 1008


def test_silent_client_is_sent_away() -> None:
    with serving(ServerLimits(hello_s=0.1)) as (_, url), connected(url) as client:
        assert hear(client)["code"] == "bad_request"
        assert closing_of(client)[0] == 1008


def test_unknown_fields_of_a_hello_are_ignored(url: str) -> None:
    with connected(url) as client:
        client.send('{"type":"hello","v":1,"client":"x","resume":null,"colour":"green"}')
        assert hear(client)["type"] == "welcome"


def test_wrong_requests_never_end_the_connection(url: str) -> None:
    with connected(url) as client:
        greet(client)
        hear_snapshot(client)
        for wrong in ("no json", "{}", '{"type":5}', '{"type":"later"}', b"\x00", HELLO):
            client.send(wrong)
        errors = [hear(client) for _ in range(5)]
        assert {error["code"] for error in errors} == {"bad_request"}
        say(client, type="resync")
        assert hear(client)["type"] == "snapshot"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(frames=st.lists(st.one_of(st.text(max_size=80), st.binary(max_size=80)), max_size=6))
def test_server_lives_on_whatever_clients_say(url: str, frames: list[str | bytes]) -> None:
    with connected(url) as client:
        client.send(HELLO)
        for frame in frames:
            client.send(frame)
        say(client, type="resync")
        assert hear(client)["type"] == "welcome"
        hear_until(client, "snapshot")


def test_half_a_handshake_disturbs_nobody(url: str) -> None:
    host, port = url.removeprefix("ws://").split(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        with connected(url) as client:
            assert greet(client)["type"] == "welcome"


def test_request_that_is_too_long_ends_its_own_connection_only(url: str) -> None:
    with connected(url) as other, connected(url) as client:
        greet(other)
        greet(client)
        client.send('{"type":"resync","padding":"' + "x" * 70_000 + '"}')
        assert closing_of(client)[0] == 1009
        hear_snapshot(other)
        say(other, type="resync")
        assert hear(other)["type"] == "snapshot"


def test_client_that_does_not_read_is_dropped_and_others_are_served() -> None:
    limits = ServerLimits(backlog_bytes=300_000)
    with serving(limits) as (server, url), connected(url) as quick, connected(url, max_queue=1) as slow:
        greet(quick)
        greet(slow)
        # Text that does not compress, beyond what the system buffers for a socket.
        texts = [os.urandom(40_000).hex() for _ in range(150)]
        for number, text in enumerate(texts):
            server.publish([incident(f"i{number}", text)])
            seq = hear_until(quick, "delta")[-1]["to"]
        assert seq == len(texts)
        assert closing_of(slow)[0] in {1006, 1013}


def test_too_many_clients_are_told_so() -> None:
    with serving(ServerLimits(most_clients=1)) as (_, url), connected(url) as first:
        greet(first)
        with connected(url) as second:
            assert hear(second)["code"] == "busy"
            assert closing_of(second)[0] == 1008


def test_change_too_large_for_a_message_is_seen_as_a_gap_and_mended() -> None:
    limits = ServerLimits(heartbeat_s=0.1)
    with serving(limits) as (server, url), connected(url) as client:
        greet(client)
        hear_snapshot(client)
        server.publish([incident(f"i{number}", "x" * 300) for number in range(5_001)])
        messages = hear_until(client, "heartbeat")
        while messages[-1]["seq"] == 0:
            messages += hear_until(client, "heartbeat")
        assert not [message for message in messages if message["type"] == "delta"]
        say(client, type="resync")
        parts = [hear_until(client, "snapshot")[-1]]
        while parts[-1]["part"] < parts[-1]["parts"]:
            parts.append(hear(client))
        assert len(parts) > 1
        assert sum(len(part["updates"]) for part in parts) == 5_001


def test_server_that_does_not_run_takes_no_traffic() -> None:
    server = FeedServer(FeedState("e1"), SystemClock())
    with pytest.raises(FeedError, match="start it"):
        server.publish([incident("i1")])
    server.start("127.0.0.1", 0)
    server.stop()
    with pytest.raises(FeedError, match="start it"):
        server.publish([incident("i1")])


def test_stop_does_not_wait_for_a_client_that_does_not_read() -> None:
    with serving() as (_, url), connected(url) as client:
        greet(client)
    with pytest.raises(ConnectionClosed):
        client.send(HELLO)
