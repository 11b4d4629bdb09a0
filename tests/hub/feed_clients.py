"""Clients of the simulator's server, on real sockets."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

from websockets.sync.client import ClientConnection, connect

from desktop_app.hub.client_session import ServerLimits
from desktop_app.hub.simulator import run_simulator
from desktop_app.roadnet.network import RoadNetwork

DEADLINE_S = 10.0
Message = dict[str, Any]


@contextmanager
def running_simulator(
    network: RoadNetwork, *, seed: int = 1, speed: float = 20.0, limits: ServerLimits | None = None
) -> Iterator[str]:
    """Run a simulator on a free port for as long as the block lasts; give its address."""
    addresses: Queue[str] = Queue()
    stop = threading.Event()
    thread = threading.Thread(
        target=run_simulator,
        args=(network,),
        kwargs={
            "host": "127.0.0.1",
            "port": 0,
            "seed": seed,
            "speed": speed,
            "announce": addresses.put,
            "stop": stop,
            "limits": limits,
        },
    )
    thread.start()
    try:
        yield addresses.get(timeout=DEADLINE_S)
    finally:
        stop.set()
        thread.join()


@contextmanager
def connected(url: str, **options: Any) -> Iterator[ClientConnection]:  # noqa: ANN401 - as `connect`
    """Connect, and close at the end of the block."""
    with connect(url, compression=None, close_timeout=1, **options) as connection:
        yield connection


def say(connection: ClientConnection, **message: object) -> None:
    connection.send(json.dumps(message))


def hear(connection: ClientConnection) -> Message:
    frame = connection.recv(timeout=DEADLINE_S)
    assert isinstance(frame, str)
    message: Message = json.loads(frame)
    return message


def hear_until(connection: ClientConnection, kind: str) -> list[Message]:
    """Return the messages up to the first of type `kind`."""
    messages = [hear(connection)]
    while messages[-1]["type"] != kind:
        messages.append(hear(connection))
    return messages


def greet(connection: ClientConnection, resume: Message | None = None) -> Message:
    """Say hello and return the welcome."""
    say(connection, type="hello", v=1, client="test/1", resume=resume)
    return hear(connection)


def hear_snapshot(connection: ClientConnection) -> list[Message]:
    """Return the parts of the snapshot that comes next."""
    parts = [hear(connection)]
    while parts[-1]["part"] < parts[-1]["parts"]:
        parts.append(hear(connection))
    return parts
