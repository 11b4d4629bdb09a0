"""Answers for other programs."""

import json
from xml.etree import ElementTree as ET

import pytest

from desktop_app.routing.answer_document import AnswerDocument, answer_document
from desktop_app.routing.exports import geojson_text, gpx_text, kml_text
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.routing.router import Router
from tests.networks import Road, network_of

KML = "{http://www.opengis.net/kml/2.2}"
GPX = "{http://www.topografix.com/GPX/1/1}"
ODD_NAME = "Rue <b>\"A\" & 'B'</b>\x00\ud800 ]]>"


def routed(end: float = 0.104) -> AnswerDocument:
    places = {1: (0.1, 45.0), 2: (0.102, 45.0), 3: (0.104, 45.001)}
    network = network_of(places, [Road((1, 2), "Rue <b>&</b>"), Road((2, 3), "Second")])
    router = Router(network)
    answer = router.answer(RouteRequest(start=LonLat(0.101, 45.0), end=LonLat(end, 45.001)))
    return answer_document(answer, network, router.weights)


def test_gpx_holds_the_line_as_a_track_and_the_stops_as_waypoints() -> None:
    root = ET.fromstring(gpx_text(routed()))  # noqa: S314 - our own text
    assert root.tag == f"{GPX}gpx"
    assert root.get("version") == "1.1"
    points = [(float(p.get("lon", "")), float(p.get("lat", ""))) for p in root.iter(f"{GPX}trkpt")]
    assert points == [(0.101, 45.0), (0.102, 45.0), (0.104, 45.001)]
    assert [stop.findtext(f"{GPX}name") for stop in root.iter(f"{GPX}wpt")] == ["Start", "End"]
    assert root.findtext(f"{GPX}trk/{GPX}desc") == "Rue <b>&</b>, Second"


def test_names_cannot_break_out_of_gpx() -> None:
    text = gpx_text(routed(), ODD_NAME)
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert root.findtext(f"{GPX}trk/{GPX}name") == ODD_NAME.replace("\x00", "\ufffd").replace(
        "\ud800", "\ufffd"
    )
    text.encode()


def test_geojson_holds_the_line_and_the_stops() -> None:
    collection = json.loads(geojson_text(routed(), 'A "name"'))
    assert collection["type"] == "FeatureCollection"
    route, start, end = collection["features"]
    assert route["type"] == "Feature"
    assert route["geometry"]["type"] == "LineString"
    assert route["geometry"]["coordinates"][0] == pytest.approx([0.101, 45.0])
    assert route["properties"]["name"] == 'A "name"'
    assert route["properties"]["streets"] == ["Rue <b>&</b>", "Second"]
    assert route["properties"]["duration_s"] == pytest.approx(19.57, abs=0.01)
    assert start["geometry"] == {"type": "Point", "coordinates": [0.101, 45.0]}
    assert end["properties"]["name"] == "End"


def test_kml_holds_the_line_with_its_directions_and_the_stops() -> None:
    root = ET.fromstring(kml_text(routed(), ODD_NAME))  # noqa: S314 - our own text
    line, *stops = root.iter(f"{KML}Placemark")
    assert line.findtext(f"{KML}name") == ODD_NAME.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    places = (line.findtext(f"{KML}LineString/{KML}coordinates") or "").split()
    assert [tuple(map(float, place.split(","))) for place in places] == [
        (0.101, 45.0),
        (0.102, 45.0),
        (0.104, 45.001),
    ]
    described = (line.findtext(f"{KML}description") or "").splitlines()
    assert len(described) == len(routed().routes[0].steps)
    assert any("Second" in text for text in described)
    assert [stop.findtext(f"{KML}name") for stop in stops] == ["Start", "End"]


def test_no_route_exports_without_a_line() -> None:
    document = routed(end=9.0)
    root = ET.fromstring(gpx_text(document))  # noqa: S314 - our own text
    assert root.find(f"{GPX}trk") is None
    features = json.loads(geojson_text(document))["features"]
    assert [feature["geometry"]["type"] for feature in features] == ["Point"]
