"""Runs of whole numbers, many at once: the positions that several slices of one array take."""

import numpy as np
from numpy.typing import NDArray


def joined_runs(first: NDArray[np.integer], after: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the runs ``first[k]:after[k]``, one after the other, int64; a run may be empty."""
    lengths = after.astype(np.int64) - first
    begins = np.cumsum(lengths) - lengths
    runs: NDArray[np.int64] = np.arange(lengths.sum()) + np.repeat(first - begins, lengths)
    return runs


def run_owners(first: NDArray[np.integer], after: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return for each number of `joined_runs` the ``k`` of its run."""
    return np.repeat(np.arange(len(first)), after - first)
