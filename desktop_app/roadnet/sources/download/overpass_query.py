"""The questions for Overpass, in its query language: everything in a box that an import reads."""

from collections.abc import Iterable

from desktop_app.roadnet.search.place_kinds import QUARTER_REACH_M, SETTLEMENT_REACH_M
from desktop_app.roadnet.search.poi_kinds import NAMELESS_KINDS, POI_KEYS, POI_VALUES
from desktop_app.roadnet.sources.backdrop_tags import backdrop_values
from desktop_app.roadnet.sources.download.box import Box

_USUAL = "[timeout:180][maxsize:536870912]"
"""Seconds and bytes of memory that the server may use; whoever asks for more is turned away more often."""
_LARGE = "[timeout:300][maxsize:1073741824]"
"""The most that the public servers give."""
_LARGE_FROM_BYTES = 100_000_000

_AREA = 'relation["type"="multipolygon"]'
_NAMED = '[~"^(name|brand|operator)$"~"."]'
_ROADS = (
    'way["highway"]',
    'way["route"~"^(ferry|shuttle_train)$"]',
    'relation["type"~"^restriction"]',
    # Barriers, signals and crossings on the ways come with them.
)
_ADDRESSES = ('nwr["addr:housenumber"]', 'way["addr:interpolation"]')
_SETTLEMENTS = "|".join((*SETTLEMENT_REACH_M, *QUARTER_REACH_M, "square"))
_PLACES = (
    'nw["place"]["name"]',
    # Not islands, states and the like, whose outlines are endless.
    f'relation["type"~"^(boundary|multipolygon)$"]["place"~"^({_SETTLEMENTS})$"]["name"]',
)
_BORDERS = 'relation["boundary"="administrative"]["admin_level"="2"]'
"""They tell the country; with their members half a continent would come."""


def count_query(box: Box) -> str:
    """Return the question for how many nodes, ways and relations `map_query` would bring, without borders."""
    return f"[out:json]{_USUAL}[bbox:{box}];\n{_wanted()}out count;\n"


def map_query(box: Box, expected_bytes: int = 0) -> str:
    """Return the question for the map in `box`, without the names of mappers.

    Ways and relations are whole: all that they refer to comes with them, even from beyond the box. Of
    countries come only the tags.

    Parameters
    ----------
    expected_bytes
        The map's size by the estimate; a large one gets more of the server.
    """
    settings = _LARGE if expected_bytes > _LARGE_FROM_BYTES else _USUAL
    return f"[out:xml]{settings}[bbox:{box}];\n{_wanted()}out body;\n{_BORDERS};\nout tags;\n"


def _wanted() -> str:
    lines = (*_ROADS, *_backdrop(), *_ADDRESSES, *_PLACES, *_points_of_interest())
    return "(\n" + "".join(f"  {line};\n" for line in lines) + ");\n(._; >;);\n"


def _backdrop() -> list[str]:
    choices = [_choice(key, values) for key, values in backdrop_values().items() if key != "place"]
    return [f"{kind}{choice}" for choice in choices for kind in ("way", _AREA)]


def _points_of_interest() -> list[str]:
    wanted = [_choice(key, POI_VALUES.get(key, ())) + _NAMED for key in POI_KEYS]
    nameless: dict[str, list[str]] = {}
    for kind in sorted(NAMELESS_KINDS):
        key, _, value = kind.partition("=")
        nameless.setdefault(key, []).append(value)
    wanted += [_choice(key, values) for key, values in nameless.items()]
    return [f"{kind}{tags}" for tags in wanted for kind in ("nw", _AREA)]


def _choice(key: str, values: Iterable[str]) -> str:
    """Return the filter for one of `values`, or for any value where there are none."""
    either = "|".join(values)
    return f'["{key}"~"^({either})$"]' if either else f'["{key}"]'
