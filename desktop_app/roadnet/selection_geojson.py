"""Roads of a network as GeoJSON (RFC 7946), for other programs: one line a direction."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.errors import StorageError
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork
from desktop_app.roadnet.road_rules import Access
from desktop_app.whole_files import whole_file

_PLACES = 7
"""Decimals of a degree: a centimetre."""

_HALF_GLOBE_DEG = 180.0
_FEATURES_AT_ONCE = 1_000

Point = tuple[float, float]


class _Geometry(msgspec.Struct, frozen=True, tag_field="type"):
    pass


class _Line(_Geometry, frozen=True, tag="LineString"):
    coordinates: list[Point]


class _Lines(_Geometry, frozen=True, tag="MultiLineString"):
    coordinates: list[list[Point]]


class RoadFacts(msgspec.Struct, frozen=True):
    """The properties of a road in one direction.

    Attributes
    ----------
    way, nodes
        OSM ids; the nodes in driving direction.
    speed_kph
        The car's free-flow speed; 0 where it may never drive.
    lanes
        In this direction, 0 where unknown.
    access
        By profile ``open``, ``zone`` (only to start or to end there) or ``closed``.
    """

    way: int
    nodes: tuple[int, ...]
    name: str
    ref: str
    road_class: str = msgspec.field(name="class")
    speed_kph: float
    length_m: float
    lanes: int
    oneway: bool
    access: dict[str, str]


class _Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    geometry: _Line | _Lines
    properties: RoadFacts


def write_roads_geojson(network: RoadNetwork, segments: NDArray[np.int32], path: Path) -> int:
    """Write the arcs that `segments` belong to, whole, to `path`; return how many they are.

    Raises
    ------
    StorageError
        The disk is full, or the folder cannot be written; a file that was there is as it was.
    """
    arcs = np.flatnonzero(np.bincount(network.segment_arc[segments], minlength=network.arc_count))
    try:
        with whole_file(path, mode=0o666) as file:
            for piece in roads_geojson(network, arcs):
                file.write(piece)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}; choose another place."
        ) from error
    return len(arcs)


def roads_geojson(network: RoadNetwork, arcs: NDArray[np.int64]) -> Iterator[bytes]:
    """Yield the pieces of a feature collection of `arcs`; to whom the map is owed is its ``attribution``."""
    attribution = network.facts.attribution.encode("utf-8", "replace").decode()
    yield b'{"type":"FeatureCollection","attribution":' + msgspec.json.encode(attribution) + b',"features":['
    for first in range(0, len(arcs), _FEATURES_AT_ONCE):
        some = arcs[first : first + _FEATURES_AT_ONCE].tolist()
        features = b",\n".join(msgspec.json.encode(_feature(network, arc)) for arc in some)
        yield (b",\n" if first else b"\n") + features
    yield b"\n]}\n"


def _feature(network: RoadNetwork, arc: int) -> _Feature:
    run = network.arc_segments(arc)
    nodes = np.append(network.segment_tail[run], network.segment_head[run.stop - 1])
    points = list(zip(network.node_lon[nodes].tolist(), network.node_lat[nodes].tolist(), strict=True))
    lines = [_rounded(line) for line in _split(points)]
    facts = RoadFacts(
        way=int(network.arc_way[arc]),
        nodes=tuple(network.node_osm_id[nodes].tolist()),
        name=network.texts[int(network.arc_name[arc])],
        ref=network.texts[int(network.arc_ref[arc])],
        road_class=RoadClass(int(network.arc_class[arc])).tag,
        speed_kph=round(float(network.profiles[0].arc_kph[arc]), 1),
        length_m=round(float(network.segment_length_m[run].sum()), 1),
        lanes=int(network.arc_lanes[arc]),
        oneway=bool(network.arc_flags[arc] & ArcFlag.ONE_WAY),
        access={
            profile.name: Access(int(profile.arc_access[arc])).name.lower() for profile in network.profiles
        },
    )
    return _Feature(_Line(lines[0]) if len(lines) == 1 else _Lines(lines), facts)


def _split(points: list[Point]) -> list[list[Point]]:
    """Return the parts of a line on either side of the antimeridian, as RFC 7946 asks (section 3.1.9)."""
    parts = [[points[0]]]
    for before, point in pairwise(points):
        if abs(point[0] - before[0]) > _HALF_GLOBE_DEG:
            edge = _HALF_GLOBE_DEG if before[0] > 0 else -_HALF_GLOBE_DEG
            to_edge, beyond = edge - before[0], point[0] + edge
            share = to_edge / (to_edge + beyond) if to_edge + beyond else 0.0
            lat = before[1] + share * (point[1] - before[1])
            parts[-1].append((edge, lat))
            parts.append([(-edge, lat)])
        parts[-1].append(point)
    return parts


def _rounded(line: list[Point]) -> list[Point]:
    return [(round(lon, _PLACES), round(lat, _PLACES)) for lon, lat in line]
