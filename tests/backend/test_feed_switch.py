"""One feed at a time, exchanged on a thread of its own."""

import queue
import threading
from collections.abc import Callable, Sequence

from desktop_app.backend.feed_switch import FeedSwitch
from desktop_app.dispatch.commands import Command, FeedStatus, ReplaceFeed
from tests.backend.waiting import DEADLINE_S

VOID = ReplaceFeed(words=())


class SlowFeed:
    """A client that takes its time to end, and speaks until the last."""

    def __init__(self, url: str, emit: Callable[[Command], None], may_end: threading.Event) -> None:
        self._url = url
        self._emit = emit
        self._may_end = may_end

    def start(self) -> None:
        self._emit(live(self._url))

    def stop(self) -> None:
        assert self._may_end.wait(DEADLINE_S)
        self._emit(live(f"{self._url} late"))


def live(message: str) -> FeedStatus:
    return FeedStatus(state="live", seq=0, heard_ms=None, rejected={}, message=message)


class Room:
    """A switch between slow feeds, and what they put into the inbox."""

    def __init__(self) -> None:
        self.heard: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self.may_end = threading.Event()
        self.switch = FeedSwitch(lambda url, emit: SlowFeed(url, emit, self.may_end), self._put)

    def _put(self, commands: Sequence[Command]) -> None:
        for command in commands:
            self.heard.put(command)

    def take(self, count: int) -> list[Command]:
        return [self.heard.get(timeout=DEADLINE_S) for _ in range(count)]


def test_a_slow_feed_does_not_hold_up_who_switches_and_does_not_speak_for_the_next() -> None:
    room = Room()
    room.switch.connect("ws://a")
    assert room.take(2) == [VOID, live("ws://a")]
    room.switch.connect("ws://b")
    assert room.heard.empty()
    room.may_end.set()
    assert room.take(2) == [VOID, live("ws://b")]
    room.switch.connect(None)
    void, off = room.take(2)
    assert void == VOID
    assert isinstance(off, FeedStatus)
    assert off.state == "off"
    room.switch.stop(DEADLINE_S)
    assert room.heard.empty()


def test_only_the_last_of_hasty_choices_is_connected() -> None:
    room = Room()
    room.switch.connect("ws://a")
    room.take(2)
    for name in "bcde":
        room.switch.connect(f"ws://{name}")
    room.may_end.set()
    assert room.take(2) == [VOID, live("ws://e")]
    room.switch.stop(DEADLINE_S)
    assert room.heard.empty()
