"""The questions for Overpass, in its query language: everything in a box that an import reads."""

from desktop_app.roadnet.sources.backdrop_tags import backdrop_values
from desktop_app.roadnet.sources.download.box import Box

_TIMEOUT_S = 300
_MOST_SERVER_BYTES = 1 << 30
"""Memory that the server may use, the most that the public ones give."""

_ROADS = (
    'way["highway"]',
    'way["route"~"^(ferry|shuttle_train)$"]',
    'relation["type"~"^restriction(:.+)?$"]',
    # Barriers, signals and crossings on the ways come with them.
)
_ADDRESSES = ('nwr["addr:housenumber"]', 'way["addr:interpolation"]')
_POINTS_OF_INTEREST = (
    "aeroway",
    "amenity",
    "emergency",
    "healthcare",
    "historic",
    "office",
    "shop",
    "tourism",
)
_AREA = 'relation["type"="multipolygon"]'
_STATION = 'node["railway"]["name"]'


def count_query(box: Box) -> str:
    """Return the question for how many nodes, ways and relations `map_query` would bring."""
    return f"[out:json]{_settings(box)}\n{_wanted()}out count;\n"


def map_query(box: Box) -> str:
    """Return the question for the map in `box`, without the names of mappers.

    Ways and relations are whole: all that they refer to comes with them, even from beyond the box.
    """
    return f"[out:xml]{_settings(box)}\n{_wanted()}out body;\n"


def _settings(box: Box) -> str:
    return f"[timeout:{_TIMEOUT_S}][maxsize:{_MOST_SERVER_BYTES}][bbox:{box}];"


def _wanted() -> str:
    points = [f'["{key}"]["name"]' for key in _POINTS_OF_INTEREST]
    lines = [*_ROADS, *_backdrop(), *_ADDRESSES, _STATION]
    for tags in points:
        lines += [f"nw{tags}", f"{_AREA}{tags}"]
    return "(\n" + "".join(f"  {line};\n" for line in lines) + ");\n(._; >;);\n"


def _backdrop() -> list[str]:
    lines = []
    for key, values in backdrop_values().items():
        choice = f'["{key}"~"^({"|".join(values)})$"]'
        if key == "place":
            lines.append(f'node{choice}["name"]')
        else:
            lines += [f"way{choice}", f"{_AREA}{choice}"]
    return lines
