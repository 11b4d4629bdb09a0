"""Collecting the backdrop of a map: water, green, rail, and the names of places."""

from array import array
from dataclasses import dataclass, field

import numpy as np
import osmium
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop, BackdropKind
from desktop_app.roadnet.sources.backdrop_shapes import ShapeTable
from desktop_app.roadnet.sources.backdrop_tags import area_kind, line_kind, place_kind
from desktop_app.roadnet.sources.names import clean_name
from desktop_app.roadnet.sources.rings import join_rings
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeTable
from desktop_app.roadnet.texts import TextCollector

_MOST_NODES = 4_000_000
"""Nodes of all shapes together; a backdrop is drawn, so there is no use in more of them."""

_MOST_OUTER_RINGS = 1000
"""A multipolygon of more is drawn without its holes, since each must be looked for in each."""


@dataclass(slots=True)
class _Multipolygon:
    relation_id: int
    kind: BackdropKind
    outer: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)


class BackdropCollector:
    """Takes objects as pyosmium hands them out, one after the other."""

    def __init__(self, tally: Tally) -> None:
        """Start with an empty backdrop; `tally` counts what is left out."""
        self._tally = tally
        self._shapes = ShapeTable()
        self._multipolygons: list[_Multipolygon] = []
        self._members: dict[int, list[int]] = {}
        self._texts = TextCollector()
        self._place_kind, self._place_name = array("B"), array("i")
        self._place_lon, self._place_lat = array("d"), array("d")

    def take_way(self, way: osmium.osm.Way) -> None:
        """Take a way if it is part of the backdrop."""
        tag = way.tags.get
        kind = area_kind(tag)
        is_area = kind is not None
        if kind is None:
            kind = line_kind(tag)
        if kind is None or not way.visible or not self._has_room(f"way {way.id}"):
            return
        refs = [node.ref for node in way.nodes]
        if is_area and not (len(refs) > 3 and refs[0] == refs[-1]):  # noqa: PLR2004 - a triangle, closed
            self._tally.add("backdrop_ring_is_open", f"way {way.id}")
        elif len(refs) > 1:
            self._shapes.add(kind, refs, is_area=is_area)

    def take_relation(self, relation: osmium.osm.Relation) -> None:
        """Remember a multipolygon if it is part of the backdrop."""
        kind = area_kind(relation.tags.get)
        if kind is None or relation.tags.get("type") != "multipolygon" or not relation.visible:
            return
        shape = _Multipolygon(relation.id, kind)
        for member in relation.members:
            if member.type == "w":
                (shape.inner if member.role == "inner" else shape.outer).append(member.ref)
        self._multipolygons.append(shape)

    def take_node(self, node: osmium.osm.Node) -> None:
        """Take a node if it is a named place."""
        kind = place_kind(node.tags.get)
        name = clean_name(node.tags.get("name") or "") if kind is not None else ""
        if kind is None or not name or not node.visible or not node.location.valid():
            return
        self._place_kind.append(kind)
        self._place_name.append(self._texts.number(name))
        self._place_lon.append(node.location.lon)
        self._place_lat.append(node.location.lat)

    def member_ways(self) -> set[int]:
        """Return the OSM ids of the ways that multipolygons are drawn with."""
        return {way for shape in self._multipolygons for way in (*shape.outer, *shape.inner)}

    def take_member(self, way: osmium.osm.Way) -> None:
        """Take one of `member_ways`; of several with one id the first counts."""
        if way.id not in self._members and self._has_room(f"way {way.id}"):
            self._members[way.id] = [node.ref for node in way.nodes]

    def close_rings(self) -> None:
        """Make shapes of the multipolygons, once all members were taken; a ring with a gap is left out."""
        for shape in self._multipolygons:
            item = f"relation {shape.relation_id}"
            if not self._has_room(item):
                return
            outer = self._rings(shape.outer, item)
            rows = [self._shapes.add(shape.kind, ring, is_area=True) for ring in outer]
            if 0 < len(rows) <= _MOST_OUTER_RINGS:
                self._shapes.add_holes(shape.kind, self._rings(shape.inner, item), rows)

    def node_ids(self) -> NDArray[np.int64]:
        """Return the OSM ids of all nodes of the shapes, ascending and unique."""
        return self._shapes.node_ids()

    def backdrop(self, nodes: NodeTable) -> Backdrop:
        """Return the backdrop, its nodes placed by `nodes`."""
        shapes = self._shapes.placed(nodes, self._tally)
        return Backdrop(
            shape_kind=shapes.kind,
            shape_first=shapes.first,
            shape_part_of=shapes.part_of,
            point_lon=shapes.lon,
            point_lat=shapes.lat,
            place_kind=np.array(self._place_kind, dtype=np.uint8),
            place_lon=np.array(self._place_lon, dtype=np.float64),
            place_lat=np.array(self._place_lat, dtype=np.float64),
            place_name=np.array(self._place_name, dtype=np.int32),
            texts=self._texts.table(),
        )

    def _rings(self, ways: list[int], item: str) -> list[list[int]]:
        lines = [self._members[way] for way in dict.fromkeys(ways) if way in self._members]
        rings, left_over = join_rings(lines)
        if left_over or len(lines) < len(set(ways)):
            self._tally.add("backdrop_ring_is_open", item)
        return rings

    def _has_room(self, item: str) -> bool:
        if self._shapes.node_count() < _MOST_NODES:
            return True
        self._tally.add("backdrop_is_too_large", item)
        return False
