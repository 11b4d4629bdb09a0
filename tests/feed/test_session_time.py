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
        talk.heartbeat(1)
        ahead = [speed(id=str(s), ts=f"2023-11-14T22:1{m}:{s:02}Z") for m, s in ((4, 20), (4, 21))]
        talk.delta_of(1, 2, *ahead)
        talk.wait(0.25)
        assert talk.held == ["20"]
        assert talk.status.rejected == {"future_ts": 1}
        talk.heartbeat(2)
        assert talk.resyncs == 0

    @pytest.mark.parametrize(("ahead_s", "held"), [(3600, ["now", "later"]), (0, ["now"])])
    def test_words_before_the_first_heartbeat_are_judged_by_it(
        self, talk: Talk, ahead_s: int, held: list[str]
    ) -> None:
        talk.open()
        talk.welcome()
        words = [speed(id="now"), speed(id="later", ts="2023-11-14T22:23:20Z")]
        talk.say(type="snapshot", epoch=EPOCH, seq=1, part=1, parts=1, updates=words)
        talk.wait(4)
        assert (talk.held, talk.status.rejected) == (["now"], {})
        talk.heartbeat(1, ahead_ms=ahead_s * 1000)
        talk.wait(0.25)
        assert talk.held == held
        assert talk.status.rejected == ({} if len(held) > 1 else {"future_ts": 1})
        assert talk.resyncs == 0
        assert (talk.heartbeats[-1].server_ahead_ms, talk.heartbeats[-1].is_estimate) == (
            ahead_s * 1000,
            False,
        )

    def test_words_in_doubt_are_refused_where_no_heartbeat_comes(self, talk: Talk) -> None:
        talk.live()
        talk.delta_of(1, 2, speed(id="later", ts="2023-11-14T22:23:20Z"))
        talk.wait(6)
        assert talk.status.rejected == {"future_ts": 1}
        talk.heartbeat(2)
        assert (talk.held, talk.resyncs) == ([], 0)

    def test_a_snapshot_ends_the_doubt_about_earlier_words(self, talk: Talk) -> None:
        talk.live()
        talk.delta_of(1, 2, speed(id="later", ts="2023-11-14T22:23:20Z"))
        talk.snapshot("new", seq=3)
        talk.heartbeat(3, ahead_ms=3_600_000)
        assert talk.held == ["new"]

    def test_words_that_a_clock_put_right_lets_in_are_asked_for(self, talk: Talk) -> None:
        talk.live()
        talk.heartbeat(1)
        talk.delta_of(1, 2, speed(id="later", ts="2023-11-14T22:23:20Z"))
        for _ in range(3):
            talk.heartbeat(2, ahead_ms=3_600_000)
        assert talk.resyncs == 1

    def test_the_date_of_the_handshake_is_a_first_estimate(self, talk: Talk) -> None:
        talk.open(server_ms=talk.clock.now_ms() - 600_000)
        assert [(told.sources, told.server_ahead_ms) for told in talk.heartbeats] == [(None, -600_000)]
        talk.welcome()
        talk.delta_of(1, 2)
        talk.snapshot("a")
        assert talk.held == []
        assert talk.heartbeats[-1].is_estimate
        talk.heartbeat(1, ahead_ms=0)
        assert talk.held == ["a"]

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
