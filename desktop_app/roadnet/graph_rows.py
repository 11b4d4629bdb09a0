"""Reading the nodes and edges of a graph in OSMnx's manner into the tables that a network is built of."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from desktop_app.errors import MapFileError
from desktop_app.roadnet.network import ArcFlag, RoadClass
from desktop_app.roadnet.sources.tagging.usual_speeds import DEFAULT_KPH, HIGHEST_KPH
from desktop_app.roadnet.tables import NodeTable, WayTable
from desktop_app.roadnet.texts import TextCollector, TextTable

_Place = tuple[float, float]
_LON_LAT = frozenset({"", "epsg:4326", "wgs84", "ogc:crs84"})
_LARGEST_ID = 2**62
_NAN = math.nan
_CLASS_OF_TAG = {road_class.tag: road_class for road_class in RoadClass}


@dataclass(slots=True)
class _Row:
    """One road: an edge, and the edge the other way if there is one. NaN and 0 km/h stand for none."""

    nodes: tuple[int, ...]
    way_id: int
    road_class: RoadClass
    flags: ArcFlag
    name: int
    ref: int
    kph: list[float]
    length_m: list[float]
    edges: list[dict[str, Any]]


class GraphRows:
    """The roads of a graph, each once, whichever directions it can be driven in."""

    def __init__(self, graph: "nx.MultiDiGraph[Any]") -> None:
        """Read `graph`; raises MapFileError where a node has no place on the globe."""
        crs = str(graph.graph.get("crs", "")).casefold()
        if crs not in _LON_LAT:
            raise MapFileError(
                f"The graph is in {crs[:60]!r}; convert it to longitude and latitude (EPSG:4326)."
            )
        self._texts = TextCollector()
        self._places: dict[int, _Place] = {}
        self._rows: list[_Row] = []
        self._open: dict[tuple[int, tuple[int, ...]], list[_Row]] = {}
        self._ids: dict[object, int] = {node: node for node in graph if _is_id(node)}
        self._next_id = min(0, 0, *self._ids.values()) - 1
        for node, attributes in graph.nodes(data=True):
            self._places[self._id(node)] = _place(node, attributes)
        self._nodes = {self._id(node): attributes for node, attributes in graph.nodes(data=True)}
        # In the order of a network's own arcs, where the graph tells it.
        edges = sorted(graph.edges(data=True), key=lambda edge: _arc_number(edge[2]))
        for tail, head, attributes in edges:
            self._take(self._id(tail), self._id(head), attributes)

    def nodes(self) -> NodeTable:
        """Return all nodes, ids ascending."""
        ids = sorted(self._places)
        lon = np.array([self._places[node][0] for node in ids], dtype=np.float64)
        lat = np.array([self._places[node][1] for node in ids], dtype=np.float64)
        return NodeTable(np.array(ids, dtype=np.int64), lon, lat)

    def ways(self) -> WayTable:
        """Return one way a road; its `way_id` is the number of its row."""
        rows = self._rows
        first = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row.nodes) for row in rows], out=first[1:])
        ways = WayTable.of_cars(
            np.arange(len(rows), dtype=np.int64),
            first,
            np.array([node for row in rows for node in row.nodes], dtype=np.int64),
            np.array([row.kph[0] for row in rows], dtype=np.float32),
            np.array([row.kph[1] for row in rows], dtype=np.float32),
            np.array([row.road_class for row in rows], dtype=np.uint8),
        )
        return replace(
            ways,
            flags=np.array([row.flags for row in rows], dtype=np.uint16),
            name=np.array([row.name for row in rows], dtype=np.int32),
            ref=np.array([row.ref for row in rows], dtype=np.int32),
        )

    def node(self, osm_id: int) -> dict[str, Any]:
        """Return the attributes of a node."""
        return self._nodes[osm_id]

    def edge(self, row: int, *, against: bool) -> dict[str, Any]:
        """Return the attributes of a row's edge with or against it."""
        return self._rows[row].edges[int(against)]

    def way_ids(self) -> NDArray[np.int64]:
        """Return the (R,) OSM way id of each row."""
        return np.array([row.way_id for row in self._rows], dtype=np.int64)

    def lengths_m(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the (R,) metres that each row's edges give, with and against the row; NaN for nothing."""
        lengths = np.array([row.length_m for row in self._rows], dtype=np.float64).reshape(-1, 2)
        return lengths[:, 0], lengths[:, 1]

    def texts(self) -> TextTable:
        """Return the names and road numbers."""
        return self._texts.table()

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of all points, in degrees; zeros where there is none."""
        lon, lat = zip(*self._places.values(), strict=True) if self._places else ((0.0,), (0.0,))
        return min(lon), min(lat), max(lon), max(lat)

    def _id(self, node: object) -> int:
        """Return a node's OSM id, or an id below all others where its key is no number."""
        if node not in self._ids:
            self._ids[node] = self._new_id()
        return self._ids[node]

    def _take(self, tail: int, head: int, attributes: dict[str, Any]) -> None:
        is_reversed = _first(attributes.get("reversed")) is True
        nodes = self._nodes_along(tail, head, attributes)
        way_id = _whole(attributes.get("osmid"))
        in_order = nodes[::-1] if is_reversed else nodes
        row = self._with_room(way_id, in_order, int(is_reversed))
        side = int(is_reversed)
        if row is None and "reversed" not in attributes:
            row, side = self._with_room(way_id, nodes[::-1], 1), 1
        if row is None:
            side = int(is_reversed)
            row = self._new_row(way_id, in_order, attributes)
        row.kph[side] = _speed_kph(attributes, row.road_class)
        row.length_m[side] = _number(attributes.get("length"))
        row.edges[side] = attributes

    def _with_room(self, way_id: int, nodes: tuple[int, ...], side: int) -> _Row | None:
        rows = self._open.get((way_id, nodes), ())
        return next((row for row in rows if row.kph[side] == 0), None)

    def _new_row(self, way_id: int, nodes: tuple[int, ...], attributes: dict[str, Any]) -> _Row:
        row = _Row(
            nodes=nodes,
            way_id=way_id,
            road_class=_road_class(attributes.get("highway")),
            flags=_flags(attributes),
            name=self._texts.number(_text(attributes.get("name"))),
            ref=self._texts.number(_text(attributes.get("ref"))),
            kph=[0.0, 0.0],
            length_m=[_NAN, _NAN],
            edges=[{}, {}],
        )
        self._rows.append(row)
        self._open.setdefault((way_id, nodes), []).append(row)
        return row

    def _nodes_along(self, tail: int, head: int, attributes: dict[str, Any]) -> tuple[int, ...]:
        """Return the ids along an edge, and keep the places of its inner points."""
        inner = _inner_points(attributes.get("geometry"))
        nodes = attributes.get("nodes")
        if not isinstance(nodes, Sequence) or len(nodes) != len(inner) + 2 or isinstance(nodes, str):
            ids = [self._new_id() for _ in inner]
        else:
            ids = [int(node) for node in nodes[1:-1]]
        for node, place in zip(ids, inner, strict=True):
            self._places.setdefault(node, place)
        return (tail, *ids, head)

    def _new_id(self) -> int:
        self._next_id -= 1
        return self._next_id + 1


def _arc_number(attributes: dict[str, Any]) -> int:
    number = attributes.get("arc", 0)
    return number if isinstance(number, int) else 0


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_ID


def _place(node: object, attributes: dict[str, Any]) -> _Place:
    lon, lat = _number(attributes.get("x")), _number(attributes.get("y"))
    if not _is_on_globe(lon, lat):
        raise MapFileError(f"The graph's node {str(node)[:40]} has no place on the globe (x, y in degrees).")
    return lon, lat


def _is_on_globe(lon: float, lat: float) -> bool:
    return -180 <= lon <= 180 and -90 <= lat <= 90  # noqa: PLR2004 - degrees


def _inner_points(geometry: object) -> list[_Place]:
    """Return the points between the ends of a line; none where it is no line of places on the globe."""
    points: Any = getattr(geometry, "coords", geometry)
    try:
        places = [(float(point[0]), float(point[1])) for point in points or ()]
    except (TypeError, ValueError, IndexError):
        return []
    return places[1:-1] if all(_is_on_globe(*place) for place in places) else []


def _first(value: object) -> object:
    """Return the first of a list of values, as OSMnx leaves them where it has joined ways."""
    if isinstance(value, list | tuple):
        return value[0] if value else None
    return value


def _number(value: object) -> float:
    value = _first(value)
    try:
        return float(value) if isinstance(value, int | float | str) else _NAN
    except (ValueError, OverflowError):
        return _NAN


def _whole(value: object) -> int:
    value = _first(value)
    return value if isinstance(value, int) and _is_id(value) else 0


def _text(value: object) -> str:
    value = _first(value)
    return value if isinstance(value, str) else ""


def _road_class(value: object) -> RoadClass:
    return _CLASS_OF_TAG.get(_text(value), RoadClass.UNCLASSIFIED)


def _flags(attributes: dict[str, Any]) -> ArcFlag:
    flags = ArcFlag(0)
    if _text(attributes.get("junction")) in {"roundabout", "circular"}:
        flags |= ArcFlag.ROUNDABOUT
    if _text(attributes.get("bridge")) not in {"", "no"}:
        flags |= ArcFlag.BRIDGE
    if _text(attributes.get("tunnel")) not in {"", "no"}:
        flags |= ArcFlag.TUNNEL
    return flags


def _speed_kph(attributes: dict[str, Any], road_class: RoadClass) -> float:
    speed_kph = _number(attributes.get("speed_kph"))
    return speed_kph if 1 <= speed_kph <= HIGHEST_KPH else DEFAULT_KPH[road_class]
