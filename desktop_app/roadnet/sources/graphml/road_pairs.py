"""Pairing the edges of a graph: a road that is driven both ways is two edges there, and one row here."""

from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.graphml.edge_columns import EdgeLines
from desktop_app.roadnet.sources.graphml.osmnx_edges import OsmnxEdges


@dataclass(frozen=True, slots=True, eq=False)
class RoadPairs:
    """R roads.

    Attributes
    ----------
    line
        (R,) the line (of `EdgeLines`) that a road lies along.
    flipped
        (R,) bool: whether the road runs against that line.
    sides
        (R, 2) the lines that drive it with and against its order, -1 for none; one that stands for
        both directions is in both columns.
    """

    line: NDArray[np.int64]
    flipped: NDArray[np.bool_]
    sides: NDArray[np.int64]


_Key = tuple[int, int, int, bytes]


class _Pairing:
    """Puts one edge after the other to the road that it belongs to."""

    def __init__(self, edges: OsmnxEdges, lines: EdgeLines) -> None:
        self._edges = edges
        self._lines = lines
        self.line, self.flipped = array("q"), bytearray()
        self.sides: list[list[int]] = []
        self._with_room: dict[_Key, list[int]] = {}

    def take(self, line: int) -> None:
        row = int(self._lines.row[line])
        is_reversed = bool(self._edges.is_reversed[row])
        if self._edges.is_oneway[row] or self._edges.is_both_ways[row]:
            road = self._new_road(line, flipped=is_reversed)
            self.sides[road] = [line, line] if self._edges.is_both_ways[row] else [-1, -1]
            self.sides[road][int(is_reversed)] = line
            return
        with_it, against = (self._key(line, row, flipped=flipped) for flipped in (False, True))
        usual = (against, 1) if is_reversed else (with_it, 0)
        # Not every program says which of two edges runs against the way.
        for key, side in (usual, (with_it, 0), (against, 1)):
            for road in self._with_room.get(key, ()):
                if self.sides[road][side] < 0:
                    self.sides[road][side] = line
                    return
        road = self._new_road(line, flipped=is_reversed)
        self.sides[road][int(is_reversed)] = line
        self._with_room.setdefault(usual[0], []).append(road)

    def _new_road(self, line: int, *, flipped: bool) -> int:
        self.line.append(line)
        self.flipped.append(flipped)
        self.sides.append([-1, -1])
        return len(self.sides) - 1

    def _key(self, line: int, row: int, *, flipped: bool) -> _Key:
        lines = self._lines
        tail, head = int(lines.tail[line]), int(lines.head[line])
        inner = lines.point[lines.first[line] + 1 : lines.first[line + 1] - 1]
        way_id = self._edges.way_id[row]
        return (
            (way_id, head, tail, inner[::-1].tobytes()) if flipped else (way_id, tail, head, inner.tobytes())
        )


def paired(edges: OsmnxEdges, lines: EdgeLines) -> RoadPairs:
    """Return the roads that `lines` are; parallel edges are roads of their own."""
    pairing = _Pairing(edges, lines)
    for line in range(len(lines.row)):
        pairing.take(line)
    return RoadPairs(
        line=np.array(pairing.line, np.int64),
        flipped=np.frombuffer(bytes(pairing.flipped), np.bool_),
        sides=np.array(pairing.sides, np.int64).reshape(-1, 2),
    )
