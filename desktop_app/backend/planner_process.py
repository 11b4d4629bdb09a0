"""The planner process from without: starts it, talks to it, and starts it again when it dies."""

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from desktop_app.backend import planner_main
from desktop_app.backend.messages import (
    Commands,
    ConnectFeed,
    PlannerFailed,
    PlannerGone,
    PlannerMessage,
    PlannerRestarted,
    Stop,
    receive_up,
    send_message,
)
from desktop_app.backend.outbox import Outbox
from desktop_app.backend.planner_child import GRACE_S, PlannerSetup
from desktop_app.backend.planner_state import PlannerState
from desktop_app.backend.restarts import RestartBudget
from desktop_app.child_process import ChildMain, ChildProcess
from desktop_app.clock import SystemClock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import Command
from desktop_app.dispatch.settings import PlannerSettings

_LOG = logging.getLogger(__name__)

_DEATH_S = 1.0


class PlannerProcess:
    """A planner in a process of its own, with its state kept here so that it survives a crash.

    Two threads: one starts the process, reads from it and starts it again; one writes to it.
    """

    def __init__(
        self,
        map_folder: Path,
        *,
        feed_url: str | None,
        settings: PlannerSettings,
        state: PlannerState,
        log_file: Path,
        child_main: ChildMain = planner_main.main,
        budget: RestartBudget | None = None,
    ) -> None:
        """Prepare a planner on `map_folder`; nothing runs before `start`.

        Parameters
        ----------
        state
            Routes and edits of the session.
        log_file
            For the process alone; the window's own log is another.
        child_main
            What the process runs.
        budget
            How often it is started again; else five times a minute.
        """
        self._map_folder = map_folder
        self._feed_url = feed_url
        self._settings = settings
        self._state = state
        self._log_file = log_file
        self._budget = RestartBudget(SystemClock()) if budget is None else budget
        self._child_main = child_main
        self._outbox = Outbox()
        self._lock = threading.Lock()
        self._child: ChildProcess | None = None
        self._stopping = threading.Event()
        self._on_message: Callable[[PlannerMessage], None] = _LOG.debug
        self._thread = threading.Thread(target=self._watch, name="planner-watch", daemon=True)

    @property
    def state(self) -> PlannerState:
        """Routes and edits as they stand, for the session."""
        return self._state

    @property
    def pid(self) -> int | None:
        """Process id of the planner, or None while there is none."""
        child = self._child
        return None if child is None else child.pid

    def start(self, on_message: Callable[[PlannerMessage], None]) -> None:
        """Start the process; `on_message` is called for all that it says, on a thread of ours."""
        self._on_message = on_message
        self._thread.start()

    def send(self, commands: Sequence[Command]) -> None:
        """Put `commands` into the planner's inbox, in order; returns at once."""
        with self._lock:
            self._state = self._state.after_commands(commands)
        self._outbox.put(Commands(tuple(commands)))

    def connect_feed(self, url: str | None) -> None:
        """Listen to the feed at `url` from now on, or to none; returns at once."""
        self._feed_url = url
        self._outbox.put(ConnectFeed(url))

    def stop(self) -> None:
        """End the process; `on_message` is not called after this has returned."""
        self._stopping.set()
        self._outbox.put(Stop())
        if self._thread.ident is None:
            return
        self._thread.join(GRACE_S)
        with self._lock:
            child = self._child
            if child is not None:
                child.kill()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            end = self._live()
            if self._stopping.is_set():
                return
            if isinstance(end, PlannerFailed):
                self._say(PlannerGone(f"{end.sentence} {end.hint}".strip()))
                return
            _LOG.error("the planner process ended: %s", end)
            pause_s = self._budget.pause_s()
            if pause_s is None:
                self._say(PlannerGone(_gone_sentence(end, self._log_file)))
                return
            self._say(PlannerRestarted(_restarted_sentence(end, self._state)))
            if self._stopping.wait(pause_s):
                return

    def _live(self) -> PlannerFailed | str:
        """Run one process to its end; return its own word on it, or how it died."""
        try:
            child = ChildProcess.start(self._child_main, self._setup(), "greenwave-planner")
        except OSError as error:
            return str(error)
        with self._lock:
            self._child = child
        self._outbox.reopen()
        writer = threading.Thread(target=self._write, args=(child,), name="planner-writer", daemon=True)
        writer.start()
        failed = self._read(child)
        with self._lock:
            self._child = None
        self._outbox.shut()
        died = child.end(_DEATH_S if failed is None else GRACE_S)
        writer.join()
        child.close()
        return died if failed is None else failed

    def _setup(self) -> bytes:
        return msgspec.msgpack.encode(
            PlannerSetup(
                map_folder=str(self._map_folder),
                feed_url=self._feed_url,
                settings=self._settings,
                first=self._state.commands(),
                log_file=str(self._log_file),
            )
        )

    def _read(self, child: ChildProcess) -> PlannerFailed | None:
        try:
            while True:
                message = receive_up(child.connection)
                if isinstance(message, PlannerFailed):
                    return message
                if isinstance(message, PlannerChange):
                    with self._lock:
                        self._state = self._state.after_change(message)
                self._say(message)
        except (EOFError, OSError):
            return None
        except msgspec.MsgspecError:
            _LOG.exception("the planner process sent a message that is none")
            return None

    def _write(self, child: ChildProcess) -> None:
        while (message := self._outbox.take()) is not None:
            try:
                send_message(child.connection, message)
            except OSError as error:
                _LOG.info("the planner's pipe is closed: %s", error)
                return

    def _say(self, message: PlannerMessage) -> None:
        if not self._stopping.is_set():
            self._on_message(message)


def _restarted_sentence(died: str, state: PlannerState) -> str:
    routes = _counted(len(state.routes), "route")
    edits = _counted(len(state.edits), "manual edit")
    return (
        f"The planner ended unexpectedly ({died}) and is started again with {routes} and {edits}; "
        "check what you entered in the last seconds."
    )


def _gone_sentence(died: str, log_file: Path) -> str:
    return (
        f"The planner ended unexpectedly too often ({died}) and is not started again: what you see is old. "
        f"Restart Greenwave; {log_file} says more."
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
