"""OSM's kinds of places: how much each weighs, and how far it goes."""

import math

from desktop_app.roadnet.backdrop import PlaceKind

SETTLEMENT_REACH_M = {"city": 9_000.0, "town": 4_000.0, "village": 2_000.0, "hamlet": 800.0}
"""How far a settlement goes from its middle, roughly."""

QUARTER_REACH_M = {
    "borough": 2_500.0,
    "suburb": 1_500.0,
    "quarter": 900.0,
    "neighbourhood": 700.0,
    "locality": 600.0,
}

_IMPORTANCE = {
    "country": 1.0,
    "state": 0.95,
    "region": 0.9,
    "county": 0.85,
    "city": 0.95,
    "town": 0.85,
    "island": 0.65,
    "municipality": 0.7,
    "borough": 0.7,
    "suburb": 0.65,
    "village": 0.65,
    "quarter": 0.55,
    "neighbourhood": 0.5,
    "square": 0.45,
    "hamlet": 0.45,
    "locality": 0.3,
    "isolated_dwelling": 0.25,
    "farm": 0.25,
    "islet": 0.25,
}
_PLAIN_IMPORTANCE = 0.25

_OF_BACKDROP = {
    PlaceKind.CITY: "city",
    PlaceKind.TOWN: "town",
    PlaceKind.SUBURB: "suburb",
    PlaceKind.VILLAGE: "village",
    PlaceKind.LOCALITY: "locality",
}


def place_importance(kind: str, population: int) -> float:
    """Return the weight, from 0 to 1, of a place of OSM's `kind`; 0 people means that it is not known."""
    of_people = 0.01 * math.log10(population) if population > 1 else 0.0
    return min(_IMPORTANCE.get(kind, _PLAIN_IMPORTANCE) + of_people, 1.0)


def backdrop_place_kind(kind: int) -> str:
    """Return OSM's word for a `PlaceKind`."""
    return _OF_BACKDROP[PlaceKind(kind)]
