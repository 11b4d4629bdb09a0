"""One-way streets in the old town, of which none cuts a junction off."""

import networkx as nx
import numpy as np

from desktop_app.roadnet.sources.demo.avenues import CORE, CORE_RADIUS_M, Rank
from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.demo.street_graph import Piece, StreetGraph

_SHARE = 0.45


def make_one_ways(
    graph: StreetGraph,
    rng: np.random.Generator,
    middle: Points = CORE,
    radius_m: float = 1.35 * CORE_RADIUS_M,
    share: float = _SHARE,
) -> None:
    """Make some streets round `middle` one-way, each along its whole length there."""
    streets: dict[int, list[Piece]] = {}
    for piece in graph.pieces:
        halfway = piece.line[len(piece.line) // 2]
        if piece.rank >= Rank.STREET and np.hypot(*(halfway - middle)) < radius_m:
            streets.setdefault(piece.road, []).append(piece)
    drives: nx.DiGraph[int] = nx.DiGraph()
    for piece in graph.pieces:
        drives.add_edge(piece.tail, piece.head)
        if not piece.one_way:
            drives.add_edge(piece.head, piece.tail)
    for pieces in streets.values():
        if rng.random() < share and all(drives.degree(end) > 2 for p in pieces for end in (p.tail, p.head)):  # noqa: PLR2004 - a dead end is left by the way in
            _try(drives, pieces, forward=bool(rng.random() < 0.5))  # noqa: PLR2004 - by the toss of a coin


def _try(drives: "nx.DiGraph[int]", pieces: list[Piece], *, forward: bool) -> None:
    against = [(piece.head, piece.tail) if forward else (piece.tail, piece.head) for piece in pieces]
    drives.remove_edges_from(against)
    if not all(nx.has_path(drives, start, end) for start, end in against):
        drives.add_edges_from(against)
        return
    for piece in pieces:
        piece.one_way = True
        if not forward:
            piece.tail, piece.head = piece.head, piece.tail
            piece.line = piece.line[::-1]
            piece.order = -piece.order
