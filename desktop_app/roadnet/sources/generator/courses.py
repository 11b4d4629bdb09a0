"""The course of a motorway through its corridor, and what happens at each road that it crosses."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.geometry import Points, along_m, length_m, smooth
from desktop_app.roadnet.sources.generator.corridors import Corridor
from desktop_app.roadnet.sources.generator.lattice import Lattice
from desktop_app.roadnet.sources.generator.main_roads import NO_ROAD
from desktop_app.roadnet.sources.generator.tile import Numbers

_STEP_M = 20.0
_FROM_CORNER = 0.24
_PULLS = 14
_LEAST_GAP_M = 640.0
_LEAST_SINE = 0.72
"""Ramps need a crossing that is not too aslant."""
_INTERCHANGE_EVERY = 3
_FORCED_AFTER = 8
_TUNNEL_SHARE, _OVER_SHARE = 0.07, 0.3


class Meeting(IntEnum):
    """How a motorway passes an edge."""

    END = 0
    """It begins or ends on the road."""
    UNDER = 1
    """The road has a bridge."""
    OVER = 2
    """The motorway has one."""
    TUNNEL = 3
    INTERCHANGE = 4
    """The road has a bridge, and ramps."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A motorway's middle line, before it is warped.

    Attributes
    ----------
    line
        Every 20 m.
    edges, edge_span
        (K,) the edges that it crosses, and (K, 2) from their beginnings to their ends.
    at, along_m
        (K,) where on each edge, and how far along the line.
    sine
        (K,) of the angle between line and edge; positive where the line has the edge's beginning on its
        left.
    meeting
        (K,) `Meeting`.
    """

    number: int
    line: Points
    edges: Numbers
    edge_span: Points
    at: NDArray[np.float64]
    along_m: NDArray[np.float64]
    sine: NDArray[np.float64]
    meeting: Numbers


def make_course(
    corridor: Corridor,
    lattice: Lattice,
    corners: Points,
    edge_class: NDArray[np.uint8],
    rng: np.random.Generator,
) -> Course:
    """Return the course through a corridor.

    `edge_class` is changed where an interchange needs a road.
    """
    tail, head = lattice.edge_ends(corridor.edges)
    start, step = corners[tail], corners[head] - corners[tail]
    at = _pulled(start, step)
    crossings = start + at[:, None] * step
    line = smooth(crossings, _STEP_M)
    along = _nearest_along(line, crossings)
    heading = np.gradient(line, axis=0)[np.clip(np.round(along / _STEP_M).astype(np.int64), 0, len(line) - 1)]
    size = np.hypot(*heading.T) * np.hypot(*step.T)
    sine = (heading[:, 0] * -step[:, 1] + heading[:, 1] * step[:, 0]) / size
    meeting = _meetings(corridor, along, np.abs(sine) > _LEAST_SINE, edge_class, rng)
    return Course(corridor.number, line, corridor.edges, step, at, along, sine, meeting)


def _pulled(start: Points, step: Points) -> NDArray[np.float64]:
    """Return where to cross each edge: a string through the middles of the edges, pulled a little."""
    at = np.full(len(start), 0.5)
    for _ in range(_PULLS):
        spots = start + at[:, None] * step
        before, chord = spots[:-2], spots[2:] - spots[:-2]
        own, ahead = start[1:-1] - before, step[1:-1]
        span = chord[:, 0] * ahead[:, 1] - chord[:, 1] * ahead[:, 0]
        wanted = (own[:, 0] * chord[:, 1] - own[:, 1] * chord[:, 0]) / np.where(
            np.abs(span) < 1.0, np.inf, span
        )
        at[1:-1] = np.clip((at[1:-1] + wanted) / 2, _FROM_CORNER, 1 - _FROM_CORNER)
    return at


def _nearest_along(line: Points, spots: Points) -> NDArray[np.float64]:
    along = along_m(line)
    near = [int(np.argmin(np.hypot(*(line - spot).T))) for spot in spots]
    found = along[near]
    found[0], found[-1] = 0.0, length_m(line)
    return found


def _meetings(
    corridor: Corridor,
    along: NDArray[np.float64],
    is_steep: NDArray[np.bool_],
    edge_class: NDArray[np.uint8],
    rng: np.random.Generator,
) -> Numbers:
    count = len(along)
    draw = rng.random(count)
    meeting = np.where(draw < _OVER_SHARE, Meeting.OVER, Meeting.UNDER)
    meeting[corridor.is_underground] = Meeting.TUNNEL
    meeting[[0, -1]] = Meeting.END
    under = np.pad(corridor.is_underground, 1)
    gap = np.pad(np.diff(along), 1)
    has_room = is_steep & (np.minimum(gap[:-1], gap[1:]) > _LEAST_GAP_M)
    has_room &= ~(under[:-2] | under[1:-1] | under[2:])
    last = 0
    for place in np.flatnonzero(has_room).tolist():
        road = edge_class[corridor.edges[place]]
        is_due = place - last >= (_INTERCHANGE_EVERY if road <= RoadClass.SECONDARY else _FORCED_AFTER)
        if is_due or (last == 0 and place >= count // 2):
            meeting[place] = Meeting.INTERCHANGE
            edge_class[corridor.edges[place]] = min(road, int(RoadClass.TERTIARY))
            last = place
    _choose_tunnels(corridor, meeting, edge_class, draw)
    return meeting


def _choose_tunnels(
    corridor: Corridor, meeting: Numbers, edge_class: NDArray[np.uint8], draw: NDArray[np.float64]
) -> None:
    """Let hills stand in the way of some motorways, the first one among them, but at no interchange."""
    is_free = np.isin(meeting, (Meeting.UNDER, Meeting.OVER))
    chosen = is_free & (draw > 1 - _TUNNEL_SHARE)
    if corridor.number == 1 and not chosen.any():
        chosen[np.flatnonzero(is_free)[:1]] = True
    meeting[chosen] = Meeting.TUNNEL
    # What no road crosses needs no bridge.
    meeting[(edge_class[corridor.edges] == NO_ROAD) & (meeting == Meeting.OVER)] = Meeting.UNDER
