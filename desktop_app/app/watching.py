"""The planner without a window: a planner, its loop, a feed client, and a stream of changes."""

import queue
import threading
from collections.abc import Callable, Sequence

from desktop_app.backend.planner_loop import PlannerLoop
from desktop_app.clock import Clock
from desktop_app.dispatch.change import PlannerChange
from desktop_app.dispatch.commands import AddRoute
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.errors import FaultError
from desktop_app.feed.client import FeedClient
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex

_WAKE_S = 0.1
_JOIN_S = 1.0
"""How long the planner is given to end; a large batch in hand is left alone after that."""


class Watching:
    """Watches routes in this process until it is stopped."""

    def __init__(
        self,
        data: MapData,
        clock: Clock,
        settings: PlannerSettings,
        *,
        feed_url: str | None,
        client: str,
    ) -> None:
        """Prepare to watch on a map; `client` is what the feed's server is told."""
        self._clock = clock
        index = SpatialIndex(data.network, data.index)
        self._planner = Planner(data.network, clock, settings, index=index, order=data.order)
        self._changes: queue.SimpleQueue[PlannerChange] = queue.SimpleQueue()
        self._loop = PlannerLoop(self._planner, self._changes.put, clock)
        self._feed_url = feed_url
        self._client = client
        self._fault: list[BaseException] = []

    def run(
        self,
        routes: Sequence[AddRoute],
        on_change: Callable[[PlannerChange], None],
        on_wake: Callable[[], None],
        stop: threading.Event,
        seconds: float | None,
    ) -> None:
        """Watch `routes` until `stop` is set, or `seconds` have passed and the routes were told.

        Parameters
        ----------
        on_change
            Called on this thread; first with the routes as they stand before any word of the feed.
        on_wake
            Called on this thread several times a second.

        Raises
        ------
        FaultError
            The planner failed.
        """
        ends_s = float("inf") if seconds is None else self._clock.monotonic_s() + seconds
        # The first batch holds the routes alone, so that nothing is told before them.
        self._loop.put(routes)
        loop = threading.Thread(target=self._run_loop, args=(stop,), name="planner", daemon=True)
        loop.start()
        feed: FeedClient | None = None
        has_begun = False
        try:
            while not stop.is_set() and not (has_begun and self._clock.monotonic_s() >= ends_s):
                if self._pass_on(on_change) and not has_begun:
                    has_begun = True
                    feed = self._start_feed()
                on_wake()
        finally:
            self._loop.stop()
            if feed is not None:
                feed.stop()
            loop.join(_JOIN_S)
        if self._fault:
            raise FaultError(f"The planner failed: {self._fault[0]!r}.") from self._fault[0]

    def _start_feed(self) -> FeedClient | None:
        if self._feed_url is None:
            return None
        feed = FeedClient(
            self._feed_url, lambda command: self._loop.put([command]), self._clock, client_name=self._client
        )
        feed.start()
        return feed

    def _pass_on(self, on_change: Callable[[PlannerChange], None]) -> bool:
        """Wait a little for the next change and pass it on; return whether there was one."""
        try:
            on_change(self._changes.get(timeout=_WAKE_S))
        except queue.Empty:
            return False
        return True

    def _run_loop(self, stop: threading.Event) -> None:
        try:
            self._loop.run()
        except Exception as error:  # noqa: BLE001 - told to the person by `run`
            self._fault.append(error)
            stop.set()
