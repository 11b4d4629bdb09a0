"""A feed server in a process of its own, to be killed; its arguments are those of `main`."""

import sys
import threading
from pathlib import Path

import msgspec

from desktop_app.hub.scene import DemoScene
from desktop_app.hub.simulator import run_simulator
from desktop_app.roadnet.folder import open_map_folder


def main(folder: str, port: str, routes: str, speed: str) -> None:
    """Play the scene about `routes`, a file of node chains, until killed."""
    network = open_map_folder(Path(folder)).network
    chains = msgspec.json.decode(Path(routes).read_bytes(), type=list[list[int]])
    run_simulator(
        network,
        host="127.0.0.1",
        port=int(port),
        seed=3,
        speed=float(speed),
        scene=DemoScene(network, chains, 3),
        announce=lambda address: print(address, flush=True),  # noqa: T201 - the test reads it
        stop=threading.Event(),
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
