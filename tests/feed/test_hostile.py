"""The hostile lines of the shared folder: as messages, and as updates with their fields renamed.

The value on trial stays as it is: the speed, the node that stands in for the edge, the time, the id.
Where one line is no JSON, neither is the message around it.
"""

import re

import pytest

from desktop_app.dispatch.commands import ApplyFeed
from desktop_app.feed.instants import parse_instant
from desktop_app.traffic.words import SpeedWord
from tests.feed.talk import EPOCH, Talk
from tests.shared_data import SHARED, needs_shared

FEED = SHARED / "hostile" / "feed"
NOW_MS = parse_instant("2026-03-10T12:01:00Z")

AS_MESSAGES = {
    "nesting_100000": {"too_deep": 1},
    "nesting_objects_100000": {"too_deep": 1},
    "not_an_object": {"not_object": 5, "not_json": 9},
    "invalid_utf8": {"not_json": 3},
    "lone_surrogate": {"not_json": 1},
    "nan_infinity": {"not_json": 3},
    "wrong_version": {"bad_version": 5, "unknown_type": 1},
    "unknown_type": {"unknown_type": 2, "wrong_type": 4, "missing_field": 1},
    "string_2mb": {"too_large": 1},
}
AS_UPDATES = {
    "good": {},
    "crlf": {},
    "no_final_newline": {},
    "duplicate_keys": {},
    "strings_html_and_logs": {},
    "unknown_edge_ids": {"bad_place": 1},
    "huge_float": {"bad_speed": 3},
    "int_4000_digits": {"bad_place": 3},
    "lone_surrogate": {"not_json": 1},
    "nan_infinity": {"not_json": 3},
    "negative_speed": {"bad_speed": 3},
    "nesting_objects_100000": {"too_deep": 1},
    "replay_and_order": {"future_ts": 1},
    "speed_1e9": {"bad_speed": 3},
    "unknown_type": {"unknown_kind": 2, "wrong_type": 4, "missing_field": 1},
    "wrong_value_types": {"wrong_type": 13, "bad_time": 2},
}


def lines(name: str) -> list[bytes]:
    return (FEED / f"{name}.jsonl").read_bytes().removesuffix(b"\n").split(b"\n")


def as_update(line: bytes) -> bytes:
    """Return a line with the protocol's names for its fields."""
    line = line.strip().replace(b'"type"', b'"kind"').replace(b'"speed_kmh"', b'"speed_kph"')
    line = line.replace(b'"t"', b'"ts"').replace(b'"note"', b'"text"')
    line = re.sub(rb'"edge": ?([^,}]*)', rb'"nodes":[0,\1]', line)
    if b'"ts"' not in line:
        line = line[:-1] + b',"ts":"2026-03-10T12:00:00Z"}'
    return line[:-1] + b',"source":"sim"}'


def say_update(talk: Talk, line: bytes) -> None:
    """Bring the session to sequence number 1, and send it the delta of one line."""
    talk.snapshot(seq=1)
    head = f'{{"type":"delta","epoch":"{EPOCH}","from":1,"to":2,"updates":['
    talk.say_bytes(head.encode() + as_update(line) + b"]}")


def newest_words(talk: Talk) -> tuple[object, ...]:
    return [command for command in talk.commands if isinstance(command, ApplyFeed)][-1].words


@needs_shared
@pytest.mark.parametrize("name", AS_MESSAGES)
def test_bad_messages_are_counted_and_the_good_line_after_them_applies(name: str) -> None:
    talk = Talk(NOW_MS)
    talk.live()
    *bad, good = lines(name)
    for line in bad:
        talk.say_bytes(line)
    say_update(talk, good)
    talk.wait(0.25)
    assert talk.status.rejected == AS_MESSAGES[name]
    assert (talk.held, talk.status.state) == (["good-after"], "live")
    assert (talk.session.ending is None) == ("too_large" not in AS_MESSAGES[name])


@needs_shared
@pytest.mark.parametrize("name", AS_UPDATES)
def test_bad_updates_are_counted_and_the_good_line_after_them_applies(name: str) -> None:
    talk = Talk(NOW_MS)
    talk.live()
    talk.heartbeat(1)
    for line in lines(name):
        say_update(talk, line)
    talk.wait(0.25)
    assert talk.status.rejected == AS_UPDATES[name]
    assert talk.session.ending is None
    (word,) = newest_words(talk)
    assert isinstance(word, SpeedWord)
    assert (word.id, word.speed_kph) in {("good-after", 31.0), ("g3", 23.0), ("m2", 30.0)}


@needs_shared
def test_hostile_texts_are_harmless() -> None:
    talk = Talk(NOW_MS)
    talk.live()
    for line in lines("strings_html_and_logs"):
        say_update(talk, line)
    words = [word for command in talk.commands if isinstance(command, ApplyFeed) for word in command.words]
    texts = [word.text for word in words if isinstance(word, SpeedWord)]
    assert texts[0] == "<b>x</b><img src=x onerror=alert(1)>"
    assert all(text.isprintable() for text in texts)


@needs_shared
def test_an_endless_line_is_no_json() -> None:
    talk = Talk(NOW_MS)
    talk.live()
    talk.say_bytes((FEED / "endless_line_64k.bin").read_bytes())
    talk.wait(0.25)
    assert sum(talk.status.rejected.values()) == 1
