"""Joining lines that meet end to end into longer ones: strokes, each line in just one of them.

At a junction the ends are ordered by the direction of their lines, whichever way they point, and
neighbours in that order go on into each other: what runs straight through is nearly always joined.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SEAM_RAD = np.pi / 8
"""Where the order of directions begins: few roads run so, many to the east."""


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Lines in the order in which they are drawn, K strokes of E lines.

    Attributes
    ----------
    first
        (K + 1,) int32: stroke ``k`` is the lines ``line[first[k]:first[k + 1]]``.
    line
        (E,) int32.
    backward
        (E,) bool: the line is drawn from its end to its start.
    """

    first: NDArray[np.int32]
    line: NDArray[np.int32]
    backward: NDArray[np.bool_]


def join_strokes(place: NDArray[np.integer], bearing_rad: NDArray[np.float64]) -> Strokes:
    """Return the strokes of E lines; those that close a ring are opened somewhere.

    Parameters
    ----------
    place
        (2 E,) of what meets where: lines are joined at ends of equal places. The ends of line ``e`` are
        ``2 e``, its start, and ``2 e + 1``.
    bearing_rad
        (2 E,) direction of the line at each end; turned by half a turn it is the same.
    """
    partner = _partners(place, bearing_rad)
    last, steps = _run_out(partner)
    in_ring = partner[last ^ 1] >= 0
    if in_ring.any():
        _open_rings(partner, in_ring)
        last, steps = _run_out(partner)
    # Each stroke is run through from both its ends; the lower end is where it is begun.
    entered = np.arange(len(partner), dtype=np.int32)
    start, end = last[entered ^ 1] ^ 1, last ^ 1
    entered = entered[start < end]
    entered = entered[np.lexsort((-steps[entered], start[entered]))]
    begins = np.flatnonzero(partner[entered] < 0)
    return Strokes(np.append(begins, len(entered)).astype(np.int32), entered >> 1, (entered & 1) == 1)


def _partners(place: NDArray[np.integer], bearing_rad: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return for each end the end of the line that follows there, or -1."""
    bearing = (bearing_rad + _SEAM_RAD) % np.pi
    order = np.lexsort((bearing, place)).astype(np.int32)
    ordered = place[order]
    begins = np.ones(len(order), np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    first = np.flatnonzero(begins)
    count = np.diff(np.append(first, len(order)))
    group = np.repeat(np.arange(len(first), dtype=np.int32), count)
    rank = np.arange(len(order)) - first[group]
    # Where an end is left over, it is the first one if the others then fit together better.
    bend = np.diff(bearing[order], prepend=0.0)
    bend[begins] = 0.0
    late = np.bincount(group, np.where(rank % 2 == 1, bend, -bend), len(first))
    skipped = (count % 2 == 1) & (late > 0)
    again = np.flatnonzero((rank > 0) & (rank % 2 != skipped[group]))
    partner = np.full(len(order), -1, np.int32)
    partner[order[again]], partner[order[again - 1]] = order[again - 1], order[again]
    return partner


def _run_out(partner: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where one gets who enters a line at each end and drives on, and over how many lines more.

    Both are found by doubling the jumps (Wyllie: The Complexity of Parallel Computations, 1979). In a ring
    one gets to an end from which another line follows.

    Returns
    -------
    last
        (2 E,) int32 the end at which the last line is entered.
    steps
        (2 E,) int32; of no meaning in a ring.
    """
    entered = np.arange(len(partner), dtype=np.int32)
    following = partner[entered ^ 1]
    last = np.where(following < 0, entered, following)
    steps = (following >= 0).astype(np.int32)
    open_ends, before = int(np.count_nonzero(partner[last ^ 1] < 0)), -1
    while open_ends != before:
        steps += steps[last]
        last = last[last]
        open_ends, before = int(np.count_nonzero(partner[last ^ 1] < 0)), open_ends
    return last, steps


def _open_rings(partner: NDArray[np.int32], in_ring: NDArray[np.bool_]) -> None:
    """Part, in each ring, the lowest of its ends from the end that it follows."""
    ring = np.flatnonzero(in_ring).astype(np.int32)
    number = np.zeros(len(partner), np.int32)
    number[ring] = np.arange(len(ring))
    following = number[partner[ring ^ 1]]
    lowest = np.minimum(ring, ring ^ 1)
    while not np.array_equal(lower := np.minimum(lowest, lowest[following]), lowest):
        lowest, following = lower, following[following]
    cut = np.unique(lowest)
    partner[partner[cut]] = -1
    partner[cut] = -1
