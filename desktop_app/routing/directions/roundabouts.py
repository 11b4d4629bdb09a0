"""The roundabouts on a way: where each is entered and left, of what kind it is, by which exit it is left.

Which exits count follows OSRM (Project OSRM, ``RoundaboutHandler``): every arm by which the vehicle may leave
the ring, whether a sign bars it or not, unless only service roads, tracks and the like lead away there;
an exit at the very junction of the entry is the first where it lies before the ring, else the last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.routing.directions.rings import RingKind, Rings
from desktop_app.routing.directions.road_ends import RoadEnds, turned_deg

_MINOR = frozenset(
    {RoadClass.SERVICE, RoadClass.TRACK, RoadClass.ROAD, RoadClass.BUSWAY, RoadClass.PEDESTRIAN}
)
"""Exits onto them are not counted, unless taken."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One roundabout on a way.

    Attributes
    ----------
    first, after
        Which arcs of the way are the first on the ring, and the first behind it: 0 where the way begins
        on the ring, the number of arcs where it ends there.
    kind
        Of the ring.
    name
        Of a rotary, else empty.
    exit
        The number of the exit taken, from 1; None where the way ends on the ring.
    entry_deg, exit_deg
        How far the way turns onto the ring and off it, to the right positive; None where it does not.
    """

    first: int
    after: int
    kind: RingKind
    name: str
    exit: int | None
    entry_deg: float | None
    exit_deg: float | None


class Roundabouts:
    """Finds the roundabouts on the ways of one vehicle."""

    def __init__(self, network: RoadNetwork, ends: RoadEnds) -> None:
        """Look at the roads of a network that `ends` knows of."""
        self._network = network
        self._ends = ends
        self._rings = Rings(network, ends)

    def passages(self, arcs: Sequence[int]) -> list[Passage]:
        """Return the roundabouts on a way of `arcs`, in order; rings that are cut or fork are none."""
        found = []
        for first, after in self._runs(arcs):
            passage = self._passage(arcs, first, after)
            if passage is not None:
                found.append(passage)
        return found

    def _runs(self, arcs: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield the runs of arcs on rings, as the first and the one behind the last."""
        first = None
        for number, is_on_ring in enumerate(self._rings.on_rings(arcs).tolist()):
            if is_on_ring:
                first = number if first is None else first
            elif first is not None:
                yield first, number
                first = None
        if first is not None:
            yield first, len(arcs)

    def _passage(self, arcs: Sequence[int], first: int, after: int) -> Passage | None:
        ring = self._rings.ring_of(arcs[first])
        if ring is None:
            return None
        leaves, enters = after < len(arcs), first > 0
        entry_deg = self._ends.turn_deg(arcs[first - 1], arcs[first]) if enters else None
        if enters and leaves and ring.kind is RingKind.CROSSROADS:
            way_in, way_out = self._ends.end_deg(arcs[first - 1]), self._ends.start_deg(arcs[after])
            entry_deg = turned_deg(way_in, way_out)
        return Passage(
            first=first,
            after=after,
            kind=ring.kind,
            name=ring.name,
            exit=self._exit_number(arcs, first, after) if leaves else None,
            entry_deg=entry_deg,
            exit_deg=self._ends.turn_deg(arcs[after - 1], arcs[after]) if leaves else None,
        )

    def _exit_number(self, arcs: Sequence[int], first: int, after: int) -> int:
        """Return the number of the exit that a run of arcs on a ring is left by."""
        passed = [int(self._network.arc_head[arc]) for arc in arcs[first : after - 1]]
        number = 1 + sum(self._has_counted_exit(junction) for junction in passed)
        return number + (first > 0 and self._has_exit_before(arcs[first - 1], arcs[first]))

    def _has_exit_before(self, entry: int, on_ring: int) -> bool:
        """Say whether another road leads away between the entry and the ring's onward arc."""
        network = self._network
        outward = -1 if network.facts.drives_left else 1
        ring_deg = outward * self._ends.turn_deg(entry, on_ring)
        return any(
            outward * self._ends.turn_deg(entry, arc) > ring_deg
            for arc in self._rings.leaving(int(network.arc_tail[on_ring]))
            if network.arc_head[arc] != network.arc_tail[entry]
        )

    def _has_counted_exit(self, junction: int) -> bool:
        leaving = self._rings.leaving(junction)
        return any(RoadClass(self._network.arc_class[arc]) not in _MINOR for arc in leaving)
