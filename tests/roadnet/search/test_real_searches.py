"""Twenty searches on Porto and Campo Grande, as a dispatcher would type them, and some elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.roadnet.search.index import SearchIndex
from desktop_app.roadnet.search.schema import SEARCH_FILE
from desktop_app.roadnet.search.writer import write_search_index
from desktop_app.roadnet.sources.osm import read_osm
from tests.roadnet.sources.map_files import nobody
from tests.shared_data import SHARED, needs_shared

PORTO, CAMPO_GRANDE = (-8.6110, 41.1496), (-54.5800, -20.4600)
"""What the person looks at: the middle of either town."""

FILES = {
    "porto": "porto_portugal.osm.pbf",
    "campo-grande": "campo-grande.osm.gz",
    "baltimore": "baltimore.osm.pbf",
    "liechtenstein": "liechtenstein-latest.osm.pbf",
}

SearchOf = Callable[[str], SearchIndex]

pytestmark = needs_shared


@pytest.fixture(scope="module")
def search_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchOf]:
    opened: dict[str, SearchIndex] = {}

    def get(town: str) -> SearchIndex:
        if town not in opened:
            source = read_osm(SHARED / "maps" / FILES[town], nobody)
            path: Path = tmp_path_factory.mktemp(town) / SEARCH_FILE
            write_search_index(path, source.network, source.backdrop, source.items, nobody)
            opened[town] = SearchIndex(path, source.network)
        return opened[town]

    yield get
    for index in opened.values():
        index.close()


@pytest.mark.parametrize(
    ("text", "kind", "label", "lat", "lon"),
    [
        ("aliados", "street", "Avenida dos Aliados, near Praça da Liberdade", 41.1479, -8.6113),
        ("av boavsta", "street", "Avenida da Boavista", 41.1625, -8.6568),
        (
            "r. sta catarina",
            "street",
            "Rua de Santa Catarina, near Rua de Gonçalo Cristóvão",
            41.1549,
            -8.6047,
        ),
        ("constituiçao", "street", "Rua da Constituição", 41.1631, -8.6146),
        ("lg. s. domingos", "street", "Largo de São Domingos", 41.1428, -8.6146),
        ("Rua 31 de Janeiro", "street", "Rua 31 de Janeiro, near Praça da Batalha", 41.1461, -8.6103),
        ("mousinho albuquerque", "street", "Praça Mouzinho de Albuquerque", 41.1582, -8.6303),
        ("sa da bandeira & formosa", "junction", "Rua de Sá da Bandeira / Rua Formosa", 41.1488, -8.6078),
        (
            "esquina de cedofeita com boavista",
            "junction",
            "Rua de Cedofeita / Rua da Boavista",
            41.1563,
            -8.6194,
        ),
        (
            "Rua Machado dos Santos, 489",
            "address",
            "Rua Machado dos Santos 489, Calendário",
            41.3869,
            -8.5437,
        ),
        (
            "R. Machado dos Santos 497",
            "address",
            "Rua Machado dos Santos 497, Calendário (interpolated between 489 and 505)",
            41.3869,
            -8.5437,
        ),
        ("a28", "road_number", "A 28", 41.2777, -8.6996),
        ("N 14", "road_number", "EN 14", 41.2871, -8.6022),
        ("repsol", "poi", "Repsol, near Cais do Bicalho", 41.1479, -8.6345),
        ("41,15 -8,61", "coordinate", "41.150000, -8.610000", 41.15, -8.61),
    ],
)
def test_porto(search_of: SearchOf, text: str, kind: str, label: str, lat: float, lon: float) -> None:
    found = search_of("porto").find(text, near=PORTO)[0]
    assert (found.kind, found.label) == (kind, label)
    assert [found.lat, found.lon] == pytest.approx([lat, lon], abs=0.005)


@pytest.mark.parametrize(
    ("text", "kind", "label", "lat", "lon"),
    [
        ("av mato groso", "street", "Avenida Mato Grosso", -20.4500, -54.5819),
        ("afonso pena / ceara", "junction", "Avenida Afonso Pena / Avenida Ceará", -20.4597, -54.5917),
        ("jd estados", "place", "Jardim dos Estados", -20.4570, -54.5984),
        ("hosp miguel couto", "poi", "Hospital Unimed Miguel Couto", -20.4497, -54.5759),
        ("br 262", "road_number", "BR-262", -20.5139, -54.5624),
    ],
)
def test_campo_grande(search_of: SearchOf, text: str, kind: str, label: str, lat: float, lon: float) -> None:
    found = search_of("campo-grande").find(text, near=CAMPO_GRANDE)[0]
    assert (found.kind, found.label) == (kind, label)
    assert [found.lat, found.lon] == pytest.approx([lat, lon], abs=0.005)


@pytest.mark.parametrize(
    ("town", "text", "kind", "label"),
    [
        ("baltimore", "615 n wolfe st", "address", "615 North Wolfe Street"),
        ("baltimore", "2102 E Pratt St", "address", "2102 East Pratt Street, Baltimore"),
        (
            "baltimore",
            "2907 o'donnell street",
            "address",
            "2907 O'Donnell Street (interpolated between 2901 and 2919)",
        ),
        ("baltimore", "e. baltimore st & s. broadway", "junction", "East Baltimore Street / South Broadway"),
        ("baltimore", "interstate 95", "road_number", "I 95"),
        ("liechtenstein", "landstr vaduz", "street", "Landstrasse, Schaan"),
        ("liechtenstein", "staedtle", "street", "Städtle"),
        ("liechtenstein", "schaan", "place", "Schaan"),
    ],
)
def test_other_languages(search_of: SearchOf, town: str, text: str, kind: str, label: str) -> None:
    found = search_of(town).find(text)[0]
    assert (found.kind, found.label) == (kind, label)


def test_a_node_of_the_road_by_its_link(search_of: SearchOf) -> None:
    (found,) = search_of("campo-grande").find("https://www.openstreetmap.org/node/1662542804")
    assert (found.kind, found.detail) == ("coordinate", "node 1662542804")


def test_what_the_map_does_not_have(search_of: SearchOf) -> None:
    assert search_of("campo-grande").find("Champs-Élysées", near=CAMPO_GRANDE) == ()
