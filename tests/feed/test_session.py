import pytest

from desktop_app.dispatch.commands import ApplyFeed
from desktop_app.feed.wire import encode_delta
from desktop_app.traffic.words import ClearWord
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


def test_a_snapshot_of_a_new_epoch_counts(talk: Talk) -> None:
    talk.live("a", seq=5)
    talk.delta(1, 2, "b", epoch="e8")
    talk.snapshot("n", seq=2, epoch="e8")
    talk.delta(2, 3, "o", epoch="e8")
    assert talk.held == ["n", "o"]


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
