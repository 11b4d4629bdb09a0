"""In what direction arcs begin and end."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.network import ArcFlag, RoadNetwork

_ALONG_M = 10.0
"""How far along a road its direction is taken."""

_TURN_DEG = 360.0


def arc_bearings(network: RoadNetwork) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the bearings over the first and the last metres of every arc.

    Returns
    -------
    (A,) degrees each, clockwise from north.
    """
    first, after = network.arc_first_segment[:-1], network.arc_first_segment[1:]
    reached_m = np.concatenate([[0.0], np.cumsum(network.segment_length_m)])
    begin_m, end_m = reached_m[first], reached_m[after]
    along_m = np.minimum(_ALONG_M, end_m - begin_m)
    # On a ring the next node alone says where it leads.
    on_ring = (network.arc_flags & int(ArcFlag.ROUNDABOUT)) > 0
    from_start_m = np.where(on_ring, network.segment_length_m[first], along_m)
    from_end_m = np.where(on_ring, network.segment_length_m[after - 1], along_m)
    near_start = _points_at(network, reached_m, begin_m + from_start_m, first, after)
    near_end = _points_at(network, reached_m, end_m - from_end_m, first, after)
    tail, head = network.segment_tail[first], network.segment_head[after - 1]
    start = np.stack([network.node_lon[tail], network.node_lat[tail]])
    end = np.stack([network.node_lon[head], network.node_lat[head]])
    return _all_bearings(start, near_start), _all_bearings(near_end, end)


def _points_at(
    network: RoadNetwork,
    reached_m: NDArray[np.float64],
    place_m: NDArray[np.float64],
    first: NDArray[np.int32],
    after: NDArray[np.int32],
) -> NDArray[np.float64]:
    """Return the points that lie `place_m` along the row of all segments, (2, A), each on its own arc.

    Parameters
    ----------
    reached_m
        (S + 1,) where each segment begins in that row.
    """
    segment = np.clip(np.searchsorted(reached_m, place_m, side="right") - 1, first, after - 1)
    length_m = reached_m[segment + 1] - reached_m[segment]
    share = np.divide(place_m - reached_m[segment], length_m, out=np.zeros(len(length_m)), where=length_m > 0)
    return network.points_on(segment.astype(np.int32), np.clip(share, 0.0, 1.0)).T


def _all_bearings(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return the bearings from places to others, (2, A) each, clockwise from north."""
    east_m_per_deg, north_m_per_deg = metres_per_degree(start[1])
    east_m = wrapped_deg(end[0] - start[0]) * east_m_per_deg
    north_m = (end[1] - start[1]) * north_m_per_deg
    bearings: NDArray[np.float32] = (np.degrees(np.arctan2(east_m, north_m)) % _TURN_DEG).astype(np.float32)
    return bearings
