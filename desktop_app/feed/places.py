"""Where a word of the feed holds: the wire's four ways to say it."""

from operator import eq

import msgspec

from desktop_app.feed.refusals import RefusedError
from desktop_app.traffic.words import LinePlace, NodesPlace, Place, WayPlace

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1

_FEWEST_POINTS = 2
_LON_MAX, _LAT_MAX = 180.0, 90.0


class WireWay(msgspec.Struct, gc=False):
    """An OSM way; `dir` is ``forward``, ``backward`` or ``both``."""

    id: int
    dir: str


class WirePoint(msgspec.Struct, gc=False):
    """Seconds lost at a point."""

    latitude: float
    longitude: float
    delay: float


class WirePlaced(msgspec.Struct, kw_only=True, gc=False, tag_field="kind"):
    """The fields of every update about a place; null reads as absent."""

    id: str
    source: str
    ts: str
    starts: str | None = None
    expires: str | None = None
    confidence: float | None = None
    text: str | None = None
    nodes: list[int] | None = None
    way: WireWay | None = None
    line: list[list[float]] | None = None
    points: list[WirePoint] | None = None
    both: bool | None = None


def place_of(update: WirePlaced) -> Place:
    """Return where `update` holds; the line through its points where it has points.

    Raises RefusedError with ``bad_place`` unless exactly one way of saying it is used, and used well.
    """
    said = [field for field in (update.nodes, update.way, update.line, update.points) if field is not None]
    if len(said) != 1:
        raise RefusedError("bad_place")
    if update.nodes is not None:
        return NodesPlace(_chain(update.nodes))
    if update.way is not None:
        return _way(update.way)
    both = bool(update.both)
    if update.line is not None:
        return LinePlace(_line(update.line), both)
    return LinePlace(_line([[p.longitude, p.latitude] for p in update.points or ()]), both)


def check_node(node: int) -> None:
    """Raise RefusedError with ``bad_place`` where `node` cannot be an OSM id."""
    if not INT64_MIN <= node <= INT64_MAX:
        raise RefusedError("bad_place")


def _chain(nodes: list[int]) -> tuple[int, ...]:
    if len(nodes) < _FEWEST_POINTS or any(map(eq, nodes, nodes[1:])):
        raise RefusedError("bad_place")
    check_node(min(nodes))
    check_node(max(nodes))
    return tuple(nodes)


def _way(way: WireWay) -> WayPlace:
    check_node(way.id)
    if way.dir not in {"forward", "backward", "both"}:
        raise RefusedError("bad_place")
    return WayPlace(way.id, forward=way.dir != "backward", backward=way.dir != "forward")


def _line(positions: list[list[float]]) -> tuple[tuple[float, float], ...]:
    line: list[tuple[float, float]] = []
    for position in positions:
        lon_lat = _lon_lat(position)
        if not line or line[-1] != lon_lat:
            line.append(lon_lat)
    if len(line) < _FEWEST_POINTS:
        raise RefusedError("bad_place")
    return tuple(line)


def _lon_lat(position: list[float]) -> tuple[float, float]:
    try:
        lon, lat = position
    except ValueError as error:
        raise RefusedError("bad_place") from error
    if abs(lon) > _LON_MAX or abs(lat) > _LAT_MAX:
        raise RefusedError("bad_place")
    return lon, lat
