"""Motorways: carriageways, ramps, and the nodes that they need on the roads they cross."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.geometry import LEFT, Points, directions, length_m, points_at
from desktop_app.roadnet.sources.demo.motorway import CARRIAGEWAY_M
from desktop_app.roadnet.sources.generator.courses import Course, Meeting
from desktop_app.roadnet.sources.generator.edge_nodes import BRIDGE_BEGINS, BRIDGE_ENDS, SPLIT

_NODE_EVERY_M = 110.0
_CLEAR_M = 35.0
_TAPER_M = 160.0
_RAMP_M, _RAMP_SHARE = 380.0, 0.42
_RAMP_BEND_M, _RAMP_OFF_M = 75.0, 38.0
_RAMP_END_M, _BRIDGE_HALF_M = 105.0, 32.0
_LEAST_SINE = 0.4
_OVER_HALF_M = 45.0
_TUNNEL_BEYOND_M = 260.0

PLAIN, BRIDGE, TUNNEL = range(3)


@dataclass(frozen=True, slots=True, eq=False)
class MotorwayWay:
    """A way of a motorway.

    Attributes
    ----------
    refs
        Numbers of its own nodes; -1 - n is the n-th spot on an edge.
    state
        `PLAIN`, `BRIDGE` or `TUNNEL`.
    """

    refs: list[int]
    road_class: RoadClass
    number: int
    state: int = PLAIN


@dataclass(frozen=True, slots=True)
class Interchange:
    """The ends of the ramps of an interchange, right and left of the motorway.

    Attributes
    ----------
    edge
        Of the crossing road.
    ends
        Numbers of the two spots on it.
    off_ways, on_ways
        Numbers of the motorway ways that lead to either end from the motorway, and from it onto it.
    """

    edge: int
    ends: tuple[int, int]
    off_ways: tuple[int, int]
    on_ways: tuple[int, int]


@dataclass(slots=True, eq=False)
class Motorways:
    """All motorways; mutable while they are built.

    Attributes
    ----------
    spots
        Its own nodes, metres before the warp.
    exits
        Which of them are exits, with the exit's number.
    edge, at, edge_flags
        Spots that it needs on edges.
    """

    spots: list[Points] = field(default_factory=list)
    exits: dict[int, int] = field(default_factory=dict)
    ways: list[MotorwayWay] = field(default_factory=list)
    interchanges: list[Interchange] = field(default_factory=list)
    edge: list[int] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    edge_flags: list[int] = field(default_factory=list)

    def add_on_edge(self, edge: int, at: float, flags: int) -> int:
        """Ask for a node on an edge; return its number."""
        self.edge.append(edge)
        self.at.append(at)
        self.edge_flags.append(flags)
        return len(self.edge) - 1

    def add_spots(self, spots: Points) -> list[int]:
        """Add nodes; return their numbers."""
        first = len(self.spots)
        self.spots.extend(spots)
        return list(range(first, first + len(spots)))

    def places(self) -> Points:
        """Return (N, 2) its own nodes."""
        return np.array(self.spots, np.float64).reshape(-1, 2)


@dataclass(frozen=True, slots=True, eq=False)
class _Carriageways:
    """Where the nodes of both carriageways stand; in the order of the course."""

    along_m: NDArray[np.float64]
    right: list[int]
    left: list[int]
    state: NDArray[np.int64]


def add_motorway(motorways: Motorways, course: Course, edge_length_m: NDArray[np.float64]) -> None:
    """Add a motorway with its bridges, tunnels and ramps.

    Parameters
    ----------
    edge_length_m
        (K,) lengths of the edges that it crosses.
    """
    gap = np.diff(course.along_m)
    room_m = np.minimum(np.append(gap, np.inf), np.append(np.inf, gap))
    joints_m = np.minimum(_RAMP_M, _RAMP_SHARE * room_m)
    carriageways = _carriageways(motorways, course, joints_m)
    cuts: list[float] = []
    for place in np.flatnonzero(course.meeting == Meeting.INTERCHANGE).tolist():
        _add_interchange(motorways, course, place, (joints_m[place], edge_length_m[place]), carriageways)
        cuts.append(course.along_m[place] - joints_m[place])
    for place in np.flatnonzero(course.meeting == Meeting.UNDER).tolist():
        _add_bridge(motorways, course, place, edge_length_m[place])
    _add_ways(motorways, course, carriageways, cuts)


def _carriageways(motorways: Motorways, course: Course, joints_m: NDArray[np.float64]) -> _Carriageways:
    total_m = length_m(course.line)
    spans = [*_spans(course, Meeting.OVER, _OVER_HALF_M, BRIDGE), *_tunnels(course)]
    ramps = course.meeting == Meeting.INTERCHANGE
    fixed = np.concatenate(
        [
            (course.along_m - joints_m)[ramps],
            (course.along_m + joints_m)[ramps],
            *(np.array(span[:2]) for span in spans),
        ]
    )
    even = np.linspace(0.0, total_m, max(3, round(total_m / _NODE_EVERY_M) + 1))[1:-1]
    if len(fixed):
        even = even[np.abs(even[:, None] - fixed[None]).min(axis=1) > _CLEAR_M]
    along = np.sort(np.concatenate([even, fixed]))
    middle = points_at(course.line, along)
    ahead = _headings(course.line, along)
    share = np.clip(np.minimum(along, total_m - along) / _TAPER_M, 0.0, 1.0)
    side = (ahead @ LEFT.T) * (CARRIAGEWAY_M * share * share * (3 - 2 * share))[:, None]
    right, left = motorways.add_spots(middle - side), motorways.add_spots(middle + side)
    state = np.zeros(len(along) + 1, np.int64)
    for begin, end, kind in spans:
        # Link number n ends at node number n.
        state[np.searchsorted(along, begin) + 1 : np.searchsorted(along, end) + 1] = kind
    return _Carriageways(along, right, left, state)


def _headings(line: Points, along: NDArray[np.float64]) -> Points:
    heading = directions(line)
    step = length_m(line) / (len(line) - 1)
    return heading[np.clip(np.round(along / step).astype(np.int64), 0, len(line) - 1)]


def _spans(course: Course, meeting: Meeting, half_m: float, kind: int) -> list[tuple[float, float, int]]:
    return [
        (along - half_m, along + half_m, kind) for along in course.along_m[course.meeting == meeting].tolist()
    ]


def _tunnels(course: Course) -> list[tuple[float, float, int]]:
    """Return the tunnels; one serves roads that follow each other."""
    joined: list[tuple[float, float, int]] = []
    gap = np.diff(course.along_m)
    places = np.flatnonzero(course.meeting == Meeting.TUNNEL)
    for place in places.tolist():
        beyond = np.minimum(_TUNNEL_BEYOND_M, 0.35 * gap[place - 1 : place + 1])
        begin, end = course.along_m[place] - beyond[0], course.along_m[place] + beyond[1]
        if joined and course.meeting[place - 1] == Meeting.TUNNEL:
            begin = joined.pop()[0]
        joined.append((float(begin), float(end), TUNNEL))
    return joined


def _beside(course: Course, place: int, reach_m: float, edge_m: float) -> tuple[float, float]:
    """Return the spots on a crossed edge so far right and left of the course."""
    by = reach_m / max(abs(course.sine[place]), _LEAST_SINE) / edge_m
    # Where the edge begins on the left, its right part is the later one.
    sign = 1.0 if course.sine[place] > 0 else -1.0
    return float(course.at[place] + sign * by), float(course.at[place] - sign * by)


def _add_bridge(motorways: Motorways, course: Course, place: int, edge_m: float) -> None:
    low, high = sorted(_beside(course, place, _BRIDGE_HALF_M, edge_m))
    edge = int(course.edges[place])
    motorways.add_on_edge(edge, low, BRIDGE_BEGINS | SPLIT)
    motorways.add_on_edge(edge, high, BRIDGE_ENDS | SPLIT)


def _add_interchange(
    motorways: Motorways,
    course: Course,
    place: int,
    sizes_m: tuple[float, float],
    carriageways: _Carriageways,
) -> None:
    joint_m, edge_m = sizes_m
    edge, middle_m = int(course.edges[place]), float(course.along_m[place])
    _add_bridge(motorways, course, place, edge_m)
    right, left = (
        motorways.add_on_edge(edge, at, SPLIT) for at in _beside(course, place, _RAMP_END_M, edge_m)
    )
    before = int(np.argmin(np.abs(carriageways.along_m - (middle_m - joint_m))))
    after = int(np.argmin(np.abs(carriageways.along_m - (middle_m + joint_m))))
    number = len(motorways.interchanges) + 1
    motorways.exits[carriageways.right[before]] = motorways.exits[carriageways.left[after]] = number
    off_right = _add_ramp(motorways, course, place, (carriageways.right[before], right), (-1, -1))
    on_right = _add_ramp(motorways, course, place, (carriageways.right[after], right), (1, -1))
    off_left = _add_ramp(motorways, course, place, (carriageways.left[after], left), (1, 1))
    on_left = _add_ramp(motorways, course, place, (carriageways.left[before], left), (-1, 1))
    for way in (on_right, on_left):
        motorways.ways[way].refs.reverse()
    motorways.interchanges.append(
        Interchange(edge, (right, left), (off_right, off_left), (on_right, on_left))
    )


def _add_ramp(
    motorways: Motorways, course: Course, place: int, ends: tuple[int, int], lies: tuple[int, int]
) -> int:
    """Add the ramp from a carriageway's node to a spot on the crossed edge; return the way's number.

    `lies`: before (-1) or after (1) the crossing, and on the right (-1) or left (1).
    """
    along, side = lies
    beside_m = course.along_m[place] + along * np.array([_RAMP_BEND_M])
    away = (LEFT @ _headings(course.line, beside_m)[0]) * side
    bend = points_at(course.line, beside_m)[0] + away * (CARRIAGEWAY_M + _RAMP_OFF_M)
    start = motorways.spots[ends[0]]
    crossing = points_at(course.line, course.along_m[place : place + 1])[0]
    end = crossing + (motorways.at[ends[1]] - course.at[place]) * course.edge_span[place]
    at = np.linspace(0.0, 1.0, 7)[1:-1, None]
    line = (1 - at) ** 2 * start + 2 * at * (1 - at) * bend + at**2 * end
    refs = [ends[0], *motorways.add_spots(line), -1 - ends[1]]
    motorways.ways.append(MotorwayWay(refs, RoadClass.MOTORWAY_LINK, course.number))
    return len(motorways.ways) - 1


def _add_ways(motorways: Motorways, course: Course, carriageways: _Carriageways, cuts: list[float]) -> None:
    """Add either carriageway, cut where it goes into a tunnel, over a bridge, or has an exit."""
    first = motorways.add_on_edge(int(course.edges[0]), float(course.at[0]), 0)
    last = motorways.add_on_edge(int(course.edges[-1]), float(course.at[-1]), 0)
    is_cut = np.concatenate([[True], carriageways.state[1:] != carriageways.state[:-1], [True]])
    if cuts:
        near = np.searchsorted(carriageways.along_m, np.array(cuts) - 1.0)
        is_cut[near + 1] = True
    stops = np.flatnonzero(is_cut)
    for nodes, is_left in ((carriageways.right, False), (carriageways.left, True)):
        refs = [-1 - first, *nodes, -1 - last]
        for begin, end in zip(stops[:-1].tolist(), stops[1:].tolist(), strict=True):
            part = refs[begin : end + 1]
            state = int(carriageways.state[begin])
            motorways.ways.append(
                MotorwayWay(part[::-1] if is_left else part, RoadClass.MOTORWAY, course.number, state)
            )
