"""Planner processes for tests: real ones, around a fake planner and a fake feed."""

import threading
from collections.abc import Callable
from multiprocessing.connection import Connection

import msgspec

from desktop_app.backend.planner_child import PlannerParts, PlannerSetup, serve
from desktop_app.clock import SystemClock
from desktop_app.dispatch.commands import ApplyFeed, Command, FeedStatus
from desktop_app.errors import FeedError, MapFolderError
from tests.backend.fake_planner import FakePlanner


class FakeFeed:
    """A feed that says its own address once."""

    def __init__(self, url: str, emit: Callable[[Command], None]) -> None:
        if not url.startswith("ws://"):
            raise FeedError(f"{url} is no address of a feed.")
        self._url = url
        self._emit = emit

    def start(self) -> None:
        if self._url.endswith("dies"):
            threading.Thread(target=self._die, name="feed").start()
        self._emit(FeedStatus(state="live", seq=1, heard_ms=None, rejected={}, message=self._url))

    def _die(self) -> None:
        raise RuntimeError(self._url)

    def stop(self) -> None:
        self._emit(ApplyFeed(words=()))


def _build(setup: PlannerSetup) -> FakePlanner:
    if setup.map_folder.endswith("damaged"):
        raise MapFolderError(f"{setup.map_folder} is damaged; import the map again.")
    if setup.map_folder.endswith("bug"):
        raise RuntimeError("a fault of ours")
    return FakePlanner()


def main(connection: Connection, setup: bytes) -> None:
    """Serve as the real process does."""
    parts = PlannerParts(build_planner=_build, make_feed=FakeFeed, clock=SystemClock())
    serve(connection, msgspec.msgpack.decode(setup, type=PlannerSetup), parts)
