"""From OSM ways as arrays to a road network: splitting at junctions, both directions, lengths."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.components import strong_components
from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.network import ArcFlag, MapFacts, RoadNetwork
from desktop_app.roadnet.texts import TextTable


@dataclass(frozen=True, slots=True, eq=False)
class NodeTable:
    """The nodes that ways may refer to.

    Attributes
    ----------
    osm_id
        (N,) int64, ascending and unique.
    lon, lat
        (N,) float64 degrees.
    """

    osm_id: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class WayTable:
    """Roads as OSM draws them: one row a way, in the node order of the file.

    Attributes
    ----------
    way_id
        (W,) int64; a way cut in pieces (at missing nodes) has several rows of one id.
    first_ref
        (W + 1,) int64: way ``w`` is ``refs[first_ref[w]:first_ref[w + 1]]``.
    refs
        OSM node ids, int64; each is in the node table.
    forward_kph, backward_kph
        (W,) float32 free-flow speed with and against the node order; 0 where it is not allowed.
    road_class, flags
        (W,) uint8 `RoadClass`, `ArcFlag`.
    name, ref
        (W,) int32 numbers in the text table.
    """

    way_id: NDArray[np.int64]
    first_ref: NDArray[np.int64]
    refs: NDArray[np.int64]
    forward_kph: NDArray[np.float32]
    backward_kph: NDArray[np.float32]
    road_class: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    name: NDArray[np.int32]
    ref: NDArray[np.int32]


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
    nodes = NodeTable(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    ways = WayTable(
        way_id=np.zeros(0, np.int64),
        first_ref=np.zeros(1, np.int64),
        refs=np.zeros(0, np.int64),
        forward_kph=np.zeros(0, np.float32),
        backward_kph=np.zeros(0, np.float32),
        road_class=np.zeros(0, np.uint8),
        flags=np.zeros(0, np.uint8),
        name=np.zeros(0, np.int32),
        ref=np.zeros(0, np.int32),
    )
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


def build_network(nodes: NodeTable, ways: WayTable, texts: TextTable, facts: MapFacts) -> BuiltNetwork:
    """Return the network of `ways`.

    Nodes that no kept way uses are dropped. An arc never spans two ways; a junction is a node
    where a way begins, ends, or meets another way or itself.

    Parameters
    ----------
    nodes, ways, texts
        The source's tables; `ways` names nodes by OSM id.
    facts
        Goes into the network as it is.
    """
    links, repeated_nodes, repeated_stretches = _links(nodes, ways)
    used, compact = np.unique(np.concatenate([links.tail, links.head]), return_inverse=True)
    half = len(links.tail)
    links = _Links(links.way, compact[:half].astype(np.int64), compact[half:].astype(np.int64))
    arcs = _arcs(ways, links, _run_starts(links, len(used)))
    kept = NodeTable(nodes.osm_id[used], nodes.lon[used], nodes.lat[used])
    network = _assemble(kept, ways, arcs, _segments(arcs, links), texts, facts)
    return BuiltNetwork(network, repeated_nodes, repeated_stretches)


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


def _run_starts(links: _Links, node_count: int) -> NDArray[np.bool_]:
    """Mark the links at which an arc begins."""
    count = len(links.way)
    starts = np.ones(count, dtype=np.bool_)
    if count < 2:  # noqa: PLR2004 - a single link needs no neighbour
        return starts
    follows = (links.way[1:] == links.way[:-1]) & (links.tail[1:] == links.head[:-1])
    touches = np.bincount(links.tail, minlength=node_count) + np.bincount(links.head, minlength=node_count)
    plain = touches[links.tail[1:]] == 2  # noqa: PLR2004 - one link in, one link out
    starts[1:] = ~(follows & plain)
    return starts


def _arcs(ways: WayTable, links: _Links, run_start: NDArray[np.bool_]) -> _Arcs:
    first_link = np.flatnonzero(run_start)
    last_link = np.append(first_link[1:], len(run_start)) - 1 if len(first_link) else first_link
    way = links.way[first_link]
    forward = np.flatnonzero(ways.forward_kph[way] > 0)
    backward = np.flatnonzero(ways.backward_kph[way] > 0)
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


def _assemble(
    nodes: NodeTable, ways: WayTable, arcs: _Arcs, segments: _Segments, texts: TextTable, facts: MapFacts
) -> RoadNetwork:
    tail, head, first_segment = segments.tail, segments.head, arcs.first_segment
    ends = np.concatenate([tail[first_segment[:-1]], head[first_segment[1:] - 1]])
    junction_node, junction = np.unique(ends, return_inverse=True)
    arc_tail, arc_head = junction.astype(np.int32).reshape(2, -1)
    kph = np.where(arcs.against, ways.backward_kph[arcs.way], ways.forward_kph[arcs.way])
    flags = ways.flags[arcs.way] | np.where(arcs.against, ArcFlag.AGAINST_WAY, 0)
    flags |= np.where(arcs.twin < 0, ArcFlag.ONE_WAY, 0)
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
        arc_flags=flags.astype(np.uint8),
        arc_name=ways.name[arcs.way],
        arc_ref=ways.ref[arcs.way],
        arc_twin=arcs.twin,
        segment_tail=tail.astype(np.int32),
        segment_head=head.astype(np.int32),
        segment_arc=segments.arc,
        segment_length_m=distance_m(nodes.lon[tail], nodes.lat[tail], nodes.lon[head], nodes.lat[head]),
        segment_free_flow_kph=np.maximum(kph, 1).astype(np.float32)[segments.arc],
        segment_twin=segments.twin,
        texts=texts,
    )
