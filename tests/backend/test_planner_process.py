"""The planner's process: real processes and pipes, killed and started again."""

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from desktop_app.backend.messages import (
    PlannerGone,
    PlannerMessage,
    PlannerReady,
    PlannerRestarted,
)
from desktop_app.backend.planner_process import PlannerProcess
from desktop_app.backend.planner_state import PlannerState
from desktop_app.backend.restarts import RestartBudget
from desktop_app.clock import ManualClock, SystemClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.settings import PlannerSettings
from tests.backend import fake_child
from tests.backend.fake_planner import KILL, RAISE
from tests.backend.samples import edit, new_edit, question, route
from tests.backend.waiting import DEADLINE_S, until

Message = TypeVar("Message", bound=PlannerMessage)


class Heard:
    """What a planner process said, in order."""

    def __init__(self) -> None:
        self._messages: queue.SimpleQueue[PlannerMessage] = queue.SimpleQueue()
        self.take = self._messages.put

    def next(self, kind: type[Message], where: Callable[[Message], bool] = lambda _message: True) -> Message:
        """Return the next message of `kind` that fits; what comes before it is dropped."""
        while True:
            message = self._messages.get(timeout=DEADLINE_S)
            if isinstance(message, kind) and where(message):
                return message

    def rest(self) -> list[PlannerMessage]:
        rest = []
        while not self._messages.empty():
            rest.append(self._messages.get())
        return rest


def planner_on(
    folder: Path, feed_url: str | None = None, state: PlannerState | None = None, restarts: int = 5
) -> PlannerProcess:
    return PlannerProcess(
        folder,
        feed_url=feed_url,
        settings=PlannerSettings(),
        state=state or PlannerState(),
        log_file=folder.parent / "planner.log",
        child_main=fake_child.main,
        budget=RestartBudget(SystemClock(), max_restarts=restarts),
    )


@contextmanager
def started(planner: PlannerProcess) -> Iterator[Heard]:
    heard = Heard()
    planner.start(heard.take)
    try:
        yield heard
    finally:
        planner.stop()


def has_routes(*ids: str) -> Callable[[PlannerChange], bool]:
    return lambda change: tuple(view.id for view in change.routes) == ids


def test_a_command_goes_down_and_its_change_comes_up(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "map")
    with started(planner) as heard:
        heard.next(PlannerReady)
        planner.send([route("1")])
        assert heard.next(PlannerChange, has_routes("1")).routes[0].name == "Depot to harbour"
        assert planner.state.routes == (route("1"),)
    assert planner.pid is None
    said_before = heard.rest()
    planner.send([route("2")])
    assert heard.rest() == [] or heard.rest() == said_before


def test_the_session_is_the_first_thing_that_a_process_hears(tmp_path: Path) -> None:
    state = PlannerState((route("1"), route("2")), (edit("e1"),))
    with started(planner_on(tmp_path / "map", state=state)) as heard:
        first = heard.next(PlannerChange)
    assert [view.id for view in first.routes] == ["1", "2"]
    assert first.edits is not None
    assert [view.id for view in first.edits.edits] == ["e1"]


def test_a_killed_process_is_started_again_with_its_state_and_says_so(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "map", state=PlannerState((route("1"),)))
    with started(planner) as heard:
        planner.send([route("2"), new_edit()])
        heard.next(PlannerChange, has_routes("1", "2"))
        first_pid = planner.pid
        assert first_pid is not None
        os.kill(first_pid, signal.SIGKILL)
        sentence = heard.next(PlannerRestarted).sentence
        heard.next(PlannerReady)
        again = heard.next(PlannerChange)
        assert planner.pid not in {None, first_pid}
    assert "SIGKILL" in sentence
    assert "2 routes and 1 manual edit" in sentence
    assert again.whole
    assert [view.id for view in again.routes] == ["1", "2"]
    assert again.edits is not None
    assert [view.reason for view in again.edits.edits] == ["Burst main"]


def test_an_error_in_the_planner_ends_the_process(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "map")
    with started(planner) as heard:
        planner.send([question(RAISE)])
        assert "exit code 1" in heard.next(PlannerRestarted).sentence
        heard.next(PlannerReady)


def test_a_process_that_keeps_dying_is_given_up_in_words(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "map", restarts=1)
    with started(planner) as heard:
        planner.send([question(KILL)])
        heard.next(PlannerRestarted)
        heard.next(PlannerReady)
        planner.send([question(KILL)])
        sentence = heard.next(PlannerGone).sentence
        planner.send([route("kept")])
    assert "what you see is old" in sentence
    assert str(tmp_path / "planner.log") in sentence
    assert planner.state.routes == (route("kept"),)


def test_an_error_while_starting_counts_as_a_death(tmp_path: Path) -> None:
    with started(planner_on(tmp_path / "bug", restarts=1)) as heard:
        heard.next(PlannerRestarted)
        heard.next(PlannerGone)


def test_restarts_come_at_once_then_slower_then_not_at_all_until_time_has_passed() -> None:
    clock = ManualClock()
    budget = RestartBudget(clock, max_restarts=3, window_s=60.0)
    assert [budget.pause_s() for _ in range(4)] == [0.0, 0.5, 1.0, None]
    clock.advance(60.0)
    assert budget.pause_s() == 0.0


def test_a_map_that_cannot_be_opened_is_said_once(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "damaged")
    with started(planner) as heard:
        assert "import the map again" in heard.next(PlannerGone).sentence
        until(lambda: planner.pid is None)
    assert not any(isinstance(message, PlannerRestarted) for message in heard.rest())


def test_the_feed_is_exchanged_and_the_old_one_voided(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "map", feed_url="ws://127.0.0.1:1/first")
    with started(planner) as heard:
        heard.next(PlannerChange, lambda change: "feed live ws://127.0.0.1:1/first" in change.notices)
        planner.connect_feed("ws://127.0.0.1:1/second")
        notices: list[str] = []
        while "feed live ws://127.0.0.1:1/second" not in notices:
            notices += heard.next(PlannerChange).notices
        assert notices[0] == "feed of 0"
        planner.connect_feed("gopher://x")
        heard.next(
            PlannerChange, lambda change: any("no address of a feed" in note for note in change.notices)
        )


def test_a_feed_that_dies_of_an_error_is_noticed(tmp_path: Path) -> None:
    with started(planner_on(tmp_path / "map", feed_url="ws://127.0.0.1:1/dies", restarts=0)) as heard:
        assert "exit code 1" in heard.next(PlannerGone).sentence


def test_a_restarted_process_listens_to_the_feed_chosen_last(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "map")
    with started(planner) as heard:
        heard.next(PlannerReady)
        planner.connect_feed("ws://127.0.0.1:1/chosen")
        heard.next(PlannerChange, lambda change: "feed live ws://127.0.0.1:1/chosen" in change.notices)
        planner.send([question(KILL)])
        heard.next(PlannerRestarted)
        heard.next(PlannerChange, lambda change: "feed live ws://127.0.0.1:1/chosen" in change.notices)


def test_the_process_ends_when_its_parent_is_gone(tmp_path: Path) -> None:
    parent = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "tests.backend.planner_parent", str(tmp_path / "map")],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        child_pid = int(parent.stdout.readline())
        parent.kill()
    until(lambda: not _runs(child_pid))


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    # An orphan that nobody waits for stays as a zombie.
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def test_a_planner_that_was_never_started_can_be_stopped(tmp_path: Path) -> None:
    planner = planner_on(tmp_path / "map")
    planner.send([route("1")])
    planner.stop()
    assert planner.state.routes == (route("1"),)
