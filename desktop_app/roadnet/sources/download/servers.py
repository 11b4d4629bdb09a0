"""Whom maps are asked of, and as whom we ask."""

from urllib.parse import SplitResult, urlsplit

import msgspec

from desktop_app import __version__
from desktop_app.errors import BadArgumentError

OVERPASS_URL = "https://overpass-api.de/api/interpreter"
NOMINATIM_URL = "https://nominatim.openstreetmap.org/search"

_OVERPASS_PATH = "/api/interpreter"
_NOMINATIM_PATH = "/search"
_LONGEST = 2_000
_LONGEST_CONTACT = 200
_LONGEST_SHOWN = 100


class MapServers(msgspec.Struct, frozen=True, kw_only=True):
    """The servers that maps come from; the defaults are the public ones.

    Attributes
    ----------
    overpass_url, nominatim_url
        Whole addresses, ``http://`` or ``https://``.
    contact
        A mail address or a page by which whoever runs a server can reach the person who asks; may be
        empty. It goes into the user agent, and nowhere else.
    """

    overpass_url: str = OVERPASS_URL
    nominatim_url: str = NOMINATIM_URL
    contact: str = ""


def checked_servers(servers: MapServers) -> MapServers:
    """Return `servers` with each address whole and each empty one the public server's.

    Raises
    ------
    BadArgumentError
        One of them cannot be used; the sentence says which, and why.
    """
    contact = servers.contact.strip()
    if len(contact) > _LONGEST_CONTACT or not contact.isascii() or not contact.isprintable():
        raise BadArgumentError("The contact cannot be used: give a mail address or a page, in plain letters.")
    return MapServers(
        overpass_url=_whole_url(servers.overpass_url or OVERPASS_URL, _OVERPASS_PATH),
        nominatim_url=_whole_url(servers.nominatim_url or NOMINATIM_URL, _NOMINATIM_PATH),
        contact=contact,
    )


def user_agent(contact: str) -> str:
    """Return the user agent that names this program, and whom to turn to where `contact` is given."""
    name = f"greenwave/{__version__}"
    return f"{name} (+{contact})" if contact else name


def _whole_url(text: str, usual_path: str) -> str:
    """Return an address, with `usual_path` where it has none."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        trouble = _trouble(url, parts)
    except ValueError as error:
        trouble = str(error).lower()
    if trouble:
        shown = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
        raise BadArgumentError(
            f"The server {shown!r} cannot be used: {trouble}; write it as https://HOST{usual_path}."
        )
    path = parts.path if parts.path.strip("/") else usual_path
    return f"{parts.scheme}://{parts.netloc}{path}"


def _trouble(url: str, parts: SplitResult) -> str:
    troubles = (
        (parts.scheme not in {"http", "https"}, "it does not begin with https:// or http://"),
        (len(url) > _LONGEST, "it is too long"),
        (not url.isascii() or not url.isprintable() or " " in url, "it holds what no address has"),
        (not parts.hostname, "it names no host"),
        ("@" in parts.netloc, "it holds a user name, which is not sent"),
        (bool(parts.query or parts.fragment), "it holds a ? or a #"),
        (parts.port == 0, "there is no port 0"),
    )
    return next((words for holds, words in troubles if holds), "")
