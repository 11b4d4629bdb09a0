"""All pairs of arcs of which one ends where the other begins, and which of them a vehicle may follow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.road_rules import Access


@dataclass(frozen=True, slots=True, eq=False)
class ArcTurns:
    """Pairs of arcs that meet, T of them, by the arc out of which they lead.

    Attributes
    ----------
    from_arc, next_arc
        (T,) int32; `from_arc` ascending, `next_arc` ascending within it.
    """

    from_arc: NDArray[np.int32]
    next_arc: NDArray[np.int32]


def meeting_arcs(
    arc_tail: NDArray[np.int32], arc_head: NDArray[np.int32], junction_count: int, usable: NDArray[np.bool_]
) -> ArcTurns:
    """Return the pairs of usable arcs that meet, turning round included.

    Parameters
    ----------
    usable
        (A,) which arcs may be driven at all.
    """
    arcs = np.flatnonzero(usable).astype(np.int32)
    tail, head = arc_tail[arcs], arc_head[arcs]
    arcs_out = arcs[np.argsort(tail, kind="stable")]
    out_count = np.bincount(tail, minlength=junction_count).astype(np.int32)
    out_first = np.cumsum(out_count, dtype=np.int32) - out_count
    count = out_count[head]
    from_arc = np.repeat(arcs, count)
    # Place among the arcs out of the same junction, then among all of them.
    place = np.arange(len(from_arc), dtype=np.int32)
    place += np.repeat(out_first[head] - np.cumsum(count, dtype=np.int32) + count, count)
    return ArcTurns(from_arc, arcs_out[place])


def passable_turns(
    turns: ArcTurns,
    arc_head: NDArray[np.int32],
    arc_twin: NDArray[np.int32],
    arc_access: NDArray[np.uint8],
    junction_access: NDArray[np.uint8],
) -> ArcTurns:
    """Return the turns that lead over no barrier, and turn round only at a dead end.

    A dead end is where no other way leads on: a barrier, too, and on a public road a private one.

    Parameters
    ----------
    arc_access, junction_access
        `Access` of each arc, and of what stands at each junction.
    """
    back = turns.next_arc == arc_twin[turns.from_arc]
    passes = back | (junction_access[arc_head[turns.from_arc]] != Access.CLOSED)
    leads_on = ~back & passes & (arc_access[turns.next_arc] <= arc_access[turns.from_arc])
    keep = np.where(back, _none_of_arc(turns.from_arc, leads_on), passes)
    return ArcTurns(turns.from_arc[keep], turns.next_arc[keep])


def _none_of_arc(from_arc: NDArray[np.int32], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return (T,) whether no turn out of the same arc is chosen; the turns are ordered by arc."""
    begins = np.ones(len(from_arc), np.bool_)
    np.not_equal(from_arc[1:], from_arc[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    if not len(starts):
        return begins
    any_chosen = np.logical_or.reduceat(chosen, starts)
    return np.repeat(~any_chosen, np.diff(np.append(starts, len(from_arc))))
