"""Which feed is listened to: one at a time, exchanged without holding up the planner."""

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from desktop_app.dispatch.commands import Command, FeedStatus, ReplaceFeed
from desktop_app.errors import GreenwaveError


class Feed(Protocol):
    """A feed client."""

    def start(self) -> None:
        """Begin to listen, on a thread of its own."""

    def stop(self) -> None:
        """End; may take some seconds where the server does not answer."""


MakeFeed = Callable[[str, Callable[[Command], None]], Feed]
"""Returns the client of an address; it puts its commands where the second argument says."""


class FeedSwitch:
    """Stops and starts feed clients on a thread of its own."""

    def __init__(self, make_feed: MakeFeed, put: Callable[[Sequence[Command]], None]) -> None:
        """Let the clients that `make_feed` makes fill an inbox by `put`."""
        self._make_feed = make_feed
        self._put = put
        self._changed = threading.Condition()
        self._wanted: str | None = None
        self._version = 0
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="feed-switch", daemon=True)
        self._thread.start()

    def connect(self, url: str | None) -> None:
        """Listen to `url` from now on, or to none; returns at once."""
        with self._changed:
            self._wanted = url
            self._version += 1
            self._changed.notify_all()

    def stop(self, grace_s: float) -> None:
        """End the client that listens, and wait up to `grace_s` for it."""
        with self._changed:
            self._ending = True
            self._version += 1
            self._changed.notify_all()
        self._thread.join(grace_s)

    def _run(self) -> None:
        version = 0
        feed: Feed | None = None
        while True:
            version, url, ending = self._next(version)
            if feed is not None:
                feed.stop()
                feed = None
            if ending:
                return
            self._put([ReplaceFeed(words=())])
            if url is None:
                self._put([_status("off")])
            else:
                feed = self._started(url, self._emitter(version))

    def _next(self, seen: int) -> tuple[int, str | None, bool]:
        """Return version, address and whether to end, once there is something newer than `seen`."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != seen)
            return self._version, self._wanted, self._ending

    def _started(self, url: str, emit: Callable[[Command], None]) -> Feed | None:
        try:
            feed = self._make_feed(url, emit)
            feed.start()
        except GreenwaveError as error:
            emit(_status("lost", str(error)))
            return None
        return feed

    def _emitter(self, version: int) -> Callable[[Command], None]:
        def emit(command: Command) -> None:
            # A client that is slow to end must not speak for its successor.
            if version == self._version:
                self._put([command])

        return emit


def _status(state: str, message: str = "") -> FeedStatus:
    return FeedStatus(state=state, seq=0, heard_ms=None, rejected={}, message=message)
