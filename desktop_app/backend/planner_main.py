"""What the planner process runs: the real map, planner, feed client and log."""

import logging
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from desktop_app import __version__
from desktop_app.backend.planner_child import PlannerParts, PlannerSetup, serve
from desktop_app.clock import SystemClock
from desktop_app.dispatch.commands import Command
from desktop_app.roadnet.folder import open_map_folder
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.storage.log_file import LogFile

_LOG = logging.getLogger(__name__)


def main(connection: Connection, setup: bytes) -> None:
    """Serve until the pipe is closed; an error that nobody foresaw is logged and ends the process."""
    # Heavy, and the parent, which only names this function, needs none of it.
    from desktop_app.dispatch.planner import Planner  # noqa: PLC0415
    from desktop_app.feed.client import FeedClient  # noqa: PLC0415

    plan = msgspec.msgpack.decode(setup, type=PlannerSetup)
    clock = SystemClock()

    def build_planner(setup: PlannerSetup) -> Planner:
        data = open_map_folder(Path(setup.map_folder))
        index = SpatialIndex(data.network, data.index)
        return Planner(data.network, clock, setup.settings, index=index, order=data.order)

    def make_feed(url: str, emit: Callable[[Command], None]) -> FeedClient:
        return FeedClient(url, emit, clock, client_name=f"greenwave/{__version__}")

    with LogFile(Path(plan.log_file)):
        try:
            serve(connection, plan, PlannerParts(build_planner, make_feed, clock))
        except Exception:  # noqa: BLE001 - logged, and the parent sees the exit code
            _LOG.exception("the planner ended")
            sys.exit(1)
