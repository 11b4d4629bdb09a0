"""Which towns are neighbours."""

import numpy as np

from desktop_app.roadnet.sources.demo.geometry import Points
from desktop_app.roadnet.sources.generator.tile import Numbers

_NEAREST = 14
_ROWS = 1024


def relative_neighbours(spots: Points) -> Numbers:
    """Return (E, 2) pairs of spots with no third one nearer to both of them than they are to each other.

    The relative neighbourhood graph (Toussaint, 1980); no two of its edges cross, and it is connected
    as long as no spot has more than a dozen neighbours nearer than its next one in the graph.
    """
    count = len(spots)
    if count < 2:  # noqa: PLR2004 - a pair
        return np.zeros((0, 2), np.int64)
    near = min(_NEAREST, count - 1)
    found = [
        _pairs(spots, np.arange(first, min(first + _ROWS, count)), near) for first in range(0, count, _ROWS)
    ]
    pairs = np.sort(np.concatenate(found), axis=1)
    return np.unique(pairs, axis=0)


def _pairs(spots: Points, rows: Numbers, near: int) -> Numbers:
    away = np.hypot(*(spots[rows, None] - spots[None]).transpose(2, 0, 1))
    away[np.arange(len(rows)), rows] = np.inf
    order = np.argsort(away, axis=1, kind="stable")[:, :near]
    pairs = []
    for place in range(near):
        other = order[:, place]
        far = away[np.arange(len(rows)), other]
        # Only spots nearer than `other`, which stand before it, can lie between.
        between = order[:, :place]
        gap = np.hypot(*(spots[between] - spots[other][:, None]).transpose(2, 0, 1))
        free = ~np.any(gap < far[:, None], axis=1)
        pairs.append(np.stack([rows[free], other[free]], axis=1))
    return np.concatenate(pairs)
