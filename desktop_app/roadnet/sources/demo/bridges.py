"""Bridges over the river: the part of a road that lies over water, with the bridge's name."""

import numpy as np

from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.geometry import along_m, resampled, runs_where
from desktop_app.roadnet.sources.demo.ground import GroundMask
from desktop_app.roadnet.sources.demo.street_graph import StreetGraph

_ABUTMENT_M = 14.0


def cut_bridges(graph: StreetGraph, water: GroundMask) -> None:
    """Cut each piece that crosses water at both banks, and mark what lies between as a bridge."""
    for piece in [each for each in graph.pieces if water.at(each.line).any()]:
        fine = resampled(piece.line, 2.0)
        wet = runs_where(water.at(fine))
        if not wet:
            continue
        along = along_m(fine)
        first_m = max(float(along[wet[0][0]]) - _ABUTMENT_M, 2.0)
        last_m = min(float(along[wet[-1][1] - 1]) + _ABUTMENT_M, float(along[-1]) - 2.0)
        start, end = graph.split(piece, [first_m, last_m])
        for part in graph.pieces:
            if part.tail == start and part.head == end:
                part.bridge = _name(part.rank, float(np.mean(part.line[:, 0])))


def _name(rank: Rank, x: float) -> str:
    if rank is Rank.MOTORWAY:
        return "Valley Bridge"
    if rank is Rank.RING:
        return "Millers' Bridge" if x < 0 else "Harbour Bridge"
    return "Bridge of Lanterns"
