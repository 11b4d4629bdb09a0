"""Cutting lines of nodes into pieces where a node is missing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SHORTEST = 2
"""Nodes; a line has two ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """What is left of lines that were cut at their gaps.

    K pieces with R nodes.

    Attributes
    ----------
    line
        (K,) int64 which line each piece is of, ascending.
    first
        (K + 1,) int64: piece ``k`` is ``refs[first[k]:first[k + 1]]``.
    refs
        (R,) int64 OSM node ids.
    """

    line: NDArray[np.int64]
    first: NDArray[np.int64]
    refs: NDArray[np.int64]


def cut_at_gaps(refs: NDArray[np.int64], size: NDArray[np.int64], usable: NDArray[np.bool_]) -> Pieces:
    """Return the pieces of at least two neighbouring usable nodes; a gap is never bridged.

    Parameters
    ----------
    refs
        (R,) OSM node ids of all lines, one line after the other.
    size
        (L,) how many nodes each line has.
    usable
        (R,) whether each node is there.
    """
    line_of_ref = np.repeat(np.arange(len(size)), size)
    begins = usable.copy()
    begins[1:] &= ~usable[:-1] | (line_of_ref[1:] != line_of_ref[:-1])
    piece_of_ref = (np.cumsum(begins) - 1)[usable]
    piece_size = np.bincount(piece_of_ref, minlength=int(np.count_nonzero(begins)))
    kept = piece_size >= _SHORTEST
    first = np.zeros(int(np.count_nonzero(kept)) + 1, dtype=np.int64)
    np.cumsum(piece_size[kept], out=first[1:])
    return Pieces(line_of_ref[begins][kept], first, refs[usable][kept[piece_of_ref]])
