"""From OSM ways as arrays to a road network: splitting at junctions, both directions, lengths."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.build_profiles import RunsOfWays, profile_arcs
from desktop_app.roadnet.components import strong_components
from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.network import ArcFlag, MapFacts, RoadNetwork
from desktop_app.roadnet.road_rules import Access, Limits, TurnBans
from desktop_app.roadnet.tables import NodeMarks, NodeTable, WayLimits, WayTable
from desktop_app.roadnet.texts import TextTable

_T = TypeVar("_T", bound=np.generic)


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


@dataclass(frozen=True, slots=True, eq=False)
class _Links:
    """Undirected pairs of neighbouring nodes of a way, in file order; node indexes."""

    way: NDArray[np.int64]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Arcs:
    """Runs of links, one arc for each direction that is open; the two arcs of a run are neighbours.

    Attributes
    ----------
    way
        (A,) row of the way table.
    first_link, last_link
        (A,) of the arc's run, in file order.
    against
        (A,) bool: driven against the node order of the way.
    twin
        (A,) int32, -1 for none.
    first_segment
        (A + 1,) int32.
    """

    way: NDArray[np.int64]
    first_link: NDArray[np.int64]
    last_link: NDArray[np.int64]
    against: NDArray[np.bool_]
    twin: NDArray[np.int32]
    first_segment: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class _Segments:
    """The links of the arcs in driving order; nodes by index."""

    arc: NDArray[np.int32]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    twin: NDArray[np.int32]


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
    links, repeated_nodes, repeated_stretches = _links(nodes, ways)
    used, compact = np.unique(np.concatenate([links.tail, links.head]), return_inverse=True)
    half = len(links.tail)
    links = _Links(links.way, compact[:half].astype(np.int64), compact[half:].astype(np.int64))
    kept = NodeTable(nodes.osm_id[used], nodes.lon[used], nodes.lat[used])
    marked = _Marked(marks, _mark_rows(kept, marks))
    arcs = _arcs(ways, links, _run_starts(links, marked.forced_junctions()))
    network = _assemble(kept, ways, arcs, _segments(arcs, links), marked, texts, facts)
    return BuiltNetwork(network, repeated_nodes, repeated_stretches)


def _mark_rows(nodes: NodeTable, marks: NodeMarks) -> NDArray[np.int32]:
    """Return the row of `marks` of each node, -1 for none."""
    row = np.full(len(nodes.osm_id), -1, np.int32)
    if len(marks.osm_id) and len(row):
        at = np.minimum(np.searchsorted(nodes.osm_id, marks.osm_id), len(row) - 1)
        found = np.flatnonzero(nodes.osm_id[at] == marks.osm_id)
        row[at[found]] = found
    return row


def _links(nodes: NodeTable, ways: WayTable) -> tuple[_Links, int, int]:
    index = np.searchsorted(nodes.osm_id, ways.refs)
    way_of_ref = np.repeat(np.arange(len(ways.way_id)), np.diff(ways.first_ref))
    inside = way_of_ref[1:] == way_of_ref[:-1]
    way, tail, head = way_of_ref[:-1][inside], index[:-1][inside], index[1:][inside]
    moving = tail != head
    repeated_nodes = int(np.count_nonzero(~moving))
    way, tail, head = way[moving], tail[moving], head[moving]
    # Of one way, the first pass over a stretch is kept, whatever the direction of the others.
    pair = np.stack([way, np.minimum(tail, head), np.maximum(tail, head)])
    _, first = np.unique(pair, axis=1, return_index=True)
    keep = np.sort(first)
    return _Links(way[keep], tail[keep], head[keep]), repeated_nodes, len(way) - len(keep)


def _run_starts(links: _Links, forced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the links at which an arc begins; one does at each node that is `forced`."""
    node_count = len(forced)
    count = len(links.way)
    starts = np.ones(count, dtype=np.bool_)
    if count < 2:  # noqa: PLR2004 - a single link needs no neighbour
        return starts
    follows = (links.way[1:] == links.way[:-1]) & (links.tail[1:] == links.head[:-1])
    touches = np.bincount(links.tail, minlength=node_count) + np.bincount(links.head, minlength=node_count)
    plain = (touches[links.tail[1:]] == 2) & ~forced[links.tail[1:]]  # noqa: PLR2004 - one link in, one out
    starts[1:] = ~(follows & plain)
    return starts


def _arcs(ways: WayTable, links: _Links, run_start: NDArray[np.bool_]) -> _Arcs:
    first_link = np.flatnonzero(run_start)
    last_link = np.append(first_link[1:], len(run_start)) - 1 if len(first_link) else first_link
    way = links.way[first_link]
    forward = np.flatnonzero(_fastest(ways, against=False)[way] > 0)
    backward = np.flatnonzero(_fastest(ways, against=True)[way] > 0)
    run = np.concatenate([forward, backward])
    against = np.repeat([False, True], [len(forward), len(backward)])
    order = np.lexsort((against, run))
    run, against = run[order], against[order]
    twin = np.full(len(run), -1, dtype=np.int32)
    paired = np.flatnonzero(run[1:] == run[:-1])
    twin[paired], twin[paired + 1] = paired + 1, paired
    first_segment = np.zeros(len(run) + 1, dtype=np.int32)
    np.cumsum((last_link - first_link + 1)[run], out=first_segment[1:])
    return _Arcs(way[run], first_link[run], last_link[run], against, twin, first_segment)


def _segments(arcs: _Arcs, links: _Links) -> _Segments:
    size = np.diff(arcs.first_segment)
    arc = np.repeat(np.arange(len(size), dtype=np.int32), size)
    position = np.arange(len(arc)) - arcs.first_segment[arc]
    reverse = arcs.against[arc]
    link = np.where(reverse, arcs.last_link[arc] - position, arcs.first_link[arc] + position)
    twin_arc = arcs.twin[arc]
    twin = np.where(twin_arc >= 0, arcs.first_segment[twin_arc] + size[arc] - 1 - position, -1)
    return _Segments(
        arc=arc,
        tail=np.where(reverse, links.head[link], links.tail[link]),
        head=np.where(reverse, links.tail[link], links.head[link]),
        twin=twin.astype(np.int32),
    )


def _fastest(ways: WayTable, *, against: bool) -> NDArray[np.float32]:
    """Return the (W,) highest speed of all profiles in one direction; 0 where none may drive."""
    columns = [each.backward_kph if against else each.forward_kph for each in ways.passages]
    fastest: NDArray[np.float32] = np.maximum.reduce(columns)
    return fastest


def _sided(arcs: _Arcs, forward: NDArray[_T], backward: NDArray[_T]) -> NDArray[_T]:
    """Return the value of each arc's direction of its way."""
    return np.where(arcs.against, backward[arcs.way], forward[arcs.way])


def _assemble(
    nodes: NodeTable,
    ways: WayTable,
    arcs: _Arcs,
    segments: _Segments,
    marked: _Marked,
    texts: NetworkTexts,
    facts: MapFacts,
) -> RoadNetwork:
    marks = marked.marks
    tail, head, first_segment = segments.tail, segments.head, arcs.first_segment
    ends = np.concatenate([tail[first_segment[:-1]], head[first_segment[1:] - 1]])
    junction_node, junction = np.unique(ends, return_inverse=True)
    arc_tail, arc_head = junction.astype(np.int32).reshape(2, -1)
    kph = _sided(arcs, _fastest(ways, against=False), _fastest(ways, against=True))
    flags = ways.flags[arcs.way] | np.where(arcs.against, ArcFlag.AGAINST_WAY, 0)
    flags |= np.where(arcs.twin < 0, ArcFlag.ONE_WAY, 0)
    junction_mark = marked.row_of_node[junction_node]
    return RoadNetwork(
        facts=facts,
        node_osm_id=nodes.osm_id,
        node_lon=nodes.lon,
        node_lat=nodes.lat,
        junction_node=junction_node.astype(np.int32),
        junction_component=strong_components(len(junction_node), arc_tail, arc_head),
        arc_tail=arc_tail,
        arc_head=arc_head,
        arc_first_segment=first_segment,
        arc_way=ways.way_id[arcs.way],
        arc_class=ways.road_class[arcs.way],
        arc_flags=flags.astype(np.uint16),
        arc_layer=ways.layer[arcs.way],
        arc_lanes=_sided(arcs, ways.forward_lanes, ways.backward_lanes),
        arc_name=ways.name[arcs.way],
        arc_ref=ways.ref[arcs.way],
        arc_destination=_sided(arcs, ways.forward_destination, ways.backward_destination),
        arc_twin=arcs.twin,
        segment_tail=tail.astype(np.int32),
        segment_head=head.astype(np.int32),
        segment_arc=segments.arc,
        segment_length_m=distance_m(nodes.lon[tail], nodes.lat[tail], nodes.lon[head], nodes.lat[head]),
        segment_free_flow_kph=np.maximum(kph, 1).astype(np.float32)[segments.arc],
        segment_twin=segments.twin,
        node_facts=np.append(marks.facts, np.uint16(0))[marked.row_of_node],
        junction_ref=np.append(marks.ref, np.int32(0))[junction_mark],
        texts=texts.names,
        conditions=texts.conditions,
        turn_bans=TurnBans.none(),
        limits=_limits(ways.limits, arcs, marks, junction_mark),
        profiles=tuple(
            profile_arcs(
                each,
                RunsOfWays(arcs.way, arcs.against, arcs.twin, arc_tail, arc_head),
                np.append(marks.access[number], np.uint8(Access.OPEN))[junction_mark],
            )
            for number, each in enumerate(ways.passages)
        ),
    )


def _limits(ways: WayLimits, arcs: _Arcs, marks: NodeMarks, junction_mark: NDArray[np.int32]) -> Limits:
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
