"""From traced streets to a tile: cut at the border, numbered, and cleared of what crosses by mistake."""

from collections.abc import Iterator

import numpy as np

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.cleaning import keep_largest
from desktop_app.roadnet.sources.demo.crossings import find_crossings
from desktop_app.roadnet.sources.demo.geometry import Points, along_m, length_m, points_at, resampled
from desktop_app.roadnet.sources.demo.street_graph import Piece, StreetGraph
from desktop_app.roadnet.sources.generator.tile import (
    CELL_M,
    EAST,
    FIRST_CORNER,
    NORTH,
    ONE_WAY,
    ROUNDABOUT,
    SOUTH,
    WEST,
    Tile,
    TileWay,
    make_tile,
)

_HALF_M = CELL_M / 2
_ON_BORDER_M = 0.5
_CLEAR_OF_BORDER_M = 6.0
_SHAPE_M = 46.0
_FINE_M = 25.0
_AT_END_M = 1.0
_SERVICE_SHARE = 0.35

_CLASS = {
    Rank.COLLECTOR: RoadClass.TERTIARY,
    Rank.STREET: RoadClass.RESIDENTIAL,
    Rank.LANE: RoadClass.UNCLASSIFIED,
}


def drop_crossing_pieces(graph: StreetGraph) -> None:
    """Of two pieces that cross between their ends, as they will be drawn, drop the lesser one."""
    lines = [_drawn(piece, graph) for piece in graph.pieces]
    found = find_crossings(lines)
    size = np.array([length_m(line) for line in lines])[found.line]
    at_end = (found.along_m < _AT_END_M) | (found.along_m > size - _AT_END_M)
    half = len(found.spot)
    cross = ~(at_end[:half] & at_end[half:])
    dropped: set[int] = set()
    for one, two in zip(found.line[:half][cross].tolist(), found.line[half:][cross].tolist(), strict=True):
        if not {one, two} & dropped:
            dropped.add(max(one, two, key=lambda number: (graph.pieces[number].rank, -number)))
    if dropped:
        graph.pieces = [piece for number, piece in enumerate(graph.pieces) if number not in dropped]
        keep_largest(graph)


def _drawn(piece: Piece, graph: StreetGraph) -> Points:
    """Return the nodes of a piece, and points between them so that none are far apart."""
    nodes = [graph.spots[piece.tail][None], _shape(piece), graph.spots[piece.head][None]]
    line = np.concatenate(nodes)
    total_m = length_m(line)
    along = np.union1d(np.linspace(0.0, total_m, int(total_m // _FINE_M) + 2), along_m(line))
    return points_at(line, along)


def cut_tile(graph: StreetGraph, border_roads: int, rng: np.random.Generator) -> Tile:
    """Return what lies inside the border, which is the graph's first roads, as a tile."""
    kept = [piece for piece in graph.pieces if piece.road >= border_roads and _is_inside(piece)]
    around = StreetGraph(graph.spots, kept).around()
    ports: dict[int, tuple[int, float]] = {}
    spots: list[Points] = []
    numbers: dict[int, int] = {}
    for junction in sorted(around):
        port = _port(graph.spots[junction])
        if port is not None:
            ports[junction] = port
        else:
            numbers[junction] = len(spots)
            spots.append(graph.spots[junction])
    runs = list(_runs(kept))
    shapes = [[_shape(piece) for piece in run] for run in runs]
    inner_count = len(spots) + sum(len(shape) for each in shapes for shape in each)
    numbers.update({junction: inner_count + number for number, junction in enumerate(ports)})
    streets = {road: number for number, road in enumerate(sorted({piece.road for piece in kept}))}
    ways = []
    for run, inner in zip(runs, shapes, strict=True):
        refs = [numbers[run[0].tail]]
        for piece, shape in zip(run, inner, strict=True):
            refs += [*range(len(spots), len(spots) + len(shape)), numbers[piece.head]]
            spots += list(shape)
        ways.append(TileWay(refs, _road_class(run, around, rng), streets[run[0].road], _flags(run[0])))
    return make_tile(np.array(spots).reshape(-1, 2) / CELL_M + 0.5, list(ports.values()), ways)


def _is_inside(piece: Piece) -> bool:
    reach = np.abs(resampled(piece.line, 15.0)).max(axis=1)
    return bool(reach.max() <= _HALF_M + _ON_BORDER_M and reach.min() < _HALF_M - _CLEAR_OF_BORDER_M)


def _port(spot: Points) -> tuple[int, float] | None:
    """Return the port at a junction on the border, None for one inside."""
    x, y = spot.tolist()
    at_x, at_y = x / CELL_M + 0.5, y / CELL_M + 0.5
    on_x, on_y = abs(abs(x) - _HALF_M) < _ON_BORDER_M, abs(abs(y) - _HALF_M) < _ON_BORDER_M
    if on_x and on_y:
        return FIRST_CORNER + {(False, False): 0, (True, False): 1, (True, True): 2}.get(
            (x > 0, y > 0), 3
        ), 0.0
    if on_x:
        return (EAST if x > 0 else WEST), at_y
    if on_y:
        return (NORTH if y > 0 else SOUTH), at_x
    return None


def _runs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Return the pieces of each way: as far as a street goes on with the same facts."""
    run: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: (each.road, each.order)):
        if run and (piece.road, piece.tail, piece.one_way) != (run[-1].road, run[-1].head, run[-1].one_way):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _shape(piece: Piece) -> Points:
    """Return the nodes between a piece's ends; none comes near the border."""
    inner = resampled(piece.line, _SHAPE_M)[1:-1]
    shape: Points = inner[np.abs(inner).max(axis=1) < _HALF_M - _CLEAR_OF_BORDER_M]
    return shape


def _road_class(run: list[Piece], around: dict[int, list[Piece]], rng: np.random.Generator) -> RoadClass:
    is_dead_end = len(run) == 1 and any(len(around[end]) == 1 for end in (run[0].tail, run[0].head))
    if is_dead_end and run[0].rank >= Rank.STREET and rng.random() < _SERVICE_SHARE:
        return RoadClass.SERVICE
    return _CLASS.get(run[0].rank, RoadClass.TERTIARY)


def _flags(piece: Piece) -> int:
    return ONE_WAY * piece.one_way | ROUNDABOUT * piece.roundabout
