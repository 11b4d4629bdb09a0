"""What can end a wait on a socket from outside: the watchdog's hold on it."""

import socket
import threading
from contextlib import suppress

from desktop_app.clock import Clock


class Lifeline:
    """Holds the socket that a thread waits on; safe to use from any thread."""

    def __init__(self, clock: Clock) -> None:
        """Hold nothing, and expect nothing."""
        self._clock = clock
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._is_shut = False
        self._due_s = float("inf")

    def hold(self, sock: socket.socket) -> None:
        """Hold `sock` from now on; it is shut at once if the line was cut before."""
        with self._lock:
            self._socket = sock
            if self._is_shut:
                self._shut_socket()

    def expect(self, seconds: float) -> None:
        """Note that the thread promises to be heard of within `seconds`."""
        self._due_s = self._clock.monotonic_s() + seconds

    def shut(self) -> None:
        """End whatever is waited for on the socket, now and later."""
        with self._lock:
            self._is_shut = True
            self._shut_socket()

    def shut_if_overdue(self) -> None:
        """Shut the socket if the thread has broken its promise."""
        if self._clock.monotonic_s() > self._due_s:
            self.shut()

    def _shut_socket(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                # Not TLS's own shutdown, which would take its state away from the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
