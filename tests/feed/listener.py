"""A client under test, and what it told."""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from desktop_app.clock import SystemClock
from desktop_app.dispatch.commands import ApplyFeed, Command, FeedStatus, ReplaceFeed
from desktop_app.feed.client import FeedClient
from desktop_app.feed.timings import FeedTimings

QUICK = FeedTimings(
    connect_s=1.0,
    least_welcome_s=0.2,
    stale_hold_s=0.15,
    resync_s=0.1,
    resync_again_s=0.3,
    message_s=1.0,
    close_s=0.3,
    first_wait_s=0.02,
    longest_wait_s=0.2,
    refused_wait_s=0.1,
    proven_s=0.5,
    poll_s=0.02,
    status_s=0.01,
)


class Listener:
    """Runs a client and waits for what it tells."""

    def __init__(self, url: str, timings: FeedTimings = QUICK) -> None:
        """Prepare a client of `url`."""
        self._changed = threading.Condition()
        self.commands: list[Command] = []
        self.client = FeedClient(
            url, self._hear, SystemClock(), client_name="greenwave/0", random=lambda: 0.5, timings=timings
        )

    def __enter__(self) -> Self:
        """Start the client."""
        self.client.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the client."""
        self.client.stop()

    def wait_for(self, met: Callable[[Self], bool], seconds: float = 15.0) -> None:
        """Wait until `met`; fails with what was heard."""
        with self._changed:
            assert self._changed.wait_for(lambda: met(self), seconds), self.commands[-5:]

    def wait_for_state(self, state: str) -> None:
        """Wait until the newest status says `state`."""
        self.wait_for(lambda _: self.status is not None and self.status.state == state)

    @property
    def statuses(self) -> list[FeedStatus]:
        """What was told of the connection."""
        return [command for command in self.commands if isinstance(command, FeedStatus)]

    @property
    def status(self) -> FeedStatus | None:
        """The newest status."""
        return self.statuses[-1] if self.statuses else None

    @property
    def rejected(self) -> dict[str, int]:
        """What was refused so far."""
        return self.status.rejected if self.status is not None else {}

    @property
    def messages(self) -> list[str]:
        """The troubles told, in order."""
        return [status.message for status in self.statuses if status.message]

    @property
    def states(self) -> list[str]:
        """The states in order, repeats merged."""
        states: list[str] = []
        for status in self.statuses:
            if states[-1:] != [status.state]:
                states.append(status.state)
        return states

    @property
    def held(self) -> list[str]:
        """The ids that a planner was told of."""
        ids: list[str] = []
        for command in self.commands:
            if isinstance(command, ReplaceFeed):
                ids.clear()
            if isinstance(command, ReplaceFeed | ApplyFeed):
                ids += [getattr(word, "id", "block") for word in command.words]
        return ids

    def _hear(self, command: Command) -> None:
        with self._changed:
            self.commands.append(command)
            self._changed.notify_all()
