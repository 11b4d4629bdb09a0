"""Small maps drawn in metres, written as OSM files."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.roadnet.sources.map_files import node, osm, way

_M_PER_DEG = 111_195.0
"""Metres in a degree of latitude."""

Metres = tuple[float, float]
"""East and north of the map's middle."""


@dataclass(frozen=True)
class _Way:
    places: tuple[str, ...]
    tags: dict[str, str]


@dataclass(frozen=True)
class _Turn:
    from_way: int
    via: str | int
    to_way: int
    tags: dict[str, str]


@dataclass
class Drawing:
    """A map under the pen: named places in metres, ways between them, turn restrictions.

    Attributes
    ----------
    lat, lon
        The middle of the map in degrees.
    common
        Tags that every way bears.
    first_id
        All OSM ids are higher.
    """

    lat: float = 48.0
    lon: float = 10.0
    common: dict[str, str] = field(default_factory=dict)
    first_id: int = 0
    _places: dict[str, Metres] = field(default_factory=dict)
    _place_tags: dict[str, dict[str, str]] = field(default_factory=dict)
    _ways: list[_Way] = field(default_factory=list)
    _turns: list[_Turn] = field(default_factory=list)

    def place(self, name: str, east_m: float, north_m: float, **tags: str) -> str:
        """Put a node on the map and return its name."""
        self._places[name] = (east_m, north_m)
        self._place_tags[name] = tags
        return name

    def places(self, **at: Metres) -> None:
        """Put several nodes on the map."""
        for name, (east_m, north_m) in at.items():
            self.place(name, east_m, north_m)

    def around(self, name: str, middle: Metres, bearing_deg: float, distance_m: float, **tags: str) -> str:
        """Put a node at a distance from a point, in a direction clockwise from north."""
        angle = math.radians(bearing_deg)
        east_m, north_m = middle
        return self.place(
            name, east_m + distance_m * math.sin(angle), north_m + distance_m * math.cos(angle), **tags
        )

    def way(
        self, places: str | Sequence[str], name: str = "", highway: str = "residential", **tags: str
    ) -> int:
        """Draw a road through places, parted by blanks; return its number."""
        names = places.split() if isinstance(places, str) else places
        named = {"name": name} if name else {}
        return self.line(names, **{"highway": highway, **named, **tags})

    def line(self, places: Sequence[str], **tags: str) -> int:
        """Draw a way with these tags alone, through places; return its number."""
        self._ways.append(_Way(tuple(places), {**self.common, **tags}))
        return len(self._ways) - 1

    def ring(
        self, stem: str, middle: Metres, radius_m: float, bearings_deg: Sequence[float], **tags: str
    ) -> None:
        """Draw a roundabout with a node ``<stem><bearing>`` at each bearing, and more to make it round.

        It runs anticlockwise, or clockwise where the map's ways say that traffic keeps to the left.
        """
        turn = 1 if self.common.get("driving_side") == "left" else -1
        bearings = sorted({*bearings_deg, *range(0, 360, 30)}, reverse=turn < 0)
        names = [self.around(f"{stem}{bearing:g}", middle, bearing, radius_m) for bearing in bearings]
        self.way([*names, names[0]], **{"junction": "roundabout", "highway": "residential", **tags})

    def turn(
        self, rule: str, from_way: int, via: str | int, to_way: int, key: str = "restriction", **tags: str
    ) -> None:
        """Restrict a turn from one way into another, over a place or another way."""
        self._turns.append(_Turn(from_way, via, to_way, {"type": "restriction", key: rule, **tags}))

    def osm_id(self, place: str) -> int:
        """Return the OSM id of a place."""
        return self.first_id + 1 + list(self._places).index(place)

    def lat_lon(self, place: str) -> tuple[float, float]:
        """Return where a place is, in degrees.

        ``a~b`` is half way from a to b, ``a~b@5`` 5 m to the right of that, ``a~b@-5`` to the left.
        """
        between, _, aside = place.partition("@")
        ends = [self._places[name] for name in between.split("~")]
        (west, south), (east, north) = ends[0], ends[-1]
        length_m = math.hypot(east - west, north - south) or 1.0
        right_m = float(aside or 0) / length_m
        return self._degrees(
            (west + east) / 2 + (north - south) * right_m, (south + north) / 2 - (east - west) * right_m
        )

    def items(self) -> list[str]:
        """Return the nodes, ways and relations as elements of an OSM file."""
        nodes = [self._node(name) for name in self._places]
        ways = [
            way(self._way_id(number), [self.osm_id(place) for place in line.places], **line.tags)
            for number, line in enumerate(self._ways)
        ]
        return [*nodes, *ways, *(self._relation(number, turn) for number, turn in enumerate(self._turns))]

    def _node(self, name: str) -> str:
        lat, lon = self._degrees(*self._places[name])
        return node(self.osm_id(name), lat, lon, "", **self._place_tags[name])

    def _relation(self, number: int, turn: _Turn) -> str:
        via = (
            ("way", self._way_id(turn.via)) if isinstance(turn.via, int) else ("node", self.osm_id(turn.via))
        )
        roles = (
            ("way", self._way_id(turn.from_way), "from"),
            (*via, "via"),
            ("way", self._way_id(turn.to_way), "to"),
        )
        members = "".join(f'<member type="{kind}" ref="{ref}" role="{role}"/>' for kind, ref, role in roles)
        words = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in turn.tags.items())
        return f'<relation id="{self._way_id(number)}">{members}{words}</relation>'

    def _way_id(self, number: int) -> int:
        return self.first_id + 1 + number

    def _degrees(self, east_m: float, north_m: float) -> tuple[float, float]:
        lon = self.lon + east_m / (_M_PER_DEG * math.cos(math.radians(self.lat)))
        return round(self.lat + north_m / _M_PER_DEG, 7), round(lon, 7)


_APART_DEG = 0.1
_MOST_ITEMS = 1000


def side_by_side(drawings: Mapping[str, Drawing]) -> dict[str, Drawing]:
    """Return the drawings moved apart, each with OSM ids of its own, so that one file can hold them all."""
    return {
        name: replace(drawing, lon=drawing.lon + _APART_DEG * number, first_id=_MOST_ITEMS * number)
        for number, (name, drawing) in enumerate(drawings.items())
    }


def map_text(drawings: Iterable[Drawing]) -> str:
    """Return an OSM file of drawings."""
    return osm(*(item for drawing in drawings for item in drawing.items()))
