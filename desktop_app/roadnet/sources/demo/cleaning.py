"""Making the graph of streets plausible: no slivers, no doubles, no stumps, all in one piece."""

from itertools import pairwise

import networkx as nx
import numpy as np

from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.ground import within_land
from desktop_app.roadnet.sources.demo.street_graph import Piece, StreetGraph

_SHARPEST_RAD = np.deg2rad(33.0)
_LOOK_POINTS = 2
_STUMP_M = 50.0
_SPARED = 0.42
_THINNING = 0.14
_T_ARMS = 3


def clean(graph: StreetGraph, rng: np.random.Generator) -> None:
    """Take from the graph what no town would have built."""
    _drop_doubles(graph)
    _drop_slivers(graph)
    _thin(graph, rng)
    _drop_stumps(graph, rng)
    keep_largest(graph)


def _drop_doubles(graph: StreetGraph) -> None:
    """Of pieces between the same two junctions keep the widest; of loops none."""
    best: dict[tuple[int, int], Piece] = {}
    for piece in graph.pieces:
        ends = (min(piece.tail, piece.head), max(piece.tail, piece.head))
        if ends[0] != ends[1] and (ends not in best or _worth(piece) < _worth(best[ends])):
            best[ends] = piece
    kept = set(map(id, best.values()))
    graph.pieces = [piece for piece in graph.pieces if id(piece) in kept]


def _drop_slivers(graph: StreetGraph) -> None:
    """Where two pieces leave a junction almost side by side, drop the lesser."""
    dropped: set[int] = set()
    for junction, pieces in graph.around().items():
        there = [piece for piece in pieces if id(piece) not in dropped]
        ranked = sorted((_bearing(piece, junction), number) for number, piece in enumerate(there))
        turns = [*pairwise(ranked), (ranked[-1], (ranked[0][0] + 2 * np.pi, ranked[0][1]))] if ranked else []
        for (one, a), (two, b) in turns:
            if a != b and two - one < _SHARPEST_RAD:
                lesser = max(there[a], there[b], key=_worth)
                if lesser.rank >= Rank.COLLECTOR:
                    dropped.add(id(lesser))
    graph.pieces = [piece for piece in graph.pieces if id(piece) not in dropped]


def _thin(graph: StreetGraph, rng: np.random.Generator) -> None:
    """Drop some streets between crossings, so that not all blocks have one size."""
    around = {junction: len(pieces) for junction, pieces in graph.around().items()}
    kept = []
    for piece in graph.pieces:
        ends = (piece.tail, piece.head)
        may_go = piece.rank >= Rank.STREET and min(around[end] for end in ends) > _T_ARMS
        if may_go and rng.random() < _THINNING:
            for end in ends:
                around[end] -= 1
        else:
            kept.append(piece)
    graph.pieces = kept


def _drop_stumps(graph: StreetGraph, rng: np.random.Generator) -> None:
    """Drop dead ends that lead nowhere, and most of the others."""
    spared = {id(piece) for piece in graph.pieces if rng.random() < _SPARED}
    while True:
        around = graph.around()
        kept = [piece for piece in graph.pieces if not _is_stump(piece, around, graph, spared)]
        if len(kept) == len(graph.pieces):
            return
        graph.pieces = kept


def _is_stump(piece: Piece, around: dict[int, list[Piece]], graph: StreetGraph, spared: set[int]) -> bool:
    for end in (piece.tail, piece.head):
        if len(around[end]) == 1 and within_land(graph.spots[end][None], 80.0)[0]:
            is_stump = piece.rank <= Rank.COLLECTOR or piece.length_m < _STUMP_M
            return is_stump or id(piece) not in spared
    return False


def keep_largest(graph: StreetGraph) -> None:
    """Drop the pieces that are not joined to most of the others."""
    links: nx.Graph[int] = nx.Graph()
    links.add_edges_from((piece.tail, piece.head) for piece in graph.pieces)
    largest = max(nx.connected_components(links), key=len)
    graph.pieces = [piece for piece in graph.pieces if piece.tail in largest]


def _worth(piece: Piece) -> tuple[int, float]:
    return (int(piece.rank), piece.length_m)


def _bearing(piece: Piece, junction: int) -> float:
    line = piece.from_end(junction)
    ahead = line[min(_LOOK_POINTS, len(line) - 1)] - line[0]
    return float(np.arctan2(ahead[1], ahead[0]))
