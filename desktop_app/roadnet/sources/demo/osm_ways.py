"""From the finished town to OSM nodes and ways."""

from collections.abc import Iterable

import numpy as np

from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.geometry import Points, simplified
from desktop_app.roadnet.sources.demo.osm_text import OsmNode, OsmWay, Tags
from desktop_app.roadnet.sources.demo.street_graph import Piece, StreetGraph

ORIGIN_LON, ORIGIN_LAT = 9.35, 48.72
_M_PER_DEG_LAT = 111_200.0
_M_PER_DEG_LON = _M_PER_DEG_LAT * float(np.cos(np.deg2rad(ORIGIN_LAT)))
_TOLERANCE_M = 1.0
_FIRST_WAY = 100_000

_HIGHWAY = {
    Rank.MOTORWAY: ("motorway", "110", "2"),
    Rank.RAMP: ("motorway_link", "60", "1"),
    Rank.RING: ("primary", "60", "4"),
    Rank.RADIAL: ("primary", "50", "2"),
    Rank.AVENUE: ("secondary", "50", "2"),
    Rank.COLLECTOR: ("tertiary", "40", ""),
    Rank.STREET: ("residential", "30", ""),
    Rank.LANE: ("unclassified", "40", ""),
}


def lon_lat(spot: Points) -> tuple[float, float]:
    """Return the degrees of a (2,) spot."""
    return ORIGIN_LON + float(spot[0]) / _M_PER_DEG_LON, ORIGIN_LAT + float(spot[1]) / _M_PER_DEG_LAT


class OsmDraft:
    """Collects nodes and ways, and numbers them."""

    def __init__(self) -> None:
        """Start with none."""
        self.nodes: list[OsmNode] = []
        self.ways: list[OsmWay] = []
        self._junctions: dict[int, int] = {}

    def add_node(self, spot: Points, tags: Tags = ()) -> int:
        """Add a node and return its id."""
        number = len(self.nodes) + 1
        self.nodes.append(OsmNode(number, *lon_lat(spot), tags))
        return number

    def add_line(self, line: Points, tags: Tags) -> None:
        """Add a way of its own nodes."""
        self._add_way([self.add_node(spot) for spot in simplified(line, _TOLERANCE_M)], tags)

    def add_ring(self, ring: Points, tags: Tags) -> None:
        """Add an area."""
        refs = [self.add_node(spot) for spot in simplified(ring, _TOLERANCE_M)]
        self._add_way([*refs, refs[0]], tags)

    def add_streets(self, graph: StreetGraph) -> None:
        """Add all roads; pieces that follow each other with the same tags are one way."""
        run: list[Piece] = []
        for piece in sorted(graph.pieces, key=lambda each: (each.road, each.order)):
            if run and (piece.road, piece.tail, _tags(piece)) != (run[-1].road, run[-1].head, _tags(run[-1])):
                self._add_street(graph, run)
                run = []
            run.append(piece)
        if run:
            self._add_street(graph, run)

    def _add_street(self, graph: StreetGraph, run: Iterable[Piece]) -> None:
        refs: list[int] = []
        tags: Tags = ()
        for piece in run:
            tags = _tags(piece)
            inner = simplified(piece.line, _TOLERANCE_M)[1:-1]
            ends = self._junction(graph, piece.tail), self._junction(graph, piece.head)
            refs += [*([] if refs else [ends[0]]), *(self.add_node(spot) for spot in inner), ends[1]]
        self._add_way(refs, tags)

    def _junction(self, graph: StreetGraph, junction: int) -> int:
        if junction not in self._junctions:
            self._junctions[junction] = self.add_node(graph.spots[junction])
        return self._junctions[junction]

    def _add_way(self, refs: list[int], tags: Tags) -> None:
        self.ways.append(OsmWay(_FIRST_WAY + len(self.ways), tuple(refs), tags))


def _tags(piece: Piece) -> Tags:
    highway, maxspeed, lanes = _HIGHWAY[piece.rank]
    is_bridge = bool(piece.bridge)
    name = piece.bridge if piece.bridge not in {"", "over"} and not piece.ref else piece.name
    wanted = (
        ("highway", highway),
        ("name", name),
        ("ref", piece.ref),
        ("oneway", "yes" if piece.one_way else ""),
        ("junction", "roundabout" if piece.roundabout else ""),
        ("bridge", "yes" if is_bridge else ""),
        ("layer", "1" if is_bridge else ""),
        ("bridge:name", piece.bridge if piece.ref and is_bridge else ""),
        ("maxspeed", maxspeed),
        ("lanes", "" if piece.roundabout else lanes),
    )
    return tuple((key, value) for key, value in wanted if value)
