"""One client's conversation with a feed server, from its hello to its end."""

import asyncio
from dataclasses import dataclass

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from desktop_app.clock import Clock
from desktop_app.feed.messages import VERSION, Hello, ResyncRequest
from desktop_app.feed.reading import read_request
from desktop_app.feed.refusals import Refusal
from desktop_app.feed.wire import encode_error
from desktop_app.hub.feed_state import FeedState
from desktop_app.hub.outbox import Outbox

POLICY_VIOLATION = 1008
TRY_AGAIN_LATER = 1013


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLimits:
    """What a server allows its clients.

    Attributes
    ----------
    heartbeat_s
        Seconds between heartbeats.
    hello_s
        How long a client may take to say hello.
    stall_s
        How long one message may take to go out.
    backlog_bytes
        How much may wait for one client beside a snapshot.
    most_clients
        How many are served at once.
    request_bytes
        The longest message that a client may send.
    """

    heartbeat_s: float = 5.0
    hello_s: float = 5.0
    stall_s: float = 20.0
    backlog_bytes: int = 8 << 20
    most_clients: int = 200
    request_bytes: int = 1 << 16


class ClientSession:
    """Serves one client; belongs to the event loop's thread."""

    def __init__(
        self, connection: ServerConnection, state: FeedState, clock: Clock, limits: ServerLimits
    ) -> None:
        """Serve `state` over `connection`, which has shaken hands."""
        self._connection = connection
        self._state = state
        self._clock = clock
        self._limits = limits
        self._outbox = Outbox(limits.backlog_bytes)
        self._greeted = False

    def tell(self, frame: str) -> None:
        """Send a delta or a heartbeat in its turn; a client that has not said hello gets none."""
        if self._greeted:
            self._outbox.put(frame)

    async def refuse(self, code: str, message: str) -> None:
        """Say why this client is not served, and close."""
        try:
            await self._send(encode_error(code, message))
            await self._connection.close(POLICY_VIOLATION, code)
        except (ConnectionClosed, TimeoutError):
            return

    async def converse(self) -> None:
        """Serve the client until it goes, breaks the rules, or cannot keep up."""
        hello = await self._hello()
        if hello is None:
            return
        self._greet(hello)
        tasks = [
            asyncio.create_task(self._send_all()),
            asyncio.create_task(self._read_all()),
            asyncio.create_task(self._outbox.overflown.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._connection.close(TRY_AGAIN_LATER, "too slow: connect again for a snapshot")

    async def _hello(self) -> Hello | None:
        """Return the client's hello; None where it said something else, which is refused."""
        try:
            async with asyncio.timeout(self._limits.hello_s):
                frame = await self._connection.recv()
        except TimeoutError:
            await self.refuse("bad_request", f"Say hello within {self._limits.hello_s:g} s.")
            return None
        except ConnectionClosed:
            return None
        request = _read(frame)
        if isinstance(request, Hello):
            return request
        if isinstance(request, Refusal) and request.reason == "bad_version":
            said = request.said or "none"
            await self.refuse(
                "bad_version", f"This server speaks version {VERSION} of the feed, the hello names {said}."
            )
        elif isinstance(request, Refusal):
            await self.refuse("bad_request", f"The first message must be a hello ({request.reason}).")
        else:
            await self.refuse("bad_request", "The first message must be a hello.")
        return None

    def _greet(self, hello: Hello) -> None:
        """Queue the welcome, and what the client lacks."""
        self._greeted = True
        self._outbox.put(self._state.welcome(self._limits.heartbeat_s))
        deltas = self._state.since(hello.resume)
        if deltas is None:
            self._outbox.put_snapshot(self._state.snapshot(self._clock.now_ms()))
            return
        for frame in deltas:
            self._outbox.put(frame)

    async def _send_all(self) -> None:
        """Send what waits; ends where the client takes too long over one message, or is gone."""
        try:
            while True:
                await self._send(await self._outbox.take())
        except (ConnectionClosed, TimeoutError):
            return

    async def _send(self, frame: str) -> None:
        async with asyncio.timeout(self._limits.stall_s):
            await self._connection.send(frame)

    async def _read_all(self) -> None:
        """Answer what the client asks; what it should not have said never ends the connection."""
        try:
            async for frame in self._connection:
                self._answer(_read(frame))
        except ConnectionClosed:
            return

    def _answer(self, request: Hello | ResyncRequest | Refusal) -> None:
        if isinstance(request, ResyncRequest):
            # A client may ask again before it has read the answer; one is enough.
            if not self._outbox.has_snapshot:
                self._outbox.put_snapshot(self._state.snapshot(self._clock.now_ms()))
        elif isinstance(request, Hello):
            self._outbox.put(encode_error("bad_request", "The hello was said before; ask for a resync."))
        elif request.reason != "unknown_type":
            self._outbox.put(encode_error("bad_request", f"That is no request ({request.reason})."))


def _read(frame: str | bytes) -> Hello | ResyncRequest | Refusal:
    return Refusal("binary") if isinstance(frame, bytes) else read_request(frame.encode())
