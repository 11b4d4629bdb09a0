"""The feed client: a thread that keeps one connection up and tells the planner what it hears."""

import logging
import threading
from collections.abc import Callable
from random import SystemRandom

from desktop_app.clock import Clock
from desktop_app.dispatch.commands import Command
from desktop_app.errors import FeedError
from desktop_app.feed.address import parse_feed_url
from desktop_app.feed.backoff import Backoff
from desktop_app.feed.connection import FeedConnection
from desktop_app.feed.dialling import Dialler, server_time_ms
from desktop_app.feed.dropped import NORMAL, POLICY, DroppedError
from desktop_app.feed.frames import Received
from desktop_app.feed.lifeline import Lifeline
from desktop_app.feed.session import FeedSession
from desktop_app.feed.timings import FeedTimings

_LOG = logging.getLogger(__name__)

_MOST_AT_ONCE = 200
"""Messages that are waiting and are taken in before the planner is told."""
_WATCHED_S = 10.0
"""How long the thread may be out of sight with a connection open; longer than any wait of its own."""
_GRACE_S = 0.5
"""What the thread is given beyond its own deadline, to end by itself and say why."""
_JOIN_S = 0.8


class FeedClient:
    """Listens to one feed until it is stopped."""

    def __init__(
        self,
        url: str,
        emit: Callable[[Command], None],
        clock: Clock,
        *,
        client_name: str = "greenwave",
        random: Callable[[], float] | None = None,
        timings: FeedTimings | None = None,
    ) -> None:
        """Prepare to listen to the feed at `url`, an address as ``ws://HOST:PORT``.

        Parameters
        ----------
        emit
            Called with each command, in order, on the client's thread.
        client_name
            What the server is told, as ``greenwave/0.1.0``.
        random
            Returns numbers from 0 up to 1, for the jitter of the waits; the system's own if None.

        Raises
        ------
        BadArgumentError
            Where `url` is no such address.
        """
        self._address = parse_feed_url(url)
        self._emit = emit
        self._clock = clock
        self._timings = timings or FeedTimings()
        self._session = FeedSession(clock, self._timings, client_name)
        self._backoff = Backoff(self._timings, random or SystemRandom().random)
        self._stopping = threading.Event()
        self._lifeline = Lifeline(clock)
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
        self._watchdog = threading.Thread(target=self._watch, name="feed-watchdog", daemon=True)

    def start(self) -> None:
        """Begin to listen; returns at once."""
        self._thread.start()
        self._watchdog.start()

    def stop(self) -> None:
        """End, within a second whatever the server does; nothing is emitted afterwards."""
        self._stopping.set()
        if self._thread.ident is None:
            return
        self._thread.join(_JOIN_S / 2)
        if self._thread.is_alive():
            self._lifeline.shut()
            self._thread.join(_JOIN_S / 2)
        self._watchdog.join(_JOIN_S / 2)

    def _run(self) -> None:
        self._tell()
        while not self._stopping.is_set():
            is_unwanted = self._try_safely() == POLICY
            self._tell()
            wait_s = self._backoff.wait_s(at_least_s=self._timings.refused_wait_s if is_unwanted else 0.0)
            self._stopping.wait(wait_s)

    def _watch(self) -> None:
        while not self._stopping.wait(self._timings.poll_s):
            self._lifeline.shut_if_overdue()

    def _try_safely(self) -> int | None:
        try:
            return self._try_once()
        except Exception as error:  # noqa: BLE001 - a thread that died would leave old traffic as if it were live
            _LOG.exception("the feed client failed")
            self._session.closed(f"A fault of ours ended the connection to the feed: {error!r}.")
            return None
        finally:
            self._lifeline.shut()

    def _try_once(self) -> int | None:
        """Connect, and listen until the connection ends; return the server's close code, if it gave one."""
        began_s = self._clock.monotonic_s()
        self._lifeline = Lifeline(self._clock)
        self._lifeline.expect(self._timings.connect_s + _GRACE_S)
        try:
            dialler = Dialler(self._address, self._clock, self._timings, self._lifeline)
            web_socket, sock = dialler.dial()
        except FeedError as error:
            self._session.closed(str(error))
            return None
        connection = FeedConnection(web_socket, sock, self._clock, self._timings)
        close_code: int | None = None
        try:
            self._session.opened(began_s, server_time_ms(web_socket))
            end = self._listen(connection)
            close_code = end.close_code
            self._note_end(end)
        finally:
            self._lifeline.expect(_WATCHED_S)
            connection.close(close_code)
        return end.peer_code

    def _listen(self, connection: FeedConnection) -> DroppedError:
        """Converse until the connection ends, or has to end; return why."""
        try:
            self._converse(connection)
        except DroppedError as dropped:
            return dropped
        ending = self._session.ending
        if ending is None:
            return DroppedError("", close_code=NORMAL)
        return DroppedError(ending.message, close_code=ending.code)

    def _note_end(self, end: DroppedError) -> None:
        if end.reason is not None:
            self._session.refuse(end.reason)
        if self._session.is_proven:
            self._backoff.begin_anew()
        self._session.closed(str(end))
        self._tell()

    def _converse(self, connection: FeedConnection) -> None:
        while not self._stopping.is_set():
            for text in self._session.take_frames():
                connection.send(text)
            self._tell()
            if self._session.ending is not None:
                return
            self._lifeline.expect(_WATCHED_S)
            self._take_in(connection)
            self._session.tick()

    def _take_in(self, connection: FeedConnection) -> None:
        """Wait for a message, and take in those that are here already behind it."""
        received = connection.receive(self._timings.poll_s)
        taken = 0
        while received is not None:
            self._hand_over(received)
            taken += 1
            if taken == _MOST_AT_ONCE or self._session.ending is not None or not connection.has_more:
                return
            received = connection.receive(0.0)

    def _hand_over(self, received: Received) -> None:
        if received.is_text:
            self._session.receive(received.data)
        else:
            self._session.refuse("binary")

    def _tell(self) -> None:
        for command in self._session.take_commands():
            if self._stopping.is_set():
                return
            self._emit(command)
