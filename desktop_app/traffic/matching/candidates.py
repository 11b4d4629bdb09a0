"""The roads on which each sample of a line may lie, and what speaks against each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree, wrapped_deg
from desktop_app.roadnet.grid_windows import run_numbers
from desktop_app.roadnet.near_roads import NearRoads
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.matching.samples import Samples

RADIUS_M = 35.0
"""A road beyond it is not the one that a line follows."""
MOST_PER_SAMPLE = 8

_USUAL_OFFSET_M = 6.0
_NO_CAR = 2.0
"""What speaks against a road that no car may drive; as much as 12 m of distance."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """K pairs of a sample and an arc, by sample and then by cost.

    Attributes
    ----------
    sample
        (K,) int64.
    arc, segment
        (K,) int32: the nearest segment of the arc.
    fraction
        (K,) float64 where on it.
    at_m
        (K,) float64 metres from the tail of the arc.
    cost
        (K,) float64: minus the logarithm of the likelihood, but for a constant.
    """

    sample: NDArray[np.int64]
    arc: NDArray[np.int32]
    segment: NDArray[np.int32]
    fraction: NDArray[np.float64]
    at_m: NDArray[np.float64]
    cost: NDArray[np.float64]


def candidates_of(network: RoadNetwork, index: SpatialIndex, samples: Samples) -> Candidates:
    """Return the arcs near each sample that lead its way."""
    near = index.near(samples.lon, samples.lat, RADIUS_M)
    cost = (near.distance_m / _USUAL_OFFSET_M) ** 2 / 2
    turns = _direction_deg(network, near.segment) - samples.headings_deg[:, near.place]
    turn = np.abs(wrapped_deg(turns)).min(axis=0)
    cost += (turn / samples.usual_turn_deg) ** 2 / 2
    kept = turn <= samples.most_turn_deg
    arc = network.segment_arc[near.segment]
    cost += np.where(_is_driven(network, arc), 0.0, _NO_CAR)
    order = np.flatnonzero(kept)[np.lexsort((cost[kept], near.place[kept]))]
    order = order[_is_best_of_arc(near.place[order], arc[order], network.arc_count)]
    order = order[_rank(near.place[order]) < MOST_PER_SAMPLE]
    return _taken(network, near, arc, cost, order)


def candidates_of_many(
    network: RoadNetwork, index: SpatialIndex, lines: Sequence[Samples]
) -> list[Candidates]:
    """Return what `candidates_of` does for each of some lines of one kind, at a fraction of the calls."""
    if not lines:
        return []
    joined = replace(
        lines[0],
        lon=np.concatenate([samples.lon for samples in lines]),
        lat=np.concatenate([samples.lat for samples in lines]),
        headings_deg=np.concatenate([samples.headings_deg for samples in lines], axis=1),
    )
    found = candidates_of(network, index, joined)
    first = np.cumsum([0, *(len(samples.lon) for samples in lines)])
    cuts = np.searchsorted(found.sample, first).tolist()
    return [
        Candidates(
            found.sample[low:high] - start,
            found.arc[low:high],
            found.segment[low:high],
            found.fraction[low:high],
            found.at_m[low:high],
            found.cost[low:high],
        )
        for start, low, high in zip(first[:-1].tolist(), cuts, cuts[1:], strict=False)
    ]


def _taken(
    network: RoadNetwork,
    near: NearRoads,
    arc: NDArray[np.int32],
    cost: NDArray[np.float64],
    order: NDArray[np.int64],
) -> Candidates:
    segment, fraction = near.segment[order], near.fraction[order]
    first = network.arc_first_segment[arc[order]].astype(np.int64)
    count = segment - first
    each = np.repeat(np.arange(len(order)), count)
    lengths = network.segment_length_m[run_numbers(first, count)]
    at_m = np.bincount(each, lengths, len(order)) + fraction * network.segment_length_m[segment]
    return Candidates(near.place[order], arc[order], segment, fraction, at_m, cost[order])


def _direction_deg(network: RoadNetwork, segment: NDArray[np.int32]) -> NDArray[np.float64]:
    tail, head = network.segment_tail[segment], network.segment_head[segment]
    across, along = metres_per_degree(network.node_lat[tail])
    east = wrapped_deg(network.node_lon[head] - network.node_lon[tail]) * across
    north = (network.node_lat[head] - network.node_lat[tail]) * along
    direction: NDArray[np.float64] = np.degrees(np.arctan2(east, north))
    return direction


def _is_driven(network: RoadNetwork, arc: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether cars drive these arcs; feeds speak of their traffic."""
    if not network.profiles:
        return np.ones(len(arc), np.bool_)
    driven: NDArray[np.bool_] = network.profiles[0].arc_kph[arc] > 0
    return driven


def _is_best_of_arc(sample: NDArray[np.int64], arc: NDArray[np.int32], arc_count: int) -> NDArray[np.bool_]:
    """Return which rows are the first of their sample and arc."""
    key = sample * arc_count + arc
    order = np.argsort(key, kind="stable")
    best = np.zeros(len(key), np.bool_)
    best[order[np.diff(key[order], prepend=-1) != 0]] = True
    return best


def _rank(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each row among those of its group; groups stand together."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    return np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))
