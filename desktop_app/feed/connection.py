"""An open connection to a feed: messages in and out, every wait and every size bounded."""

import struct
from contextlib import suppress

from websocket import (
    ABNF,
    WebSocket,
    WebSocketException,
    WebSocketProtocolException,
    WebSocketTimeoutException,
)

from desktop_app.clock import Clock
from desktop_app.feed.deadline_socket import DeadlineSocket
from desktop_app.feed.dropped import NORMAL, DroppedError
from desktop_app.feed.frames import (
    BoundedFrameBuffer,
    MessageAssembler,
    Received,
    broken_protocol,
    payload_of,
)
from desktop_app.feed.strings import clipped
from desktop_app.feed.timings import FeedTimings


class FeedConnection:
    """Speaks WebSocket, on one thread."""

    def __init__(
        self, web_socket: WebSocket, sock: DeadlineSocket, clock: Clock, timings: FeedTimings
    ) -> None:
        """Take over `web_socket`, which is open and reads `sock`."""
        self._web_socket = web_socket
        self._socket = sock
        self._clock = clock
        self._timings = timings
        self._messages = MessageAssembler()
        self._frames = BoundedFrameBuffer(self._read, self._messages.bytes_left)
        self._midway_since_s: float | None = None

    @property
    def has_more(self) -> bool:
        """Whether bytes are here already that were not looked at."""
        return self._socket.has_more

    def receive(self, seconds: float) -> Received | None:
        """Return the next whole message, or None if none came within `seconds`.

        Pings are answered on the way, and half a message is kept until the next call. Raises
        DroppedError where the connection ended, or has to end.
        """
        self._socket.allow(seconds)
        try:
            while True:
                message = self._take(self._frames.recv_frame())
                if message is not None:
                    self._midway_since_s = None
                    return message
                self._socket.check_deadline()
        except TimeoutError:
            self._check_midway()
            return None
        except (WebSocketException, OSError, ValueError) as error:
            raise _dropped(error) from error

    def send(self, text: str) -> None:
        """Send a text message; raises DroppedError where it cannot be."""
        try:
            self._web_socket.send_text(text)
        except (WebSocketException, OSError, ValueError) as error:
            raise _dropped(error) from error

    def close(self, code: int | None) -> None:
        """Close the connection; tell the server `code` first, unless it is None. Never raises."""
        with suppress(WebSocketException, OSError, ValueError):
            if code is not None:
                self._web_socket.send_close(code)
                # What is unread when a socket closes would undo what was sent last.
                self._socket.drain(self._timings.close_s)
        self._socket.close()

    def _read(self, most_bytes: int) -> bytes:
        data = self._socket.recv(most_bytes)
        if not data:
            raise DroppedError("The feed hung up without a word.")
        return data

    def _take(self, frame: ABNF) -> Received | None:
        if frame.opcode == ABNF.OPCODE_PING:
            self._web_socket.pong(payload_of(frame))
        elif frame.opcode == ABNF.OPCODE_CLOSE:
            raise _closed_by_peer(payload_of(frame))
        elif frame.opcode != ABNF.OPCODE_PONG:
            return self._messages.add(frame)
        return None

    def _check_midway(self) -> None:
        """Raise DroppedError where a message has been on its way for too long."""
        if not (self._frames.is_midway or self._messages.is_midway):
            self._midway_since_s = None
            return
        now_s = self._clock.monotonic_s()
        if self._midway_since_s is None:
            self._midway_since_s = now_s
        elif now_s - self._midway_since_s > self._timings.message_s:
            raise DroppedError(
                f"The feed left a message unfinished for {self._timings.message_s:g} s.", close_code=NORMAL
            )


def _dropped(error: Exception) -> DroppedError:
    if isinstance(error, WebSocketProtocolException):
        return broken_protocol("a frame")
    if isinstance(error, WebSocketTimeoutException | TimeoutError):
        return DroppedError("The feed takes nothing in.")
    return DroppedError("The connection to the feed was lost.")


def _closed_by_peer(payload: bytes) -> DroppedError:
    if not payload:
        return DroppedError("The feed closed the connection without a reason.", close_code=NORMAL)
    (code,) = struct.unpack("!H", payload[:2])
    reason = clipped(payload[2:].decode("utf-8", "replace"))
    said = f": {reason}" if reason else ""
    message = f"The feed closed the connection with code {code}{said}."
    return DroppedError(message, close_code=code, peer_code=code)
