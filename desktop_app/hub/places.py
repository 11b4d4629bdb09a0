"""Where a city's traffic hurts: its main roads, its centre, and the approaches that jam first."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.geodesy import metres_per_degree
from desktop_app.roadnet.network import ArcFlag, RoadClass, RoadNetwork

_MAIN_LIMITS = (RoadClass.SECONDARY_LINK, RoadClass.TERTIARY_LINK, RoadClass.RESIDENTIAL, RoadClass.TRACK)
_ENOUGH_ARCS = 40
CLASS_WEIGHT = np.array([1.6, 1.5, 1.5, 1.3, 1.2, 1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.2, 0.1, 0.05, 0.1, 0.05])
_SPREAD_M = 350.0
_CENTRE_CELL_M = 800.0


@dataclass(frozen=True, slots=True, eq=False)
class PlaneMap:
    """A network's points on a plane, for shapes and nearness, not for lengths that are told.

    Attributes
    ----------
    x_m, y_m
        (N,) metres east and north of the south-west corner.
    """

    x_m: NDArray[np.float64]
    y_m: NDArray[np.float64]

    @classmethod
    def of(cls, network: RoadNetwork) -> "PlaneMap":
        """Project the nodes of `network` at its middle latitude."""
        facts = network.facts
        across, along = metres_per_degree((facts.south + facts.north) / 2)
        return cls((network.node_lon - facts.west) * across, (network.node_lat - facts.south) * along)


def main_class_limit(network: RoadNetwork) -> RoadClass:
    """Return the last class that counts as a main road: narrower ones where a map has no wide ones."""
    for limit in _MAIN_LIMITS:
        if np.count_nonzero(network.arc_class <= limit) >= _ENOUGH_ARCS:
            return limit
    return RoadClass.TRACK


def city_centre(network: RoadNetwork, plane: PlaneMap) -> tuple[float, float]:
    """Return x and y in metres of the densest block of junctions, with the blocks about it."""
    x, y = plane.x_m[network.junction_node], plane.y_m[network.junction_node]
    column, row = (x // _CENTRE_CELL_M).astype(np.int64), (y // _CENTRE_CELL_M).astype(np.int64)
    width = int(column.max(initial=0)) + 3
    cells, cell_of = np.unique((row + 1) * width + column + 1, return_inverse=True)
    count = np.bincount(cell_of, minlength=len(cells))
    total = np.zeros(len(cells))
    for step in (0, -1, 1, -width, width):
        beside = np.minimum(np.searchsorted(cells, cells + step), len(cells) - 1)
        total += np.where(cells[beside] == cells + step, count[beside], 0) * (2 if step == 0 else 1)
    members = cell_of == np.argmax(total)
    return float(x[members].mean()), float(y[members].mean())


def centrality(network: RoadNetwork, plane: PlaneMap) -> NDArray[np.float64]:
    """Return (A,) how near each arc's end is to the centre: 1 there, falling to 0 with the distance."""
    centre_x, centre_y = city_centre(network, plane)
    node = network.junction_node[network.arc_head]
    away = np.hypot(plane.x_m[node] - centre_x, plane.y_m[node] - centre_y)
    reach = max(float(np.quantile(away, 0.7)), 500.0) if len(away) else 500.0
    near: NDArray[np.float64] = np.exp(-0.5 * (away / reach) ** 2)
    return near


def inbound(network: RoadNetwork, plane: PlaneMap) -> NDArray[np.float64]:
    """Return (A,) how much each arc leads to the centre: 1 straight to it, -1 straight away."""
    centre_x, centre_y = city_centre(network, plane)
    tail, head = network.junction_node[network.arc_tail], network.junction_node[network.arc_head]
    run_x, run_y = plane.x_m[head] - plane.x_m[tail], plane.y_m[head] - plane.y_m[tail]
    to_x, to_y = centre_x - plane.x_m[tail], centre_y - plane.y_m[tail]
    scale = np.maximum(np.hypot(run_x, run_y) * np.hypot(to_x, to_y), 1.0)
    cosine: NDArray[np.float64] = (run_x * to_x + run_y * to_y) / scale
    return cosine


def _approach_scores(network: RoadNetwork, plane: PlaneMap) -> NDArray[np.float64]:
    """Return (A,) how likely the end of each arc is to be a bottleneck; 0 is never."""
    weight = CLASS_WEIGHT[network.arc_class]
    main = network.arc_class <= main_class_limit(network)
    load = np.bincount(network.arc_head[main], weights=weight[main], minlength=network.junction_count)
    crossing = load[network.arc_head] - weight
    score = np.where(main & (crossing > 0), weight * (0.3 + crossing), 0.0)
    enters_bridge = _starts_bridge(network)
    score *= np.where(enters_bridge[network.arc_head], 1.5, 1.0)
    ramp = np.isin(network.arc_class, (RoadClass.MOTORWAY_LINK, RoadClass.TRUNK_LINK))
    score *= np.where(ramp, 1.4, 1.0)
    usable = network.junction_component[network.arc_head] == 0
    scores: NDArray[np.float64] = score * usable * (0.35 + centrality(network, plane))
    return scores


def _starts_bridge(network: RoadNetwork) -> NDArray[np.bool_]:
    """Return (J,) where a bridge or tunnel of some length begins: the road narrows there."""
    length = np.add.reduceat(network.segment_length_m, network.arc_first_segment[:-1])
    crossing = (network.arc_flags & (ArcFlag.BRIDGE | ArcFlag.TUNNEL)) != 0
    begins = np.zeros(network.junction_count, dtype=bool)
    begins[network.arc_tail[crossing & (length > 60.0)]] = True  # noqa: PLR2004 - longer than a culvert
    return begins


def bottlenecks(network: RoadNetwork, plane: PlaneMap, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the (B,) arcs at whose ends queues form, the likeliest first, none close beside another.

    Busy junctions of main roads, the ways on to bridges and motorway ramps come first. How many
    there are grows with the main roads of the map.
    """
    score = _approach_scores(network, plane) * rng.uniform(0.5, 1.5, network.arc_count)
    wanted = int(np.clip(np.count_nonzero(score) / 25, 6, 140))
    node = network.junction_node[network.arc_head]
    chosen: list[int] = []
    for arc in np.argsort(-score, kind="stable"):
        if len(chosen) >= wanted or score[arc] <= 0:
            break
        taken = node[chosen]
        away = np.hypot(plane.x_m[taken] - plane.x_m[node[arc]], plane.y_m[taken] - plane.y_m[node[arc]])
        if np.all(away > _SPREAD_M):
            chosen.append(int(arc))
    return np.array(chosen, dtype=np.int64)


def pull(network: RoadNetwork, plane: PlaneMap, limit: RoadClass) -> NDArray[np.float64]:
    """Return (S,) how likely something is to happen on each segment of roads up to `limit`.

    By length, width of road and nearness to the centre; 0 where a road is cut off from the rest.
    """
    weight = CLASS_WEIGHT[network.arc_class] * (0.3 + centrality(network, plane))
    reached = network.junction_component[network.arc_tail] == 0
    of_arc = np.where((network.arc_class <= limit) & reached, weight, 0.0)
    chances: NDArray[np.float64] = of_arc[network.segment_arc] * network.segment_length_m
    return chances
