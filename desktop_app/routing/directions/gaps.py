"""The short pieces of road inside a crossing of dual carriageways, which a driver does not see as roads.

As OSRM does (Project OSRM, ``collapseSegregatedTurnInstructions``), the turns at both ends of such pieces
are told as one, where the crossing begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from desktop_app.roadnet.network import ArcFlag, RoadNetwork
from desktop_app.routing.directions.course import Course
from desktop_app.routing.directions.manoeuvres import Manoeuvre
from desktop_app.routing.directions.modifiers import STRAIGHT, U_TURN, modifier_of
from desktop_app.routing.directions.names import Names
from desktop_app.routing.directions.road_ends import RoadEnds, turned_deg

_LONGEST_M = 32.0
_SHORT_M = 30.0
_ASIDE_DEG = (30.0, 150.0)
"""Where a carriageway lies, seen along the piece that leads over to the other one."""
_ALIKE_DEG = 45.0
_STRAIGHT_DEG, _ONE_SIDE_DEG = 20.0, 5.0
_BACK_DEG = 145.0
_KEPT = 30_000
"""Arcs that are kept looked at."""
_RINGS = frozenset({"roundabout", "rotary", "exit roundabout"})


class Gaps:
    """Finds the pieces between carriageways on the ways over one network."""

    def __init__(self, network: RoadNetwork, ends: RoadEnds, names: Names) -> None:
        """See the roads that `ends` knows of."""
        self._network = network
        self._ends = ends
        self._names = names
        self._inner = lru_cache(_KEPT)(self._is_inner)

    def joined(self, course: Course, manoeuvres: Sequence[Manoeuvre]) -> list[Manoeuvre]:
        """Return the manoeuvres of a course with those at both ends of a gap made one."""
        said = {each.at: each for each in manoeuvres if each.type not in _RINGS}
        kept = [each for each in manoeuvres if each.type in _RINGS]
        on_rings = {each.at for each in kept}
        for first, after in self._runs(course.arcs):
            if any(at in on_rings for at in range(first, after + 1)):
                continue
            one = self._one(course, first, after, said.get(first), said.get(after))
            for at in range(first, after + 1):
                said.pop(at, None)
            if one is not None:
                said[first] = one
        return sorted([*kept, *said.values()], key=lambda each: each.at)

    def _runs(self, arcs: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield where the way goes over a gap, as the first arc inside and the first behind it."""
        first = 0
        for at in range(1, len(arcs)):
            if not self._inner(arcs[at]):
                if first:
                    yield first, at
                first = 0
            elif not first and not self._inner(arcs[at - 1]):
                first = at

    def _is_inner(self, arc: int) -> bool:
        """Say whether an arc only leads from one carriageway over to the other."""
        network = self._network
        if network.arc_flags[arc] & int(ArcFlag.ROUNDABOUT):
            return False
        if network.segment_length_m[network.arc_segments(arc)].sum() > _LONGEST_M:
            return False
        tail, head = int(network.arc_tail[arc]), int(network.arc_head[arc])
        return self._crosses(arc, self._ends.outgoing(tail), tail, self._ends.incoming(head), head) or (
            self._crosses(arc, self._ends.incoming(tail), tail, self._ends.outgoing(head), head)
        )

    def _crosses(self, arc: int, at_tail: list[int], tail: int, at_head: list[int], head: int) -> bool:
        """Say whether a one-way road at the tail comes back, as one the other way, at the head."""
        ours = [one for one in at_tail if self._is_carriageway(arc, one, tail)]
        theirs = [one for one in at_head if self._is_carriageway(arc, one, head)]
        return any(
            self._names.of(one).is_same_as(self._names.of(other))
            and abs(turned_deg(self._ends.away_deg(one, tail), self._ends.away_deg(other, head))) < _ALIKE_DEG
            for one in ours
            for other in theirs
        )

    def _is_carriageway(self, arc: int, other: int, junction: int) -> bool:
        network = self._network
        if other == arc or network.arc_twin[other] >= 0 or network.arc_twin[arc] == other:
            return False
        aside_deg = abs(turned_deg(self._ends.start_deg(arc), self._ends.away_deg(other, junction)))
        return _ASIDE_DEG[0] < aside_deg < _ASIDE_DEG[1]

    def _one(
        self, course: Course, first: int, after: int, entry: Manoeuvre | None, leave: Manoeuvre | None
    ) -> Manoeuvre | None:
        """Return what is said of a gap as a whole: at its beginning, into the road behind it."""
        before, inside, last, onward = (course.arcs[at] for at in (first - 1, first, after - 1, after))
        street, new_street = self._names.of(before), self._names.of(onward)
        whole_deg = turned_deg(self._ends.end_deg(before), self._ends.start_deg(onward))
        entry_deg, leave_deg = self._ends.turn_deg(before, inside), self._ends.turn_deg(last, onward)
        if abs(whole_deg) > _BACK_DEG:
            return Manoeuvre(first, "continue", U_TURN, whole_deg, street_of=after)
        turned = _turned_deg(entry_deg, leave_deg, whole_deg, course.length_m(first, after))
        stays = street.is_same_as(new_street)
        if entry is None:
            if modifier_of(turned) != STRAIGHT:
                kind = "continue" if stays else "turn"
            elif street.continues_as(new_street):
                return None
            else:
                kind = "new name"
            return Manoeuvre(first, kind, modifier_of(turned), turned, street_of=after)
        modifier = entry.modifier if entry.type == "fork" else modifier_of(turned)
        # A link over a gap is no ramp to who crosses the other carriageway by it.
        kind = "turn" if entry.type == "off ramp" else entry.type
        if _is_no_turn(entry) or leave is None or _is_no_turn(leave):
            if kind == "new name" and leave is None and modifier != STRAIGHT:
                kind = "turn"
            elif kind in {"turn", "continue"}:
                kind = "continue" if stays else "turn"
        if kind == "continue" and modifier == STRAIGHT:
            return None
        return replace(entry, type=kind, modifier=modifier, deviation_deg=turned, street_of=after)


def _turned_deg(entry_deg: float, leave_deg: float, whole_deg: float, length_m: float) -> float:
    """Return how far one turns at a gap; who jogs over it straight on turns as at its beginning."""
    to_one_side = min(entry_deg, leave_deg) >= -_ONE_SIDE_DEG or max(entry_deg, leave_deg) <= _ONE_SIDE_DEG
    if abs(whole_deg) > _STRAIGHT_DEG and (length_m < _SHORT_M or to_one_side):
        return whole_deg
    return entry_deg


def _is_no_turn(said: Manoeuvre) -> bool:
    return said.type == "new name" or (said.type in {"turn", "continue"} and said.modifier == STRAIGHT)
