"""From links to arcs and segments: runs between junctions, in both directions where both are open."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.tables import WayTable
from desktop_app.roadnet.way_links import Links

_T = TypeVar("_T", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class WayArcs:
    """Runs of links, one arc for each direction that is open; the two arcs of a run are neighbours.

    Attributes
    ----------
    way
        (A,) int32 row of the way table, ascending.
    first_link, last_link
        (A,) int32 of the arc's run, in file order.
    against
        (A,) bool: driven against the node order of the way.
    twin
        (A,) int32, -1 for none.
    first_segment
        (A + 1,) int32.
    """

    way: NDArray[np.int32]
    first_link: NDArray[np.int32]
    last_link: NDArray[np.int32]
    against: NDArray[np.bool_]
    twin: NDArray[np.int32]
    first_segment: NDArray[np.int32]

    def sided(self, forward: NDArray[_T], backward: NDArray[_T]) -> NDArray[_T]:
        """Return the (A,) value of each arc's direction of its way, from two (W,) columns."""
        return np.where(self.against, backward[self.way], forward[self.way])


@dataclass(frozen=True, slots=True, eq=False)
class ArcSegments:
    """The links of the arcs in driving order, S of them.

    Attributes
    ----------
    arc, link, twin
        (S,) int32; the twin is -1 for none.
    tail, head
        (S,) int32 node index.
    """

    arc: NDArray[np.int32]
    link: NDArray[np.int32]
    twin: NDArray[np.int32]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]


def arcs_of_links(ways: WayTable, links: Links, forced: NDArray[np.bool_]) -> WayArcs:
    """Return the arcs of all ways.

    Parameters
    ----------
    forced
        (N,) the nodes at which arcs end though no other way meets them there.
    """
    starts = _run_starts(links, forced)
    first_link = np.flatnonzero(starts).astype(np.int32)
    last_link = np.append(first_link[1:], np.int32(len(starts))) - np.int32(1)
    last_link = last_link[: len(first_link)]
    way = links.way[first_link]
    is_open = np.stack([fastest(ways, against=False)[way] > 0, fastest(ways, against=True)[way] > 0], axis=1)
    run, side = (index.astype(np.int32) for index in np.nonzero(is_open))
    twin = np.full(len(run), -1, dtype=np.int32)
    paired = np.flatnonzero(run[1:] == run[:-1])
    twin[paired], twin[paired + 1] = paired + 1, paired
    first_segment = np.zeros(len(run) + 1, dtype=np.int32)
    np.cumsum((last_link - first_link + 1)[run], out=first_segment[1:])
    return WayArcs(way[run], first_link[run], last_link[run], side == 1, twin, first_segment)


def segments_of_arcs(arcs: WayArcs, links: Links) -> ArcSegments:
    """Return the segments of all arcs, arc after arc."""
    size = np.diff(arcs.first_segment)
    arc = np.repeat(np.arange(len(size), dtype=np.int32), size)
    position = np.arange(len(arc), dtype=np.int32)
    position -= arcs.first_segment[arc]
    reverse = arcs.against[arc]
    link = np.where(reverse, arcs.last_link[arc] - position, arcs.first_link[arc] + position)
    twin = (arcs.first_segment[arcs.twin] + size - 1)[arc] - position
    twin[arcs.twin[arc] < 0] = -1
    return ArcSegments(
        arc=arc,
        link=link,
        twin=twin,
        tail=np.where(reverse, links.head[link], links.tail[link]),
        head=np.where(reverse, links.tail[link], links.head[link]),
    )


def fastest(ways: WayTable, *, against: bool) -> NDArray[np.float32]:
    """Return the (W,) highest speed of all profiles in one direction; 0 where none may drive."""
    columns = [each.backward_kph if against else each.forward_kph for each in ways.passages]
    highest: NDArray[np.float32] = np.maximum.reduce(columns)
    return highest


def _run_starts(links: Links, forced: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the links at which an arc begins."""
    node_count, count = len(forced), len(links.way)
    starts = np.ones(count, dtype=np.bool_)
    if count < 2:  # noqa: PLR2004 - a single link needs no neighbour
        return starts
    touches = np.bincount(links.tail, minlength=node_count) + np.bincount(links.head, minlength=node_count)
    plain = (touches == 2) & ~forced  # noqa: PLR2004 - one link in, one out
    follows = (links.way[1:] == links.way[:-1]) & (links.tail[1:] == links.head[:-1])
    starts[1:] = ~(follows & plain[links.tail[1:]])
    return starts
