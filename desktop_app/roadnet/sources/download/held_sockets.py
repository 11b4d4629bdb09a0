"""A session of requests whose sockets can be shut from another thread, so that no wait outlives its use."""

import socket
import threading
from contextlib import suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager


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


def held_session(held: HeldSockets) -> requests.Session:
    """Return a session that follows no redirect by itself, sends no stored password and verifies TLS.

    Proxies and certificates that the environment names are used.
    """
    session = requests.Session()
    adapter = _HeldAdapter(held)
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
    # Else requests would look for a password in the user's .netrc.
    session.auth = _without_password
    return session


class _HeldAdapter(HTTPAdapter):
    """Makes connections whose sockets are held."""

    def __init__(self, held: HeldSockets) -> None:
        self._pools = _pool_classes(held)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - urllib3's own
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *arguments: Any, **options: Any) -> PoolManager:  # noqa: ANN401 - urllib3's own
        manager: PoolManager = super().proxy_manager_for(*arguments, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pool_classes(held: HeldSockets) -> dict[str, type[HTTPConnectionPool]]:
    """Return urllib3's pools by scheme, made to tell `held` of each socket."""

    class HeldConnection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            held.hold(self.sock)

    class HeldTlsConnection(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            held.hold(self.sock)

    class HeldPool(HTTPConnectionPool):
        ConnectionCls = HeldConnection

    class HeldTlsPool(HTTPSConnectionPool):
        ConnectionCls = HeldTlsConnection

    return {"http": HeldPool, "https": HeldTlsPool}


def _without_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):
        # Not TLS's own shutdown, which would take its state away from the thread that reads.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
