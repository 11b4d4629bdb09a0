"""Snapshots in several parts, and what holds over a reconnect."""

import pytest

from desktop_app.dispatch.commands import ReplaceFeed
from desktop_app.feed.wire import encode_snapshot
from desktop_app.traffic.words import SpeedBlock
from tests.feed.talk import EPOCH, Talk


@pytest.fixture
def talk() -> Talk:
    return Talk()


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
