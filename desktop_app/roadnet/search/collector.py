"""Collecting what people search for from a map's objects, as pyosmium hands them out."""

from array import array

import numpy as np
import osmium
from numpy.typing import NDArray

from desktop_app.roadnet.search.house_numbers import listed_numbers
from desktop_app.roadnet.search.interpolation_rows import InterpolationRows, NumberedNodes
from desktop_app.roadnet.search.items import AddressTable, NamedPoints, SearchItems
from desktop_app.roadnet.search.poi_kinds import POI_KEYS, TagGetter, needs_name, poi_kind
from desktop_app.roadnet.search.way_points import PointTable
from desktop_app.roadnet.sources.id_sets import union
from desktop_app.roadnet.sources.names import clean_name
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeTable
from desktop_app.roadnet.texts import TextCollector

SEARCH_KEYS = ("addr:housenumber", "addr:interpolation", "place", *POI_KEYS)
"""An object without one of these keys is nothing of the search."""

_CENTRES = frozenset({"label", "admin_centre"})
_OUTLINES = frozenset({"outer", ""})
_POPULATION_DIGITS = 10

_OsmObject = osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation


class SearchCollector:
    """Takes objects one after the other; an object may be an address and a point of interest at once."""

    def __init__(self, tally: Tally) -> None:
        """Start with nothing; `tally` counts what is left out."""
        self._tally = tally
        self._texts = TextCollector()
        self._numbers: dict[str, int] = {}
        self._addresses = _AddressRows()
        self._places, self._pois = _NamedRows(), _NamedRows()
        self._interpolations, self._numbered = InterpolationRows(), NumberedNodes()
        self._members: dict[int, list[tuple[PointTable, int]]] = {}

    def take(self, item: _OsmObject) -> None:
        """Take an object if people search for it; of a street only its being a square counts."""
        # Eighteen looks at pyosmium's tags take a third of the time of a dict made of them.
        tag = item.tags.get
        if not item.visible or (tag("highway") is not None and tag("place") is None):
            return
        if isinstance(item, osmium.osm.Node):
            if item.location.valid():
                for table in self._points_of(item, tag):
                    table.add_place(item.location.lon, item.location.lat)
        elif isinstance(item, osmium.osm.Way):
            self._take_way(item, tag)
        else:
            for table in self._points_of(item, tag):
                self._place_relation(item, table, table.add_unplaced())

    def member_ways(self) -> set[int]:
        """Return the OSM ids of the ways that tell where relations lie."""
        return set(self._members)

    def take_member(self, way: osmium.osm.Way) -> None:
        """Take one of `member_ways`; of several with one id the first counts."""
        refs = [node.ref for node in way.nodes]
        for table, row in self._members.pop(way.id, ()):
            table.give_nodes(row, refs)

    def node_ids(self) -> NDArray[np.int64]:
        """Return the OSM ids of all nodes whose places are needed, ascending and unique."""
        tables = (self._addresses, self._places, self._pois)
        return union(*(table.points.node_ids() for table in tables), self._interpolations.node_ids())

    def items(self, nodes: NodeTable) -> SearchItems:
        """Return what was collected, placed by `nodes`; what has no place is left out."""
        return SearchItems(
            addresses=self._addresses.table(nodes),
            interpolations=self._interpolations.table(nodes, self._numbered),
            places=self._places.table(nodes),
            pois=self._pois.table(nodes),
            texts=self._texts.table(),
        )

    def _take_way(self, way: osmium.osm.Way, tag: TagGetter) -> None:
        points = self._points_of(way, tag)
        interpolation = tag("addr:interpolation")
        if not points and not interpolation:
            return
        refs = [node.ref for node in way.nodes]
        for table in points:
            table.give_nodes(table.add_unplaced(), refs)
        street = self._text(tag("addr:street"))
        if interpolation and not self._interpolations.add(interpolation, refs, street):
            self._tally.add("interpolation_is_not_understood", f"way {way.id}", node=_node_of(way))

    def _points_of(self, item: _OsmObject, tag: TagGetter) -> list[PointTable]:
        """Add what an object is to the tables; return those in which it needs a place."""
        points = self._add_addresses(item, tag)
        name = self._text(tag("name"))
        place = tag("place")
        if place and name:
            self._places.add(name, self._text(f"place={place}"), _population(tag("population")))
            points.append(self._places.points)
        kind = poi_kind(tag)
        if kind:
            name = name or self._text(tag("brand")) or self._text(tag("operator"))
            if name or not needs_name(kind):
                self._pois.add(name, self._text(kind), 0)
                points.append(self._pois.points)
        return points

    def _add_addresses(self, item: _OsmObject, tag: TagGetter) -> list[PointTable]:
        numbers = listed_numbers(tag("addr:housenumber") or "")
        street = self._text(tag("addr:street")) or self._text(tag("addr:place")) if numbers else 0
        if numbers and not street:
            self._tally.add("address_without_a_street", f"{_type_of(item)} {item.id}", node=_node_of(item))
            numbers = []
        town = self._text(tag("addr:city")) if numbers else 0
        for number in numbers:
            self._addresses.add(street, town, self._text(number))
            if isinstance(item, osmium.osm.Node):
                self._numbered.add(item.id, number, street)
        return [self._addresses.points] * len(numbers)

    def _place_relation(self, relation: osmium.osm.Relation, table: PointTable, row: int) -> None:
        """Let a relation lie where its label, its centre or else its first outer way does."""
        way = 0
        for member in relation.members:
            if member.type == "n" and member.role in _CENTRES:
                table.give_nodes(row, [member.ref])
                return
            if member.type == "w" and member.role in _OUTLINES and not way:
                way = member.ref
        if way:
            self._members.setdefault(way, []).append((table, row))

    def _text(self, text: str | None) -> int:
        if not text:
            return 0
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = self._texts.number(clean_name(text))
        return number


class _AddressRows:
    """The addresses so far."""

    def __init__(self) -> None:
        self.points = PointTable()
        self._street, self._town, self._number = array("i"), array("i"), array("i")

    def add(self, street: int, town: int, number: int) -> None:
        self._street.append(street)
        self._town.append(town)
        self._number.append(number)

    def table(self, nodes: NodeTable) -> AddressTable:
        lon, lat = self.points.placed(nodes)
        kept = np.isfinite(lon)
        return AddressTable(
            lon=lon[kept],
            lat=lat[kept],
            street=np.array(self._street, dtype=np.int32)[kept],
            town=np.array(self._town, dtype=np.int32)[kept],
            number=np.array(self._number, dtype=np.int32)[kept],
        )


class _NamedRows:
    """The places, or the points of interest, so far."""

    def __init__(self) -> None:
        self.points = PointTable()
        self._name, self._kind, self._population = array("i"), array("i"), array("q")

    def add(self, name: int, kind: int, population: int) -> None:
        self._name.append(name)
        self._kind.append(kind)
        self._population.append(population)

    def table(self, nodes: NodeTable) -> NamedPoints:
        lon, lat = self.points.placed(nodes)
        kept = np.isfinite(lon)
        return NamedPoints(
            lon=lon[kept],
            lat=lat[kept],
            name=np.array(self._name, dtype=np.int32)[kept],
            kind=np.array(self._kind, dtype=np.int32)[kept],
            population=np.array(self._population, dtype=np.int64)[kept],
        )


def _population(text: str | None) -> int:
    digits = (text or "").replace(" ", "").replace(",", "").replace(".", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _POPULATION_DIGITS else 0


def _type_of(item: _OsmObject) -> str:
    return type(item).__name__.lower()


def _node_of(item: _OsmObject) -> int | None:
    """Return the OSM id of a node that tells where an object lies."""
    if isinstance(item, osmium.osm.Node):
        return item.id
    return item.nodes[0].ref if isinstance(item, osmium.osm.Way) and len(item.nodes) else None
