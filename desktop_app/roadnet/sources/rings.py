"""Putting the rings of multipolygons together from the ways that they are drawn with."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SMALLEST = 4
"""Nodes of a triangle, the first one named again at its end."""


def join_rings(lines: Sequence[Sequence[int]]) -> tuple[list[list[int]], int]:
    """Join lines end to end into closed rings.

    Parameters
    ----------
    lines
        OSM node ids of each line, in either direction.

    Returns
    -------
    rings
        Each ends with the node that it begins with.
    left_over
        How many lines are part of no ring.
    """
    at_end: defaultdict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line:
            at_end[line[0]].append(index)
            at_end[line[-1]].append(index)
    used: set[int] = set()
    rings = []
    left_over = 0
    for start, line in enumerate(lines):
        if start in used or not line:
            continue
        used.add(start)
        ring, members = list(line), 1
        while ring[0] != ring[-1]:
            following = _next_line(at_end, ring[-1], used)
            if following is None:
                break
            used.add(following)
            other = lines[following]
            ring.extend(other[1:] if other[0] == ring[-1] else list(reversed(other))[1:])
            members += 1
        if ring[0] == ring[-1] and len(ring) >= _SMALLEST:
            rings.append(ring)
        else:
            left_over += members
    return rings, left_over


def _next_line(at_end: dict[int, list[int]], node: int, used: set[int]) -> int | None:
    waiting = at_end[node]
    while waiting:
        index = waiting.pop()
        if index not in used:
            return index
    return None


class RingSet:
    """The outer rings of one multipolygon."""

    def __init__(self, rings: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> None:
        """Take closed rings as longitudes and latitudes in degrees."""
        self._rings = rings
        self._low = np.array([(lon.min(), lat.min()) for lon, lat in rings]).reshape(-1, 2)
        self._high = np.array([(lon.max(), lat.max()) for lon, lat in rings]).reshape(-1, 2)

    def around(self, lon: float, lat: float) -> int | None:
        """Return which ring goes round a point, or None."""
        if len(self._rings) == 1:
            return 0
        point = np.array((lon, lat))
        near = np.flatnonzero(((self._low <= point) & (point <= self._high)).all(axis=1))
        return next((ring for ring in near.tolist() if contains(*self._rings[ring], (lon, lat))), None)


def contains(
    ring_lon: NDArray[np.float64], ring_lat: NDArray[np.float64], point: tuple[float, float]
) -> bool:
    """Say whether a closed ring goes round a point (lon, lat), by counting crossings of a ray to the east."""
    lon, lat = point
    west, east = ring_lon[:-1], ring_lon[1:]
    low, high = ring_lat[:-1], ring_lat[1:]
    crosses = (low > lat) != (high > lat)
    rise = np.where(crosses, high - low, 1.0)
    at_lon = west + (lat - low) / rise * (east - west)
    return bool(np.count_nonzero(crosses & (lon < at_lon)) % 2)
