"""What went wrong on the wire, in words."""

import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

from urllib3.exceptions import (
    ConnectTimeoutError,
    IncompleteRead,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
)

_CHECK = "check the connection to the internet and the server's address"

_UNREACHABLE = f"{{host}} cannot be reached: {{reason}}; {_CHECK}."

_WORDS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((ProxyError,), "The proxy before {host} cannot be used: {reason}; check the system's proxy."),
    ((NameResolutionError,), f"There is no host {{host!r}}; {_CHECK}."),
    ((ssl.SSLError,), "{host} cannot be trusted: {reason}; nothing was taken from it."),
    # urllib3 counts each of them as a timeout too.
    ((NewConnectionError,), _UNREACHABLE),
    ((ConnectTimeoutError, ReadTimeoutError), f"{{host}} did not answer in time; {_CHECK}, or try later."),
    ((IncompleteRead, ProtocolError), "The answer of {host} was cut short; try again."),
)
"""Kinds of failures, and a sentence for each; the first that fits counts."""


def failure_words(error: Exception, url: str) -> str:
    """Return a sentence on why nothing whole came from `url`."""
    causes = tuple(_causes(error))
    fitting = (words for kinds, words in _WORDS if any(isinstance(cause, kinds) for cause in causes))
    return next(fitting, _UNREACHABLE).format(host=urlsplit(url).netloc, reason=_reason(causes))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and all that it was made of; requests wraps urllib3's, which wrap the system's."""
    ahead, seen = [error], set()
    while ahead:
        cause = ahead.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = [getattr(cause, "reason", None), cause.__cause__, cause.__context__, *cause.args]
        ahead += [part for part in inner if isinstance(part, BaseException)]


def _reason(causes: tuple[BaseException, ...]) -> str:
    """Return the innermost reason that the system states."""
    for cause in reversed(causes):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        if isinstance(cause, OSError) and cause.strerror:
            return str(cause.strerror)
    return type(causes[0]).__name__
