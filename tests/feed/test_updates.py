import json
from typing import Any

import pytest

from desktop_app.feed.refusals import RefusedError
from desktop_app.feed.updates import UpdateReader
from desktop_app.traffic.words import (
    ClearWord,
    ClosureWord,
    DelayWord,
    IncidentWord,
    LinePlace,
    NodesPlace,
    SpeedBlock,
    SpeedWord,
    WayPlace,
    Word,
)
from tests.feed.updates_json import (
    TS_MS,
    Json,
    clear,
    closure,
    delay,
    incident,
    speed,
    speeds,
    without,
)

BIG = 10**30


def read(*updates: object) -> tuple[list[Word], list[str]]:
    return read_text("[" + ",".join(json.dumps(update) for update in updates) + "]")


def read_text(text: str) -> tuple[list[Word], list[str]]:
    reader = UpdateReader()
    reader.read(text.encode())
    return reader.words, list(reader.refused)


def one(update: Json) -> Word:
    words, refused = read(update)
    assert refused == []
    (word,) = words
    return word


def test_every_kind_becomes_its_word() -> None:
    line = ((-8.61, 41.15), (-8.61, 41.16))
    assert one(speed()) == SpeedWord(
        source="sim", id="s1", ts_ms=TS_MS, place=NodesPlace((1, 2)), speed_kph=30.0
    )
    way = WayPlace(7, forward=True, backward=True)
    assert one(closure(text="Bridge works")) == ClosureWord(
        id="c1", place=way, text="Bridge works", source="city", ts_ms=TS_MS
    )
    assert one(delay()) == DelayWord(
        source="app",
        id="d1",
        ts_ms=TS_MS,
        place=LinePlace(line, both=False),
        delay_s=120.0,
        points=((-8.61, 41.15, 90.0), (-8.61, 41.16, 30.0)),
    )
    assert one(incident(both=True)) == IncidentWord(
        id="i1",
        place=LinePlace(((-8.61, 41.15), (-8.60, 41.15)), both=True),
        delay_s=240.0,
        what="accident",
        severity="major",
        text="Two lorries",
        source="city",
        ts_ms=TS_MS,
    )
    assert one(clear()) == ClearWord(source="sim", id="s1", ts_ms=TS_MS)
    assert one(speeds(confidence=0.9)) == SpeedBlock(
        source="sim",
        ts_ms=TS_MS,
        confidence=0.9,
        pairs=((1, 2), (2, 3), (3, 4)),
        speeds_kph=(14.0, 15.5, None),
    )


def test_validity_is_read_and_null_reads_as_absent() -> None:
    starts, expires = "2023-11-14T22:13:21.5Z", "2023-11-14T22:13:19Z"
    word = one(speed(starts=starts, expires=expires, confidence=1))
    assert isinstance(word, SpeedWord)
    assert (word.starts_ms, word.expires_ms, word.confidence) == (TS_MS + 1500, TS_MS - 1000, 1.0)
    assert one(speed(starts=None, expires=None, confidence=None, way=None, text=None)) == one(speed())


@pytest.mark.parametrize(("said", "driven"), [(250, 250.0), (0.2, 1.0), (1e-7, 1.0), (14, 14.0)])
def test_speeds_in_bounds(said: float, driven: float) -> None:
    word = one(speed(speed_kph=said))
    assert isinstance(word, SpeedWord)
    assert word.speed_kph == driven


_NO_NODES: list[Any] = [[1, "2"], [1, 2.0], [1, True], 5, {}, [1, None]]
_NO_SPEEDS: list[Any] = ["30", True, None, [30], {}]
_NO_CONFIDENCES: list[Any] = [1.1, -0.1, "0.5", True, BIG]
SPOILT: list[tuple[str, list[Any]]] = [
    ("missing_field", [without(speed(), field) for field in ("id", "source", "ts", "kind", "speed_kph")]),
    ("missing_field", [without(clear(), "id"), closure(way={"id": 7})]),
    (
        "missing_field",
        [delay(points=[{"latitude": 1, "longitude": 1}] * 2), delay(points=None, nodes=[1, 2])],
    ),
    ("unknown_kind", [speed(kind=kind) for kind in ("SPEED", "teleport", "")]),
    ("wrong_type", [5, None, "x", [], True]),
    ("wrong_type", [speed(id=value) for value in (5, None, {"a": 1}, "x" * 257)]),
    ("wrong_type", [speed(kind=value) for value in (5, None, ["speed"], {"speed": 1})]),
    ("wrong_type", [speed(ts=value) for value in (12345, None, True)]),
    ("wrong_type", [speed(speed_kph=value) for value in _NO_SPEEDS]),
    ("wrong_type", [speed(confidence=value) for value in _NO_CONFIDENCES]),
    ("wrong_type", [speed(nodes=nodes) for nodes in _NO_NODES]),
    ("wrong_type", [incident(line=line) for line in ("x", [0, 0], [["0", 0], [1, 1]])]),
    ("wrong_type", [speed(text=5), speed(expires=5), incident(delay_s="5"), incident(both=1)]),
    ("wrong_type", [closure(way={"id": "7", "dir": "both"}), speeds(nodes="x")]),
    ("bad_speed", [speed(speed_kph=kph) for kph in (0, -0.0, -1, -30.5, 250.1, 1e9, BIG)]),
    ("bad_delay", [incident(delay_s=value) for value in (-1, 86_400.5, BIG**12)]),
    ("bad_delay", [delay(points=None, nodes=[1, 2], delay_s=-1)]),
    ("bad_delay", [delay(points=[{"latitude": lat, "longitude": 1, "delay": -1} for lat in (1, 2)])]),
    ("bad_time", [speed(ts=ts) for ts in ("yesterday", "2026-13-45T99:99:99Z", "", "2026-03-10T12:00:00")]),
    ("bad_time", [speed(ts="2026-03-10T12:00:00+01:00"), speeds(ts="now")]),
    ("bad_time", [speed(expires="soon"), speed(starts="soon")]),
    ("bad_place", [speed(nodes=nodes) for nodes in ([], [1], [1, 1], [1, 2, 2], [1, BIG])]),
    ("bad_place", [without(speed(), "nodes"), speed(line=[[0, 0], [1, 1]])]),
    ("bad_place", [closure(way={"id": 7, "dir": direction}) for direction in ("up", "", "BOTH")]),
    ("bad_place", [closure(way={"id": BIG, "dir": "both"})]),
    ("bad_place", [incident(line=line) for line in ([], [[0, 0]], [[0, 0], [0, 0]], [[0], []])]),
    ("bad_place", [incident(line=line) for line in ([[0, 0], [181, 0]], [[0, 91], [0, 0]], [[0, 0, 0]] * 2)]),
    ("bad_place", [closure(way=None, points=delay()["points"]), delay(points=delay()["points"][:1])]),
    ("bad_place", [speeds(nodes=[1, 2, 3]), speeds(speed_kph=[1.0])]),
]


@pytest.mark.parametrize(
    ("update", "reason"), [(update, reason) for reason, updates in SPOILT for update in updates]
)
def test_a_bad_update_is_refused_alone_and_by_its_word(update: object, reason: str) -> None:
    words, refused = read(speed(id="before"), update, speed(id="after"))
    assert refused == [reason]
    assert [word.id for word in words if isinstance(word, SpeedWord)] == ["before", "after"]


@pytest.mark.parametrize(
    ("value", "reason"),
    [("1e400", "bad_speed"), ("-1e400", "bad_speed"), ("1e-400", "bad_speed"), ("9" * 5000, "bad_speed")],
)
def test_numbers_beyond_a_machine_number_are_bad_speeds(value: str, reason: str) -> None:
    text = json.dumps(speed()).replace("30.0", value)
    words, refused = read_text(f"[{text},{json.dumps(speed())}]")
    assert (len(words), refused) == (1, [reason])


@pytest.mark.parametrize("digits", [20, 4_000, 5_000])
def test_node_ids_beyond_64_bits_are_bad_places(digits: int) -> None:
    text = json.dumps(speed()).replace("[1, 2]", "[1," + "9" * digits + "]")
    assert read_text(f"[{text}]") == ([], ["bad_place"])
    block = json.dumps(speeds()).replace("[1, 2,", "[1, " + "9" * digits + ",")
    words, refused = read_text(f"[{block}]")
    assert refused == ["bad_place"]
    assert isinstance(words[0], SpeedBlock)
    assert words[0].pairs == ((2, 3), (3, 4))


def test_a_bad_pair_of_a_block_is_refused_alone() -> None:
    block = speeds(
        nodes=[1, 2, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7, "7", 8, 8, 9],
        speed_kph=[10, 10, 0, "x", None, 0.5, 10, True],
    )
    words, refused = read(block)
    assert sorted(refused) == ["bad_place", "bad_speed", "wrong_type", "wrong_type", "wrong_type"]
    (word,) = words
    assert isinstance(word, SpeedBlock)
    assert word.pairs == ((1, 2), (5, 6), (6, 7))
    assert word.speeds_kph == (10.0, None, 1.0)


def test_fields_of_other_kinds_and_unknown_ones_are_ignored() -> None:
    assert one(closure(speed_kph="none", fancy={"a": [1]}, delay_s=-5)) == one(closure())


def test_of_repeated_fields_the_last_counts() -> None:
    text = json.dumps(speed())[:-1] + ', "speed_kph": 90}'
    (word,) = read_text(f"[{text}]")[0]
    assert isinstance(word, SpeedWord)
    assert word.speed_kph == 90.0


def test_equal_neighbours_of_a_line_are_drawn_together() -> None:
    word = one(incident(line=[[0, 0], [0, 0], [1, 1]]))
    assert isinstance(word, IncidentWord)
    assert word.place == LinePlace(((0.0, 0.0), (1.0, 1.0)), both=False)


def test_texts_are_shown_letter_by_letter() -> None:
    forged = "line1\nINFO  forged\r\n\x1b[31mred\x1b]0;title\x07 \u202eevil"
    word = one(closure(text=forged, id="a\x00b"))
    assert isinstance(word, ClosureWord)
    assert word.text == "line1 INFO  forged  \\x1b[31mred\\x1b]0;title\\x07 \\u202eevil"
    assert word.id == "a\\x00b"


def test_markup_and_joined_emoji_are_left_as_they_are() -> None:
    text = "<b>x</b> %s {0.__class__} ${jndi:x} 👩\u200d🚒"
    word = one(closure(text=text))
    assert isinstance(word, ClosureWord)
    assert word.text == text


def test_long_texts_are_cut() -> None:
    word = one(closure(text="x" * 100_000))
    assert isinstance(word, ClosureWord)
    assert len(word.text) == 1_000


def test_too_many_updates_or_pairs_refuse_the_message() -> None:
    with pytest.raises(RefusedError, match="too_large"):
        read(*[5] * 5_001)
    with pytest.raises(RefusedError, match="too_large"):
        read(*[clear()] * 5_001)
    with pytest.raises(RefusedError, match="too_large"):
        read(speeds(nodes=[1, 2] * 20_001, speed_kph=[5] * 20_001))
    assert len(read(*[clear()] * 5_000)[0]) == 5_000
    assert read(speeds(nodes=[1, 2] * 20_000, speed_kph=[5] * 20_000))[1] == []


@pytest.mark.parametrize("text", ["5", "null", "{}", '"x"'])
def test_updates_that_are_no_list_refuse_the_message(text: str) -> None:
    with pytest.raises(RefusedError, match="wrong_type"):
        read_text(text)
