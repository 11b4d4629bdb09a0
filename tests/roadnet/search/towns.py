"""A small map to search, made by hand: two villages some kilometres apart."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desktop_app.roadnet.backdrop import Backdrop
from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.roadnet.search.index import SearchIndex
from desktop_app.roadnet.search.items import AddressTable, InterpolationTable, NamedPoints, SearchItems
from desktop_app.roadnet.search.schema import SEARCH_FILE
from desktop_app.roadnet.search.writer import write_search_index
from desktop_app.roadnet.texts import TextCollector
from tests.networks import Road, network_of
from tests.roadnet.sources.map_files import nobody

LonLat = tuple[float, float]

WEST, EAST = (10.000, 48.000), (10.200, 48.000)
"""The middles of Westdorf and Ostdorf, 15 km apart."""

_STEP_DEG = 0.002


def two_villages() -> RoadNetwork:
    """Return a Hauptstraße, which Ringstraße crosses, in each village; Westdorf also has a St.-Georg-Str."""
    places, roads = {}, []
    for first, (lon, lat) in ((100, WEST), (200, EAST)):
        for column in range(5):
            places[first + column] = (lon + (column - 2) * _STEP_DEG, lat)
            places[first + 10 + column] = (lon, lat + (column - 2) * _STEP_DEG)
        places.pop(first + 12)
        along = tuple(first + column for column in range(5))
        across = (first + 10, first + 11, first + 2, first + 13, first + 14)
        roads.append(Road(along, "Hauptstraße", road_class=RoadClass.SECONDARY))
        roads.append(Road(across, "Ringstraße"))
    roads.append(Road((110, 100), "St.-Georg-Str."))
    roads.append(Road((114, 104), "Müllerweg"))
    return network_of(places, roads)


def items_of(
    *,
    addresses: Sequence[tuple[str, str, LonLat]] = (),
    lines: Sequence[tuple[str, int, int, int, Sequence[LonLat]]] = (),
    places: Sequence[tuple[str, str, LonLat]] = (),
    pois: Sequence[tuple[str, str, LonLat]] = (),
) -> SearchItems:
    """Return items: (street, number, place), (street, first, last, step, points), (name, kind, place)."""
    texts = TextCollector()
    lon, lat = _axes([place for *_, place in addresses])
    points = [point for *_, line in lines for point in line]
    line_lon, line_lat = _axes(points)
    return SearchItems(
        addresses=AddressTable(
            lon=lon,
            lat=lat,
            street=np.array([texts.number(row[0]) for row in addresses], np.int32),
            town=np.zeros(len(addresses), np.int32),
            number=np.array([texts.number(row[1]) for row in addresses], np.int32),
        ),
        interpolations=InterpolationTable(
            street=np.array([texts.number(row[0]) for row in lines], np.int32),
            first_number=np.array([row[1] for row in lines], np.int32),
            last_number=np.array([row[2] for row in lines], np.int32),
            step=np.array([row[3] for row in lines], np.int32),
            first_point=np.cumsum([0, *(len(row[4]) for row in lines)]).astype(np.int64),
            lon=line_lon,
            lat=line_lat,
        ),
        places=_named(places, texts),
        pois=_named(pois, texts),
        texts=texts.table(),
    )


def labels(index: SearchIndex, text: str, near: LonLat | None = None) -> list[str]:
    """Return the labels that a search finds, best first."""
    return [result.label for result in index.find(text, near=near)]


def _named(rows: Sequence[tuple[str, str, LonLat]], texts: TextCollector) -> NamedPoints:
    lon, lat = _axes([place for *_, place in rows])
    return NamedPoints(
        lon=lon,
        lat=lat,
        name=np.array([texts.number(name) for name, _, _ in rows], np.int32),
        kind=np.array([texts.number(kind) for _, kind, _ in rows], np.int32),
        population=np.zeros(len(rows), np.int64),
    )


def _axes(places: Sequence[LonLat]) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    points = np.array(places, np.float64).reshape(-1, 2)
    return points[:, 0].copy(), points[:, 1].copy()


VILLAGES = items_of(
    addresses=[
        ("Hauptstraße", "10", (9.998, 48.0001)),
        ("Hauptstraße", "14", (10.000, 48.0001)),
        ("Hauptstraße", "11", (9.998, 47.9999)),
        ("Hauptstr.", "12a", (10.200, 48.0001)),
        ("Am Anger", "3", (10.1, 48.05)),
    ],
    lines=[("Ringstraße", 2, 10, 2, [(10.0, 47.998), (10.0, 48.0), (10.0, 48.002)])],
    places=[("Westdorf", "place=village", WEST), ("Ostdorf", "place=village", EAST)],
    pois=[
        ("Klinikum Westdorf", "amenity=hospital", (10.001, 48.001)),
        ("", "amenity=fuel", (10.2001, 48.0)),
        ("", "amenity=fuel", (9.996, 48.0001)),
        ("Café O'Hara", "amenity=cafe", (10.0, 48.0)),
    ],
)


def index_in(folder: Path, network: RoadNetwork | None = None, items: SearchItems = VILLAGES) -> SearchIndex:
    """Return the index of a network, the two villages where none is given, with these items."""
    network = two_villages() if network is None else network
    path = folder / SEARCH_FILE
    write_search_index(path, network, Backdrop.empty(), items, nobody)
    return SearchIndex(path, network)
