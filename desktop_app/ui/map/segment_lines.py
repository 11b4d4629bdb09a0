"""Segments as lines for drawing: runs of neighbours joined, moved to the side on which they are driven."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import ArcFlag, RoadNetwork
from desktop_app.ui.map.polylines import Floats, Ints, Polylines
from desktop_app.ui.map.road_geometry import RoadGeometry

_SHARPEST = 0.35
"""Cosine of half a bend below which a corner is not drawn out farther."""


class SegmentLines:
    """Turns segment numbers into lines of one network."""

    def __init__(self, network: RoadNetwork, roads: RoadGeometry) -> None:
        """Look up places in `roads`, order and twins in `network`."""
        self._network = network
        self._node_x = roads.node_x
        self._node_y = roads.node_y
        self.side = -1.0 if drives_on_left(network) else 1.0
        """1 where people drive on the right, -1 on the left."""

    def boxes(self, segments: Ints) -> Floats:
        """Return the (K, 4) world boxes (left, top, right, bottom) of segments."""
        tail, head = self._network.segment_tail[segments], self._network.segment_head[segments]
        tail_x, head_x = self._node_x[tail], self._node_x[head]
        tail_y, head_y = self._node_y[tail], self._node_y[head]
        return np.stack(
            [
                np.minimum(tail_x, head_x),
                np.minimum(tail_y, head_y),
                np.maximum(tail_x, head_x),
                np.maximum(tail_y, head_y),
            ],
            axis=1,
        )

    def runs(self, segments: Ints) -> Polylines:
        """Return ascending segments as lines, those that follow one another on an arc as one."""
        if not len(segments):
            return Polylines.of(np.zeros(1, np.int64), np.zeros(0), np.zeros(0))
        arc = self._network.segment_arc[segments]
        starts = np.ones(len(segments), np.bool_)
        starts[1:] = (np.diff(segments) != 1) | (arc[1:] != arc[:-1])
        run = np.flatnonzero(starts)
        first = np.append(run, len(segments)) + np.arange(len(run) + 1)
        node = np.empty(first[-1], np.int32)
        node[first[:-1]] = self._network.segment_tail[segments[run]]
        heads = np.ones(len(node), np.bool_)
        heads[first[:-1]] = False
        node[heads] = self._network.segment_head[segments]
        return Polylines.of(first, self._node_x[node], self._node_y[node])

    def two_way(self, segments: Ints) -> NDArray[np.bool_]:
        """Return which segments have a twin in the other direction."""
        return self._network.segment_twin[segments] >= 0


def shifted(lines: Polylines, distance: float | Floats) -> Polylines:
    """Return the lines moved to their right by a distance in world units, one for all or one a point."""
    inner = np.ones(len(lines.x), np.bool_)
    inner[lines.first[1:] - 1] = False
    step_x, step_y = np.diff(lines.x, append=0.0), np.diff(lines.y, append=0.0)
    length = np.hypot(step_x, step_y)
    length[length == 0] = 1.0
    ahead_x, ahead_y = np.where(inner, step_x / length, 0.0), np.where(inner, step_y / length, 0.0)
    behind_x, behind_y = np.roll(ahead_x, 1), np.roll(ahead_y, 1)
    behind_x[lines.first[:-1]] = behind_y[lines.first[:-1]] = 0.0
    sum_x, sum_y = ahead_x + behind_x, ahead_y + behind_y
    size = np.hypot(sum_x, sum_y)
    size[size == 0] = 1.0
    sum_x, sum_y = sum_x / size, sum_y / size
    # At a bend the corner lies farther out by one over the cosine of half its angle.
    cosine = np.maximum(
        np.maximum(sum_x * ahead_x + sum_y * ahead_y, sum_x * behind_x + sum_y * behind_y), _SHARPEST
    )
    away = distance / cosine
    return Polylines(lines.first, lines.x - sum_y * away, lines.y + sum_x * away, lines.box)


def drives_on_left(network: RoadNetwork) -> bool:
    """Return whether the roundabouts of a map run clockwise, as they do where people drive on the left."""
    arcs = np.flatnonzero((network.arc_flags & ArcFlag.ROUNDABOUT) != 0)
    if not len(arcs):
        return False
    inside = np.isin(network.segment_arc, arcs)
    way = network.arc_way[network.segment_arc[inside]]
    tail, head = network.segment_tail[inside], network.segment_head[inside]
    _, number = np.unique(way, return_inverse=True)
    count = np.bincount(number)
    lon, lat = network.node_lon[tail], network.node_lat[tail]
    off_lon = lon - (np.bincount(number, lon) / count)[number]
    off_lat = lat - (np.bincount(number, lat) / count)[number]
    turning = off_lon * (network.node_lat[head] - lat) - off_lat * (network.node_lon[head] - lon)
    return int(np.count_nonzero(turning < 0)) > int(np.count_nonzero(turning > 0))
