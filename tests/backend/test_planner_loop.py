"""The loop: batches, ticks, silence where nothing changed, an end in every case."""

import queue
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from msgspec import structs

from desktop_app.backend.inbox import Inbox
from desktop_app.backend.planner_loop import PlannerLoop, says_something
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AddRoute, ApplyFeed, Command, RemoveRoute, Tick
from desktop_app.traffic.words import ClearWord, SpeedBlock
from tests.backend.fake_planner import RAISE, FakePlanner
from tests.backend.samples import question, route
from tests.backend.waiting import DEADLINE_S, until


@contextmanager
def running(loop: PlannerLoop) -> Iterator[threading.Thread]:
    thread = threading.Thread(target=loop.run)
    thread.start()
    try:
        yield thread
    finally:
        loop.stop()
        thread.join(DEADLINE_S)
        assert not thread.is_alive()


class GatedPlanner(FakePlanner):
    """Waits in every batch until the gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.entered = threading.Event()
        self.gate = threading.Event()

    def handle(self, commands: Sequence[Command]) -> PlannerChange:
        self.entered.set()
        assert self.gate.wait(DEADLINE_S)
        return super().handle(commands)


class TickingPlanner:
    """Counts ticks, and says nothing new."""

    def __init__(self, enough: int) -> None:
        self.ticks = 0
        self.seen = threading.Event()
        self._enough = enough

    def handle(self, commands: Sequence[Command]) -> PlannerChange:
        self.ticks += sum(isinstance(command, Tick) for command in commands)
        if self.ticks >= self._enough:
            self.seen.set()
        return PlannerChange(version=3, at_ms=self.ticks)


def _nothing(_change: PlannerChange) -> None:
    pass


def test_what_is_put_comes_out_as_a_change() -> None:
    changes: queue.SimpleQueue[PlannerChange] = queue.SimpleQueue()
    loop = PlannerLoop(FakePlanner(), changes.put, SystemClock())
    loop.put([route("1")])
    with running(loop):
        first = changes.get(timeout=DEADLINE_S)
        loop.put([route("2"), RemoveRoute(id="1")])
        second = changes.get(timeout=DEADLINE_S)
    assert first.whole
    assert [view.id for view in first.routes] == ["1"]
    assert [view.id for view in second.routes] == ["2"]


def test_all_that_waits_is_one_batch_in_order() -> None:
    planner = GatedPlanner()
    loop = PlannerLoop(planner, _nothing, SystemClock())
    with running(loop):
        assert planner.entered.wait(DEADLINE_S)
        for number in range(50):
            loop.put([route(str(number))])
        planner.gate.set()
        until(lambda: len(planner.batches) >= 2)
    told = [command.id for command in planner.batches[1] if isinstance(command, AddRoute)]
    assert told == [str(number) for number in range(50)]


def test_idle_time_is_told_and_silence_is_not_repeated() -> None:
    planner = TickingPlanner(enough=5)
    changes: list[PlannerChange] = []
    with running(PlannerLoop(planner, changes.append, SystemClock(), tick_s=0.01)):
        assert planner.seen.wait(DEADLINE_S)
    assert [change.version for change in changes] == [3]


@pytest.mark.parametrize(
    "field",
    [
        field.name
        for field in structs.fields(PlannerChange)
        if field.name not in {"version", "at_ms", "whole", "pending"}
    ],
)
def test_whatever_a_change_carries_is_told(field: str) -> None:
    bare = PlannerChange(version=1, at_ms=0)

    assert not says_something(bare)
    assert says_something(structs.replace(bare, **{field: ("anything",)}))


def test_time_passes_under_a_busy_feed_too() -> None:
    planner = TickingPlanner(enough=3)
    loop = PlannerLoop(planner, _nothing, SystemClock(), tick_s=0.02)
    with running(loop):
        while not planner.seen.is_set():
            loop.put([RemoveRoute(id="x")])
    assert planner.ticks >= 3


def test_an_error_of_the_planner_ends_the_loop_and_is_raised() -> None:
    loop = PlannerLoop(FakePlanner(), _nothing, SystemClock())
    loop.put([question(RAISE)])
    with pytest.raises(RuntimeError, match="told to"):
        loop.run()


def test_a_loop_stopped_before_it_runs_returns_and_drops_what_comes() -> None:
    planner = FakePlanner()
    loop = PlannerLoop(planner, _nothing, SystemClock())
    loop.stop()
    loop.put([route("1")])
    loop.run()
    assert planner.batches == []


def test_a_full_inbox_makes_the_sender_wait_and_lets_it_go_when_taken_or_closed() -> None:
    inbox = Inbox(capacity=10)
    block = SpeedBlock(source="s", ts_ms=0, pairs=((1, 2),) * 8, speeds_kph=(30.0,) * 8)
    inbox.put([ApplyFeed(words=(block,))])
    accepted = threading.Event()

    def put_more() -> None:
        inbox.put([ApplyFeed(words=(ClearWord(source="s", id="a", ts_ms=0),))])
        accepted.set()

    sender = threading.Thread(target=put_more)
    sender.start()
    assert not accepted.wait(0.05)
    assert len(inbox.take(0.0) or ()) == 1
    assert accepted.wait(DEADLINE_S)
    sender.join()
    inbox.put([ApplyFeed(words=(block,))] if inbox.take(0.0) else [])
    blocked = threading.Thread(target=put_more)
    blocked.start()
    inbox.close()
    blocked.join(DEADLINE_S)
    assert not blocked.is_alive()
    assert inbox.take(0.0) is None


def test_a_command_larger_than_the_inbox_still_gets_through() -> None:
    inbox = Inbox(capacity=1)
    words = tuple(ClearWord(source="s", id=str(number), ts_ms=0) for number in range(5))
    inbox.put([ApplyFeed(words=words)])
    assert inbox.take(0.0) == (ApplyFeed(words=words),)
