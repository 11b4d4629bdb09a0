"""What crosses the pipe, and what is refused there."""

import multiprocessing
import threading
from multiprocessing.connection import Connection

import msgspec
import pytest

from desktop_app.backend import messages
from desktop_app.backend.messages import (
    Commands,
    ConnectFeed,
    Down,
    PlannerFailed,
    PlannerReady,
    Stop,
    Up,
    receive_down,
    receive_up,
    send_message,
)
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import FeedStatus, Tick
from tests.backend.fake_planner import FakePlanner
from tests.backend.samples import edit, new_edit, question, route

DOWN = (
    Commands((route("1"), edit("e1"), new_edit(), question("q"), Tick())),
    Commands((FeedStatus(state="live", seq=1, heard_ms=None, rejected={"bad_speed": 2}),)),
    ConnectFeed("ws://127.0.0.1:1"),
    ConnectFeed(None),
    Stop(),
)
UP = (
    PlannerReady(),
    PlannerFailed("It is damaged.", "Import it again."),
    FakePlanner().handle([route("1"), edit("e1")]),
    PlannerChange(version=1, at_ms=2, segments=b"\x00\xff" * 1000),
)


@pytest.mark.parametrize("message", DOWN)
def test_messages_go_down(message: Down) -> None:
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        send_message(ours, message)
        assert receive_down(theirs) == message


@pytest.mark.parametrize("message", UP)
def test_messages_come_up(message: Up) -> None:
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        send_message(theirs, message)
        assert receive_up(ours) == message


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x80", msgspec.msgpack.encode({"type": "Shutdown"})])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        ours.send_bytes(data)
        with pytest.raises(msgspec.MsgspecError):
            receive_down(theirs)


def test_a_message_beyond_the_bound_is_not_taken() -> None:
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        sender = threading.Thread(target=_send_quietly, args=(ours, messages.MAX_DOWN_BYTES + 1))
        sender.start()
        with pytest.raises(OSError, match="bad message length"):
            receive_down(theirs)
        theirs.close()
        sender.join()


def _send_quietly(connection: Connection, size: int) -> None:
    try:
        connection.send_bytes(bytes(size))
    except OSError as error:
        # The other end hangs up in the middle, as it should.
        assert error.errno is not None  # noqa: PT017 - on a thread
