"""What an extract's tags give to search for."""

from pathlib import Path

import pytest

from desktop_app.roadnet.search.items import NamedPoints, SearchItems
from desktop_app.roadnet.sources.tally import Tally
from tests.roadnet.search.reading import collected
from tests.roadnet.sources.map_files import node, osm, relation, way

_CORNERS = [node(11, 48.0, 10.0), node(12, 48.0, 10.002), node(13, 48.002, 10.002), node(14, 48.002, 10.0)]
_RING = (11, 12, 13, 14, 11)


def _read(folder: Path, *items: str) -> tuple[SearchItems, Tally]:
    path = folder / "map.osm"
    path.write_text(osm(*items))
    return collected(path)


def _points(items: SearchItems, points: NamedPoints) -> list[tuple[str, str, float, float]]:
    return [
        (items.texts[name], items.texts[kind], round(lon, 6), round(lat, 6))
        for name, kind, lon, lat in zip(
            points.name.tolist(), points.kind.tolist(), points.lon.tolist(), points.lat.tolist(), strict=True
        )
    ]


def _addresses(items: SearchItems) -> list[tuple[str, str, str, float, float]]:
    known, texts = items.addresses, items.texts
    return [
        (texts[street], texts[number], texts[town], round(lon, 6), round(lat, 6))
        for street, number, town, lon, lat in zip(
            known.street.tolist(),
            known.number.tolist(),
            known.town.tolist(),
            known.lon.tolist(),
            known.lat.tolist(),
            strict=True,
        )
    ]


def test_addresses_of_nodes_buildings_and_multipolygons(tmp_path: Path) -> None:
    tags = {"addr__street": "Rua A", "addr__city": "Vila"}
    items, _ = _read(
        tmp_path,
        *_CORNERS,
        node(1, 48.5, 10.5, addr__housenumber="5", **tags),
        way(2, _RING, building="yes", addr__housenumber="7", addr__place="Lugar"),
        way(3, _RING),
        relation(4, [(3, "outer")], type="multipolygon", addr__housenumber="9;11", **tags),
    )
    assert _addresses(items) == [
        ("Rua A", "5", "Vila", 10.5, 48.5),
        ("Lugar", "7", "", 10.001, 48.001),
        ("Rua A", "9", "Vila", 10.001, 48.001),
        ("Rua A", "11", "Vila", 10.001, 48.001),
    ]


def test_an_address_without_a_street_is_counted(tmp_path: Path) -> None:
    items, tally = _read(tmp_path, node(1, 48.5, 10.5, addr__housenumber="5"))
    assert _addresses(items) == []
    assert tally.examples() == {"address_without_a_street": ("node 1",)}


def test_interpolations_run_from_number_to_number(tmp_path: Path) -> None:
    tags = {"addr__street": "Rua A"}
    items, tally = _read(
        tmp_path,
        node(1, 48.0, 10.0, addr__housenumber="2", **tags),
        node(2, 48.001, 10.0),
        node(3, 48.002, 10.0, addr__housenumber="10", **tags),
        node(4, 48.003, 10.0, addr__housenumber="20", **tags),
        way(5, (1, 2, 3, 4), addr__interpolation="even"),
        way(6, (1, 99, 3), addr__interpolation="even"),
        way(7, (1, 2), addr__interpolation="nearly"),
    )
    lines = items.interpolations
    assert list(zip(lines.first_number, lines.last_number, lines.step, strict=True)) == [
        (2, 10, 2),
        (10, 20, 2),
    ]
    assert [items.texts[number] for number in lines.street.tolist()] == ["Rua A", "Rua A"]
    assert lines.first_point.tolist() == [0, 3, 5]
    assert lines.lat.tolist() == pytest.approx([48.0, 48.001, 48.002, 48.002, 48.003])
    assert tally.examples() == {"interpolation_is_not_understood": ("way 7",)}


def test_places_and_points_of_interest(tmp_path: Path) -> None:
    items, _ = _read(
        tmp_path,
        *_CORNERS,
        node(1, 48.5, 10.5, place="town", name="Vila", population="12 345"),
        node(2, 48.5, 10.5, place="town"),
        node(3, 48.5, 10.5, amenity="fuel", brand="Petro"),
        node(4, 48.5, 10.5, amenity="hospital"),
        node(5, 48.5, 10.5, amenity="cafe"),
        node(6, 48.5, 10.5, amenity="bench", name="Bench"),
        node(7, 48.5, 10.5, highway="bus_stop", name="Stop", shop="kiosk"),
        way(8, _RING, shop="mall", name="Centro"),
        way(9, _RING, highway="pedestrian", area="yes", place="square", name="Praça"),
        way(10, (11, 98, 97), railway="station", name="Half"),
        way(11, (98, 97), railway="station", name="Nowhere"),
    )
    assert _points(items, items.places) == [
        ("Vila", "place=town", 10.5, 48.5),
        ("Praça", "place=square", 10.001, 48.001),
    ]
    assert items.places.population.tolist() == [12345, 0]
    assert _points(items, items.pois) == [
        ("Petro", "amenity=fuel", 10.5, 48.5),
        ("", "amenity=hospital", 10.5, 48.5),
        ("Centro", "shop=mall", 10.001, 48.001),
        ("Half", "railway=station", 10.0, 48.0),
    ]


def test_a_way_over_the_antimeridian_has_its_middle_there(tmp_path: Path) -> None:
    items, _ = _read(
        tmp_path,
        node(1, 0.0, 179.999),
        node(2, 0.0, -179.997),
        way(3, (1, 2), amenity="school", name="School"),
    )
    assert _points(items, items.pois) == [("School", "amenity=school", -179.999, 0.0)]
