import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.feed.messages import (
    Delta,
    Heartbeat,
    Hello,
    Resume,
    ResyncRequest,
    ServerError,
    Snapshot,
    Welcome,
)
from desktop_app.feed.reading import read_message, read_request
from desktop_app.feed.refusals import Refusal
from desktop_app.feed.wire import (
    NetworkMark,
    encode_delta,
    encode_error,
    encode_heartbeat,
    encode_hello,
    encode_resync,
    encode_snapshot,
    encode_welcome,
    encode_word,
)
from desktop_app.traffic.words import (
    ClearWord,
    ClosureWord,
    DelayWord,
    IncidentWord,
    LinePlace,
    NodesPlace,
    OpenWord,
    SourceHealth,
    SpeedBlock,
    SpeedWord,
    WayPlace,
    Word,
)
from tests.feed.updates_json import TS, TS_MS, speed

NODES = NodesPlace((1, 2, 3))
LINE = LinePlace(((-8.61, 41.15), (-8.6, 41.15)), both=True)
AGAINST = WayPlace(7, forward=False, backward=True)
WORDS: tuple[Word, ...] = (
    SpeedWord(source="sim", id="a", ts_ms=TS_MS + 7, place=NODES, speed_kph=14.5, expires_ms=TS_MS),
    ClosureWord(
        source="city", id="b", ts_ms=TS_MS, place=WayPlace(7, forward=False, backward=True), text="Works"
    ),
    DelayWord(source="app", id="c", ts_ms=TS_MS, place=NODES, delay_s=30.0, starts_ms=TS_MS + 1),
    DelayWord(
        source="app",
        id="d",
        ts_ms=TS_MS,
        place=LINE,
        delay_s=15.0,
        points=((-8.61, 41.15, 10.0), (-8.6, 41.15, 5.0)),
    ),
    IncidentWord(source="city", id="e", ts_ms=TS_MS, place=LINE, what="accident", delay_s=9.0),
    ClearWord(source="sim", id="a", ts_ms=TS_MS),
    SpeedBlock(source="sim", ts_ms=TS_MS, confidence=0.9, pairs=((1, 2), (2, 1)), speeds_kph=(8.0, None)),
)


WELCOME = {"type": "welcome", "v": 1, "epoch": "e", "seq": 1}


def message(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def delta(*updates: object, **changes: object) -> bytes:
    return message(**({"type": "delta", "epoch": "e", "from": 1, "to": 2, "updates": updates} | changes))


def test_what_servers_write_clients_read() -> None:
    network = NetworkMark("Porto", "abc")
    assert read_message(encode_welcome("e7", 412, 5, network).encode()) == Welcome("e7", 412, 5.0)
    assert read_message(encode_snapshot("e7", 4, 1, 3, WORDS).encode()) == Snapshot("e7", 4, 1, 3, WORDS)
    assert read_message(encode_delta("e7", 4, 5, WORDS).encode()) == Delta("e7", 4, 5, WORDS)
    health = (SourceHealth("sim", ok=True, age_s=1.5), SourceHealth("city", ok=False))
    assert read_message(encode_heartbeat(5, TS_MS, health).encode()) == Heartbeat(5, TS_MS, health)
    assert read_message(encode_error("bad_request", "No").encode()) == ServerError("bad_request", "No")


def test_what_clients_write_servers_read() -> None:
    hello = Hello("greenwave/0.1.0", Resume("e7", 412))
    assert read_request(encode_hello(hello.client, hello.resume).encode()) == hello
    assert read_request(encode_hello("x", None).encode()) == Hello("x", None)
    assert read_request(encode_resync().encode()) == ResyncRequest()
    assert read_request(b'{"type":"hello"}') == Refusal("bad_version")
    assert read_request(b'{"type":"goodbye"}') == Refusal("unknown_type")
    assert read_request(b"[" * 100_000) == Refusal("too_deep")
    assert read_request(b" " * (1 << 20) + b"1") == Refusal("too_large")


def test_no_feed_opens_a_road() -> None:
    with pytest.raises(ValueError, match="OpenWord"):
        encode_word(OpenWord(source="manual", id="1", ts_ms=TS_MS, place=NODES))


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        *[(text, "not_json") for text in (b"", b"   ", b"{", b'{"v":1,', b"{'v':1}", b"{}{}", b"// comment")],
        (b'\xef\xbb\xbf{"type":"resync"}', "not_json"),
        (b'{"type":"error","message":"\xff"}', "not_json"),
        (b'{"type":"error","x":"\xff"}', "not_json"),
        ('{"type":"error"}'.encode("utf-16"), "not_json"),
        (b'{"type":"error","x":NaN}', "not_json"),
        (b'{"type":"error","x":-Infinity}', "not_json"),
        (b'{"type":"error","message":"m\\ud800"}', "not_json"),
        (b'{"type":"error","note":"\\udfff\\ud83d"}', "not_json"),
        *[(text, "not_object") for text in (b"[]", b'"x"', b"5", b"null", b"true")],
        (b"[" * 100_000, "too_deep"),
        (b'{"":' * 100_000 + b"1" + b"}" * 100_000, "too_deep"),
        (b'{"type":"error","x":"' + b"S" * (1 << 20) + b'"}', "too_large"),
        *[(message(type=name), "unknown_type") for name in ("teleport", "DELTA", "", "hello")],
        *[(message(type=name), "wrong_type") for name in (None, 5, ["delta"], {"delta": 1})],
        (message(epoch="e"), "missing_field"),
        *[(delta(speed(), **{name: None}), "wrong_type") for name in ("epoch", "from", "to", "updates")],
        *[(delta(**{"from": seq}), "wrong_type") for seq in (-1, 1.0, True, "1", 2**63)],
        (delta(epoch="e" * 257), "wrong_type"),
        (message(type="delta", epoch="e", to=2, updates=[]), "missing_field"),
        (delta(*[5] * 5_001), "too_large"),
        (delta(v=2), "bad_version"),
        *[
            (message(type="snapshot", epoch="e", seq=1, part=part, parts=parts, updates=[]), "wrong_type")
            for part, parts in ((0, 1), (2, 1), (1, 0), (1, 1_001))
        ],
        *[
            (message(type="welcome", v=1, epoch="e", seq=1, heartbeat_s=s), "wrong_type")
            for s in (0, -5, "5")
        ],
    ],
)
def test_a_wrong_message_is_refused_by_its_word(frame: bytes, reason: str) -> None:
    refusal = read_message(frame)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == reason


@pytest.mark.parametrize("version", ["0", "2", '"1"', "1.0", "null", "1e400"])
@pytest.mark.parametrize("name", ["welcome", "greeting"])
def test_another_version_is_named_whatever_else_is_wrong(name: str, version: str) -> None:
    frame = f'{{"type":"{name}","v":{version},"era":1}}'
    assert read_message(frame.encode()) == Refusal("bad_version", version)


def test_a_welcome_without_a_version_is_of_another() -> None:
    assert read_message(b'{"type":"welcome","epoch":"e","seq":1}') == Refusal("bad_version")


def test_a_long_version_is_cut() -> None:
    refusal = read_message(message(type="welcome", v="x" * 10_000 + "\n"))
    assert isinstance(refusal, Refusal)
    assert len(refusal.said) == 40


def test_a_welcome_needs_no_heartbeat_s() -> None:
    assert read_message(message(**WELCOME, network=None)) == Welcome("e", 1, 5.0)


def test_an_update_nested_too_deeply_is_refused_alone() -> None:
    good = json.dumps(speed())
    deep = '{"x":' * 50_000 + "1" + "}" * 50_000
    frame = f'{{"type":"delta","epoch":"e","from":1,"to":2,"updates":[{good},{deep},{good}]}}'
    read = read_message(frame.encode())
    assert isinstance(read, Delta)
    assert (len(read.words), read.refused) == (2, ("too_deep",))


@pytest.mark.parametrize("half", ["\\ud800", "\\uDFFF", "\\udc00\\ud800", "\\ud83d\\n"])
@pytest.mark.parametrize("field", ["id", "text", "kind", "fancy"])
def test_an_update_with_half_a_surrogate_pair_is_refused_alone(half: str, field: str) -> None:
    good = json.dumps(speed(text="\U0001f600 \\ud800"))
    bad = json.dumps(speed(**{field: "HALF"})).replace("HALF", half)
    frame = f'{{"type":"delta","epoch":"e","from":1,"to":2,"updates":[{good},{bad},{good}]}}'
    read = read_message(frame.encode())
    assert isinstance(read, Delta)
    assert (len(read.words), read.refused) == (2, ("not_json",))


def test_half_a_surrogate_pair_outside_the_updates_refuses_the_message() -> None:
    frame = b'{"type":"delta","epoch":"\\ud800","from":1,"to":2,"updates":[]}'
    assert read_message(frame) == Refusal("not_json")


@pytest.mark.parametrize("updates", ["[]", "[5]"])
def test_a_message_nested_too_deeply_outside_its_updates_is_refused_whole(updates: str) -> None:
    deep = "[" * 50_000 + "]" * 50_000
    frame = f'{{"type":"delta","epoch":"e","from":1,"to":2,"fancy":{deep},"updates":{updates}}}'
    assert read_message(frame.encode()) == Refusal("too_deep")


def test_depth_within_bounds_and_brackets_in_texts_are_no_matter() -> None:
    nested: Any = 1
    for _ in range(60):
        nested = [nested]
    read = read_message(delta(speed(text="[{" * 400, fancy=nested)))
    assert isinstance(read, Delta)
    assert (len(read.words), read.refused) == (1, ())


def test_a_heartbeat_with_a_wrong_time_or_source_is_still_one() -> None:
    sources = [
        {"source": "sim", "state": "ok"},
        5,
        {"source": "x"},
        {"source": "y", "state": "ok", "age_s": "1"},
    ]
    assert read_message(message(type="heartbeat", seq=4, ts="now", sources=sources)) == Heartbeat(
        4, None, (SourceHealth("sim", ok=True),), ("bad_time", "wrong_type", "missing_field", "wrong_type")
    )
    assert read_message(message(type="heartbeat", seq=4)) == Heartbeat(4, None, None, ("missing_field",))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(frame: bytes) -> None:
    assert isinstance(read_message(frame), Refusal)
    assert isinstance(read_request(frame), Refusal)


_NAMES = st.sampled_from(
    [
        *("type", "kind", "v", "epoch", "seq", "from", "to", "part", "parts", "updates", "ts"),
        *("nodes", "way", "line", "points", "speed_kph", "delay_s", "id", "source", "sources"),
        *("heartbeat_s", "expires", "text", "confidence"),
    ]
)
_WORDS = (
    *("welcome", "snapshot", "delta", "heartbeat", "error", "e7"),
    *("speed", "closure", "delay", "incident", "speeds", "clear"),
)
_LEAVES = st.sampled_from([*_WORDS, TS, 0, 1, 2, 30.5, -1, None, True, 2**63, 10**25, "", "\x00"])
_FLAT = st.lists(_LEAVES, max_size=4) | st.dictionaries(_NAMES, _LEAVES, max_size=8)
_OBJECTS = st.dictionaries(_NAMES, _LEAVES | _FLAT | st.lists(_FLAT, max_size=3), max_size=12)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(_OBJECTS)
def test_no_object_breaks_the_reader(fields: dict[str, Any]) -> None:
    frame = json.dumps(fields).encode()
    read_message(frame)
    read_request(frame)
    assert isinstance(read_message(delta(fields, speed())), Delta)
