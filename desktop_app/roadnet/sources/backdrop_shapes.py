"""The shapes of a backdrop: first as lists of nodes, then as points on the globe."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import BackdropKind
from desktop_app.roadnet.sources.gaps import cut_at_gaps
from desktop_app.roadnet.sources.id_sets import positions, union
from desktop_app.roadnet.sources.rings import RingSet
from desktop_app.roadnet.sources.tally import Tally
from desktop_app.roadnet.tables import NodeTable

_SMALLEST_RING = 4
"""Points of a triangle, the first one named again at its end."""

_Points = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PlacedShapes:
    """Shapes as `Backdrop` holds them: (B,) kinds, (B + 1,) firsts, (B,) parents, (P,) points."""

    kind: NDArray[np.uint8]
    first: NDArray[np.int32]
    part_of: NDArray[np.int32]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


class ShapeTable:
    """Shapes by their OSM nodes."""

    def __init__(self) -> None:
        """Start without a shape."""
        self._kind, self._size, self._refs = array("B"), array("q"), array("q")
        self._is_area = array("B")
        self._hole_of: dict[int, Sequence[int]] = {}

    def add(self, kind: BackdropKind, refs: Sequence[int], *, is_area: bool) -> int:
        """Add a line or a closed ring; return its row."""
        self._kind.append(kind)
        self._is_area.append(is_area)
        self._size.append(len(refs))
        self._refs.extend(refs)
        return len(self._kind) - 1

    def add_holes(
        self, kind: BackdropKind, rings: Sequence[Sequence[int]], outer_rows: Sequence[int]
    ) -> None:
        """Add closed rings, each a hole in one of `outer_rows`."""
        for ring in rings:
            self._hole_of[self.add(kind, ring, is_area=True)] = outer_rows

    def node_count(self) -> int:
        """Return how many nodes the shapes have together."""
        return len(self._refs)

    def node_ids(self) -> NDArray[np.int64]:
        """Return the (N,) OSM ids of all nodes, ascending and unique."""
        return union(np.array(self._refs, dtype=np.int64))

    def placed(self, nodes: NodeTable, tally: Tally) -> PlacedShapes:
        """Return the shapes as points.

        A line is cut where a node is absent from `nodes`. A ring goes on without it, for it is
        only a backdrop, and is left out where fewer than three corners remain. A hole that lies
        in none of its rings is left out.
        """
        index, known = positions(np.array(self._refs, dtype=np.int64), nodes.osm_id)
        placed = _Placed(nodes)
        end = 0
        for row, size in enumerate(self._size):
            start, end = end, end + size
            points, is_known = index[start:end], known[start:end]
            is_whole = bool(is_known.all())
            if not is_whole:
                tally.add("backdrop_shape_with_missing_nodes")
            if not self._is_area[row]:
                for piece in (points,) if is_whole else _pieces(points, is_known):
                    placed.add(row, self._kind[row], piece)
                continue
            ring = points if is_whole else _closed(points[is_known])
            if len(ring) >= _SMALLEST_RING:
                placed.add_ring(row, self._kind[row], ring, self._hole_of.get(row))
        return placed.shapes()


class _Placed:
    """The shapes that were placed so far."""

    def __init__(self, nodes: NodeTable) -> None:
        self._nodes = nodes
        self._kind, self._part_of = array("B"), array("i")
        self._points: list[_Points] = []
        self._shape_of_row: dict[int, int] = {}
        self._ring_sets: dict[int, RingSet] = {}

    def add(self, row: int, kind: int, points: _Points, part_of: int = -1) -> None:
        self._shape_of_row[row] = len(self._points)
        self._kind.append(kind)
        self._part_of.append(part_of)
        self._points.append(points)

    def add_ring(self, row: int, kind: int, ring: _Points, outer_rows: Sequence[int] | None) -> None:
        if outer_rows is None:
            self.add(row, kind, ring)
            return
        outer = [self._shape_of_row[outer] for outer in outer_rows if outer in self._shape_of_row]
        if outer:
            rings = self._ring_sets.get(outer_rows[0])
            if rings is None:
                rings = self._ring_sets[outer_rows[0]] = RingSet([self._line(shape) for shape in outer])
            around = rings.around(self._nodes.lon[ring[0]], self._nodes.lat[ring[0]])
            if around is not None:
                self.add(row, kind, ring, outer[around])

    def shapes(self) -> PlacedShapes:
        first = np.zeros(len(self._points) + 1, dtype=np.int32)
        np.cumsum([len(points) for points in self._points], out=first[1:])
        points = np.concatenate(self._points) if self._points else np.zeros(0, np.int64)
        return PlacedShapes(
            kind=np.array(self._kind, dtype=np.uint8),
            first=first,
            part_of=np.array(self._part_of, dtype=np.int32),
            lon=self._nodes.lon[points],
            lat=self._nodes.lat[points],
        )

    def _line(self, shape: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return self._nodes.lon[self._points[shape]], self._nodes.lat[self._points[shape]]


def _pieces(points: _Points, is_known: NDArray[np.bool_]) -> list[_Points]:
    pieces = cut_at_gaps(points, np.array([len(points)]), is_known)
    return np.split(pieces.refs, pieces.first[1:-1])


def _closed(ring: _Points) -> _Points:
    return np.append(ring, ring[0]) if len(ring) and ring[0] != ring[-1] else ring
