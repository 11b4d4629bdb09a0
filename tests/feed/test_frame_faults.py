"""What can be wrong with frames and messages on an open connection."""

import json
import socket
import struct

import pytest

from desktop_app.feed.wire import encode_delta, encode_snapshot
from desktop_app.traffic.words import ClearWord
from tests.feed.fault_server import (
    BINARY,
    CLOSE,
    HEARTBEAT_S,
    LONGEST_S,
    PING,
    TEXT,
    Caller,
    FaultServer,
    Script,
    frame_bytes,
    sound,
)
from tests.feed.listener import Listener


def delta(seq: int, name: str) -> bytes:
    return encode_delta("e7", seq, seq + 1, [ClearWord(source="s", id=name, ts_ms=0)]).encode()


def after_welcome(*frames: bytes) -> Script:
    """Return a server that sends `frames` to a live client, and then waits for it to go."""

    def script(caller: Caller) -> None:
        caller.welcome("first")
        for frame in frames:
            caller.raw.sendall(frame)
        caller.wait_for_close()

    return script


def endless_fragments(caller: Caller) -> None:
    caller.welcome("first")
    caller.frame(TEXT, b"x", fin=False)
    for _ in range(9_999):
        caller.frame(0, b"x", fin=False)
    caller.wait_for_close()


def large_fragments(caller: Caller) -> None:
    caller.welcome("first")
    caller.frame(TEXT, bytes(600_000), fin=False)
    caller.frame(0, bytes(600_000))
    caller.wait_for_close()


TOO_MANY_UPDATES = delta(1, "x").replace(b"[{", b"[" + b"5," * 5_000 + b"{")
CLOSED_WITH: list[tuple[Script, int, dict[str, int]]] = [
    (after_welcome(frame_bytes(TEXT, b'\xc3("("')), 1007, {"not_json": 1}),
    (after_welcome(frame_bytes(PING, b"A" * 126)), 1002, {}),
    (after_welcome(frame_bytes(PING, b"A", fin=False)), 1002, {}),
    (after_welcome(frame_bytes(3, b"\0")), 1002, {}),
    (after_welcome(frame_bytes(11, b"\0")), 1002, {}),
    (after_welcome(frame_bytes(TEXT, b"{}", first_bits=0x40)), 1002, {}),
    (after_welcome(frame_bytes(TEXT, b"{}", masked=True)), 1002, {}),
    (after_welcome(frame_bytes(0, b"{}")), 1002, {}),
    (after_welcome(frame_bytes(TEXT, b"{", fin=False), frame_bytes(TEXT, b"}")), 1002, {}),
    (after_welcome(frame_bytes(CLOSE, b"\x03")), 1002, {}),
    (after_welcome(frame_bytes(CLOSE, struct.pack("!H", 1005))), 1002, {}),
    (after_welcome(struct.pack("!BBQ", 0x81, 127, 2**63 - 1)), 1009, {"too_large": 1}),
    (after_welcome(struct.pack("!BBQ", 0x82, 127, 2**64 - 1)), 1009, {"too_large": 1}),
    (after_welcome(struct.pack("!BBQ", 0x81, 127, (1 << 20) + 1)), 1009, {"too_large": 1}),
    (after_welcome(frame_bytes(TEXT, b'"' + b"S" * (2 << 20) + b'"')), 1009, {"too_large": 1}),
    (large_fragments, 1009, {"too_large": 1}),
    (endless_fragments, 1009, {"too_large": 1}),
    (after_welcome(frame_bytes(TEXT, TOO_MANY_UPDATES)), 1009, {"too_large": 1}),
    (after_welcome(frame_bytes(CLOSE, b"")), 1000, {}),
    (after_welcome(frame_bytes(CLOSE, struct.pack("!H", 1001) + b"restart")), 1001, {}),
]


@pytest.mark.parametrize(("fault", "code", "rejected"), CLOSED_WITH)
def test_the_connection_ends_with_the_code_of_the_rfc_and_the_next_is_sound(
    fault: Script, code: int, rejected: dict[str, int]
) -> None:
    with FaultServer(fault, sound) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["sound"])
        listener.wait_for_state("live")
        assert server.callers[0].close_code == code
        assert listener.rejected == rejected
        assert listener.states[:3] in (["connecting", "live", "lost"], ["connecting", "lost", "live"])


@pytest.mark.parametrize(
    ("frame", "rejected"),
    [
        (frame_bytes(TEXT, b""), {"not_json": 1}),
        (frame_bytes(BINARY, b'{"v":1}'), {"binary": 1}),
        (frame_bytes(BINARY, bytes.fromhex("00ff10fe80c0af")), {"binary": 1}),
        (frame_bytes(BINARY, bytes.fromhex("1f8b0800000000000003ab562a5332ac05")), {"binary": 1}),
        (frame_bytes(BINARY, bytes.fromhex("80049503000000000000007d942e")), {"binary": 1}),
        (frame_bytes(BINARY, b""), {"binary": 1}),
        (frame_bytes(TEXT, b"[" * 100_000), {"too_deep": 1}),
        (frame_bytes(TEXT, b'{"type":"error","message":"%s"}' % (b"x" * 1_000_000)), {}),
        (frame_bytes(10, b"pong"), {}),
    ],
)
def test_the_connection_lives(frame: bytes, rejected: dict[str, int]) -> None:
    def script(caller: Caller) -> None:
        caller.welcome("first")
        caller.raw.sendall(frame + frame_bytes(TEXT, delta(1, "after")))
        caller.beat(2)

    with FaultServer(script) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["first", "after"] and heard.rejected == rejected)
        assert len(server.callers) == 1


def test_a_ping_is_answered_with_its_payload() -> None:
    def script(caller: Caller) -> None:
        caller.welcome("first")
        caller.frame(PING, b"A" * 125)
        caller.beat(until=lambda: bool(caller.pongs))
        caller.raw.sendall(frame_bytes(TEXT, delta(1, "after")))
        caller.beat(2)

    with FaultServer(script) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["first", "after"])
        assert server.callers[0].pongs == [b"A" * 125]


def test_a_message_in_fragments_with_pings_between_is_put_together() -> None:
    text = delta(1, "é")

    def script(caller: Caller) -> None:
        caller.welcome("first")
        caller.frame(TEXT, text[:1], fin=False)
        for place in range(1, len(text)):
            caller.frame(PING)
            caller.frame(0, text[place : place + 1], fin=False)
        caller.frame(0)
        caller.beat(2)

    with FaultServer(script) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["first", "é"])


def test_a_message_in_ten_thousand_fragments_is_read() -> None:
    text = delta(1, "after").ljust(9_000)

    def script(caller: Caller) -> None:
        caller.welcome("first")
        pieces = [frame_bytes(0, text[i : i + 1], fin=False) for i in range(1, len(text))]
        empty = [frame_bytes(0, b"", fin=False)] * (9_998 - len(pieces))
        caller.raw.sendall(frame_bytes(TEXT, text[:1], fin=False) + b"".join(pieces + empty))
        caller.frame(PING)
        caller.frame(0)
        caller.beat(2)

    with FaultServer(script) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["first", "after"])
        assert len(server.callers) == 1


def test_a_message_that_trickles_in_time_is_read() -> None:
    frame = frame_bytes(TEXT, delta(1, "slow"))

    def script(caller: Caller) -> None:
        caller.welcome("first")
        for byte in frame:
            caller.raw.sendall(bytes([byte]))
        caller.beat(2)

    with FaultServer(script) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["first", "slow"])


def half_a_frame(caller: Caller) -> None:
    caller.welcome("first")
    caller.raw.sendall(frame_bytes(TEXT, delta(1, "half"))[:20])
    caller.wait_for_close()


def half_a_header(caller: Caller) -> None:
    caller.welcome("first")
    caller.raw.sendall(b"\x81")
    caller.wait_for_close()


def trickle(caller: Caller) -> None:
    caller.welcome("first")
    caller.raw.sendall(frame_bytes(TEXT, b" " * 60_000)[:4])
    while True:
        caller.raw.sendall(b" ")
        caller.listen(0.01)


def pings_only(caller: Caller) -> None:
    caller.welcome("first")
    while True:
        caller.frame(PING, b"x")
        caller.listen(HEARTBEAT_S / 4)


def flood_of_pings(caller: Caller) -> None:
    caller.welcome("first")
    caller.raw.settimeout(LONGEST_S)
    while True:
        caller.raw.sendall(frame_bytes(PING, b"") * 50)
        caller.pause(0.001)


def silence(caller: Caller) -> None:
    caller.welcome("first")
    caller.wait_for_close()


def noise(caller: Caller) -> None:
    caller.welcome("first")
    while True:
        caller.frame(TEXT, b"noise")
        caller.frame(BINARY, b"noise")
        caller.listen(HEARTBEAT_S / 4)


@pytest.mark.parametrize(
    "fault", [silence, half_a_frame, half_a_header, trickle, pings_only, flood_of_pings, noise]
)
def test_no_sign_of_life_makes_it_stale_and_then_it_is_dropped(fault: Script) -> None:
    with FaultServer(fault, sound) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["sound"])
        assert "stale" in listener.states
        assert "The feed has been silent for 0.9 s." in listener.messages
        assert len(server.callers) == 2


def test_half_a_message_is_not_waited_for_for_ever() -> None:
    def script(caller: Caller) -> None:
        caller.shake_hands()
        caller.say(json.dumps({"type": "welcome", "v": 1, "epoch": "e", "seq": 1, "heartbeat_s": 60}))
        caller.frame(TEXT, b"{", fin=False)
        caller.wait_for_close()

    with FaultServer(script, sound) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["sound"])
        assert listener.messages[0] == "The feed left a message unfinished for 1 s."


@pytest.mark.parametrize("linger_s", [None, 0])
def test_a_server_that_hangs_up_is_found_again_with_what_is_known(linger_s: int | None) -> None:
    def script(caller: Caller) -> None:
        caller.welcome("first", seq=7)
        caller.frame(TEXT, delta(7, "second"))
        caller.frame(PING)
        caller.beat(8, until=lambda: bool(caller.pongs))
        if linger_s is not None:
            # Closing now resets the connection.
            caller.raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, linger_s))

    def resumed(caller: Caller) -> None:
        caller.shake_hands()
        caller.wait_for_text()
        caller.say(json.dumps({"type": "welcome", "v": 1, "epoch": "e7", "seq": 9, "heartbeat_s": 5}))
        caller.frame(TEXT, delta(8, "third"))
        caller.beat(9)

    with FaultServer(script, resumed) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: "third" in heard.held)
        known = server.callers[1].texts[0]["resume"]
        assert known == {"epoch": "e7", "seq": 8}
        assert listener.held == ["first", "second", "third"]


def test_a_refusal_by_policy_is_shown_and_not_answered_at_once() -> None:
    def script(caller: Caller) -> None:
        caller.shake_hands()
        caller.frame(CLOSE, struct.pack("!H", 1008) + b"no such user\x1b[31m")
        caller.wait_for_close()

    with FaultServer(script, sound) as server, Listener(server.url) as listener:
        listener.wait_for_state("live")
        assert listener.messages == ["The feed closed the connection with code 1008: no such user\\x1b[31m."]
        assert server.callers[1].came_s - server.callers[0].came_s > 0.1


def test_a_gap_is_mended_over_the_wire() -> None:
    def script(caller: Caller) -> None:
        caller.welcome("first")
        caller.frame(TEXT, delta(5, "lost"))
        caller.wait_for_text()
        caller.say(encode_snapshot("e7", 6, 1, 1, []))
        caller.frame(TEXT, delta(6, "new"))
        caller.beat(7)

    with FaultServer(script) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: heard.held == ["new"])
        assert server.callers[0].texts[-1] == {"type": "resync"}


def test_another_version_is_named_and_tried_again() -> None:
    def script(caller: Caller) -> None:
        caller.shake_hands()
        caller.say('{"type":"welcome","v":2,"epoch":"e","seq":1,"heartbeat_s":5}')
        caller.wait_for_close()

    with FaultServer(script, sound) as server, Listener(server.url) as listener:
        listener.wait_for_state("live")
        both = "The feed speaks version 2 of the feed protocol, this program version 1; "
        assert listener.messages[0].startswith(both)
        assert listener.rejected == {"bad_version": 1}
        assert server.callers[0].close_code == 1002
