"""A socket with one deadline for many reads, which no trickle of bytes can stretch."""

import socket
from collections.abc import Callable

_CHUNK_BYTES = 1 << 16
_LEAST_S = 0.001


class DeadlineSocket:
    """Stands in for the socket that websocket-client reads and writes.

    A plain timeout begins anew with each byte; here `allow` sets one instant for all reads that
    follow. It reads ahead, so that small frames cost few system calls.
    """

    def __init__(self, raw: socket.socket, monotonic_s: Callable[[], float], send_s: float) -> None:
        """Read and write `raw`, which may be a TLS socket; a write may take `send_s` seconds."""
        self._raw = raw
        self._monotonic_s = monotonic_s
        self._send_s = send_s
        self._ahead = memoryview(b"")
        self._deadline_s = 0.0
        self._bytes_left: int | None = None

    @property
    def has_more(self) -> bool:
        """Whether bytes are here that were not asked for yet."""
        return len(self._ahead) > 0

    def allow(self, seconds: float, most_bytes: int | None = None) -> None:
        """Let reads go on for `seconds` from now, and for `most_bytes` in all; None for no end."""
        self._deadline_s = self._monotonic_s() + seconds
        self._bytes_left = most_bytes

    def check_deadline(self) -> None:
        """Raise TimeoutError where the deadline has passed, even if bytes are here."""
        self._left_s()

    def recv(self, most_bytes: int) -> bytes:
        """Return 1 to `most_bytes` bytes, none at the stream's end.

        Raises TimeoutError at the deadline, OSError where more came than is allowed.
        """
        if not self._ahead:
            self._raw.settimeout(self._left_s())
            self._ahead = memoryview(self._raw.recv(_CHUNK_BYTES))
        data = bytes(self._ahead[:most_bytes])
        self._ahead = self._ahead[most_bytes:]
        if self._bytes_left is not None:
            self._bytes_left -= len(data)
            if self._bytes_left < 0:
                raise OSError("too long an answer")
        return data

    def send(self, data: bytes) -> int:
        """Return how many bytes of `data` were sent; raises TimeoutError where none can be."""
        self._raw.settimeout(self._send_s)
        return self._raw.send(data)

    def gettimeout(self) -> float:
        """Return the seconds until the deadline; never 0, which would mean not to wait at all."""
        return max(self._deadline_s - self._monotonic_s(), _LEAST_S)

    def settimeout(self, seconds: float | None) -> None:
        """Do nothing: the deadline rules."""

    def drain(self, seconds: float) -> None:
        """Say that no more is written, and read what comes to nowhere, for `seconds` at most."""
        self._raw.shutdown(socket.SHUT_WR)
        self.allow(seconds)
        self._ahead = memoryview(b"")
        while self.recv(_CHUNK_BYTES):
            pass

    def close(self) -> None:
        """Close the socket."""
        self._raw.close()

    def _left_s(self) -> float:
        left_s = self._deadline_s - self._monotonic_s()
        if left_s <= 0:
            raise TimeoutError("timed out")
        return left_s
