"""The simulator in a process of its own: what it is told, what it says, and its main function."""

import contextlib
import os
import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from desktop_app.errors import GreenwaveError
from desktop_app.hub.story import Story
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.network import RoadNetwork

_GRACE_S = 1.5


class SimulatorSetup(msgspec.Struct, frozen=True):
    """What the process is to simulate.

    Attributes
    ----------
    demo_routes
        Chains of OSM nodes of watched routes, for the demo's scene; without any, the day is played.
    """

    map_folder: str
    seed: int
    speed: float
    demo_routes: tuple[tuple[int, ...], ...] = ()


class SimulatorReady(msgspec.Struct, frozen=True, tag=True):
    """Clients can connect to `address`."""

    address: str


class SimulatorFailed(msgspec.Struct, frozen=True, tag=True):
    """The simulator could not begin; a sentence says why."""

    sentence: str


SimulatorMessage = SimulatorReady | SimulatorFailed


def main(connection: Connection, setup: bytes) -> None:
    """Simulate until the other end of `connection` says so, is closed, or its process is gone."""
    # Ctrl-C in a terminal reaches every process; who started this one decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop, done = threading.Event(), threading.Event()
    threading.Thread(
        target=_wait_for_end, args=(connection, stop, done), name="pipe watch", daemon=True
    ).start()
    try:
        _simulate(connection, msgspec.json.decode(setup, type=SimulatorSetup), stop)
    except GreenwaveError as error:
        _say(connection, SimulatorFailed(str(error)))
    except Exception as error:  # noqa: BLE001 - the last word of a process that has no console of its own
        _say(connection, SimulatorFailed(f"The simulator failed: {type(error).__name__}: {error}"))
    finally:
        done.set()


def _simulate(connection: Connection, setup: SimulatorSetup, stop: threading.Event) -> None:
    # Heavy, and the parent, which only names `main`, needs none of it.
    from desktop_app.hub.simulator import run_simulator  # noqa: PLC0415

    network = open_map_folder(Path(setup.map_folder)).network
    run_simulator(
        network,
        host="127.0.0.1",
        port=0,
        seed=setup.seed,
        speed=setup.speed,
        scene=_scene(network, setup),
        announce=lambda address: _say(connection, SimulatorReady(address)),
        stop=stop,
    )


def _scene(network: RoadNetwork, setup: SimulatorSetup) -> Story | None:
    from desktop_app.hub.scene import DemoScene  # noqa: PLC0415 - as above

    return DemoScene(network, setup.demo_routes, setup.seed) if setup.demo_routes else None


def _say(connection: Connection, message: SimulatorMessage) -> None:
    try:
        connection.send_bytes(msgspec.json.encode(message))
    except OSError:
        # The other end is gone, and so is the reason to say anything.
        return


def _wait_for_end(connection: Connection, stop: threading.Event, done: threading.Event) -> None:
    # A word on the pipe means the same as its end.
    with contextlib.suppress(EOFError, OSError):
        connection.recv_bytes()
    stop.set()
    if not done.wait(_GRACE_S):
        # Still preparing, or stuck: nothing here is worth keeping, and it must not outlive its window.
        os._exit(0)
