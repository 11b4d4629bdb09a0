"""What the session makes of clocks and of silence."""

import pytest

from tests.feed.talk import EPOCH, Talk
from tests.feed.updates_json import speed


@pytest.fixture
def talk() -> Talk:
    return Talk()


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
