"""An answer as a GPX track or as GeoJSON, for other programs."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

import msgspec

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.path import path_distance_m, path_line, path_streets
from desktop_app.routing.request import RouteAnswer, Snapped
from desktop_app.routing.request_check import stop_label

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids, even escaped."""

_GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Greenwave" xmlns="http://www.topografix.com/GPX/1/1">
  <metadata><name>{name}</name></metadata>
{waypoints}{track}</gpx>
"""


def gpx_text(answer: RouteAnswer, network: RoadNetwork, name: str = "Route") -> str:
    """Return an answer as GPX 1.1: a waypoint for each stop, and the line as one track if there is one."""
    waypoints = "".join(
        f'  <wpt lat="{stop.lat:.7f}" lon="{stop.lon:.7f}"><name>{_xml(label)}</name></wpt>\n'
        for label, stop in _stops(answer)
    )
    track = ""
    if answer.path is not None:
        points = "".join(
            f'      <trkpt lat="{lat:.7f}" lon="{lon:.7f}"/>\n'
            for lon, lat in path_line(answer.path, network).tolist()
        )
        streets = ", ".join(street for street in path_streets(answer.path, network) if street)
        described = f"    <name>{_xml(name)}</name>\n    <desc>{_xml(streets)}</desc>\n"
        track = f"  <trk>\n{described}    <trkseg>\n{points}    </trkseg>\n  </trk>\n"
    return _GPX.format(name=_xml(name), waypoints=waypoints, track=track)


class _Geometry(msgspec.Struct, frozen=True, tag_field="type"):
    pass


class _Line(_Geometry, frozen=True, tag="LineString"):
    coordinates: list[tuple[float, float]]


class _Point(_Geometry, frozen=True, tag="Point"):
    coordinates: tuple[float, float]


class _RouteFacts(msgspec.Struct, frozen=True):
    name: str
    distance_m: float
    duration_s: float
    free_flow_s: float
    streets: tuple[str, ...]
    weights_version: int


class _StopFacts(msgspec.Struct, frozen=True):
    name: str
    distance_m: float


class _Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    geometry: _Line | _Point
    properties: _RouteFacts | _StopFacts


class _Collection(msgspec.Struct, frozen=True, tag_field="type", tag="FeatureCollection"):
    features: list[_Feature]


def geojson_text(answer: RouteAnswer, network: RoadNetwork, name: str = "Route") -> str:
    """Return an answer as GeoJSON (RFC 7946): a collection of the line, if there is one, and the stops."""
    features = [
        _Feature(_Point((stop.lon, stop.lat)), _StopFacts(label, stop.distance_m))
        for label, stop in _stops(answer)
    ]
    if answer.path is not None:
        facts = _RouteFacts(
            name=name,
            distance_m=path_distance_m(answer.path, network),
            duration_s=answer.duration_ms / 1000,
            free_flow_s=answer.free_flow_ms / 1000,
            streets=path_streets(answer.path, network),
            weights_version=answer.weights_version,
        )
        line = [(lon, lat) for lon, lat in path_line(answer.path, network).tolist()]
        features.insert(0, _Feature(_Line(line), facts))
    return msgspec.json.encode(_Collection(features)).decode()


def _stops(answer: RouteAnswer) -> Iterator[tuple[str, Snapped]]:
    for number, stop in enumerate(answer.snapped):
        yield stop_label(answer.request, number).capitalize(), stop


def _xml(text: str) -> str:
    """Return a text that may stand in an XML element."""
    return escape(_NOT_IN_XML.sub("\ufffd", text))
