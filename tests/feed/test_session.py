import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.dispatch.commands import ApplyFeed, ReplaceFeed
from desktop_app.feed.wire import encode_delta, encode_snapshot
from desktop_app.traffic.words import ClearWord, SpeedBlock
from tests.feed.talk import EPOCH, Talk
from tests.feed.updates_json import closure, speed


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_hello_welcome_snapshot(talk: Talk) -> None:
    talk.open()
    assert talk.sent == [{"type": "hello", "v": 1, "client": "greenwave/0", "resume": None}]
    talk.welcome()
    assert talk.status.state == "connecting"
    talk.snapshot("a", "b")
    assert talk.held == ["a", "b"]
    assert talk.states == ["connecting", "live"]
    assert (talk.status.seq, talk.resyncs) == (1, 0)


def test_a_delta_that_follows_applies(talk: Talk) -> None:
    talk.live("a")
    talk.delta(1, 2, "b")
    talk.delta(2, 7, "c")
    talk.heartbeat(7)
    talk.wait(0.25)
    assert talk.held == ["a", "b", "c"]
    assert (talk.status.seq, talk.resyncs) == (7, 0)


def test_deltas_that_wait_together_are_told_together(talk: Talk) -> None:
    talk.live()
    talk.commands.clear()
    for seq in range(1, 4):
        delta = encode_delta(EPOCH, seq, seq + 1, [ClearWord(source="s", id="x", ts_ms=0)])
        talk.session.receive(delta.encode())
    (applied,) = [command for command in talk.session.take_commands() if isinstance(command, ApplyFeed)]
    assert len(applied.words) == 3


@pytest.mark.parametrize(("from_seq", "to_seq"), [(3, 4), (1, 5), (4, 5), (5, 5), (9, 2)])
def test_an_older_delta_is_ignored(talk: Talk, from_seq: int, to_seq: int) -> None:
    talk.live("a", seq=5)
    talk.delta(from_seq, to_seq, "old")
    talk.wait(2)
    talk.delta(5, 6, "b")
    assert talk.held == ["a", "b"]
    assert talk.resyncs == 0


@pytest.mark.parametrize(
    ("from_seq", "to_seq", "epoch"), [(6, 7, EPOCH), (4, 6, EPOCH), (0, 9, EPOCH), (5, 6, "e8"), (1, 2, "e8")]
)
def test_any_other_delta_is_a_gap(talk: Talk, from_seq: int, to_seq: int, epoch: str) -> None:
    talk.live("a", seq=5)
    talk.delta(from_seq, to_seq, "b", epoch=epoch)
    assert talk.held == ["a"]
    assert talk.resyncs == 1
    talk.snapshot("n", seq=9)
    talk.wait(4)
    assert (talk.held, talk.resyncs) == (["n"], 1)
    assert talk.states == ["connecting", "live"]


def test_a_snapshot_is_asked_for_once_a_second_at_most_until_it_comes(talk: Talk) -> None:
    talk.live(seq=5)
    for step in range(33):
        talk.delta(10 + step, 11 + step)
        talk.clock.advance(0.125)
    assert talk.resyncs == 4
    talk.snapshot(seq=43)
    talk.wait(3)
    talk.delta(43, 44, "x")
    assert (talk.held, talk.resyncs) == (["x"], 4)


def test_an_unanswered_wish_is_said_again(talk: Talk) -> None:
    talk.live(seq=5)
    talk.delta(10, 11)
    talk.wait(7)
    assert talk.resyncs == 3


def test_a_gap_soon_after_an_answer_is_asked_about_after_the_second(talk: Talk) -> None:
    talk.live(seq=5)
    talk.delta(10, 11)
    talk.snapshot(seq=11)
    talk.delta(20, 21)
    assert talk.resyncs == 1
    talk.wait(1.25)
    assert talk.resyncs == 2


def test_a_heartbeat_with_another_seq_is_a_gap(talk: Talk) -> None:
    talk.live(seq=5)
    talk.heartbeat(6)
    assert talk.resyncs == 1
    talk.clock.advance(1.5)
    talk.heartbeat(4)
    assert talk.resyncs == 2


def test_a_heartbeat_before_any_snapshot_asks_for_one(talk: Talk) -> None:
    talk.open()
    talk.welcome(seq=5)
    talk.heartbeat(5)
    assert talk.resyncs == 1


def test_a_heartbeat_that_agrees_settles_a_gap(talk: Talk) -> None:
    talk.live(seq=5)
    talk.delta(5, 6, epoch="e1")
    talk.heartbeat(5)
    talk.wait(6)
    assert talk.resyncs == 1


def test_heartbeats_tell_of_sources(talk: Talk) -> None:
    talk.live()
    talk.heartbeat(1)
    (told,) = talk.heartbeats
    assert told.sources is not None
    assert [(health.source, health.ok, health.age_s) for health in told.sources] == [("sim", True, 1.0)]


class TestSnapshotsInParts:
    def test_they_take_effect_whole(self, talk: Talk) -> None:
        talk.live("old")
        talk.snapshot("a", seq=9, part=1, parts=3)
        talk.snapshot("b", seq=9, part=2, parts=3)
        assert talk.held == ["old"]
        talk.snapshot("c", seq=9, part=3, parts=3)
        assert talk.held == ["a", "b", "c"]
        assert talk.resyncs == 0

    def test_deltas_in_between_are_applied_after_them(self, talk: Talk) -> None:
        talk.open()
        talk.welcome(seq=9)
        talk.snapshot("a", seq=9, part=1, parts=2)
        talk.delta(8, 9, "old")
        talk.delta(9, 10, "d")
        talk.delta(10, 11, "e")
        assert talk.held == []
        talk.snapshot("b", seq=9, part=2, parts=2)
        talk.heartbeat(11)
        assert (talk.held, talk.resyncs) == (["a", "b", "d", "e"], 0)

    def test_a_delta_that_follows_what_is_shown_shows_at_once_and_after(self, talk: Talk) -> None:
        talk.live("old", seq=9)
        talk.snapshot("a", seq=9, part=1, parts=2)
        talk.delta(9, 10, "d")
        assert talk.held == ["old", "d"]
        talk.snapshot("b", seq=9, part=2, parts=2)
        talk.heartbeat(10)
        assert (talk.held, talk.resyncs) == (["a", "b", "d"], 0)

    def test_a_gap_in_between_is_asked_about(self, talk: Talk) -> None:
        talk.live(seq=5)
        talk.snapshot("a", seq=9, part=1, parts=2)
        talk.delta(20, 21)
        assert talk.resyncs == 1

    @pytest.mark.parametrize(
        ("seq", "part", "parts", "epoch"),
        [(9, 3, 3, EPOCH), (10, 2, 3, EPOCH), (9, 2, 4, EPOCH), (9, 2, 3, "e8")],
    )
    def test_a_part_that_does_not_fit_discards_them(
        self, talk: Talk, seq: int, part: int, parts: int, epoch: str
    ) -> None:
        talk.live("old")
        talk.snapshot("a", seq=9, part=1, parts=3)
        talk.snapshot("b", seq=seq, part=part, parts=parts, epoch=epoch)
        assert talk.resyncs == 1
        talk.snapshot("b", seq=9, part=2, parts=3)
        talk.snapshot("c", seq=9, part=3, parts=3)
        assert talk.held == ["old"]

    def test_a_first_part_starts_anew(self, talk: Talk) -> None:
        talk.live()
        talk.snapshot("a", seq=9, part=1, parts=2)
        talk.snapshot("n", seq=12, part=1, parts=2)
        talk.snapshot("m", seq=12, part=2, parts=2)
        talk.wait(0.25)
        assert (talk.held, talk.status.seq, talk.resyncs) == (["n", "m"], 12, 0)

    def test_a_reconnect_discards_them(self, talk: Talk) -> None:
        talk.live("old")
        talk.snapshot("a", seq=9, part=1, parts=2)
        talk.lose()
        talk.open()
        assert talk.sent[-1]["resume"] == {"epoch": EPOCH, "seq": 1}
        talk.welcome(seq=9)
        talk.snapshot("b", seq=9, part=2, parts=2)
        assert (talk.held, talk.resyncs) == (["old"], 1)

    def test_parts_that_stop_coming_are_asked_for_again(self, talk: Talk) -> None:
        talk.live()
        talk.snapshot("a", seq=9, part=1, parts=2)
        for _ in range(5):
            talk.heartbeat(9)
            talk.wait(1)
        assert talk.resyncs == 0
        talk.wait(0.25)
        assert talk.resyncs == 1

    def test_a_snapshot_without_end_is_too_large(self, talk: Talk) -> None:
        talk.live("old")
        block = SpeedBlock(source="s", ts_ms=0, pairs=((1, 2),) * 20_000, speeds_kph=(9.0,) * 20_000)
        first = encode_snapshot(EPOCH, 9, 1, 1000, [block, block]).encode()
        for part in range(1, 1000):
            talk.say_bytes(first.replace(b'"part":1', b'"part":%d' % part, 1))
            if talk.session.ending is not None:
                break
        assert talk.session.ending is not None
        assert talk.session.ending.code == 1009
        assert part == 26
        talk.wait(0.25)
        assert talk.status.rejected == {"too_large": 1}


class TestResume:
    def test_deltas_since_go_on(self, talk: Talk) -> None:
        talk.live("a", seq=5)
        talk.lose()
        assert talk.status.state == "lost"
        talk.open()
        talk.welcome(seq=7)
        assert talk.status.state == "live"
        talk.delta(5, 6, "b")
        talk.delta(6, 7, "c")
        talk.heartbeat(7)
        assert (talk.held, talk.resyncs) == (["a", "b", "c"], 0)

    def test_a_snapshot_instead_replaces(self, talk: Talk) -> None:
        talk.live("a", seq=5)
        talk.lose()
        talk.open()
        talk.welcome(seq=7)
        talk.snapshot("n", seq=7)
        assert talk.held == ["n"]

    def test_a_new_epoch_voids_what_was_known(self, talk: Talk) -> None:
        talk.live("a", seq=5)
        talk.lose()
        talk.open()
        talk.welcome(seq=1, epoch="e8")
        assert talk.commands[-2] == ReplaceFeed(words=())
        assert (talk.held, talk.status.state) == ([], "connecting")
        talk.delta(5, 6, "b", epoch="e7")
        assert talk.resyncs == 1
        talk.snapshot("n", epoch="e8")
        assert (talk.held, talk.status.state) == (["n"], "live")

    def test_a_server_that_went_back_is_asked_for_all(self, talk: Talk) -> None:
        talk.live("a", seq=5)
        talk.lose()
        talk.open()
        talk.welcome(seq=3)
        assert talk.resyncs == 1


def test_a_snapshot_of_a_new_epoch_counts(talk: Talk) -> None:
    talk.live("a", seq=5)
    talk.delta(1, 2, "b", epoch="e8")
    talk.snapshot("n", seq=2, epoch="e8")
    talk.delta(2, 3, "o", epoch="e8")
    assert talk.held == ["n", "o"]


class TestClock:
    def test_a_word_from_the_future_is_refused_alone(self, talk: Talk) -> None:
        talk.live()
        ahead = [speed(id=str(s), ts=f"2023-11-14T22:1{m}:{s:02}Z") for m, s in ((4, 20), (4, 21))]
        talk.delta_of(1, 2, *ahead)
        talk.wait(0.25)
        assert talk.held == ["20"]
        assert talk.status.rejected == {"future_ts": 1}
        talk.heartbeat(2)
        assert talk.resyncs == 0

    def test_the_first_heartbeat_puts_our_clock_right(self, talk: Talk) -> None:
        talk.open()
        talk.welcome()
        later = speed(id="later", ts="2023-11-14T22:23:20Z")
        talk.say(type="snapshot", epoch=EPOCH, seq=1, part=1, parts=1, updates=[later])
        assert talk.held == []
        talk.heartbeat(1, ahead_ms=600_000)
        assert talk.resyncs == 1
        talk.say(type="snapshot", epoch=EPOCH, seq=1, part=1, parts=1, updates=[later])
        assert talk.held == ["later"]
        assert talk.heartbeats[-1].server_ahead_ms == 600_000

    def test_the_date_of_the_handshake_is_a_first_estimate(self, talk: Talk) -> None:
        talk.open(server_ms=talk.clock.now_ms() - 600_000)
        assert [(told.sources, told.server_ahead_ms) for told in talk.heartbeats] == [(None, -600_000)]
        talk.welcome()
        talk.delta_of(1, 2)
        talk.snapshot("a")
        assert talk.held == []
        talk.heartbeat(1, ahead_ms=0)
        assert talk.resyncs >= 1

    def test_one_wild_heartbeat_is_outvoted(self, talk: Talk) -> None:
        talk.live()
        for ahead_ms in (10, -10, 5_000_000_000, 0):
            talk.heartbeat(1, ahead_ms=ahead_ms)
        assert talk.heartbeats[-1].server_ahead_ms == 5
        assert talk.resyncs == 0


class TestSilence:
    def test_three_heartbeats_make_it_stale_and_then_it_is_dropped(self, talk: Talk) -> None:
        talk.live()
        talk.wait(14.75)
        assert talk.status.state == "live"
        talk.wait(0.25)
        assert talk.status.state == "stale"
        assert talk.status.message == "The feed has been silent for 15 s."
        talk.wait(1)
        assert talk.session.ending is None
        talk.wait(0.5)
        assert talk.session.ending is not None

    def test_a_late_message_makes_it_live_again(self, talk: Talk) -> None:
        talk.live()
        talk.wait(16)
        talk.heartbeat(1)
        talk.wait(3)
        assert talk.states == ["connecting", "live", "stale", "live"]
        assert (talk.session.ending, talk.status.message) == (None, "")

    def test_wrong_messages_are_no_sign_of_life(self, talk: Talk) -> None:
        talk.live()
        for _ in range(16):
            talk.wait(1)
            talk.say_bytes(b"noise")
        assert talk.status.state == "stale"

    def test_the_server_says_how_often(self, talk: Talk) -> None:
        talk.open()
        talk.say(type="welcome", v=1, epoch=EPOCH, seq=1, heartbeat_s=2)
        talk.snapshot()
        talk.wait(6)
        assert talk.status.state == "stale"

    def test_promises_of_rare_heartbeats_are_not_believed(self, talk: Talk) -> None:
        talk.open()
        talk.say(type="welcome", v=1, epoch=EPOCH, seq=1, heartbeat_s=1e9)
        talk.snapshot()
        talk.wait(180)
        assert talk.status.state == "stale"

    def test_no_welcome_ends_the_connection(self, talk: Talk) -> None:
        talk.open()
        talk.wait(5)
        assert talk.session.ending is None
        talk.wait(0.25)
        assert talk.session.ending is not None


def test_a_connection_is_proven_after_ten_seconds_live(talk: Talk) -> None:
    talk.live()
    talk.wait(9.75)
    talk.heartbeat(1)
    assert not talk.session.is_proven
    talk.wait(0.25)
    assert talk.session.is_proven


def test_another_version_is_refused_with_both_named(talk: Talk) -> None:
    talk.open()
    talk.say(type="welcome", v=2, era="e")
    assert talk.session.ending is not None
    talk.lose(talk.session.ending.message)
    assert "version 2" in talk.status.message
    assert "version 1" in talk.status.message
    assert "\n" not in talk.status.message
    assert talk.status.rejected == {"bad_version": 1}
    assert talk.status.state == "lost"


def test_another_version_later_on_is_counted_and_skipped(talk: Talk) -> None:
    talk.live("a")
    talk.say(**{"type": "delta", "v": 2, "epoch": EPOCH, "from": 1, "to": 2, "updates": [speed(id="b")]})
    talk.delta(1, 2, "c")
    assert (talk.held, talk.session.ending) == (["a", "c"], None)


def test_wrong_messages_are_counted_and_the_connection_lives(talk: Talk) -> None:
    talk.live("a")
    for frame in (b"", b"[]", b"{", b'{"type":"gossip"}', b'{"type":"delta"}', b"[" * 100_000):
        talk.say_bytes(frame)
    talk.session.refuse("binary")
    talk.delta_of(1, 2, speed(id="b"), speed(speed_kph=0), closure(way=None), {"kind": "wind"}, 5)
    talk.wait(0.25)
    assert talk.status.rejected == {
        "not_json": 2,
        "not_object": 1,
        "unknown_type": 1,
        "missing_field": 1,
        "too_deep": 1,
        "binary": 1,
        "bad_speed": 1,
        "bad_place": 1,
        "unknown_kind": 1,
        "wrong_type": 1,
    }
    assert (talk.held, talk.status.state, talk.session.ending) == (["a", "b"], "live", None)


def test_too_many_updates_end_the_connection(talk: Talk) -> None:
    talk.live("a")
    talk.delta_of(1, 2, *[5] * 5_001)
    assert talk.session.ending is not None
    assert talk.session.ending.code == 1009
    assert talk.held == ["a"]


def test_what_was_rejected_is_counted_over_connections(talk: Talk) -> None:
    for _ in range(2):
        talk.live()
        talk.say_bytes(b"x")
        talk.lose()
    assert talk.status.rejected == {"not_json": 2}


def test_the_servers_complaint_is_shown(talk: Talk) -> None:
    talk.live()
    talk.say(type="error", code="bad_request", message="Slow down\n\x1b[31m")
    assert talk.status.message == "The feed says: Slow down \\x1b[31m."


def test_a_server_that_speaks_before_its_welcome_is_not_heeded(talk: Talk) -> None:
    talk.open()
    talk.snapshot("a")
    assert talk.held == []
    talk.welcome()
    talk.snapshot("b")
    assert (talk.held, talk.status.message) == (["b"], "")


def test_status_is_told_at_a_bounded_rate(talk: Talk) -> None:
    talk.live()
    before = len(talk.commands)
    for _ in range(100):
        talk.say_bytes(b"x")
        talk.clock.advance(0.01)
    talk.wait(0.25)
    assert len(talk.commands) - before <= 12
    assert talk.status.rejected == {"not_json": 100}


_SEQ = st.integers(0, 4)
_EPOCHS = st.sampled_from(["e7", "e8"])
_STEPS = st.one_of(
    st.tuples(st.just("delta"), _SEQ, _SEQ, _EPOCHS),
    st.tuples(st.just("snapshot"), _SEQ, st.integers(1, 3), st.integers(1, 3), _EPOCHS),
    st.tuples(st.just("welcome"), _SEQ, _EPOCHS),
    st.tuples(st.just("heartbeat"), _SEQ),
    st.tuples(st.just("noise"), st.binary(max_size=9)),
    st.tuples(st.just("wait"), st.sampled_from([0.25, 1.0, 6.0, 20.0])),
    st.tuples(st.just("reconnect")),
)


def _play(talk: Talk, step: tuple[object, ...]) -> None:
    match step:
        case ("delta", int(start), int(end), str(epoch)):
            talk.delta(start, end, f"{epoch}:{end}", epoch=epoch)
        case ("snapshot", int(seq), int(part), int(parts), str(epoch)):
            talk.snapshot(f"{epoch}:{seq}", seq=seq, part=part, parts=parts, epoch=epoch)
        case ("welcome", int(seq), str(epoch)):
            talk.welcome(seq, epoch)
        case ("heartbeat", int(seq)):
            talk.heartbeat(seq)
        case ("noise", bytes(frame)):
            talk.say_bytes(frame)
        case ("wait", float(seconds)):
            talk.wait(seconds)
        case _:
            talk.lose()
            talk.open()


@settings(deadline=None, max_examples=150)
@given(st.lists(_STEPS, max_size=30))
def test_whatever_comes_a_good_server_is_followed_afterwards(steps: list[tuple[object, ...]]) -> None:
    talk = Talk()
    talk.open()
    for step in steps:
        _play(talk, step)
        assert talk.status.state in {"connecting", "live", "stale", "lost"}
    talk.lose()
    talk.open()
    resume = talk.sent[-1]["resume"]
    talk.welcome(seq=50, epoch="e9")
    talk.snapshot("n", seq=50, epoch="e9")
    talk.delta(50, 51, "m", epoch="e9")
    talk.heartbeat(51)
    assert (talk.held, talk.status.state) == (["n", "m"], "live")
    assert resume is None or resume["epoch"] in {"e7", "e8"}
