"""``greenwave simulate``: a feed server with a day of traffic."""

import argparse
import signal
import threading

from desktop_app.app.maps import open_map
from desktop_app.cli.progress import progress_bar
from desktop_app.hub.simulator import run_simulator


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal comes; the address is the first line."""
    host, port = arguments.listen
    with progress_bar() as progress:
        network = open_map(arguments.map, progress).network
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_simulator(
        network,
        host=host,
        port=port,
        seed=arguments.seed,
        speed=arguments.speed,
        announce=lambda address: print(address, flush=True),
        stop=stop,
    )
    return 0
