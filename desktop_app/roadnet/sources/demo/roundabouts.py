"""Roundabouts: a circle, driven one way, in place of a junction."""

from dataclasses import replace

import numpy as np

from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.demo.geometry import Points, along_m, point_at, resampled
from desktop_app.roadnet.sources.demo.street_graph import Piece, StreetGraph, part_of

_RADIUS_M = 24.0
_ARC_STEP_RAD = np.deg2rad(24.0)
_MARGIN_M = 25.0
_LEAST_ARMS = 3
_NARROWEST_RAD = np.deg2rad(26.0)


def ring_crossings(graph: StreetGraph) -> list[int]:
    """Return the junctions at which the ring meets another wide road."""
    return [
        junction
        for junction, pieces in graph.around().items()
        if any(piece.rank is Rank.RING for piece in pieces)
        and any(Rank.RADIAL <= piece.rank <= Rank.COLLECTOR for piece in pieces)
    ]


def build_roundabouts(graph: StreetGraph, junctions: list[int], first_road: int) -> list[int]:
    """Put a roundabout at each junction where there is room; return the roads' numbers of those built."""
    built: list[int] = []
    for junction in junctions:
        arms = [piece for piece in graph.pieces if junction in {piece.tail, piece.head}]
        if _has_room(arms, junction):
            _build(graph, junction, arms, first_road + len(built))
            built.append(first_road + len(built))
    return built


def _has_room(arms: list[Piece], junction: int) -> bool:
    if len(arms) < _LEAST_ARMS or any(arm.length_m < 2 * _RADIUS_M + _MARGIN_M for arm in arms):
        return False
    angles = np.sort([_angle(_gate(arm, junction)[0], arm.from_end(junction)[0]) for arm in arms])
    return bool(np.diff(angles, append=angles[0] + 2 * np.pi).min() > _NARROWEST_RAD)


def _build(graph: StreetGraph, junction: int, arms: list[Piece], road: int) -> None:
    middle = graph.spots[junction]
    gates: list[tuple[float, int]] = []
    for arm in arms:
        spot, cut_m = _gate(arm, junction)
        angle = _angle(spot, middle)
        spot = middle + _RADIUS_M * np.array([np.cos(angle), np.sin(angle)])
        gate = graph.add_junction(spot)
        gates.append((angle, gate))
        if arm.tail == junction:
            arm.line = np.concatenate([spot[None], part_of(arm.line, cut_m, arm.length_m)[1:]])
            arm.tail = gate
        else:
            arm.line = np.concatenate([part_of(arm.line, 0.0, arm.length_m - cut_m)[:-1], spot[None]])
            arm.head = gate
    gates.sort()
    rank = min((arm.rank for arm in arms if arm.rank >= Rank.RING), default=Rank.RADIAL)
    circle = replace(arms[0], rank=rank, road=road, name="", ref="", bridge="", one_way=True, roundabout=True)
    for order, ((start, tail), (end, head)) in enumerate(zip(gates, [*gates[1:], gates[0]], strict=True)):
        last = end if end > start else end + 2 * np.pi
        angles = np.linspace(start, last, max(2, round((last - start) / _ARC_STEP_RAD) + 1))
        line = middle + _RADIUS_M * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        graph.pieces.append(replace(circle, tail=tail, head=head, line=line, order=float(order)))


def _gate(arm: Piece, junction: int) -> tuple[Points, float]:
    """Return where an arm enters the circle, and how far along the arm that is."""
    fine = resampled(arm.from_end(junction), 1.0)
    outside = np.hypot(*(fine - fine[0]).T) >= _RADIUS_M
    cut_m = float(along_m(fine)[int(np.argmax(outside))])
    return point_at(fine, cut_m), cut_m


def _angle(spot: Points, middle: Points) -> float:
    return float(np.arctan2(spot[1] - middle[1], spot[0] - middle[0]))
