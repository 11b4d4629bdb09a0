"""What OSM's tags mean for the backdrop: which ways are water, green or rail, which nodes are places."""

from collections.abc import Callable

from desktop_app.roadnet.backdrop import BackdropKind, PlaceKind

TagGetter = Callable[[str], str | None]

BACKDROP_KEYS = ("natural", "waterway", "landuse", "leisure", "railway", "place")
"""An object without one of these keys is nothing of the backdrop."""

_AREAS = {
    "natural": {
        "water": BackdropKind.WATER,
        "wood": BackdropKind.GREEN,
        "scrub": BackdropKind.GREEN,
        "heath": BackdropKind.GREEN,
        "grassland": BackdropKind.GREEN,
    },
    "waterway": {"riverbank": BackdropKind.WATER, "dock": BackdropKind.WATER},
    "landuse": {
        "reservoir": BackdropKind.WATER,
        "basin": BackdropKind.WATER,
        "allotments": BackdropKind.GREEN,
        "cemetery": BackdropKind.GREEN,
        "forest": BackdropKind.GREEN,
        "grass": BackdropKind.GREEN,
        "meadow": BackdropKind.GREEN,
        "orchard": BackdropKind.GREEN,
        "recreation_ground": BackdropKind.GREEN,
        "village_green": BackdropKind.GREEN,
        "vineyard": BackdropKind.GREEN,
    },
    "leisure": {
        "garden": BackdropKind.GREEN,
        "golf_course": BackdropKind.GREEN,
        "park": BackdropKind.GREEN,
    },
}

_LINES = {
    "railway": dict.fromkeys(("rail", "light_rail", "narrow_gauge", "tram", "funicular"), BackdropKind.RAIL),
    "waterway": dict.fromkeys(("river", "canal", "stream"), BackdropKind.STREAM),
    "natural": {"coastline": BackdropKind.COAST},
}

_PLACES = {
    "city": PlaceKind.CITY,
    "town": PlaceKind.TOWN,
    "borough": PlaceKind.SUBURB,
    "suburb": PlaceKind.SUBURB,
    "quarter": PlaceKind.SUBURB,
    "neighbourhood": PlaceKind.SUBURB,
    "village": PlaceKind.VILLAGE,
    "hamlet": PlaceKind.LOCALITY,
    "isolated_dwelling": PlaceKind.LOCALITY,
    "locality": PlaceKind.LOCALITY,
}


def backdrop_values() -> dict[str, tuple[str, ...]]:
    """Return the values of each key that can make an object part of the backdrop."""
    tables = (_AREAS, _LINES, {"place": _PLACES})
    return {
        key: tuple(dict.fromkeys(value for table in tables for value in table.get(key, {})))
        for key in BACKDROP_KEYS
    }


def area_kind(tag: TagGetter) -> BackdropKind | None:
    """Return what a closed way or a multipolygon with these tags is, or None."""
    return _first_match(_AREAS, tag)


def line_kind(tag: TagGetter) -> BackdropKind | None:
    """Return what a way with these tags is as a line, or None; what runs in a tunnel is not seen."""
    kind = _first_match(_LINES, tag)
    return kind if kind is not None and tag("tunnel") in {None, "no"} else None


def place_kind(tag: TagGetter) -> PlaceKind | None:
    """Return what kind of place a node with these tags is, or None."""
    return _PLACES.get(tag("place") or "")


def _first_match(table: dict[str, dict[str, BackdropKind]], tag: TagGetter) -> BackdropKind | None:
    for key, kinds in table.items():
        kind = kinds.get(tag(key) or "")
        if kind is not None:
            return kind
    return None
