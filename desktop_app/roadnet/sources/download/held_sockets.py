"""Sockets that can be shut from another thread, so that no wait outlives its use."""

import socket
import threading
from contextlib import suppress


class HeldSockets:
    """Holds every socket that a session opens; safe to use from any thread."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self._is_shut = False

    def hold(self, sock: socket.socket | None) -> None:
        """Hold `sock` from now on; it is shut at once if all were shut before."""
        if sock is None:
            return
        with self._lock:
            self._held.append(sock)
            if self._is_shut:
                _shut(sock)

    def shut(self) -> None:
        """End whatever is waited for on any of the sockets, now and later."""
        with self._lock:
            self._is_shut = True
            for sock in self._held:
                _shut(sock)


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):
        # Not TLS's own shutdown, which would take its state away from the thread that reads.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
