"""Links of ways, against a plain reading one pair after the other."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.tables import NodeTable, WayTable
from desktop_app.roadnet.way_arcs import arcs_of_links, segments_of_arcs
from desktop_app.roadnet.way_links import LinkedNodes, link_ways

way_lists = st.lists(
    st.tuples(
        st.lists(st.integers(0, 9), min_size=2, max_size=12), st.sampled_from([(50, 50), (50, 0), (0, 30)])
    ),
    max_size=6,
)
Ways = list[tuple[list[int], tuple[int, int]]]

_FIRST_ID = 1000


def tables(ways: Ways) -> tuple[NodeTable, WayTable]:
    nodes = NodeTable(np.arange(10) * 7 + _FIRST_ID, np.arange(10.0), np.arange(10.0))
    first = np.zeros(len(ways) + 1, np.int64)
    np.cumsum([len(refs) for refs, _ in ways], out=first[1:])
    refs = np.array([ref * 7 + _FIRST_ID for line, _ in ways for ref in line], np.int64)
    kph = np.array([speeds for _, speeds in ways], np.float32).reshape(-1, 2)
    ids = np.arange(len(ways), dtype=np.int64)
    return nodes, WayTable.of_cars(ids, first, refs, kph[:, 0], kph[:, 1], np.zeros(len(ways), np.uint8))


def plain_links(ways: Ways) -> tuple[list[tuple[int, int, int]], int, int]:
    links, still, again = [], 0, 0
    for way, (refs, _) in enumerate(ways):
        seen: set[frozenset[int]] = set()
        for tail, head in pairwise(refs):
            if tail == head:
                still += 1
            elif frozenset((tail, head)) in seen:
                again += 1
            else:
                seen.add(frozenset((tail, head)))
                links.append((way, tail, head))
    return links, still, again


def named(linked: LinkedNodes) -> list[tuple[int, int, int]]:
    """Return way, tail and head of each link, the nodes by their place in `tables`."""
    number = (linked.nodes.osm_id - _FIRST_ID) // 7
    links = linked.links
    return list(
        zip(links.way.tolist(), number[links.tail].tolist(), number[links.head].tolist(), strict=True)
    )


@given(way_lists)
def test_each_stretch_of_a_way_is_kept_once_and_the_rest_counted(ways: Ways) -> None:
    linked = link_ways(*tables(ways))
    assert (named(linked), linked.repeated_nodes, linked.repeated_stretches) == plain_links(ways)


@given(way_lists)
def test_only_nodes_on_a_link_are_left(ways: Ways) -> None:
    linked = link_ways(*tables(ways))
    used = sorted({node for _, *ends in plain_links(ways)[0] for node in ends})
    assert linked.nodes.osm_id.tolist() == [node * 7 + _FIRST_ID for node in used]
    assert linked.nodes.lon.tolist() == used


@given(way_lists, st.sets(st.integers(0, 9)))
def test_arcs_cover_each_open_direction_of_each_link_once(ways: Ways, stops: set[int]) -> None:
    nodes, table = tables(ways)
    linked = link_ways(nodes, table)
    forced = np.isin((linked.nodes.osm_id - _FIRST_ID) // 7, sorted(stops))
    arcs = arcs_of_links(table, linked.links, forced)
    segments = segments_of_arcs(arcs, linked.links)
    driven = sorted(zip(segments.link.tolist(), arcs.against[segments.arc].tolist(), strict=True))
    speeds = [ways[way][1] for way in linked.links.way.tolist()]
    assert driven == sorted(
        (link, against) for link, kph in enumerate(speeds) for against in (False, True) if kph[against]
    )
    joined = segments.arc[1:] == segments.arc[:-1]
    assert (segments.head[:-1][joined] == segments.tail[1:][joined]).all()
    assert not forced[segments.head[:-1][joined]].any()
    two_way = segments.twin >= 0
    back = segments.twin[two_way]
    assert (segments.tail[back] == segments.head[two_way]).all()
    assert (segments.twin[back] == np.flatnonzero(two_way)).all()
    assert two_way.tolist() == [all(speeds[link]) for link in segments.link.tolist()]


def test_a_road_open_to_nobody_has_no_arc() -> None:
    nodes, table = tables([([0, 1, 2], (0, 0))])
    assert (table.passages[0].forward_access == Access.CLOSED).all()
    linked = link_ways(nodes, table)
    assert not len(arcs_of_links(table, linked.links, np.zeros(3, np.bool_)).way)
