"""One route request as a line of JSON: the words of the contract."""

from typing import Annotated

import msgspec

from desktop_app.errors import RequestError
from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.roadnet.tables import CAR
from desktop_app.routing.request import EngineName, LonLat, RouteRequest
from desktop_app.routing.request_check import check_request

LONGEST_LINE = 1 << 20
"""Longer lines, in characters or bytes, are refused unread."""

_Degrees = tuple[float, float]


class _Line(msgspec.Struct, rename={"start": "from", "end": "to"}):
    start: _Degrees
    end: _Degrees
    via: tuple[_Degrees, ...] | None = None
    engine: str | None = None
    profile: str | None = None
    vehicle: VehicleSize | None = None
    alternatives: Annotated[int, msgspec.Meta(ge=0)] | None = None
    deadline_s: float | None = None
    id: str | int | None = None
    name: str | None = None


class RequestLine(msgspec.Struct, frozen=True):
    """A request, and what its asker calls it.

    Attributes
    ----------
    id, name
        As given, else the number of the line.
    """

    request: RouteRequest
    id: str
    name: str


_DECODER = msgspec.json.Decoder(_Line)


def parse_request_line(line: str | bytes, number: int) -> RequestLine:
    """Return the request in a line; places in it are latitude first.

    Parameters
    ----------
    number
        Which line it is, from 1; it names the line where that has no name, and in errors.

    Raises
    ------
    RequestError
        The line is no request; the sentence says which and why.
    """
    if len(line) > LONGEST_LINE:
        raise RequestError(f"Line {number} is longer than {LONGEST_LINE} characters; shorten it.")
    try:
        read = _DECODER.decode(line)
    except msgspec.ValidationError as error:
        raise RequestError(f"Line {number} is not a request: {_in_words(error)}.") from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise RequestError(f"Line {number} is not JSON: {error}.") from error
    try:
        request = _request(read)
        check_request(request)
    except RequestError as error:
        raise RequestError(f"Line {number}: {error}") from error
    return RequestLine(
        request,
        str(number) if read.id is None else str(read.id),
        str(number) if read.name is None else read.name,
    )


def engine_named(name: str) -> EngineName:
    """Return the engine of that name.

    Raises
    ------
    RequestError
        There is none; the sentence says which can be asked for.
    """
    try:
        return EngineName(name)
    except ValueError as error:
        raise RequestError(f"There is no engine {name[:40]!r}; use 'cch', 'dijkstra' or 'astar'.") from error


def _request(read: _Line) -> RouteRequest:
    return RouteRequest(
        start=_lon_lat(read.start),
        end=_lon_lat(read.end),
        via=tuple(_lon_lat(place) for place in read.via or ()),
        engine=EngineName.CCH if read.engine is None else engine_named(read.engine),
        alternatives=read.alternatives or 0,
        profile=CAR if read.profile is None else read.profile,
        size=read.vehicle,
        deadline_s=read.deadline_s,
    )


def _lon_lat(place: _Degrees) -> LonLat:
    lat, lon = place
    return LonLat(lon, lat)


def _in_words(error: msgspec.ValidationError) -> str:
    """Return msgspec's message with the field named the way the line names it."""
    return str(error).replace("`", "'").replace("$.", "").rstrip(".")
