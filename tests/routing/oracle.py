"""What a route must cost, found from junction to junction by networkx alone, without the router's parts."""

from collections.abc import Iterable

import networkx as nx

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import Snapped, Weights


def node_graph(network: RoadNetwork, weights: Weights) -> "nx.DiGraph[int]":
    """Return the graph of all nodes; of parallel segments the quickest open one, in milliseconds."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(network.node_osm_id)))
    for segment in range(network.segment_count):
        if weights.closed[segment]:
            continue
        tail, head = int(network.segment_tail[segment]), int(network.segment_head[segment])
        ms = int(weights.segment_ms[segment])
        if ms < graph.get_edge_data(tail, head, {"ms": ms + 1})["ms"]:
            graph.add_edge(tail, head, ms=ms)
    return graph


def directions(network: RoadNetwork, snapped: Snapped, weights: Weights) -> list[tuple[int, float]]:
    """Return the open segments, and the place on each, of one point on a road."""
    twin = int(network.segment_twin[snapped.segment])
    both = [(snapped.segment, snapped.fraction), (twin, 1.0 - snapped.fraction)]
    return [(segment, where) for segment, where in both if segment >= 0 and not weights.closed[segment]]


def cost_ms(
    network: RoadNetwork, weights: Weights, graph: "nx.DiGraph[int]", start: Snapped, end: Snapped
) -> int | None:
    """Return the least time between two points on roads where every U-turn is free; None without a way."""
    starts, ends = directions(network, start, weights), directions(network, end, weights)
    costs = list(_along_one_segment(weights, starts, ends))
    for source, source_at in starts:
        reached = nx.single_source_dijkstra_path_length(graph, int(network.segment_head[source]), weight="ms")
        first = round(int(weights.segment_ms[source]) * (1.0 - source_at))
        costs += [
            first
            + int(reached[int(network.segment_tail[target])])
            + round(int(weights.segment_ms[target]) * at)
            for target, at in ends
            if int(network.segment_tail[target]) in reached
        ]
    return min(costs, default=None)


def _along_one_segment(
    weights: Weights, starts: list[tuple[int, float]], ends: list[tuple[int, float]]
) -> Iterable[int]:
    for source, source_at in starts:
        for target, target_at in ends:
            if source == target and source_at <= target_at:
                yield round(int(weights.segment_ms[source]) * (target_at - source_at))
