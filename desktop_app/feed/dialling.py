"""From an address to an open WebSocket, within one deadline."""

import socket
import ssl
from email.utils import parsedate_to_datetime

from websocket import WebSocket, WebSocketBadStatusException, WebSocketException, WebSocketTimeoutException

from desktop_app.clock import Clock
from desktop_app.errors import FeedError
from desktop_app.feed.address import FeedAddress
from desktop_app.feed.deadline_socket import DeadlineSocket
from desktop_app.feed.lifeline import Lifeline
from desktop_app.feed.timings import FeedTimings

_MOST_HANDSHAKE_BYTES = 1 << 16


class Dialler:
    """Opens one WebSocket; its lifeline gets every socket before it is waited for."""

    def __init__(self, address: FeedAddress, clock: Clock, timings: FeedTimings, lifeline: Lifeline) -> None:
        """Connect to `address` from now on, as `timings` allow."""
        self._address = address
        self._clock = clock
        self._timings = timings
        self._lifeline = lifeline
        self._deadline_s = clock.monotonic_s() + timings.connect_s

    def dial(self) -> tuple[WebSocket, DeadlineSocket]:
        """Return the open WebSocket and the socket that it reads; raises FeedError with a sentence."""
        where = f"The feed at {self._address}"
        try:
            return self._shake_hands(self._secured(self._connect()))
        except socket.gaierror as error:
            raise FeedError(f"There is no host {self._address.host!r} to serve the feed.") from error
        except (TimeoutError, WebSocketTimeoutException) as error:
            raise FeedError(f"{where} did not answer within {self._timings.connect_s:g} s.") from error
        except ssl.SSLError as error:
            raise FeedError(f"{where} cannot be trusted: {error.reason or error}.") from error
        except OSError as error:
            raise FeedError(f"{where} cannot be reached: {error.strerror or error}.") from error
        except (WebSocketException, ValueError) as error:
            raise FeedError(f"{where} is no WebSocket server: {_why(error)}.") from error

    def _connect(self) -> socket.socket:
        found = socket.getaddrinfo(self._address.host, self._address.port, type=socket.SOCK_STREAM)
        trouble = OSError("it has no address")
        for place, (family, kind, protocol, _, address) in enumerate(found):
            raw = socket.socket(family, kind, protocol)
            self._lifeline.hold(raw)
            try:
                # Each address gets an equal share of what is left.
                raw.settimeout(self._left_s() / (len(found) - place))
                raw.connect(address)
            except OSError as error:
                raw.close()
                trouble = error
            else:
                raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return raw
        raise trouble

    def _secured(self, raw: socket.socket) -> socket.socket:
        if self._address.scheme != "wss":
            return raw
        secured = ssl.create_default_context().wrap_socket(
            raw, server_hostname=self._address.host, do_handshake_on_connect=False
        )
        self._lifeline.hold(secured)
        try:
            secured.settimeout(self._left_s())
            secured.do_handshake()
        except OSError:
            secured.close()
            raise
        return secured

    def _shake_hands(self, raw: socket.socket) -> tuple[WebSocket, DeadlineSocket]:
        sock = DeadlineSocket(raw, self._clock.monotonic_s, self._timings.connect_s)
        web_socket = WebSocket(enable_multithread=False, skip_utf8_validation=True)
        try:
            sock.allow(self._left_s(), _MOST_HANDSHAKE_BYTES)
            web_socket.connect(  # type: ignore[no-untyped-call] # websocket-client leaves it untyped
                self._address.url, socket=sock, redirect_limit=0, suppress_origin=True
            )
        except (WebSocketException, OSError, ValueError):
            raw.close()
            raise
        return web_socket, sock

    def _left_s(self) -> float:
        left_s = self._deadline_s - self._clock.monotonic_s()
        if left_s <= 0:
            raise TimeoutError("timed out")
        return left_s


def server_time_ms(web_socket: WebSocket) -> int | None:
    """Return the time by which the handshake's answer is dated, milliseconds since 1970, or None."""
    headers = web_socket.getheaders() or {}
    try:
        return round(parsedate_to_datetime(headers["date"]).timestamp() * 1000)
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _why(error: Exception) -> str:
    if isinstance(error, WebSocketBadStatusException) and error.status_code:
        return f"it answered with HTTP status {error.status_code}"
    if "edirect" in str(error):
        return "it answered with a redirect, which is not followed"
    return "its answer is no handshake"
