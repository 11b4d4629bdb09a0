"""The road network as a networkx graph in OSMnx's attribute names, and back.

A node of the graph is a junction, by its OSM id, with ``x`` (lon) and ``y`` (lat). An edge is an arc:

==================  ========================================================================
``osmid``           OSM way id
``length``          metres
``speed_kph``       free-flow speed
``travel_time``     seconds
``geometry``        tuple of (lon, lat), both ends included; OSMnx has a shapely LineString there
``nodes``           tuple of the OSM node ids along the edge (ours; OSMnx forgets them)
``highway``         kind of road, the value of OSM's tag
``name``, ``ref``   only where there is one
``oneway``          whether the road has no arc the other way
``reversed``        whether the edge runs against the node order of its way
``junction``        ``roundabout``, only on one
``bridge``          ``yes``, only on one; so too ``tunnel``
==================  ========================================================================

The graph itself has ``crs`` and the facts of the map, among them ``bounds`` (west, south, east, north).
The rules of the road are attributes too: `roadnet.graph_rules`.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from typing import Any, TypeGuard

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.build import build_network
from desktop_app.roadnet.canonical import canonical
from desktop_app.roadnet.graph_rows import GraphRows
from desktop_app.roadnet.graph_rules import edge_rules, graph_rules, node_rules
from desktop_app.roadnet.graph_rules_reading import EdgeRules, GraphHead, NodeRules, read_rules, with_rules
from desktop_app.roadnet.network import ArcFlag, MapFacts, RoadClass, RoadNetwork
from desktop_app.roadnet.stated_lengths import stated_lengths_m

CRS = "epsg:4326"


def to_multidigraph(
    network: RoadNetwork, *, segment_ms: NDArray[np.int32] | None = None
) -> "nx.MultiDiGraph[int]":
    """Return `network` as a graph with the attributes that the module describes.

    Parameters
    ----------
    segment_ms
        (S,) milliseconds to drive each segment, for ``travel_time``; free flow where it is None.
    """
    facts = network.facts
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph(
        crs=CRS,
        name=facts.name,
        source_hash=facts.source_hash,
        data_time=facts.data_time,
        attribution=facts.attribution,
        bounds=(facts.west, facts.south, facts.east, facts.north),
        **graph_rules(network),
    )
    osm_id = network.node_osm_id[network.junction_node].tolist()
    lon = network.node_lon[network.junction_node].tolist()
    lat = network.node_lat[network.junction_node].tolist()
    graph.add_nodes_from(
        (node, {"x": x, "y": y, **rules})
        for node, x, y, rules in zip(osm_id, lon, lat, node_rules(network), strict=True)
    )
    tails, heads = network.arc_tail.tolist(), network.arc_head.tolist()
    edges = zip(tails, heads, arc_attributes(network, segment_ms), edge_rules(network), strict=True)
    for tail, head, attributes, rules in edges:
        graph.add_edge(osm_id[tail], osm_id[head], **attributes, **rules)
    return graph


def from_multidigraph(graph: "nx.MultiDiGraph[Any]") -> RoadNetwork:
    """Return the network of a graph with OSMnx's attributes; what `to_multidigraph` made comes back whole.

    Only ``x`` and ``y`` of the nodes are needed. An edge without ``geometry`` is a straight line,
    without ``length`` as long as its line, without ``speed_kph`` as fast as its kind of road;
    without ``nodes`` its inner points get ids below 0. Of a list of values the first one counts.

    Raises
    ------
    MapFileError
        A node has no place on the globe, or the graph's ``crs`` is not longitude and latitude.
    """
    rows = GraphRows(graph)
    nodes, ways = rows.nodes(), rows.ways()
    built = build_network(nodes, ways, rows.texts(), _facts(graph, rows)).network
    row = built.arc_way  # the table's way ids are its row numbers, to find the edges again
    network = replace(
        built,
        arc_way=rows.way_ids()[row],
        segment_length_m=stated_lengths_m(built, *rows.lengths_m()),
    )
    if "profiles" in graph.graph:
        network = _with_rules(graph, rows, network, row)
    return canonical(network)


def _with_rules(
    graph: "nx.MultiDiGraph[Any]", rows: GraphRows, network: RoadNetwork, row: NDArray[np.int64]
) -> RoadNetwork:
    """Return `network` with the rules that a graph of ours has."""
    head = read_rules(GraphHead, graph.graph, "head")
    against = (network.arc_flags & ArcFlag.AGAINST_WAY) != 0
    edges = [
        read_rules(EdgeRules, rows.edge(number, against=side), f"edge of way {way}")
        for number, side, way in zip(row.tolist(), against.tolist(), network.arc_way.tolist(), strict=True)
    ]
    nodes = [
        read_rules(NodeRules, rows.node(osm_id), f"node {osm_id}")
        for osm_id in network.node_osm_id[network.junction_node].tolist()
    ]
    return with_rules(network, head, nodes, edges)


def arc_attributes(
    network: RoadNetwork, segment_ms: NDArray[np.int32] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the attributes of each arc in OSMnx's names; `segment_ms` as in `to_multidigraph`."""
    first = network.arc_first_segment
    length_m = np.add.reduceat(network.segment_length_m, first[:-1]) if network.arc_count else np.zeros(0)
    kph = network.segment_free_flow_kph[first[:-1]].astype(np.float64)
    if segment_ms is None or not network.arc_count:
        seconds = length_m * 3.6 / kph
    else:
        seconds = np.add.reduceat(segment_ms.astype(np.int64), first[:-1]) / 1000
    osm_id, lon, lat = network.node_osm_id.tolist(), network.node_lon.tolist(), network.node_lat.tolist()
    tail, head, start = network.segment_tail.tolist(), network.segment_head.tolist(), first.tolist()
    figures = zip(network.arc_way.tolist(), length_m.tolist(), kph.tolist(), seconds.tolist(), strict=True)
    for arc, (figure, tags) in enumerate(zip(figures, _tags(network), strict=True)):
        nodes = [*tail[start[arc] : start[arc + 1]], head[start[arc + 1] - 1]]
        yield {
            **dict(zip(("osmid", "length", "speed_kph", "travel_time"), figure, strict=True)),
            "geometry": tuple([(lon[node], lat[node]) for node in nodes]),
            "nodes": tuple([osm_id[node] for node in nodes]),
            **tags,
        }


def _tags(network: RoadNetwork) -> Iterator[dict[str, Any]]:
    """Yield what each arc is, in the words of OSM's tags."""
    texts = list(network.texts)
    highway = {int(road_class): {"highway": road_class.tag} for road_class in RoadClass}
    of_flags = {flags: _flag_tags(ArcFlag(flags)) for flags in np.unique(network.arc_flags).tolist()}
    columns = (network.arc_class, network.arc_flags, network.arc_name, network.arc_ref)
    for road_class, flags, name, ref in zip(*(column.tolist() for column in columns), strict=True):
        tags = {**highway[road_class], **of_flags[flags]}
        if name:
            tags["name"] = texts[name]
        if ref:
            tags["ref"] = texts[ref]
        yield tags


def _flag_tags(flags: ArcFlag) -> dict[str, Any]:
    tags: dict[str, Any] = {"oneway": ArcFlag.ONE_WAY in flags, "reversed": ArcFlag.AGAINST_WAY in flags}
    if ArcFlag.ROUNDABOUT in flags:
        tags["junction"] = "roundabout"
    if ArcFlag.BRIDGE in flags:
        tags["bridge"] = "yes"
    if ArcFlag.TUNNEL in flags:
        tags["tunnel"] = "yes"
    return tags


def _facts(graph: "nx.MultiDiGraph[Any]", rows: GraphRows) -> MapFacts:
    texts = {
        key: str(graph.graph.get(key, "")) for key in ("name", "source_hash", "data_time", "attribution")
    }
    bounds = graph.graph.get("bounds")
    west, south, east, north = bounds if _is_box(bounds) else rows.bounds()
    return MapFacts(
        texts["name"],
        texts["source_hash"],
        texts["data_time"],
        texts["attribution"],
        west,
        south,
        east,
        north,
    )


def _is_box(bounds: object) -> TypeGuard[tuple[float, float, float, float]]:
    """Say whether a graph's ``bounds`` are ours; another program may mean something else by it."""
    return (
        isinstance(bounds, tuple)
        and len(bounds) == 4  # noqa: PLR2004 - west, south, east, north
        and all(isinstance(side, float) and isfinite(side) for side in bounds)
    )
