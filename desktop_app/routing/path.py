"""What can be said of a path: its segments, time, length, line, nodes and names."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import Leg, Path, Weights

SHORTEST_STRETCH_M = 0.01
"""A shorter end of a path appears in none of its nodes, ways and streets."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """The parts of segments that a path drives over, in order; K of them.

    Attributes
    ----------
    segments
        (K,) int32.
    start, end
        (K,) float64 fractions of the segment where the stretch begins and ends.
    """

    segments: NDArray[np.int32]
    start: NDArray[np.float64]
    end: NDArray[np.float64]

    @property
    def share(self) -> NDArray[np.float64]:
        """The driven share of each segment, (K,)."""
        return self.end - self.start


def share_ms(segment_ms: int, share: float) -> int:
    """Return the time of a share of a segment, rounded to whole milliseconds once."""
    return round(segment_ms * share)


def leg_duration_ms(leg: Leg, weights: Weights) -> int:
    """Return the time of a leg in milliseconds, its turns included."""
    return leg.turn_ms + leg_sum(leg, weights.segment_ms)


def leg_sum(leg: Leg, values: NDArray[np.integer]) -> int:
    """Return the sum over a leg of what each segment has, (S,); of its ends the share, rounded once."""
    driven = values[leg.segments]
    if len(driven) == 1:
        return share_ms(int(driven[0]), leg.end_fraction - leg.start_fraction)
    first = share_ms(int(driven[0]), 1.0 - leg.start_fraction)
    last = share_ms(int(driven[-1]), leg.end_fraction)
    return first + int(driven[1:-1].sum(dtype=np.int64)) + last


def path_duration_ms(path: Path, weights: Weights) -> int:
    """Return the time of a path in milliseconds: the sum of its legs."""
    return sum(leg_duration_ms(leg, weights) for leg in path.legs)


def leg_distance_m(leg: Leg, network: RoadNetwork) -> float:
    """Return the length of a leg in metres."""
    stretches = _leg_stretches(leg)
    return float((network.segment_length_m[stretches.segments] * stretches.share).sum())


def path_distance_m(path: Path, network: RoadNetwork) -> float:
    """Return the length of a path in metres: the sum of its legs."""
    return sum(leg_distance_m(leg, network) for leg in path.legs)


def path_stretches(path: Path) -> Stretches:
    """Return the stretches of a path; going straight on at a via point makes one of two."""
    parts = [_leg_stretches(leg) for leg in path.legs]
    segments = np.concatenate([part.segments for part in parts])
    start = np.concatenate([part.start for part in parts])
    end = np.concatenate([part.end for part in parts])
    on = (segments[1:] == segments[:-1]) & (start[1:] == end[:-1])
    return Stretches(segments[np.append(True, ~on)], start[np.append(True, ~on)], end[np.append(~on, True)])


def path_segments(path: Path) -> NDArray[np.int32]:
    """Return the segments of a path in driving order, (K,) int32."""
    return path_stretches(path).segments


def path_shares(path: Path) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return the segments of a path, (K,) int32, and which share of each is driven, (K,) float64."""
    stretches = path_stretches(path)
    return stretches.segments, stretches.share


def path_is_closed(path: Path, weights: Weights) -> bool:
    """Return whether the path drives over any part of a closed segment."""
    segments, share = path_shares(path)
    return bool((weights.closed[segments] & (share > 0)).any())


def path_line(path: Path, network: RoadNetwork) -> NDArray[np.float64]:
    """Return the line as driven, from the snapped start to the snapped end.

    Returns
    -------
    (K, 2) longitudes and latitudes in degrees, K at least 2; no point stands twice in a row,
    except where the path has no length.
    """
    stretches = path_stretches(path)
    segments = stretches.segments
    first = network.points_on(segments, stretches.start)
    last = network.points_on(segments, stretches.end)
    line = np.stack([first, last], axis=1).reshape(-1, 2)
    moves = np.append(True, (line[1:] != line[:-1]).any(axis=1))
    return line[moves] if np.count_nonzero(moves) > 1 else line[:2]


def path_nodes(path: Path, network: RoadNetwork) -> tuple[int, ...]:
    """Return the OSM nodes along a path, the one before its start and the one after its end included."""
    segments = _named_segments(path, network)
    if not len(segments):
        return ()
    tails = network.segment_tail[segments]
    heads = network.segment_head[segments]
    nodes = np.stack([tails, heads], axis=1).reshape(-1)
    kept = nodes[np.append(True, nodes[1:] != nodes[:-1])]
    return tuple(network.node_osm_id[kept].tolist())


def path_ways(path: Path, network: RoadNetwork) -> tuple[int, ...]:
    """Return the OSM ways along a path, repeats merged."""
    arcs = network.segment_arc[_named_segments(path, network)]
    return merged(network.arc_way[arcs].tolist())


def path_streets(path: Path, network: RoadNetwork) -> tuple[str, ...]:
    """Return the streets along a path: name, else number, else the empty text; repeats merged."""
    arcs = network.segment_arc[_named_segments(path, network)]
    return merged([network.street(arc) for arc in merged(arcs.tolist())])


def merged(items: Sequence[_T]) -> tuple[_T, ...]:
    """Return the items with runs of equal ones made one."""
    return tuple(item for item, _ in groupby(items))


def _leg_stretches(leg: Leg) -> Stretches:
    start = np.zeros(len(leg.segments))
    end = np.ones(len(leg.segments))
    start[0], end[-1] = leg.start_fraction, leg.end_fraction
    return Stretches(leg.segments, start, end)


def _named_segments(path: Path, network: RoadNetwork) -> NDArray[np.int32]:
    """Return the segments without those ends of legs that are too short to be named."""
    stretches = path_stretches(path)
    whole = stretches.share == 1.0
    driven_m = network.segment_length_m[stretches.segments] * stretches.share
    named: NDArray[np.int32] = stretches.segments[whole | (driven_m >= SHORTEST_STRETCH_M)]
    return named
