"""What is known of each watched route as numbers, a row each, so that all are looked through at once."""

import numpy as np
from numpy.typing import NDArray

ROW = np.dtype(
    [
        ("is_watching", "?"),
        ("is_first", "?"),
        ("is_late", "?"),
        ("is_due", "?"),
        ("is_eased", "?"),
        ("has_new_hours", "?"),
        ("is_asked", "?"),
        ("is_moved", "?"),
        ("legs", "<i8"),
        ("duration_ms", "<i8"),
        ("bound_ms", "<i8"),
        ("gained_before_ms", "<i8"),
        ("accepted_ms", "<i8"),
    ]
)
"""A route in numbers.

is_first: it is to be looked at before others.
is_due: the weights changed since it was looked at; is_eased, has_new_hours: so did they meanwhile.
is_asked: its way was timed, but whether another is worth it is not known yet.
is_moved: a stop is not on the nearest road.
bound_ms, gained_before_ms: the least that the best way cost, when so much had been gained in all.
accepted_ms: see `WatchedRoute`.
"""

Rows = NDArray[np.int64]
"""Numbers of rows."""


def ranked(rows: NDArray[np.void], chosen: NDArray[np.bool_]) -> Rows:
    """Return the numbers of the chosen ones of R rows, (R,) bool: first, then late, then other routes."""
    found = np.flatnonzero(chosen)
    rank = np.where(rows["is_first"][found], 0, np.where(rows["is_late"][found], 1, 2))
    order: Rows = found[np.argsort(rank, kind="stable")]
    return order
