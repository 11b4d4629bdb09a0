"""The edges of a graph as lines: from where to where they lead, along which points, and how long they are."""

import math
from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.sources.graphml.document import EdgeElement
from desktop_app.roadnet.sources.graphml.node_columns import NodeColumns, NodePlaces, on_globe
from desktop_app.roadnet.sources.graphml.values import decimal
from desktop_app.roadnet.sources.graphml.wkt_line import line_points
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.stated_lengths import SHORTEST_SHARE

_LONGEST_M = 20_040_000.0
"""Half way round the globe: no road is longer."""

_ROUNDING_M = 1e-3
_TOUCH_M = 20.0
"""So far from its node a line may begin or end; OSMnx's lines begin on it."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeLines:
    """E edges as lines of P points, their nodes included.

    Attributes
    ----------
    row
        (E,) number of each edge among those that were taken.
    tail, head
        (E,) numbers of nodes.
    first
        (E + 1,) int64: edge ``e`` is the points ``first[e]:first[e + 1]``.
    point
        (P, 2) float64 longitude and latitude.
    length_m
        (E,) as the file says; NaN where that cannot be, or it says nothing.
    """

    row: NDArray[np.int64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    first: NDArray[np.int64]
    point: NDArray[np.float64]
    length_m: NDArray[np.float64]


class EdgeColumns:
    """Takes edges one after the other."""

    def __init__(self, nodes: NodeColumns, tally: Tally) -> None:
        """Start without an edge; `tally` counts what is left out or read by a rule."""
        self._nodes = nodes
        self._tally = tally
        self._tail, self._head = array("q"), array("q")
        self._length_m = array("d")
        self._first, self._xy = array("q", [0]), array("d")

    def node(self, edge: EdgeElement) -> int:
        """Return the number of the node at which an edge begins."""
        return self._nodes.number(edge.source)

    def take(self, edge: EdgeElement) -> bool:
        """Take an edge; return False where its ends or its length are none, and it is left out."""
        item, data = edge_item(edge), edge.data
        length_m = math.nan
        if "length" in data:
            length_m = decimal(data["length"])
            if not 0 <= length_m <= _LONGEST_M:
                self._tally.add("edge_length_impossible", item, node=self.node(edge))
                return False
        if not (edge.source and edge.target):
            self._tally.add("edge_without_its_nodes", item)
            return False
        if "geometry" in data:
            points = line_points(data["geometry"])
            if points is None:
                self._tally.add("edge_geometry_unreadable", item, node=self.node(edge))
            else:
                self._xy.extend(points)
        self._tail.append(self._nodes.number(edge.source))
        self._head.append(self._nodes.number(edge.target))
        self._length_m.append(length_m)
        self._first.append(len(self._xy) // 2)
        return True

    def lines(self, places: NodePlaces, crs: str) -> EdgeLines:
        """Return those edges that lead from one place to another."""
        tail, head = np.array(self._tail, np.int64), np.array(self._head, np.int64)
        has_ends = places.has_place[tail] & places.has_place[head]
        self._count("edge_without_its_nodes", np.flatnonzero(~has_ends))
        first, points, inner = self._inner_points(places, crs)
        has_extent = (tail != head) | (inner > 0)
        self._count("edge_without_extent", np.flatnonzero(has_ends & ~has_extent))
        row = np.flatnonzero(has_ends & has_extent)
        lines = _joined(row, (tail[row], head[row]), (first[row], inner[row], points), places)
        length_m = np.array(self._length_m, np.float64)[row]
        too_short = length_m < SHORTEST_SHARE * _drawn_m(lines) - _ROUNDING_M
        self._count("edge_length_too_short", row[too_short])
        length_m[too_short] = np.nan
        return EdgeLines(row, lines.tail, lines.head, lines.first, lines.point, length_m)

    def _inner_points(
        self, places: NodePlaces, crs: str
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
        """Return where each edge's inner points begin, all points, and how many inner ones each edge has."""
        xy = np.array(self._xy, np.float64).reshape(-1, 2)
        lon, lat = on_globe(crs, xy[:, 0], xy[:, 1])
        points, first = np.stack([lon, lat], axis=1), np.array(self._first, np.int64)
        tail, head = np.array(self._tail, np.int64), np.array(self._head, np.int64)
        count = np.diff(first)
        drawn = np.flatnonzero(count)
        ends = points[first[drawn]], points[first[drawn + 1] - 1]
        with_it = _touches(ends[0], places, tail[drawn]) & _touches(ends[1], places, head[drawn])
        against = _touches(ends[1], places, tail[drawn]) & _touches(ends[0], places, head[drawn]) & ~with_it
        for edge in drawn[against].tolist():
            points[first[edge] : first[edge + 1]] = points[first[edge] : first[edge + 1]][::-1].copy()
        is_sound = np.ones(len(drawn), np.bool_)
        if len(drawn):
            is_sound = ~np.isnan(np.add.reduceat(points[:, 0], first[drawn]))
        inner = np.zeros(len(count), np.int64)
        inner[drawn] = np.where((with_it | against) & is_sound, count[drawn] - 2, 0)
        has_ends = places.has_place[tail[drawn]] & places.has_place[head[drawn]]
        self._count("edge_geometry_elsewhere", drawn[has_ends & ~((with_it | against) & is_sound)])
        return first[:-1] + 1, points, inner

    def _count(self, reason: str, rows: NDArray[np.int64]) -> None:
        if len(rows):
            names = self._nodes.names()
            for row in rows.tolist():
                tail, head = self._tail[row], self._head[row]
                self._tally.add(reason, _item(names[tail], names[head]), node=tail)


def edge_item(edge: EdgeElement) -> str:
    """Return what a report calls an edge."""
    return _item(edge.source, edge.target)


def _item(source: str, target: str) -> str:
    return f"edge {source[:20] or '?'} to {target[:20] or '?'}"


def _touches(points: NDArray[np.float64], places: NodePlaces, node: NDArray[np.int64]) -> NDArray[np.bool_]:
    touches: NDArray[np.bool_] = (
        distance_m(points[:, 0], points[:, 1], places.lon[node], places.lat[node]) <= _TOUCH_M
    )
    return touches


def _joined(
    row: NDArray[np.int64],
    ends: tuple[NDArray[np.int64], NDArray[np.int64]],
    inner: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    places: NodePlaces,
) -> EdgeLines:
    """Return edges with their nodes before and behind their inner points."""
    (tail, head), (inner_first, inner_count, points) = ends, inner
    first = np.append(0, np.cumsum(inner_count + 2))
    point = np.empty((int(first[-1]), 2))
    point[first[:-1], 0], point[first[:-1], 1] = places.lon[tail], places.lat[tail]
    point[first[1:] - 1, 0], point[first[1:] - 1, 1] = places.lon[head], places.lat[head]
    edge = np.repeat(np.arange(len(row)), inner_count)
    nth = np.arange(len(edge)) - np.repeat(np.cumsum(inner_count) - inner_count, inner_count)
    point[first[edge] + 1 + nth] = points[inner_first[edge] + nth]
    return EdgeLines(row, tail, head, first, point, np.full(len(row), np.nan))


def _drawn_m(lines: EdgeLines) -> NDArray[np.float64]:
    """Return the length of each line, (E,)."""
    lon, lat = lines.point[:, 0], lines.point[:, 1]
    step_m = np.append(0.0, distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:])) if len(lon) else lon
    along_m = np.cumsum(step_m)
    drawn_m: NDArray[np.float64] = along_m[lines.first[1:] - 1] - along_m[lines.first[:-1]]
    return drawn_m
