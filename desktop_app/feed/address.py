"""A feed's address, checked at the door."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from desktop_app.errors import BadArgumentError

_USUAL_PORTS = {"ws": 80, "wss": 443}
_LONGEST = 2_000
_LONGEST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """Where a feed is served.

    Attributes
    ----------
    scheme
        ``ws``, or ``wss`` where TLS is spoken.
    host, port
        Whom to connect to; an IPv6 address is without brackets.
    resource
        Path and query.
    """

    scheme: str
    host: str
    port: int
    resource: str

    @property
    def url(self) -> str:
        """The address as WebSocket libraries take it."""
        return f"{self.scheme}://{self}{self.resource}"

    def __str__(self) -> str:
        """Return host and port, for people."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def parse_feed_url(text: str) -> FeedAddress:
    """Return the address that `text` gives as ``ws://HOST:PORT/PATH`` or ``wss://...``.

    Raises BadArgumentError with a sentence where it is none.
    """
    url = text.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadArgumentError(_complaint(text, str(error).lower())) from error
    trouble = _trouble(url, parts)
    if trouble:
        raise BadArgumentError(_complaint(text, trouble))
    resource = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    usual_port = _USUAL_PORTS[parts.scheme]
    return FeedAddress(parts.scheme, parts.hostname or "", usual_port if port is None else port, resource)


def _trouble(url: str, parts: SplitResult) -> str:
    if parts.scheme not in _USUAL_PORTS:
        return "it does not begin with ws:// or wss://"
    if len(url) > _LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        return "it is too long, or holds characters that no address has"
    if not parts.hostname:
        return "it names no host"
    if "@" in parts.netloc:
        return "it holds a user name, which feeds do not take"
    if parts.port == 0:
        return "there is no port 0"
    return ""


def _complaint(text: str, why: str) -> str:
    shown = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return f"The feed address {shown!r} cannot be used: {why}; write it as ws://HOST:PORT."
