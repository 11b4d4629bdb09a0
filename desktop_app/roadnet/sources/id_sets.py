"""Sets of OSM ids as ascending arrays; by sorting, which is faster here than NumPy's own hashing."""

import numpy as np
from numpy.typing import NDArray

_Ids = NDArray[np.int64]


def union(*ids: _Ids) -> _Ids:
    """Return all ids that occur in any of the arrays, ascending, each once."""
    together = np.sort(np.concatenate(ids))
    is_new = np.ones(len(together), dtype=np.bool_)
    np.not_equal(together[1:], together[:-1], out=is_new[1:])
    return together[is_new]


def positions(ids: _Ids, among: _Ids) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where each id stands in an ascending array, and whether it stands there at all.

    Parameters
    ----------
    ids
        (K,) in any order.
    among
        (N,) ascending and unique.

    Returns
    -------
    position
        (K,) within `among`; of no meaning where the id is not there.
    found
        (K,)
    """
    if not len(among):
        return np.zeros(len(ids), dtype=np.int64), np.zeros(len(ids), dtype=np.bool_)
    position = np.minimum(np.searchsorted(among, ids), len(among) - 1)
    return position, among[position] == ids
