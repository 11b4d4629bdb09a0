"""The town's roads as a graph: junctions, and the pieces of roads between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.avenues import Rank, Road
from desktop_app.roadnet.sources.demo.crossings import Crossings, find_crossings, merged
from desktop_app.roadnet.sources.demo.geometry import Points, along_m, length_m, points_at, resampled
from desktop_app.roadnet.sources.demo.ground import within_land

Numbers = NDArray[np.int64]
Stop = tuple[float, int]
"""How far along a road, and the junction there."""

_MERGE_M = 21.0
_CLEAR_M = 9.0
_OVERSHOT_M = 190.0


@dataclass(slots=True, eq=False)
class Piece:
    """A piece of a road between two junctions.

    Attributes
    ----------
    line
        From tail to head, both included.
    road
        Number of the road that it is a piece of; with `order`, the place along it.
    """

    tail: int
    head: int
    line: Points
    rank: Rank
    road: int
    order: float
    name: str = ""
    bridge: str = ""
    one_way: bool = False
    roundabout: bool = False
    ref: str = ""

    @property
    def length_m(self) -> float:
        """Its length."""
        return length_m(self.line)

    def other(self, junction: int) -> int:
        """Return the end that is not `junction`."""
        return self.head if junction == self.tail else self.tail

    def from_end(self, junction: int) -> Points:
        """Return its line as seen from one of its ends."""
        return self.line if junction == self.tail else self.line[::-1]


@dataclass(slots=True, eq=False)
class StreetGraph:
    """Junctions and pieces; mutable while the town is being built.

    Attributes
    ----------
    spots
        Where each junction is, (2,) metres; those that no piece uses do not count.
    """

    spots: list[Points] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def add_junction(self, spot: Points) -> int:
        """Add a junction and return its number."""
        self.spots.append(spot)
        return len(self.spots) - 1

    def around(self) -> dict[int, list[Piece]]:
        """Return the pieces at each junction."""
        found: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            found.setdefault(piece.tail, []).append(piece)
            found.setdefault(piece.head, []).append(piece)
        return found

    def split(self, piece: Piece, distances_m: list[float]) -> list[int]:
        """Cut a piece at ascending distances along it, and return the new junctions."""
        cuts = [0.0, *distances_m, piece.length_m]
        new = [self.add_junction(spot) for spot in points_at(piece.line, np.array(distances_m))]
        ends = [piece.tail, *new, piece.head]
        parts = [
            replace(
                piece,
                tail=ends[number],
                head=ends[number + 1],
                line=part_of(piece.line, cuts[number], cuts[number + 1]),
                order=piece.order + number / 1000,
            )
            for number in range(len(cuts) - 1)
        ]
        at = self.pieces.index(piece)
        self.pieces[at : at + 1] = parts
        return new


def part_of(line: Points, start_m: float, end_m: float) -> Points:
    """Return the part of a line between two distances along it."""
    steps = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    inner = line[(steps > start_m + 0.5) & (steps < end_m - 0.5)]
    first, last = points_at(line, np.array([start_m, end_m]))
    return np.concatenate([first[None], inner, last[None]])


def build_graph(roads: list[Road], rng: np.random.Generator) -> StreetGraph:
    """Return the graph of roads cut where they cross; stumps behind a last crossing are left out.

    Some streets keep a longer stump, which is a dead end.
    """
    lines = [resampled(road.line, 20.0) for road in roads]
    crossings = find_crossings(lines)
    junction = merged(crossings.spot, _MERGE_M)
    graph = StreetGraph(_middles(roads, crossings.line, crossings.spot, junction))
    wide = _wide_junctions(roads, crossings, junction)
    order = np.lexsort((crossings.along_m, crossings.line))
    bounds = np.searchsorted(crossings.line[order], np.arange(len(lines) + 1))
    for number, road in enumerate(roads):
        mine = order[bounds[number] : bounds[number + 1]]
        stops = list(
            zip(crossings.along_m[mine].tolist(), junction[crossings.number[mine]].tolist(), strict=True)
        )
        if road.rank <= Rank.COLLECTOR:
            stops = _between_wide(stops, wide, length_m(lines[number]))
        if stops:
            stops = _with_ends(graph, road, lines[number], stops, rng)
            graph.pieces.extend(_pieces(graph, road, number, lines[number], stops))
    return graph


def _wide_junctions(roads: list[Road], crossings: Crossings, junction: Numbers) -> set[int]:
    """Return the junctions at which two wide roads meet."""
    is_wide = np.array([road.rank <= Rank.COLLECTOR for road in roads])[crossings.line]
    half = len(crossings.spot)
    return set(junction[is_wide[:half] & is_wide[half:]].tolist())


def _between_wide(stops: list[Stop], wide: set[int], total_m: float) -> list[Stop]:
    """Return the stops of a wide road that do not lie just behind the wide road at which it ends."""
    at_wide = [at_m for at_m, junction in stops if junction in wide]
    first_m = next((at_m for at_m in at_wide if at_m < _OVERSHOT_M), 0.0)
    last_m = next((at_m for at_m in reversed(at_wide) if at_m > total_m - _OVERSHOT_M), total_m)
    return [stop for stop in stops if first_m <= stop[0] <= last_m]


def _middles(roads: list[Road], owner: Numbers, spot: Points, junction: Numbers) -> list[Points]:
    """Return where merged crossings come to lie: where the widest roads of them cross."""
    half = len(spot)
    rank = np.array([road.rank for road in roads])[owner]
    worth = np.minimum(rank[:half], rank[half:]) * 8 + np.maximum(rank[:half], rank[half:])
    best: dict[int, tuple[int, int]] = {}
    for number, (group, value) in enumerate(zip(junction.tolist(), worth.tolist(), strict=True)):
        best[group] = min(best.get(group, (1000, 0)), (value, number))
    return [spot[best[group][1]] for group in range(len(best))]


def _with_ends(
    graph: StreetGraph,
    road: Road,
    line: Points,
    stops: list[Stop],
    rng: np.random.Generator,
) -> list[Stop]:
    """Return the stops along a road with those of its ends that are kept."""
    total = length_m(line)
    if np.hypot(*(line[0] - line[-1])) < 1.0:
        return [*stops, (stops[0][0] + total, stops[0][1])]
    leaves = ~within_land(line[[0, -1]], 60.0)
    for end, at_m, stump_m in ((0, 0.0, stops[0][0]), (-1, total, total - stops[-1][0])):
        dead_end = road.rank >= Rank.STREET and 55.0 < stump_m < 170.0 and rng.random() < 0.3  # noqa: PLR2004 - as such streets are
        if stump_m > 40.0 and (leaves[end] or dead_end):  # noqa: PLR2004 - shorter is a stump
            stop = (at_m, graph.add_junction(line[end]))
            stops = [stop, *stops] if end == 0 else [*stops, stop]
    return stops


def _pieces(graph: StreetGraph, road: Road, number: int, line: Points, stops: list[Stop]) -> Iterator[Piece]:
    if np.hypot(*(line[0] - line[-1])) < 1.0:
        line = np.concatenate([line[:-1], line])
    along = along_m(line)
    for order, ((start_m, tail), (end_m, head)) in enumerate(pairwise(stops)):
        if tail == head and end_m - start_m < 4 * _MERGE_M:
            continue
        inner = line[np.searchsorted(along, start_m) : np.searchsorted(along, end_m)]
        ends = graph.spots[tail], graph.spots[head]
        for spot in ends:
            away = inner - spot
            inner = inner[away[:, 0] ** 2 + away[:, 1] ** 2 > _CLEAR_M**2]
        whole = np.concatenate([ends[0][None], inner, ends[1][None]])
        yield Piece(tail, head, whole, road.rank, number, float(order))
