"""The client as a whole: its threads, its waits, and what it tells."""

import threading
import time
from dataclasses import replace
from itertools import pairwise

import pytest

from desktop_app.clock import SystemClock
from desktop_app.dispatch.commands import Command, FeedHeartbeat, FeedStatus, ReplaceFeed
from desktop_app.errors import BadArgumentError
from desktop_app.feed.client import FeedClient
from desktop_app.feed.wire import encode_delta
from desktop_app.traffic.words import ClearWord
from tests.feed.fault_server import Caller, FaultServer, sound
from tests.feed.listener import QUICK, Listener


def test_a_bad_address_is_refused_before_anything_starts() -> None:
    with pytest.raises(BadArgumentError):
        FeedClient("http://x", lambda _: None, SystemClock())


def test_what_a_sound_server_says_is_told_in_order() -> None:
    with FaultServer(sound) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: any(isinstance(c, FeedHeartbeat) for c in heard.commands))
        listener.wait_for_state("live")
        kinds = [type(command) for command in listener.commands]
        assert kinds[0] is FeedStatus
        assert kinds.index(ReplaceFeed) < kinds.index(FeedHeartbeat)
        assert listener.states == ["connecting", "live"]
        assert server.callers[0].texts == [{"type": "hello", "v": 1, "client": "greenwave/0", "resume": None}]


def test_no_message_of_a_burst_is_lost() -> None:
    deltas = 3_000

    def script(caller: Caller) -> None:
        caller.welcome()
        for seq in range(1, deltas + 1):
            caller.say(encode_delta("e7", seq, seq + 1, [ClearWord(source="s", id=str(seq), ts_ms=0)]))
        caller.beat(deltas + 1)

    with FaultServer(script) as server, Listener(server.url) as listener:
        listener.wait_for(lambda heard: len(heard.held) == deltas)
        assert listener.held == [str(seq) for seq in range(1, deltas + 1)]
        assert len(listener.commands) < deltas
        assert server.callers[0].texts[1:] == []


def test_waits_grow_while_a_server_does_not_stay_and_begin_anew_after_it_did() -> None:
    stays = threading.Event()

    def goes_at_once(caller: Caller) -> None:
        caller.welcome()

    def stays_long(caller: Caller) -> None:
        caller.welcome()
        caller.beat(until=stays.is_set)

    timings = replace(QUICK, first_wait_s=0.2, longest_wait_s=3.2, proven_s=0.3)
    leavers = [goes_at_once] * 4
    with FaultServer(*leavers, stays_long, sound) as server, Listener(server.url, timings) as listener:
        listener.wait_for(lambda _: len(server.callers) == 5)
        listener.wait_for_state("live")
        came = [caller.came_s for caller in server.callers]
        waits = [after - before for before, after in pairwise(came)]
        assert waits[3] > waits[0] + 0.3
        listener.wait_for(lambda heard: sum(isinstance(c, FeedHeartbeat) for c in heard.commands) > 6)
        time_left_s = time.monotonic()
        stays.set()
        listener.wait_for(lambda _: len(server.callers) == 6)
        assert server.callers[5].came_s - time_left_s < waits[3]


def test_a_fault_of_ours_is_told_and_does_not_end_the_feed() -> None:
    failed = threading.Event()
    live_again = threading.Event()
    messages: list[str] = []

    def emit(command: Command) -> None:
        if isinstance(command, ReplaceFeed) and not failed.is_set():
            failed.set()
            raise RuntimeError("broken")
        if isinstance(command, FeedStatus):
            messages.append(command.message)
            if failed.is_set() and command.state == "live":
                live_again.set()

    with FaultServer(sound) as server:
        client = FeedClient(server.url, emit, SystemClock(), timings=QUICK)
        client.start()
        assert live_again.wait(15)
        client.stop()
    assert "A fault of ours ended the connection to the feed: RuntimeError('broken')." in messages
