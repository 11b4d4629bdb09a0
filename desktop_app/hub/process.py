"""The simulator's process from without: starts it, knows its address, ends it."""

import contextlib
from pathlib import Path

import msgspec

from desktop_app.child_process import ChildProcess
from desktop_app.errors import FeedError
from desktop_app.hub.simulator_child import SimulatorMessage, SimulatorReady, SimulatorSetup, main

_READY_S = 60.0
_STOP_S = 3.0


class SimulatorProcess:
    """A simulator in a child process on a free port of this machine; it ends when its pipe closes."""

    def __init__(
        self,
        map_folder: Path,
        *,
        seed: int,
        speed: float,
        demo_routes: tuple[tuple[int, ...], ...] = (),
    ) -> None:
        """Start the process on `map_folder`; returns at once.

        Parameters
        ----------
        seed
            Names the day.
        speed
            Story seconds in a real second.
        demo_routes
            Chains of OSM nodes of the watched routes that the demo's scene is about; empty: the plain day.

        Raises
        ------
        OSError
            The machine has no room for another process.
        """
        setup = msgspec.json.encode(SimulatorSetup(str(map_folder), seed, speed, demo_routes))
        self._child = ChildProcess.start(main, setup, "greenwave-simulator")
        self._address = ""
        self._stopped = False

    @property
    def address(self) -> str:
        """The feed's address, ``ws://127.0.0.1:PORT``; the first call waits until clients can connect.

        Raises FeedError where the simulator could not begin; the message says why.
        """
        if not self._address:
            self._address = self._wait_for_address()
        return self._address

    def stop(self) -> None:
        """End the process and wait for its end; may be called again, and while another thread waits."""
        if self._stopped:
            return
        self._stopped = True
        # Where it cannot be told, it is gone already.
        with contextlib.suppress(OSError):
            self._child.connection.send_bytes(b"stop")
        self._child.end(_STOP_S)
        # Only now: a thread that waits for the address is woken by the child's end, not by ours.
        self._child.close()

    def _wait_for_address(self) -> str:
        if self._stopped:
            raise FeedError("The simulated feed was stopped; start it again.")
        try:
            if not self._child.connection.poll(_READY_S):
                raise FeedError(f"The simulated feed did not start within {_READY_S:g} s; try again.")
            message = msgspec.json.decode(self._child.connection.recv_bytes(), type=SimulatorMessage)
        except (EOFError, OSError) as error:
            raise FeedError("The simulated feed ended before it could begin; try again.") from error
        if isinstance(message, SimulatorReady):
            return message.address
        raise FeedError(message.sentence)
