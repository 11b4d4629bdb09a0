"""A feed server: a thread with an event loop that serves one `FeedState` to many clients."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future

from websockets.asyncio.server import Server, ServerConnection, serve

from desktop_app.clock import Clock
from desktop_app.errors import FeedError
from desktop_app.hub.address import feed_url, listen_error
from desktop_app.hub.client_session import ClientSession, ServerLimits
from desktop_app.hub.feed_state import FeedState
from desktop_app.traffic.words import Word

_CLOSE_S = 1.0
_ANSWER_S = 30.0

_LOG = logging.getLogger(__name__)
# A peer's failed handshake is no error of ours: without a log file it goes nowhere.
_LOG.addHandler(logging.NullHandler())


class FeedServer:
    """Serves a state; between `start` and `stop` the state belongs to the server's thread."""

    def __init__(self, state: FeedState, clock: Clock, limits: ServerLimits | None = None) -> None:
        """Serve `state`, and open no socket yet."""
        self._state = state
        self._clock = clock
        self._limits = limits or ServerLimits()
        self._clients: set[ClientSession] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: asyncio.Event | None = None
        self._thread: threading.Thread | None = None

    def start(self, host: str, port: int) -> str:
        """Listen, and return the address for clients, ``ws://HOST:PORT``; port 0 takes a free one.

        Raises BadArgumentError where the address cannot be listened on.
        """
        listening: Future[int] = Future()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._run(host, port, listening)), name="feed server"
        )
        self._thread.start()
        try:
            return feed_url(host, listening.result())
        except OSError as error:
            self._thread.join()
            raise listen_error(error, host, port) from error

    def publish(self, words: Sequence[Word], steps: int = 1) -> None:
        """Take `words` into the state, `steps` sequence numbers on, and tell all clients; from any thread.

        Returns once the state holds them, so that a fast story cannot run ahead of its server.
        Raises FeedError where the server does not run.
        """
        if self._loop is None:
            raise FeedError("The feed server does not run; start it before traffic is published.")
        published = asyncio.run_coroutine_threadsafe(self._publish(words, steps), self._loop)
        try:
            published.result(_ANSWER_S)
        except TimeoutError as error:
            raise FeedError(
                f"The feed server has not answered for {_ANSWER_S:g} s; start it again."
            ) from error

    def stop(self) -> None:
        """Close all connections and the socket; returns when the thread has ended."""
        if self._thread is None:
            return
        if self._loop is not None and self._end is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()

    async def _run(self, host: str, port: int, listening: "Future[int]") -> None:
        self._end = asyncio.Event()
        try:
            server = await self._listen(host, port)
        except OSError as error:
            listening.set_exception(error)
            return
        async with server:
            self._loop = asyncio.get_running_loop()
            beat = asyncio.create_task(self._beat())
            listening.set_result(next(iter(server.sockets)).getsockname()[1])
            await self._end.wait()
            self._loop = None
            beat.cancel()

    async def _listen(self, host: str, port: int) -> Server:
        return await serve(
            self._serve_client,
            host,
            port,
            compression=None,
            max_size=self._limits.request_bytes,
            open_timeout=self._limits.hello_s,
            close_timeout=_CLOSE_S,
            logger=_LOG,
        )

    async def _serve_client(self, connection: ServerConnection) -> None:
        session = ClientSession(connection, self._state, self._clock, self._limits)
        if len(self._clients) >= self._limits.most_clients:
            await session.refuse("busy", f"This server already serves {len(self._clients)} clients.")
            return
        self._clients.add(session)
        try:
            await session.converse()
        finally:
            self._clients.discard(session)

    async def _publish(self, words: Sequence[Word], steps: int) -> None:
        frame = self._state.apply(words, steps)
        if frame is not None:
            self._tell_all(frame)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._limits.heartbeat_s)
            self._tell_all(self._state.heartbeat(self._clock.now_ms()))

    def _tell_all(self, frame: str) -> None:
        for client in tuple(self._clients):
            client.tell(frame)
