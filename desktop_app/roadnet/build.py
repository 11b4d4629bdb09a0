"""From OSM ways as arrays to a road network: splitting at junctions, both directions, lengths."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.build_profiles import ArcEnds, RunsOfWays, profile_arcs
from desktop_app.roadnet.components import strong_components
from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.network import ArcFlag, MapFacts, RoadNetwork
from desktop_app.roadnet.road_rules import Access, Limits, TurnBans
from desktop_app.roadnet.tables import NodeMarks, NodeTable, WayLimits, WayTable
from desktop_app.roadnet.texts import TextTable
from desktop_app.roadnet.way_arcs import WayArcs, arcs_of_links, fastest, segments_of_arcs
from desktop_app.roadnet.way_links import LinkedNodes, Links, link_ways

_LINKS_AT_ONCE = 1_000_000
"""Links that are measured in one go: what bounds the memory of it."""


@dataclass(frozen=True, slots=True, eq=False)
class BuiltNetwork:
    """A network, and what had to be left out on the way.

    Attributes
    ----------
    network
        The result.
    repeated_nodes
        Places where a way names one node twice in a row.
    repeated_stretches
        Stretches that a way covers a second time; only their first pass is kept.
    """

    network: RoadNetwork
    repeated_nodes: int
    repeated_stretches: int


def empty_network(facts: MapFacts) -> RoadNetwork:
    """Return a network without a road, on which every question has the answer that there is none."""
    ids, kph = np.zeros(0, np.int64), np.zeros(0, np.float32)
    nodes = NodeTable(ids, np.zeros(0), np.zeros(0))
    ways = WayTable.of_cars(ids, np.zeros(1, np.int64), ids, kph, kph, np.zeros(0, np.uint8))
    return build_network(nodes, ways, TextTable.of([]), facts).network


@dataclass(frozen=True, slots=True)
class NetworkTexts:
    """The texts that tables name by number.

    Attributes
    ----------
    names
        Street names, road numbers, destinations.
    conditions
        See `roadnet.conditions`.
    """

    names: TextTable
    conditions: TextTable


@dataclass(frozen=True, slots=True, eq=False)
class _Marked:
    """What stands at nodes, and the (N,) int32 row there of each node, -1 for none."""

    marks: NodeMarks
    row_of_node: NDArray[np.int32]

    def forced_junctions(self) -> NDArray[np.bool_]:
        """Return at which nodes arcs end though no other way meets them there, (N,)."""
        stops = (self.marks.access != Access.OPEN).any(axis=0)
        stops[self.marks.limit_row] = True
        forced: NDArray[np.bool_] = (self.row_of_node >= 0) & np.append(stops, False)[self.row_of_node]
        return forced


def build_network(
    nodes: NodeTable,
    ways: WayTable,
    texts: TextTable | NetworkTexts,
    facts: MapFacts,
    marks: NodeMarks | None = None,
) -> BuiltNetwork:
    """Return the network of `ways`, without turn bans.

    Nodes that no kept way uses are dropped. An arc never spans two ways; a junction is a node
    where a way begins, ends, or meets another way or itself, or where something stands that not
    every vehicle may pass.

    Parameters
    ----------
    nodes, ways, texts
        The source's tables; `ways` names nodes by OSM id. Texts alone have no conditions.
    facts
        Goes into the network as it is.
    marks
        What stands at nodes; nothing where it is None.
    """
    if isinstance(texts, TextTable):
        texts = NetworkTexts(texts, TextTable.of([]))
    marks = NodeMarks.none(len(ways.passages)) if marks is None else marks
    linked = link_ways(nodes, ways)
    marked = _Marked(marks, _mark_rows(linked.nodes, marks))
    arcs = arcs_of_links(ways, linked.links, marked.forced_junctions())
    network = _assemble(linked, ways, arcs, marked, texts, facts)
    return BuiltNetwork(network, linked.repeated_nodes, linked.repeated_stretches)


def _mark_rows(nodes: NodeTable, marks: NodeMarks) -> NDArray[np.int32]:
    """Return the row of `marks` of each node, -1 for none."""
    row = np.full(len(nodes.osm_id), -1, np.int32)
    if len(marks.osm_id) and len(row):
        at = np.minimum(np.searchsorted(nodes.osm_id, marks.osm_id), len(row) - 1)
        found = np.flatnonzero(nodes.osm_id[at] == marks.osm_id)
        row[at[found]] = found
    return row


def _assemble(
    linked: LinkedNodes,
    ways: WayTable,
    arcs: WayArcs,
    marked: _Marked,
    texts: NetworkTexts,
    facts: MapFacts,
) -> RoadNetwork:
    marks, nodes = marked.marks, linked.nodes
    junction_node, arc_tail, arc_head = _junctions(arcs, linked.links, len(nodes.osm_id))
    kph = arcs.sided(fastest(ways, against=False), fastest(ways, against=True))
    flags = ways.flags[arcs.way] | np.where(arcs.against, ArcFlag.AGAINST_WAY, 0)
    flags |= np.where(arcs.twin < 0, ArcFlag.ONE_WAY, 0)
    junction_mark = marked.row_of_node[junction_node]
    # What needs the most memory comes first, before there are segments.
    profiles = tuple(
        profile_arcs(
            each,
            RunsOfWays(arcs.way, arcs.against, ArcEnds(arc_tail, arc_head, arcs.twin)),
            np.append(marks.access[number], np.uint8(Access.OPEN))[junction_mark],
        )
        for number, each in enumerate(ways.passages)
    )
    component = strong_components(len(junction_node), arc_tail, arc_head)
    segments = segments_of_arcs(arcs, linked.links)
    return RoadNetwork(
        facts=facts,
        node_osm_id=nodes.osm_id,
        node_lon=nodes.lon,
        node_lat=nodes.lat,
        junction_node=junction_node,
        junction_component=component,
        arc_tail=arc_tail,
        arc_head=arc_head,
        arc_first_segment=arcs.first_segment,
        arc_way=ways.way_id[arcs.way],
        arc_class=ways.road_class[arcs.way],
        arc_flags=flags.astype(np.uint16),
        arc_layer=ways.layer[arcs.way],
        arc_lanes=arcs.sided(ways.forward_lanes, ways.backward_lanes),
        arc_name=ways.name[arcs.way],
        arc_ref=ways.ref[arcs.way],
        arc_destination=arcs.sided(ways.forward_destination, ways.backward_destination),
        arc_twin=arcs.twin,
        segment_tail=segments.tail,
        segment_head=segments.head,
        segment_arc=segments.arc,
        segment_length_m=_link_lengths_m(linked)[segments.link],
        segment_free_flow_kph=np.maximum(kph, 1).astype(np.float32)[segments.arc],
        segment_twin=segments.twin,
        node_facts=np.append(marks.facts, np.uint16(0))[marked.row_of_node],
        junction_ref=np.append(marks.ref, np.int32(0))[junction_mark],
        texts=texts.names,
        conditions=texts.conditions,
        turn_bans=TurnBans.none(),
        limits=_limits(ways.limits, arcs, marks, junction_mark),
        profiles=profiles,
    )


def _junctions(
    arcs: WayArcs, links: Links, node_count: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return the nodes that are junctions, and the junctions at the tail and the head of each arc."""
    start, end = links.tail[arcs.first_link], links.head[arcs.last_link]
    tail, head = np.where(arcs.against, end, start), np.where(arcs.against, start, end)
    is_junction = np.zeros(node_count, np.bool_)
    is_junction[tail] = True
    is_junction[head] = True
    number = np.cumsum(is_junction, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(is_junction).astype(np.int32), number[tail], number[head]


def _link_lengths_m(linked: LinkedNodes) -> NDArray[np.float64]:
    """Return the (L,) length of each link, which is that of the segments over it in both directions."""
    nodes, links = linked.nodes, linked.links
    length_m = np.empty(len(links.way))
    for first in range(0, len(length_m), _LINKS_AT_ONCE):
        some = slice(first, first + _LINKS_AT_ONCE)
        tail, head = links.tail[some], links.head[some]
        length_m[some] = distance_m(nodes.lon[tail], nodes.lat[tail], nodes.lon[head], nodes.lat[head])
    return length_m


def _limits(ways: WayLimits, arcs: WayArcs, marks: NodeMarks, junction_mark: NDArray[np.int32]) -> Limits:
    """Return the limits of ways and nodes as those of arcs and junctions."""
    # Few ways have a limit: each is looked for among the arcs, which are in the order of the ways.
    low = np.searchsorted(arcs.way, ways.row, side="left")
    count = np.searchsorted(arcs.way, ways.row, side="right") - low
    limit = np.repeat(np.arange(len(ways.row)), count)
    arc = np.repeat(low, count) + np.arange(len(limit)) - np.repeat(np.cumsum(count) - count, count)
    counts = np.where(arcs.against[arc], ways.backward[limit], ways.forward[limit])
    arc, limit = arc[counts], limit[counts]
    junction_of_mark = np.full(len(marks.osm_id) + 1, -1, np.int32)
    junction_of_mark[junction_mark] = np.arange(len(junction_mark))
    junction = junction_of_mark[marks.limit_row]
    there = junction >= 0
    return Limits(
        arc=arc.astype(np.int32),
        arc_kind=ways.kind[limit],
        arc_value=ways.value[limit],
        junction=junction[there],
        junction_kind=marks.limit_kind[there],
        junction_value=marks.limit_value[there],
    )
