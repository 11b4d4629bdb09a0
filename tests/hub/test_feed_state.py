import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.feed.messages import MOST_BYTES, Delta, Heartbeat, Resume, Snapshot
from desktop_app.feed.reading import read_message
from desktop_app.hub.feed_state import FeedState
from desktop_app.hub.merging import merged
from desktop_app.hub.snapshot_parts import snapshot_parts
from desktop_app.traffic.words import ClearWord, ClosureWord, NodesPlace, SpeedBlock, Word

NOW_MS = 1_700_000_000_000
Held = dict[str, Any]


def closure(key: str, expires_ms: int | None = None, text: str = "") -> ClosureWord:
    return ClosureWord(
        source="city", id=key, ts_ms=NOW_MS, expires_ms=expires_ms, place=NodesPlace((1, 2)), text=text
    )


def block(
    pairs: tuple[tuple[int, int], ...], speeds: tuple[float | None, ...], ts_ms: int = NOW_MS
) -> SpeedBlock:
    return SpeedBlock(
        source="sim", ts_ms=ts_ms, expires_ms=ts_ms + 60_000, pairs=pairs, speeds_kph=speeds, confidence=0.9
    )


def held_by_snapshot(state: FeedState, now_ms: int = NOW_MS) -> Held:
    held: Held = {}
    for frame in state.snapshot(now_ms):
        message = read_message(frame.encode())
        assert isinstance(message, Snapshot)
        assert not message.refused
        take(held, message.words)
    return held


def take(held: Held, words: tuple[Word, ...]) -> None:
    for word in words:
        if isinstance(word, SpeedBlock):
            for (tail, head), speed in zip(word.pairs, word.speeds_kph, strict=True):
                held[f"{tail}-{head}"] = speed
                if speed is None:
                    del held[f"{tail}-{head}"]
        elif isinstance(word, ClearWord):
            held.pop(word.id, None)
        else:
            held[word.id] = word


def test_snapshot_holds_what_deltas_led_to() -> None:
    state = FeedState("e1")
    state.apply([closure("c1"), closure("c2"), block(((1, 2), (2, 3)), (10.0, 20.0))])
    state.apply([ClearWord(source="city", id="c1", ts_ms=NOW_MS), block(((2, 3),), (None,))])
    state.apply([block(((1, 2),), (12.0,), NOW_MS + 5_000)])
    assert held_by_snapshot(state) == {"c2": closure("c2"), "1-2": 12.0}


def test_deltas_count_on_by_their_steps() -> None:
    state = FeedState("e1")
    frames = [state.apply([closure("c1")]), state.apply([closure("c2")], steps=12)]
    deltas = [read_message((frame or "").encode()) for frame in frames]
    assert [(d.from_seq, d.to_seq) for d in deltas if isinstance(d, Delta)] == [(0, 1), (1, 13)]


def test_what_has_expired_is_in_no_snapshot() -> None:
    state = FeedState("e1")
    state.load([closure("c1", NOW_MS + 1_000), closure("c2", NOW_MS + 3_000), block(((1, 2),), (9.0,))])
    assert held_by_snapshot(state, NOW_MS + 2_000).keys() == {"c2", "1-2"}
    state.apply([])
    assert not held_by_snapshot(state, NOW_MS + 60_000)


def test_resume_gives_the_deltas_since() -> None:
    state = FeedState("e1")
    frames = [state.apply([closure(f"c{number}")]) for number in range(5)]
    assert state.since(Resume("e1", 2)) == tuple(frames[2:])
    assert state.since(Resume("e1", 5)) == ()


def test_resume_from_what_is_not_known_gives_none() -> None:
    state = FeedState("e1", history_bytes=500)
    for number in range(20):
        state.apply([closure(f"c{number}")], steps=2)
    assert state.since(None) is None
    assert state.since(Resume("e0", 40)) is None
    assert state.since(Resume("e1", 0)) is None
    assert state.since(Resume("e1", 39)) is None
    assert state.since(Resume("e1", 42)) is None
    assert state.since(Resume("e1", 38)) is not None


def test_change_that_fits_no_message_is_no_delta_and_ends_the_history() -> None:
    state = FeedState("e1")
    state.apply([closure("c0")])
    assert state.apply([closure(f"d{number}", text="x" * 400) for number in range(4_000)]) is None
    assert state.since(Resume("e1", 0)) is None
    assert len(held_by_snapshot(state)) == 4_001


def test_heartbeat_tells_ages_of_sources() -> None:
    state = FeedState("e1")
    state.load([closure("c1"), block(((1, 2),), (9.0,), NOW_MS + 2_000)])
    beat = read_message(state.heartbeat(NOW_MS + 5_000).encode())
    assert isinstance(beat, Heartbeat)
    assert {health.source: health.age_s for health in beat.sources or ()} == {"city": 5.0, "sim": 3.0}


def test_empty_state_is_a_snapshot_of_one_part() -> None:
    frames = FeedState("e1").snapshot(NOW_MS)
    assert [json.loads(frame)["updates"] for frame in frames] == [[]]


def test_parts_keep_within_the_limits_and_lose_nothing() -> None:
    pairs = tuple((number, number + 1) for number in range(10**10, 10**10 + 90_000))
    state = FeedState("e1")
    state.load([block(pairs, (50.0,) * len(pairs)), *(closure(f"c{number}") for number in range(9_000))])
    frames = state.snapshot(NOW_MS)
    assert max(len(frame.encode()) for frame in frames) <= MOST_BYTES
    updates = [json.loads(frame)["updates"] for frame in frames]
    assert max(map(len, updates)) <= 5_000
    assert len(held_by_snapshot(state)) == 99_000


def test_parts_of_long_words_stay_below_the_limit() -> None:
    words = [closure(f"c{number}", text="é" * 2_000) for number in range(600)]
    parts = snapshot_parts(words)
    assert len(parts) > 1
    assert [word for part in parts for word in part] == words


SPEEDS = st.dictionaries(st.integers(1, 6), st.one_of(st.none(), st.floats(1, 99)), max_size=4)
STEPS = st.lists(
    st.one_of(
        SPEEDS.map(lambda said: block(tuple((u, u + 1) for u in said), tuple(said.values()))),
        st.sampled_from("abc").map(closure),
        st.sampled_from("abc").map(lambda key: ClearWord(source="city", id=key, ts_ms=NOW_MS)),
    ),
    max_size=12,
)


@given(STEPS)
def test_merged_words_lead_to_the_same_state(words: list[Word]) -> None:
    one, other = FeedState("e1"), FeedState("e1")
    for word in words:
        one.apply([word])
    other.apply(merged(words))
    assert held_by_snapshot(one) == held_by_snapshot(other)


@given(STEPS)
def test_merged_words_name_each_record_once(words: list[Word]) -> None:
    names = [
        name
        for word in merged(words)
        for name in ([str(pair) for pair in word.pairs] if isinstance(word, SpeedBlock) else [word.id])
    ]
    assert len(names) == len(set(names))
