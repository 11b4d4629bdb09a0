"""From the text of a session file to a session: each part and row is judged by itself."""

import codecs
import json
import math
import re
from collections.abc import Callable
from typing import TypeVar

import msgspec

from desktop_app.dispatch.commands import AddRoute, RestoreEdit
from desktop_app.dispatch.edits import ACTIONS
from desktop_app.errors import SessionError
from desktop_app.routing.request import LonLat
from desktop_app.routing.request_check import MOST_VIAS
from desktop_app.storage.session import SESSION_VERSION, Session, WindowState
from desktop_app.traffic.words import FASTEST_KPH, SLOWEST_KPH

PROGRAM = "greenwave"
"""Says that a JSON file is a session of ours."""
MAX_ROUTES = 10_000
MAX_EDITS = 10_000
MAX_TEXT = 10_000

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FEED = re.compile(r"wss?://[^\s/]\S*")
_INT64 = 2**63
_NONE = msgspec.Raw(b"null")

T = TypeVar("T")


class _File(msgspec.Struct, kw_only=True):
    """A session file whose parts are not read yet."""

    program: str
    version: int
    map_source: msgspec.Raw = _NONE
    feed_url: msgspec.Raw = _NONE
    routes: msgspec.Raw = _NONE
    edits: msgspec.Raw = _NONE
    window: msgspec.Raw = _NONE


class _Written(Session, frozen=True, kw_only=True):
    """A session as it is written."""

    program: str = PROGRAM


def session_text(session: Session) -> bytes:
    """Return the text of a session file, UTF-8, indented for people."""
    written = _Written(**msgspec.structs.asdict(session))
    return msgspec.json.format(msgspec.json.encode(written), indent=1)


def read_session(text: bytes) -> tuple[Session, list[str]]:
    """Return the session in `text`, and a sentence for each part that had to be left out.

    Raises
    ------
    SessionError
        The whole is no session of ours, is damaged, or comes from a newer program: the reason as the end
        of a sentence.
    """
    file = _file(text)
    notes: list[str] = []
    routes = _rows(file.routes, AddRoute, _check_route, "route", notes)[:MAX_ROUTES]
    edits = _rows(file.edits, RestoreEdit, _check_edit, "manual edit", notes)[:MAX_EDITS]
    session = Session(
        map_source=_part(file.map_source, str, _check_nothing, "map's path", notes) or "",
        feed_url=_part(file.feed_url, str, _check_feed, "feed's address", notes),
        routes=_unique(routes),
        edits=_unique(edits),
        window=_part(file.window, WindowState, _check_window, "window's place", notes) or WindowState(),
    )
    return session, notes


def _file(text: bytes) -> _File:
    text = text.removeprefix(codecs.BOM_UTF8).strip()
    if not text:
        raise SessionError("it is empty")
    if not text.startswith(b"{"):
        raise SessionError("it is not one of ours")
    try:
        file = _parts(text)
    except msgspec.ValidationError as error:
        raise SessionError("it is not one of ours") from error
    except (ValueError, RecursionError) as error:
        raise SessionError("it is damaged") from error
    if file.program != PROGRAM or file.version < 1:
        raise SessionError("it is not one of ours")
    if file.version > SESSION_VERSION:
        raise SessionError(f"a newer Greenwave wrote it (version {file.version}, here {SESSION_VERSION})")
    return file


def _parts(text: bytes) -> _File:
    try:
        return msgspec.json.decode(text, type=_File)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.json.decode(_without_constants(text), type=_File)


def _without_constants(text: bytes) -> bytes:
    """Return JSON whose NaN and Infinity, which some programs write, are null: their rows alone are lost."""
    return msgspec.json.encode(json.loads(text, parse_constant=lambda _constant: None))


def _part(
    raw: msgspec.Raw, kind: type[T], check: Callable[[T], None], name: str, notes: list[str]
) -> T | None:
    if bytes(raw).strip() == b"null":
        return None
    try:
        part = msgspec.json.decode(raw, type=kind)
        check(part)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        notes.append(f"The {name} in the session is left out: {error}.")
        return None
    return part


def _rows(
    raw: msgspec.Raw, kind: type[T], check: Callable[[T], None], name: str, notes: list[str]
) -> list[T]:
    rows = _part(raw, list[msgspec.Raw], _check_nothing, f"list of {name}s", notes) or []
    read = [_part(row, kind, check, f"{name} no. {number}", notes) for number, row in enumerate(rows, 1)]
    return [row for row in read if row is not None]


def _unique(rows: list[T]) -> tuple[T, ...]:
    """Return the rows with the last one of each id."""
    return tuple({getattr(row, "id", None): row for row in rows}.values())


def _check_nothing(_part_read: object) -> None:
    pass


def _check_feed(url: str) -> None:
    if _FEED.fullmatch(url) is None or len(url) > MAX_TEXT:
        raise ValueError("it is no ws:// or wss:// address")


def _check_route(route: AddRoute) -> None:
    _check_texts(route.id, route.name)
    if not route.id:
        raise ValueError("it has no id")
    if route.colour and _COLOUR.fullmatch(route.colour) is None:
        raise ValueError("its colour is none")
    if len(route.request.via) > MOST_VIAS:
        raise ValueError("it has too many stops")
    if any(not -_INT64 <= node < _INT64 for chain in route.request.avoid for node in chain):
        raise ValueError("a number in it is too large")
    for stop in route.request.stops:
        _check_place(stop)


def _check_place(place: LonLat) -> None:
    if not (-180.0 <= place.lon <= 180.0 and -90.0 <= place.lat <= 90.0):  # noqa: PLR2004 - the globe
        raise ValueError(f"latitude {place.lat}, longitude {place.lon} is no place on earth")


def _check_edit(edit: RestoreEdit) -> None:
    draft = edit.draft
    _check_texts(edit.id, draft.reason)
    if not edit.id:
        raise ValueError("it has no id")
    if draft.action not in ACTIONS:
        raise ValueError("nobody knows what it does")
    if (draft.action == "speed") != (draft.speed_kph is not None):
        raise ValueError("a speed goes with a change of speed only")
    if draft.speed_kph is not None and not SLOWEST_KPH <= draft.speed_kph <= FASTEST_KPH:
        raise ValueError(f"its speed is not between {SLOWEST_KPH:.0f} and {FASTEST_KPH:.0f} km/h")
    if not draft.chains or any(len(chain) < 2 for chain in draft.chains):  # noqa: PLR2004 - a road has two ends
        raise ValueError("it names no road")
    times = (edit.made_ms, draft.until_ms or 0)
    if any(not -_INT64 <= number < _INT64 for chain in (*draft.chains, times) for number in chain):
        raise ValueError("a number in it is too large")


def _check_texts(*texts: str) -> None:
    if any(len(text) > MAX_TEXT for text in texts):
        raise ValueError("a text in it is too long")


def _check_window(window: WindowState) -> None:
    if window.lon is not None and window.lat is not None:
        _check_place(LonLat(window.lon, window.lat))
    scale = window.metres_per_pixel
    if scale is not None and not (math.isfinite(scale) and scale > 0.0):
        raise ValueError("its scale is none")
