"""Where a server listens: the text of an address, and what can be wrong with it."""

import errno
import re
import socket

from desktop_app.errors import BadArgumentError

_PATTERN = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.%]+)\]|(?P<host>[^\[\]:/\s]+)):(?P<port>[0-9]{1,5})")
_HIGHEST_PORT = 65_535


def parse_listen_address(text: str) -> tuple[str, int]:
    """Return host and port of ``HOST:PORT`` or ``[IPV6]:PORT``; port 0 lets the machine choose a free one.

    Raises BadArgumentError where `text` is neither.
    """
    match = _PATTERN.fullmatch(text)
    if match is None or int(match["port"]) > _HIGHEST_PORT:
        raise BadArgumentError(
            f"{text!r} is no address to listen on; write HOST:PORT with a port up to 65535, "
            "for example 127.0.0.1:8765"
        )
    return match["six"] or match["host"], int(match["port"])


def feed_url(host: str, port: int) -> str:
    """Return the address as clients write it."""
    return f"ws://[{host}]:{port}" if ":" in host else f"ws://{host}:{port}"


def listen_error(error: OSError, host: str, port: int) -> BadArgumentError:
    """Return why the server cannot listen, as a sentence for a person."""
    where = f"{host}:{port}"
    if isinstance(error, socket.gaierror):
        return BadArgumentError(f"cannot listen on {where}: there is no host {host!r}; try 127.0.0.1:{port}")
    if error.errno == errno.EADDRINUSE:
        return BadArgumentError(
            f"cannot listen on {where}: another program uses port {port}; "
            f"choose another, or {host}:0 for any that is free"
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return BadArgumentError(
            f"cannot listen on {where}: this machine has no address {host}; try 127.0.0.1:{port}"
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return BadArgumentError(
            f"cannot listen on {where}: the system does not allow port {port}; choose one above 1023"
        )
    return BadArgumentError(f"cannot listen on {where}: {error.strerror or error}; try 127.0.0.1:{port}")
