"""Entries of an index for the streets, the road numbers and the points of interest of a map."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.roadnet.search.address_streets import StreetsOfPoints
from desktop_app.roadnet.search.entries import EntryTable, entries_of
from desktop_app.roadnet.search.items import SearchItems
from desktop_app.roadnet.search.poi_kinds import poi_importance, poi_title, poi_words
from desktop_app.roadnet.search.result import ResultKind
from desktop_app.roadnet.search.road_numbers import numbered_roads, other_numbers
from desktop_app.roadnet.search.streets import StreetTable
from desktop_app.roadnet.search.text_numbers import TextNumbers

_CLASS_WEIGHTS = {
    RoadClass.MOTORWAY: 1.0,
    RoadClass.TRUNK: 0.95,
    RoadClass.PRIMARY: 0.85,
    RoadClass.SECONDARY: 0.75,
    RoadClass.TERTIARY: 0.6,
    RoadClass.UNCLASSIFIED: 0.45,
    RoadClass.RESIDENTIAL: 0.45,
    RoadClass.LIVING_STREET: 0.4,
    RoadClass.PEDESTRIAN: 0.4,
}
_SMALL_ROAD_WEIGHT = 0.25
_LEAST, _OF_CLASS, _OF_LENGTH = 0.1, 0.35, 0.2
_SHORT_M, _POWERS = 100.0, 2.5
_KNOWN_BY_ADDRESSES = 0.15

_DETAILS = {
    RoadClass.MOTORWAY: "motorway",
    RoadClass.TRUNK: "trunk road",
    RoadClass.PRIMARY: "main road",
    RoadClass.SECONDARY: "main road",
    RoadClass.FERRY: "ferry",
    RoadClass.SHUTTLE_TRAIN: "shuttle train",
    RoadClass.TRACK: "track",
}


def street_entries(streets: StreetTable, texts: TextNumbers) -> EntryTable:
    """Return an entry for each street, in their order; their keys are numbers in `texts`."""
    return _road_table(ResultKind.STREET, streets, streets.key.astype(np.int32), texts)


def other_street_entries(streets: StreetsOfPoints, texts: TextNumbers) -> EntryTable:
    """Return an entry for each street that is known from addresses alone."""
    count = len(streets.other_name)
    return entries_of(
        ResultKind.STREET,
        streets.other_name,
        streets.other_lon,
        streets.other_lat,
        np.full(count, _KNOWN_BY_ADDRESSES),
        detail=np.full(count, texts.number("addresses"), dtype=np.int32),
    )


def road_entries(network: RoadNetwork, texts: TextNumbers) -> EntryTable:
    """Return an entry for each road that has a number."""
    roads = numbered_roads(network)
    label = texts.numbers(roads.labels)
    spelled = texts.numbers(" ".join((name, *other_numbers(name))) for name in roads.spellings)
    key = roads.table.key
    return _road_table(
        ResultKind.ROAD_NUMBER, roads.table, np.append(label, 0)[key], texts, np.append(spelled, 0)[key]
    )


def poi_entries(items: SearchItems, texts: TextNumbers) -> EntryTable:
    """Return an entry for each point of interest; one without a name is called by its kind."""
    pois = items.pois
    distinct, row = np.unique(pois.kind, return_inverse=True)
    kinds = [items.texts[number] for number in distinct.tolist()]
    title = texts.numbers(map(poi_title, kinds))[row]
    called = texts.numbers(poi_title(kind).capitalize() for kind in kinds)[row]
    name = texts.taken_over(items.texts, pois.name)
    return entries_of(
        ResultKind.POI,
        np.where(name > 0, name, called).astype(np.int32),
        pois.lon,
        pois.lat,
        np.array([poi_importance(kind) for kind in kinds], dtype=np.float64)[row],
        detail=title,
        other_words=texts.numbers(map(poi_words, kinds))[row],
    )


def _road_table(
    kind: ResultKind,
    roads: StreetTable,
    name: NDArray[np.int32],
    texts: TextNumbers,
    spellings: NDArray[np.int32] | None = None,
) -> EntryTable:
    weights = np.array([_CLASS_WEIGHTS.get(road, _SMALL_ROAD_WEIGHT) for road in RoadClass])
    details = texts.numbers(_DETAILS.get(road, "street") for road in RoadClass)
    length = np.clip(np.log10(1 + roads.length_m / _SHORT_M) / _POWERS, 0.0, 1.0)
    return entries_of(
        kind,
        name,
        roads.lon,
        roads.lat,
        _LEAST + _OF_CLASS * weights[roads.road_class] + _OF_LENGTH * length,
        detail=details[roads.road_class],
        spellings=spellings,
        bounds=np.stack([roads.west, roads.south, roads.east, roads.north], axis=1),
    )
