"""From how profiles drive ways to how they drive arcs, and which arcs hang together for them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.arc_turns import meeting_arcs, passable_turns
from desktop_app.roadnet.components import strong_components
from desktop_app.roadnet.road_rules import Access, ProfileArcs
from desktop_app.roadnet.tables import WayPassages


@dataclass(frozen=True, slots=True, eq=False)
class ArcEnds:
    """Tail, head and twin of A arcs, as in `RoadNetwork`; all (A,) int32."""

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    twin: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class RunsOfWays:
    """The arcs of a network that is being built, A of them.

    Attributes
    ----------
    way, against
        (A,) row of the way table, and whether the arc runs against its node order.
    ends
        Where they begin and end.
    """

    way: NDArray[np.int32]
    against: NDArray[np.bool_]
    ends: ArcEnds


def profile_arcs(passages: WayPassages, runs: RunsOfWays, junction_access: NDArray[np.uint8]) -> ProfileArcs:
    """Return the arrays of one profile.

    What is reached only through a private gate is as private as the gate: one may start and end there.

    Parameters
    ----------
    junction_access
        (J,) uint8 `Access` of what stands at each junction.
    """
    way, against = runs.way, runs.against
    access = np.where(against, passages.backward_access[way], passages.forward_access[way])
    component = arc_components(access, runs.ends, junction_access)
    if (junction_access == Access.ZONE).any():
        gates = np.where(junction_access == Access.ZONE, Access.CLOSED, junction_access).astype(np.uint8)
        cut_off = arc_components(access, runs.ends, gates) != 0
        behind = (component == 0) & cut_off & (access == Access.OPEN)
        if behind.any():
            access[behind] = Access.ZONE
            component = arc_components(access, runs.ends, junction_access)
    return ProfileArcs(
        name=passages.name,
        modes=passages.modes,
        size=passages.size,
        turn_costs=passages.turn_costs,
        arc_kph=np.where(against, passages.backward_kph[way], passages.forward_kph[way]),
        arc_access=access,
        arc_condition=np.where(against, passages.backward_condition[way], passages.forward_condition[way]),
        arc_component=component,
        junction_access=junction_access,
    )


def arc_components(
    access: NDArray[np.uint8], ends: ArcEnds, junction_access: NDArray[np.uint8]
) -> NDArray[np.int32]:
    """Return the (A,) strong component of each arc for one profile, -1 where it is closed.

    Parameters
    ----------
    access, junction_access
        (A,) and (J,) `Access` of the arcs, and of what stands at the junctions.
    """
    usable = access != Access.CLOSED
    meeting = meeting_arcs(ends.tail, ends.head, len(junction_access), usable)
    turns = passable_turns(meeting, ends.head, ends.twin, access, junction_access)
    del meeting  # of a large map it is large
    number = np.cumsum(usable, dtype=np.int32) - 1
    tail, head = number[turns.from_arc], number[turns.next_arc]
    del turns
    component = np.full(len(access), -1, np.int32)
    component[usable] = strong_components(int(np.count_nonzero(usable)), tail, head)
    return component
