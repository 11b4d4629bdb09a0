"""Coordinates and OSM's links, as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.search.coordinates import TypedItem, TypedPlace, typed_item, typed_place


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("41.15, -8.61", 41.15, -8.61),
        ("41.15,-8.61", 41.15, -8.61),
        ("41.15 -8.61", 41.15, -8.61),
        ("41,15 -8,61", 41.15, -8.61),
        ("41,15, -8,61", 41.15, -8.61),
        ("41.15; -8.61", 41.15, -8.61),
        (" (41.15, -8.61) ", 41.15, -8.61),
        ("-20.44,-54.6", -20.44, -54.6),
        ("120.5, 45.25", 45.25, 120.5),
        ("41°09'N 8°36'W", 41.15, -8.6),
        ("41\u00b009\u2032N 8\u00b036\u2032W", 41.15, -8.6),
        ("8°36'W, 41°09'N", 41.15, -8.6),
        ("41° 9' 0\" N 8° 36' 36\" W", 41.15, -8.61),
        ("N 41° 9.5' W 8° 36.6'", 41 + 9.5 / 60, -8.61),
        ("N41.15 W8.61", 41.15, -8.61),
        ("41.15N 8.61W", 41.15, -8.61),
        ("20°26'24''S 54°36'0''W", -20.44, -54.6),
        ("https://www.openstreetmap.org/#map=17/41.15/-8.61", 41.15, -8.61),
        ("https://www.openstreetmap.org/node/5#map=17/41.15/-8.61&layers=T", 41.15, -8.61),
        ("https://www.openstreetmap.org/?mlat=41.15&mlon=-8.61#map=12/0.5/0.5", 41.15, -8.61),
        ("https://osm.org/?lat=41.15&lon=-8.61", 41.15, -8.61),
        ("geo:41.15,-8.61", 41.15, -8.61),
        ("GEO:41.15,-8.61;u=35?z=18", 41.15, -8.61),
    ],
)
def test_a_place_is_read(text: str, lat: float, lon: float) -> None:
    place = typed_place(text)
    assert place is not None
    assert [place.lat, place.lon] == pytest.approx([lat, lon])


@pytest.mark.parametrize(
    "text",
    [
        *("", "28", "41.15", "A 28", "Rua 5", "Rua 25 de Abril 12", "12, 13, 14"),
        *("91, 200", "200, 91", "geo:91,0", "#map=17/95.0/400", "41°61'N 8°0'W", "41°N 8°N"),
        *("nan, inf", "1e5, 2"),
    ],
)
def test_what_names_no_place_is_none(text: str) -> None:
    assert typed_place(text) is None


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("https://www.openstreetmap.org/node/4711", TypedItem(is_way=False, osm_id=4711)),
        ("osm.org/way/12", TypedItem(is_way=True, osm_id=12)),
        ("node 4711", TypedItem(is_way=False, osm_id=4711)),
        ("way/12", TypedItem(is_way=True, osm_id=12)),
        ("node", None),
        ("Broadway 12", None),
        ("https://www.openstreetmap.org/relation/12", None),
    ],
)
def test_an_osm_item_is_read(text: str, item: TypedItem | None) -> None:
    assert typed_item(text) == item


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_six_decimals_are_read_back(lat: float, lon: float) -> None:
    text = f"{lat:.6f}, {lon:.6f}"
    assert typed_place(text) == TypedPlace(float(f"{lat:.6f}"), float(f"{lon:.6f}"))


@given(st.text(alphabet="0123456789.,-+°'\"NSEW #=/&?mapgeo:lt\x00", max_size=400))
def test_no_text_is_an_error(text: str) -> None:
    place = typed_place(text)
    assert place is None or (abs(place.lat) <= 90 and abs(place.lon) <= 180)
