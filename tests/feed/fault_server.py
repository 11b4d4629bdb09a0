"""A feed server on loopback that does what each test tells it, right or wrong, byte by byte."""

import base64
import hashlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from desktop_app.clock import SystemClock
from desktop_app.feed.wire import encode_heartbeat, encode_snapshot, encode_welcome
from desktop_app.traffic.words import ClearWord
from tests.feed.updates_json import Json

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
HEARTBEAT_S = 0.3
LONGEST_S = 20.0


class Caller:
    """One client, as the server sees it."""

    def __init__(self, raw: socket.socket) -> None:
        """Speak over `raw`."""
        raw.settimeout(LONGEST_S)
        self.raw = raw
        self.came_s = time.monotonic()
        self.request = b""
        self.texts: list[Json] = []
        self.pongs: list[bytes] = []
        self.close_code: int | None = None

    def read_request(self) -> None:
        """Read the client's HTTP request."""
        while b"\r\n\r\n" not in self.request:
            data = self.raw.recv(4096)
            if not data:
                raise ConnectionError("the client hung up")
            self.request += data

    def accept_key(self) -> str:
        """Return the answer to the client's key."""
        (key,) = [
            line[19:] for line in self.request.split(b"\r\n") if line.startswith(b"Sec-WebSocket-Key: ")
        ]
        digest = hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()  # noqa: S324 - RFC 6455 says so
        return base64.b64encode(digest).decode()

    def answer(self, status: str, *headers: str) -> None:
        """Answer the HTTP request."""
        self.raw.sendall("\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode())

    def shake_hands(self, *headers: str) -> None:
        """Open the WebSocket."""
        self.read_request()
        accept = f"Sec-WebSocket-Accept: {self.accept_key()}"
        self.answer("101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", accept, *headers)

    def frame(self, opcode: int, payload: bytes = b"", *, fin: bool = True) -> None:
        """Send a frame."""
        self.raw.sendall(frame_bytes(opcode, payload, fin=fin))

    def say(self, text: str) -> None:
        """Send a text message."""
        self.frame(TEXT, text.encode())

    def welcome(self, *ids: str, seq: int = 1, epoch: str = "e7") -> None:
        """Open the WebSocket, take the hello, and send welcome and a snapshot."""
        self.shake_hands()
        self.wait_for_text()
        self.say(encode_welcome(epoch, seq, HEARTBEAT_S))
        words = [ClearWord(source="sim", id=name, ts_ms=0) for name in ids]
        self.say(encode_snapshot(epoch, seq, 1, 1, words))

    def beat(self, seq: int = 1, *, until: Callable[[], bool] = lambda: False) -> None:
        """Send heartbeats until the client is gone, or `until` is true."""
        while not until():
            self.say(encode_heartbeat(seq, SystemClock().now_ms(), []))
            self.listen(HEARTBEAT_S / 2)

    def wait_for_text(self) -> Json:
        """Return the client's next message."""
        seen = len(self.texts)
        while len(self.texts) == seen:
            self.listen(LONGEST_S)
        return self.texts[-1]

    def wait_for_close(self) -> None:
        """Wait until the client is gone; what it sends is kept."""
        while True:
            self.listen(LONGEST_S)

    def pause(self, seconds: float) -> None:
        """Wait `seconds`, whatever the client sends; raises where it is gone."""
        self.raw.settimeout(seconds)
        with suppress(TimeoutError):
            if not self.raw.recv(1 << 16):
                raise ConnectionError("the client hung up")
        self.raw.settimeout(LONGEST_S)

    def listen(self, seconds: float) -> None:
        """Take in one frame of the client if one begins within `seconds`; raises where it is gone."""
        self.raw.settimeout(seconds)
        try:
            head = self.raw.recv(2)
        except TimeoutError:
            return
        finally:
            self.raw.settimeout(LONGEST_S)
        head += self._exactly(2 - len(head))
        opcode, length = head[0] & 15, head[1] & 127
        if length == 126:
            (length,) = struct.unpack("!H", self._exactly(2))
        mask = self._exactly(4)
        payload = bytes(byte ^ mask[i % 4] for i, byte in enumerate(self._exactly(length)))
        if opcode == TEXT:
            self.texts.append(json.loads(payload))
        elif opcode == PONG:
            self.pongs.append(payload)
        elif opcode == CLOSE:
            (self.close_code,) = struct.unpack("!H", payload[:2])

    def _exactly(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            more = self.raw.recv(count - len(data))
            if not more:
                raise ConnectionError("the client hung up")
            data += more
        return data


def frame_bytes(
    opcode: int, payload: bytes, *, fin: bool = True, first_bits: int = 0, masked: bool = False
) -> bytes:
    """Return a frame as bytes; `first_bits` are set in its first byte besides."""
    first = (0x80 if fin else 0) | first_bits | opcode
    mask_bit = 0x80 if masked else 0
    if len(payload) < 126:
        head = struct.pack("!BB", first, mask_bit | len(payload))
    elif len(payload) < 1 << 16:
        head = struct.pack("!BBH", first, mask_bit | 126, len(payload))
    else:
        head = struct.pack("!BBQ", first, mask_bit | 127, len(payload))
    return head + (b"\0\0\0\0" if masked else b"") + payload


Script = Callable[[Caller], None]


class FaultServer:
    """Gives each client the next script; the last one again and again."""

    def __init__(self, *scripts: Script, port: int = 0) -> None:
        """Listen on `port`, or on a free one."""
        self._scripts = scripts
        self._listener = socket.create_server(("127.0.0.1", port))
        self._threads: list[threading.Thread] = []
        self.callers: list[Caller] = []

    @property
    def url(self) -> str:
        """The address for clients."""
        return f"ws://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        """Begin to serve."""
        self._serve(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every connection."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for caller in self.callers:
            with suppress(OSError):
                caller.raw.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(LONGEST_S)

    def _serve(self, run: Callable[[], None]) -> None:
        thread = threading.Thread(target=run, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller = Caller(self._listener.accept()[0])
                script = self._scripts[min(len(self.callers), len(self._scripts) - 1)]
                self.callers.append(caller)
                self._serve(lambda caller=caller, script=script: _play(script, caller))  # type: ignore[misc] # bound here


def _play(script: Script, caller: Caller) -> None:
    with caller.raw, suppress(OSError):
        script(caller)


def sound(caller: Caller) -> None:
    """Be a good server with one record."""
    caller.welcome("sound")
    caller.beat()
