"""Lengths that a source states for whole edges, given to the segments that an edge is made of."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import ArcFlag, RoadNetwork

SHORTEST_SHARE = 0.98
"""A stated length below this share of the line as drawn is not believed: A* counts on the line."""

_ROUNDING = 1e-9
"""Lengths that differ by this share differ by the order of adding only."""


def stated_lengths_m(
    network: RoadNetwork, forward_m: NDArray[np.float64], backward_m: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the segments' lengths, stretched so that each edge is as long as it says.

    Parameters
    ----------
    network
        Its `arc_way` are rows.
    forward_m, backward_m
        Stated length of each row's edge with and against it, NaN where there is none.

    Returns
    -------
    (S,) float64
        Metres.
    """
    drawn_m = network.segment_length_m
    against = (network.arc_flags & ArcFlag.AGAINST_WAY) != 0
    edge_of_arc = network.arc_way * 2 + against
    stated_m = np.stack([forward_m, backward_m], axis=1).ravel()
    edge = edge_of_arc[network.segment_arc]
    sum_m = np.bincount(edge, weights=drawn_m, minlength=len(stated_m)).astype(np.float64)
    believed = np.isfinite(stated_m) & (stated_m >= sum_m * SHORTEST_SHARE) & (sum_m > 0)
    factor = np.divide(stated_m, sum_m, out=np.ones_like(sum_m), where=believed)
    factor[np.abs(factor - 1) < _ROUNDING] = 1.0
    stretched: NDArray[np.float64] = drawn_m * factor[edge]
    return stretched
