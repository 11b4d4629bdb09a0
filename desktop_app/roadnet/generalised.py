"""Roads simplified for drawing, for some zoom levels: fewer roads, longer lines, fewer points.

A level is right up to its zoom: there no point of a road that it shows lies more than `TOLERANCE_PX` from
the line that stands for it. Zooms are those of web maps: at zoom z the globe is ``256 * 2**z`` pixels
wide in the Mercator projection. Beyond the last level roads are drawn from the network itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import wrapped_deg
from desktop_app.roadnet.line_simplification import points_to_keep
from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.roadnet.strokes import Strokes, join_strokes

TOLERANCE_PX = 0.5
UNITS_PER_DEGREE = 10_000_000

NARROWEST = {
    6: (RoadClass.MOTORWAY, RoadClass.TRUNK),
    8: (RoadClass.PRIMARY,),
    10: (
        RoadClass.SECONDARY,
        RoadClass.MOTORWAY_LINK,
        RoadClass.TRUNK_LINK,
        RoadClass.FERRY,
        RoadClass.SHUTTLE_TRAIN,
    ),
    12: (RoadClass.TERTIARY, RoadClass.PRIMARY_LINK, RoadClass.SECONDARY_LINK),
    14: (
        RoadClass.TERTIARY_LINK,
        RoadClass.UNCLASSIFIED,
        RoadClass.RESIDENTIAL,
        RoadClass.LIVING_STREET,
    ),
}
"""For each zoom the classes that come in there, beside those of all zooms before."""

_POINTS_AT_ONCE = 1_000_000
"""Points that are simplified in one go: what bounds the memory of it."""

_TILE_PX = 256
_HALF_GLOBE_DEG = 180.0
_MOST_LAT = 85.05


@dataclass(frozen=True, slots=True, eq=False)
class RoadLines:
    """Z levels, coarse to fine, with M lines of P points in all.

    Attributes
    ----------
    zoom
        (Z,) uint8, ascending.
    level_first
        (Z + 1,) int32: level ``z`` is the lines ``level_first[z]:level_first[z + 1]``.
    line_class
        (M,) uint8 `RoadClass`; ascending within a level.
    line_first
        (M + 1,) int64: line ``m`` is the points ``line_first[m]:line_first[m + 1]``, at least two.
    west, south, east, north
        (M,) int32 box of each line.
    point_lon, point_lat
        (P,) int32, all in units of 1e-7 degrees. A line over the antimeridian goes on beyond 180 degrees.
    """

    zoom: NDArray[np.uint8]
    level_first: NDArray[np.int32]
    line_class: NDArray[np.uint8]
    line_first: NDArray[np.int64]
    west: NDArray[np.int32]
    south: NDArray[np.int32]
    east: NDArray[np.int32]
    north: NDArray[np.int32]
    point_lon: NDArray[np.int32]
    point_lat: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Some lines of one level."""

    road_class: NDArray[np.uint8]
    size: NDArray[np.int64]
    lon: NDArray[np.int32]
    lat: NDArray[np.int32]


def build_road_lines(network: RoadNetwork) -> RoadLines:
    """Return the simplified roads of `network`; memory is bounded by a share of the network's own."""
    shown: list[RoadClass] = []
    levels: list[_Lines] = []
    for zoom, classes in NARROWEST.items():
        shown += classes
        levels.append(_joined(list(_level(network, shown, zoom))))
    return _packed(levels)


def _level(network: RoadNetwork, classes: list[RoadClass], zoom: int) -> Iterator[_Lines]:
    """Yield the lines of a level, some at a time."""
    once = (network.arc_twin < 0) | (np.arange(network.arc_count, dtype=np.int32) < network.arc_twin)
    for road_class in sorted(classes):
        arcs = np.flatnonzero(once & (network.arc_class == road_class)).astype(np.int32)
        if len(arcs):
            strokes = _strokes(network, arcs)
            for batch in _batches(network, arcs, strokes):
                yield _simplified(_drawn(network, arcs, batch), road_class, zoom)


def _strokes(network: RoadNetwork, arcs: NDArray[np.int32]) -> Strokes:
    first, last = network.arc_first_segment[arcs], network.arc_first_segment[arcs + 1] - 1
    ends = np.stack([network.arc_tail[arcs], network.arc_head[arcs]], axis=1).ravel()
    bearings = np.stack([_bearing_rad(network, first), _bearing_rad(network, last)], axis=1).ravel()
    return join_strokes(ends, bearings)


def _bearing_rad(network: RoadNetwork, segment: NDArray[np.int32]) -> NDArray[np.float64]:
    tail, head = network.segment_tail[segment], network.segment_head[segment]
    lat = network.node_lat[tail]
    east = wrapped_deg(network.node_lon[head] - network.node_lon[tail]) * np.cos(np.radians(lat))
    bearing: NDArray[np.float64] = np.arctan2(network.node_lat[head] - lat, east)
    return bearing


def _batches(network: RoadNetwork, arcs: NDArray[np.int32], strokes: Strokes) -> Iterator[Strokes]:
    """Yield strokes one after the other, as many at a time as have few enough points."""
    size = (network.arc_first_segment[arcs + 1] - network.arc_first_segment[arcs])[strokes.line]
    points = np.cumsum(size, dtype=np.int64)[strokes.first[1:] - 1]
    low = 0
    while low < len(points):
        before = int(points[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(points, before + _POINTS_AT_ONCE, side="right")))
        lines = slice(int(strokes.first[low]), int(strokes.first[high]))
        first = strokes.first[low : high + 1] - strokes.first[low]
        yield Strokes(first, strokes.line[lines], strokes.backward[lines])
        low = high


@dataclass(frozen=True, slots=True, eq=False)
class _Polylines:
    """K lines with all their points; longitudes go on beyond 180 degrees over the antimeridian."""

    first: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


def _drawn(network: RoadNetwork, arcs: NDArray[np.int32], strokes: Strokes) -> _Polylines:
    """Return the strokes with the points of their arcs, each joint once."""
    arc, backward = arcs[strokes.line], strokes.backward
    size = network.arc_first_segment[arc + 1] - network.arc_first_segment[arc]
    before = np.cumsum(size, dtype=np.int64) - size
    line = np.repeat(np.arange(len(arc), dtype=np.int32), size)
    position = np.arange(len(line)) - before[line]
    low, high = network.arc_first_segment[arc], network.arc_first_segment[arc + 1] - 1
    reverse = backward[line]
    segment = np.where(reverse, high[line] - position, low[line] + position)
    tail, head = network.segment_tail[segment], network.segment_head[segment]
    first = np.append(before[strokes.first[:-1]], len(line)) + np.arange(len(strokes.first))
    node = np.empty(int(first[-1]), np.int32)
    is_start = np.zeros(len(node), np.bool_)
    is_start[first[:-1]] = True
    starts = before[strokes.first[:-1]]
    node[is_start] = np.where(reverse, head, tail)[starts]
    node[~is_start] = np.where(reverse, tail, head)
    lon = _unwrapped(network.node_lon[node], first)
    return _Polylines(first, lon, network.node_lat[node])


def _unwrapped(lon: NDArray[np.float64], first: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return longitudes that go on beyond 180 degrees where a line crosses the antimeridian."""
    step = np.diff(lon, prepend=lon[:1])
    turns = (step < -_HALF_GLOBE_DEG).astype(np.int64) - (step > _HALF_GLOBE_DEG)
    if not turns.any():
        return lon
    turns = np.cumsum(turns)
    turns -= np.repeat(turns[first[:-1]], np.diff(first))
    return lon + 2 * _HALF_GLOBE_DEG * turns


def _simplified(lines: _Polylines, road_class: RoadClass, zoom: int) -> _Lines:
    """Return the lines with the points that can be seen at a zoom; those smaller than a dot are left out."""
    x, y = _pixels(lines.lon, lines.lat, zoom)
    keep = points_to_keep(x, y, lines.first, TOLERANCE_PX)
    starts = lines.first[:-1]
    wide = np.maximum.reduceat(x, starts) - np.minimum.reduceat(x, starts)
    tall = np.maximum.reduceat(y, starts) - np.minimum.reduceat(y, starts)
    seen = np.maximum(wide, tall) > TOLERANCE_PX
    keep &= np.repeat(seen, np.diff(lines.first))
    size = np.add.reduceat(keep, starts, dtype=np.int64)[seen]
    return _Lines(
        np.full(len(size), road_class, np.uint8), size, _units(lines.lon[keep]), _units(lines.lat[keep])
    )


def _pixels(
    lon: NDArray[np.float64], lat: NDArray[np.float64], zoom: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    globe_px = _TILE_PX * 2**zoom
    inside = np.radians(np.clip(lat, -_MOST_LAT, _MOST_LAT))
    return lon * (globe_px / 360), np.arcsinh(np.tan(inside)) * (globe_px / (2 * np.pi))


def _units(degrees: NDArray[np.float64]) -> NDArray[np.int32]:
    limits = np.iinfo(np.int32)
    return np.clip(np.rint(degrees * UNITS_PER_DEGREE), limits.min, limits.max).astype(np.int32)


def _joined(parts: list[_Lines]) -> _Lines:
    none = np.zeros(0, np.int32)
    parts = [_Lines(np.zeros(0, np.uint8), np.zeros(0, np.int64), none, none), *parts]
    return _Lines(
        np.concatenate([part.road_class for part in parts]),
        np.concatenate([part.size for part in parts]),
        np.concatenate([part.lon for part in parts]),
        np.concatenate([part.lat for part in parts]),
    )


def _packed(levels: list[_Lines]) -> RoadLines:
    level_first = np.cumsum([0, *(len(level.size) for level in levels)]).astype(np.int32)
    lines = _joined(levels)
    first = np.zeros(len(lines.size) + 1, np.int64)
    np.cumsum(lines.size, out=first[1:])
    starts = first[:-1]
    return RoadLines(
        zoom=np.array(list(NARROWEST), np.uint8),
        level_first=level_first,
        line_class=lines.road_class,
        line_first=first,
        west=_box_side(np.minimum, lines.lon, starts),
        south=_box_side(np.minimum, lines.lat, starts),
        east=_box_side(np.maximum, lines.lon, starts),
        north=_box_side(np.maximum, lines.lat, starts),
        point_lon=lines.lon,
        point_lat=lines.lat,
    )


def _box_side(choose: np.ufunc, values: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the lowest or the highest value of each line."""
    side: NDArray[np.int32] = choose.reduceat(values, starts) if len(starts) else values
    return side
