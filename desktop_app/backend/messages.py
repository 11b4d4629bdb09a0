"""What crosses the pipe between the window and the planner process, as msgspec bytes.

Downwards go `Commands`, `ConnectFeed` and `Stop`; upwards `PlannerReady`, `PlannerChange` and
`PlannerFailed`. The watch over the process adds `PlannerRestarted` and `PlannerGone`; what reaches the
window is a `PlannerMessage`.
"""

from multiprocessing.connection import Connection

import msgspec

from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import Command

MAX_DOWN_BYTES = 64 * 1024 * 1024
"""The longest message that the planner process takes; a session is at most a quarter of it."""
MAX_UP_BYTES = 512 * 1024 * 1024
"""The longest that the window takes: 20 million changed segments."""


class Commands(msgspec.Struct, frozen=True, tag=True):
    """Commands for the planner's inbox, in order."""

    commands: tuple[Command, ...]


class ConnectFeed(msgspec.Struct, frozen=True, tag=True):
    """Listen to the feed at `url` from now on, and void what another one said; None: to no feed."""

    url: str | None


class Stop(msgspec.Struct, frozen=True, tag=True):
    """End the process."""


class PlannerReady(msgspec.Struct, frozen=True, tag=True):
    """The map is open and the planner runs."""


class PlannerFailed(msgspec.Struct, frozen=True, tag=True):
    """The planner could not begin, and would not a second time: why, and what to do."""

    sentence: str
    hint: str = ""


class PlannerRestarted(msgspec.Struct, frozen=True):
    """The planner died and is started anew with its state; questions still open are lost."""

    sentence: str


class PlannerGone(msgspec.Struct, frozen=True):
    """The planner cannot be started, or died too often; a sentence for the dispatcher says so."""

    sentence: str


Down = Commands | ConnectFeed | Stop
Up = PlannerReady | PlannerChange | PlannerFailed
PlannerMessage = PlannerChange | PlannerReady | PlannerRestarted | PlannerGone

_UP: msgspec.msgpack.Decoder[Up] = msgspec.msgpack.Decoder(Up)
_DOWN: msgspec.msgpack.Decoder[Down] = msgspec.msgpack.Decoder(Down)


def send_message(connection: Connection, message: Down | Up) -> None:
    """Write one message; waits while the pipe is full.

    Raises
    ------
    OSError
        The other end is closed.
    """
    connection.send_bytes(msgspec.msgpack.encode(message))


def receive_up(connection: Connection) -> Up:
    """Return the next message of the planner process.

    Raises
    ------
    EOFError, OSError
        The other end is closed, or the message is too long.
    msgspec.MsgspecError
        It is none.
    """
    return _UP.decode(connection.recv_bytes(MAX_UP_BYTES))


def receive_down(connection: Connection) -> Down:
    """Return the next message for the planner process; raises as `receive_up` does."""
    return _DOWN.decode(connection.recv_bytes(MAX_DOWN_BYTES))
