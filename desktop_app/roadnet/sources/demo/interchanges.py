"""Joining the motorway to the streets: interchanges with ramps, and bridges over it."""

from itertools import pairwise

import numpy as np

from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.geometry import LEFT, Points, along_m, directions, length_m, resampled
from desktop_app.roadnet.sources.demo.ground import within_land
from desktop_app.roadnet.sources.demo.motorway import RAMP_END_M, Motorway, distance_along, make_ramps
from desktop_app.roadnet.sources.demo.street_graph import Piece, StreetGraph, part_of

REF = "A 9"
_BRIDGE_M = 30.0
_FAR_M = 250.0


def join_motorway(graph: StreetGraph, motorway: Motorway, first_road: int) -> list[int]:
    """Add the motorway and its ramps to the graph; return the junctions at which ramps meet streets.

    Roads are numbered from `first_road`.
    """
    stops: tuple[list[tuple[float, int]], list[tuple[float, int]]] = ([], [])
    ends: list[int] = []
    road = first_road + 2
    for piece in _crossing(graph, motorway):
        right, left = _cut_crossing(graph, motorway, piece)
        ends += [right, left]
        for ramp in make_ramps(motorway, graph.spots[right], graph.spots[left]):
            spot = ramp.line[0 if ramp.leaves else -1]
            joint = graph.add_junction(spot)
            stops[ramp.carriageway].append(
                (distance_along(motorway.carriageways[ramp.carriageway], spot), joint)
            )
            street = (right, left)[ramp.carriageway]
            tail, head = (joint, street) if ramp.leaves else (street, joint)
            graph.pieces.append(Piece(tail, head, ramp.line, Rank.RAMP, road, 0.0, one_way=True))
            road += 1
    for number, carriageway in enumerate(motorway.carriageways):
        _add_carriageway(graph, carriageway, stops[number], first_road + number)
    return ends


def _crossing(graph: StreetGraph, motorway: Motorway) -> list[Piece]:
    """Return the pieces that cross the motorway."""
    fine = resampled(motorway.course, 25.0)
    wide = [piece for piece in graph.pieces if piece.rank <= Rank.AVENUE]
    return [piece for piece in wide if {-1, 1} <= set(_sides(piece.line, fine))]


def _sides(line: Points, course: Points) -> list[int]:
    """Say for each point of a line on which side of a course it is; 0 where it is far from it."""
    gap = line[:, None] - course[None]
    away = np.hypot(gap[..., 0], gap[..., 1])
    near = np.argmin(away, axis=1)
    normal = directions(course)[near] @ LEFT.T
    side = np.sign(((line - course[near]) * normal).sum(axis=1))
    return [int(each) for each in np.where(away.min(axis=1) < _FAR_M, side, 0)]


def _cut_crossing(graph: StreetGraph, motorway: Motorway, piece: Piece) -> tuple[int, int]:
    """Cut a crossing road at its bridge and ramps; return its junctions right and left of the course."""
    fine = resampled(piece.line, 2.0)
    gap = np.array([np.hypot(*(motorway.course - spot).T).min() for spot in fine])
    along = along_m(fine)
    middle = int(np.argmin(gap))
    before, after = gap[: middle + 1], gap[middle:]
    first_end = along[np.flatnonzero(before >= RAMP_END_M)[-1]] if (before >= RAMP_END_M).any() else along[1]
    last_end = along[middle + np.argmax(after >= RAMP_END_M)] if (after >= RAMP_END_M).any() else along[-2]
    deck = [along[middle] - _BRIDGE_M, along[middle] + _BRIDGE_M]
    new = graph.split(piece, [float(first_end), float(deck[0]), float(deck[1]), float(last_end)])
    for part in graph.pieces:
        if part.tail == new[1] and part.head == new[2]:
            part.bridge = "over"
    sides = _sides(np.array([graph.spots[new[0]], graph.spots[new[3]]]), motorway.course)
    return (new[0], new[3]) if sides[0] < 0 else (new[3], new[0])


def _add_carriageway(
    graph: StreetGraph, carriageway: Points, stops: list[tuple[float, int]], road: int
) -> None:
    """Add a carriageway, as far as it lies on the land, cut where ramps leave and join."""
    on_land = np.flatnonzero(within_land(carriageway))
    along = along_m(carriageway)
    start_m, end_m = float(along[on_land[0]]), float(along[on_land[-1]])
    inner = [stop for stop in sorted(stops) if start_m < stop[0] < end_m]
    first = graph.add_junction(carriageway[on_land[0]])
    last = graph.add_junction(carriageway[on_land[-1]])
    whole = [(start_m, first), *inner, (end_m, last)]
    for order, ((from_m, tail), (to_m, head)) in enumerate(pairwise(whole)):
        line = part_of(carriageway, from_m, min(to_m, length_m(carriageway)))
        graph.pieces.append(Piece(tail, head, line, Rank.MOTORWAY, road, float(order), one_way=True, ref=REF))
