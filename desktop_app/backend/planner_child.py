"""The planner process from within: reads the pipe, runs the loop, and ends when the pipe is closed."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

import msgspec

from desktop_app.backend.feed_switch import FeedSwitch, MakeFeed
from desktop_app.backend.inbox import Inbox
from desktop_app.backend.messages import (
    Commands,
    ConnectFeed,
    PlannerFailed,
    PlannerReady,
    Stop,
    receive_down,
    send_message,
)
from desktop_app.backend.planner_loop import Handles, PlannerLoop
from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import Command
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.errors import GreenwaveError

_LOG = logging.getLogger(__name__)

GRACE_S = 3.0
"""How long the work in hand may take once the process is to end."""


class PlannerSetup(msgspec.Struct, frozen=True, kw_only=True):
    """What a planner process is started with; crosses as msgspec bytes.

    Attributes
    ----------
    first
        Commands handled before anything else: the state of the process before it.
    log_file
        Path of a log file that no other process writes.
    """

    map_folder: str
    feed_url: str | None
    settings: PlannerSettings
    first: tuple[Command, ...]
    log_file: str


@dataclass(frozen=True, slots=True)
class PlannerParts:
    """What the process is made of besides the pipe."""

    build_planner: Callable[[PlannerSetup], Handles]
    make_feed: MakeFeed
    clock: Clock


def serve(connection: Connection, setup: PlannerSetup, parts: PlannerParts) -> None:
    """Plan until the other end closes `connection` or says `Stop`.

    An error that nobody foresaw is raised; the process dies of it, and is started anew by its parent.
    """
    # Ctrl-C in a terminal reaches the whole group; it is the parent who decides when to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.excepthook = _end_with_thread
    inbox = Inbox()
    inbox.put(setup.first)
    done = threading.Event()
    feed = FeedSwitch(parts.make_feed, inbox.put)
    reader = threading.Thread(
        target=_read, args=(connection, inbox, feed, done), name="pipe-reader", daemon=True
    )
    reader.start()
    try:
        _plan(connection, setup, parts, inbox, feed)
    finally:
        inbox.close()
        feed.stop(GRACE_S)
        done.set()


def _plan(
    connection: Connection, setup: PlannerSetup, parts: PlannerParts, inbox: Inbox, feed: FeedSwitch
) -> None:
    try:
        planner = parts.build_planner(setup)
    except GreenwaveError as error:
        _LOG.warning("the planner could not begin: %s", error)
        send_message(connection, PlannerFailed(str(error)))
        return

    def emit(change: PlannerChange) -> None:
        try:
            send_message(connection, change)
        except OSError:
            _LOG.info("nobody listens any more")
            inbox.close()

    send_message(connection, PlannerReady())
    if setup.feed_url is not None:
        feed.connect(setup.feed_url)
    PlannerLoop(planner, emit, parts.clock, inbox=inbox).run()


def _read(connection: Connection, inbox: Inbox, feed: FeedSwitch, done: threading.Event) -> None:
    try:
        while _obey(connection, inbox, feed):
            pass
    except (EOFError, OSError):
        _LOG.info("the pipe is closed")
    except msgspec.MsgspecError:
        _LOG.exception("a message that is none")
    inbox.close()
    if not done.wait(GRACE_S):
        # A planner stuck in a library must not outlive its window.
        _LOG.warning("the planner does not end by itself")
        os._exit(1)


def _obey(connection: Connection, inbox: Inbox, feed: FeedSwitch) -> bool:
    """Take one message; return whether to go on."""
    message = receive_down(connection)
    match message:
        case Commands():
            inbox.put_now(message.commands)
        case ConnectFeed():
            feed.connect(message.url)
        case Stop():
            return False
    return True


def _end_with_thread(died: threading.ExceptHookArgs) -> None:
    """End the process when a thread dies of an error: a planner without its feed would go on in silence."""
    name = "" if died.thread is None else died.thread.name
    _LOG.critical("the thread %s died: %s", name, died.exc_value, exc_info=died.exc_value)
    os._exit(1)
