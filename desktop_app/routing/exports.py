"""An answer as a GPX track, as GeoJSON or as KML, for other programs."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

import msgspec

from desktop_app.routing.answer_document import AnswerDocument, PlaceDocument, RouteDocument

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 forbids, even escaped."""

_GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="Greenwave" xmlns="http://www.topografix.com/GPX/1/1">
  <metadata><name>{name}</name></metadata>
{waypoints}{track}</gpx>
"""


_KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
  <Document>
    <name>{name}</name>
{routes}{stops}  </Document>
</kml>
"""
_KML_LINE = """    <Placemark>
      <name>{name}</name>
      <description>{description}</description>
      <LineString><tessellate>1</tessellate><coordinates>{places}</coordinates></LineString>
    </Placemark>
"""
_KML_POINT = """    <Placemark>
      <name>{name}</name>
      <Point><coordinates>{lon:.7f},{lat:.7f}</coordinates></Point>
    </Placemark>
"""


def gpx_text(document: AnswerDocument, name: str = "Route") -> str:
    """Return an answer as GPX 1.1: a waypoint for each stop, and each route's line as a track."""
    waypoints = "".join(
        f'  <wpt lat="{stop.lat:.7f}" lon="{stop.lon:.7f}"><name>{_xml(label)}</name></wpt>\n'
        for label, stop in _stops(document)
    )
    track = ""
    for number, route in enumerate(document.routes):
        points = "".join(f'      <trkpt lat="{lat:.7f}" lon="{lon:.7f}"/>\n' for lon, lat in route.geometry)
        streets = ", ".join(street for street in route.streets if street)
        title = _xml(_title(name, number))
        described = f"    <name>{title}</name>\n    <desc>{_xml(streets)}</desc>\n"
        track += f"  <trk>\n{described}    <trkseg>\n{points}    </trkseg>\n  </trk>\n"
    return _GPX.format(name=_xml(name), waypoints=waypoints, track=track)


def kml_text(document: AnswerDocument, name: str = "Route") -> str:
    """Return an answer as KML 2.2: each route's line with its directions, and the stops."""
    routes = "".join(
        _KML_LINE.format(
            name=_xml(_title(name, number)),
            description=_xml("\n".join(step.text for step in route.steps)),
            places=" ".join(f"{lon:.7f},{lat:.7f}" for lon, lat in route.geometry),
        )
        for number, route in enumerate(document.routes)
    )
    stops = "".join(
        _KML_POINT.format(name=_xml(label), lon=stop.lon, lat=stop.lat) for label, stop in _stops(document)
    )
    return _KML.format(name=_xml(name), routes=routes, stops=stops)


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


def geojson_text(document: AnswerDocument, name: str = "Route") -> str:
    """Return an answer as GeoJSON (RFC 7946): a collection of each route's line, and the stops."""
    features = [
        _Feature(_Line(route.geometry), _facts(_title(name, number), route, document))
        for number, route in enumerate(document.routes)
    ]
    features += [
        _Feature(_Point((stop.lon, stop.lat)), _StopFacts(label, stop.distance_m))
        for label, stop in _stops(document)
    ]
    return msgspec.json.encode(_Collection(features)).decode()


def _facts(name: str, route: RouteDocument, document: AnswerDocument) -> _RouteFacts:
    return _RouteFacts(
        name=name,
        distance_m=route.distance_m,
        duration_s=route.duration_s,
        free_flow_s=route.free_flow_s,
        streets=route.streets,
        weights_version=document.weights_version,
    )


def _stops(document: AnswerDocument) -> Iterator[tuple[str, PlaceDocument]]:
    snapped = document.snapped
    if snapped is None:
        return
    if snapped.start is not None:
        yield "Start", snapped.start
    for number, place in enumerate(snapped.via, start=1):
        yield f"Via point {number}", place
    if snapped.end is not None:
        yield "End", snapped.end


def _title(name: str, number: int) -> str:
    """Return what to call a route: the first by its name, the others as alternatives to it."""
    return f"{name}, alternative {number}" if number else name


def _xml(text: str) -> str:
    """Return a text that may stand in an XML element."""
    return escape(_NOT_IN_XML.sub("\ufffd", text))
