"""The simulator in a process of its own: what it is told, what it says, and its main function."""

import signal
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from desktop_app.errors import GreenwaveError
from desktop_app.hub.scene import DemoScene
from desktop_app.hub.simulator import run_simulator
from desktop_app.hub.story import Story
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.network import RoadNetwork


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
    """Simulate until the other end of `connection` is closed, or its process is gone."""
    # Ctrl-C in a terminal reaches every process; who started this one decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = threading.Event()
    threading.Thread(target=_wait_for_end, args=(connection, stop), name="pipe watch", daemon=True).start()
    try:
        _simulate(connection, msgspec.json.decode(setup, type=SimulatorSetup), stop)
    except GreenwaveError as error:
        _say(connection, SimulatorFailed(str(error)))
    except Exception as error:  # noqa: BLE001 - the last word of a process that has no console of its own
        _say(connection, SimulatorFailed(f"The simulator failed: {type(error).__name__}: {error}"))


def _simulate(connection: Connection, setup: SimulatorSetup, stop: threading.Event) -> None:
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
    return DemoScene(network, setup.demo_routes, setup.seed) if setup.demo_routes else None


def _say(connection: Connection, message: SimulatorMessage) -> None:
    try:
        connection.send_bytes(msgspec.json.encode(message))
    except OSError:
        # The other end is gone, and so is the reason to say anything.
        return


def _wait_for_end(connection: Connection, stop: threading.Event) -> None:
    try:
        connection.recv_bytes()
    except (EOFError, OSError):
        pass
    finally:
        stop.set()
