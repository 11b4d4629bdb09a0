"""The feed client: a thread that keeps one connection up and tells the planner what it hears."""

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

_MOST_AT_ONCE = 200
"""Messages that are waiting and are taken in before the planner is told."""
_WATCHED_S = 10.0
"""How long the thread may be out of sight with a connection open; longer than any wait of its own."""
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
            peer_code = self._try_once()
            self._tell()
            is_unwanted = peer_code == POLICY
            wait_s = self._backoff.wait_s(at_least_s=self._timings.refused_wait_s if is_unwanted else 0.0)
            self._stopping.wait(wait_s)

    def _watch(self) -> None:
        while not self._stopping.wait(self._timings.poll_s):
            self._lifeline.shut_if_overdue()

    def _try_once(self) -> int | None:
        """Connect, and listen until the connection ends; return the server's close code, if it gave one."""
        began_s = self._clock.monotonic_s()
        self._lifeline = Lifeline(self._clock)
        self._lifeline.expect(self._timings.connect_s)
        try:
            dialler = Dialler(self._address, self._clock, self._timings, self._lifeline)
            web_socket, sock = dialler.dial()
        except FeedError as error:
            self._session.closed(str(error))
            return None
        connection = FeedConnection(web_socket, sock, self._clock, self._timings)
        self._session.opened(began_s, server_time_ms(web_socket))
        return self._listen(connection)

    def _listen(self, connection: FeedConnection) -> int | None:
        close_code: int | None = NORMAL
        peer_code = None
        message = ""
        try:
            self._converse(connection)
        except DroppedError as dropped:
            close_code, peer_code, message = dropped.close_code, dropped.peer_code, str(dropped)
            if dropped.reason is not None:
                self._session.refuse(dropped.reason)
        if self._session.is_proven:
            self._backoff.begin_anew()
        ending = self._session.ending
        if ending is not None:
            close_code, message = ending.code, ending.message
        self._session.closed(message)
        self._tell()
        self._lifeline.expect(_WATCHED_S)
        connection.close(close_code)
        return peer_code

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
