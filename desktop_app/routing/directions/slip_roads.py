"""Slip roads: a short link beside a crossing that spares the way over it; a driver takes it as the turn.

As in OSRM (Project OSRM, ``SliproadHandler``): the road that is left leads on to a crossing with the road
that the link ends in, close by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.routing.directions.course import Course
from desktop_app.routing.directions.crossings import LINKS, MOTORWAYS, RAMPS
from desktop_app.routing.directions.manoeuvres import Manoeuvre
from desktop_app.routing.directions.modifiers import modifier_of
from desktop_app.routing.directions.names import Names, RoadName
from desktop_app.routing.directions.road_ends import RoadEnds, turned_deg

_LONGEST_M = 250.0
_MOST_ARCS = 8
_AHEAD_DEG = 40.0
_ONTO_LINK = frozenset({"turn", "continue", "fork", "on ramp"})
_OFF_LINK = frozenset({"turn", "continue", "new name", "merge", "end of road"})


class SlipRoads:
    """Finds the slip roads on the ways over one network."""

    def __init__(self, network: RoadNetwork, ends: RoadEnds, names: Names) -> None:
        """See the roads that `ends` knows of."""
        self._network = network
        self._ends = ends
        self._names = names

    def joined(self, course: Course, manoeuvres: Sequence[Manoeuvre]) -> list[Manoeuvre]:
        """Return the manoeuvres of a course with those onto and off a slip road made one turn."""
        kept: list[Manoeuvre] = []
        for manoeuvre in manoeuvres:
            if kept and self._is_slip_road(course, kept[-1], manoeuvre):
                kept[-1] = self._turn(course, kept[-1], manoeuvre)
            else:
                kept.append(manoeuvre)
        return kept

    def _is_slip_road(self, course: Course, onto: Manoeuvre, off: Manoeuvre) -> bool:
        if onto.type not in _ONTO_LINK or off.type not in _OFF_LINK:
            return False
        arcs = course.arcs
        link, before = arcs[onto.at : off.at], arcs[onto.at - 1]
        if not all(self._is_link(arc) for arc in link) or self._class(before) in MOTORWAYS:
            return False
        return course.length_m(onto.at, off.at) <= _LONGEST_M and self._leads_to(
            before, link[0], self._names.of(arcs[off.leads_into])
        )

    def _is_link(self, arc: int) -> bool:
        one_way = int(self._network.arc_twin[arc]) < 0
        return one_way and self._class(arc) in LINKS - RAMPS and not self._names.of(arc).name

    def _leads_to(self, before: int, link: int, street: RoadName) -> bool:
        """Say whether the road left at a link comes to a street of that name."""
        return any(
            self._names.of(arc).is_same_as(street)
            for junction in self._ahead(before, link)
            for arc in (*self._ends.outgoing(junction), *self._ends.incoming(junction))
        )

    def _ahead(self, before: int, link: int) -> Iterator[int]:
        """Yield the junctions on the road straight on past a link, as far as a slip road is long."""
        arc, aside, length_m = before, link, 0.0
        for _ in range(_MOST_ARCS):
            junction = int(self._network.arc_head[arc])
            onward = [
                each
                for each in self._ends.outgoing(junction)
                if each != aside and abs(self._ends.turn_deg(arc, each)) < _AHEAD_DEG
            ]
            if not onward:
                return
            arc, aside = min(onward, key=lambda each: abs(self._ends.turn_deg(arc, each))), -1
            length_m += float(self._network.segment_length_m[self._network.arc_segments(arc)].sum())
            if length_m > _LONGEST_M:
                return
            yield int(self._network.arc_head[arc])

    def _turn(self, course: Course, onto: Manoeuvre, off: Manoeuvre) -> Manoeuvre:
        before, after = course.arcs[onto.at - 1], course.arcs[off.leads_into]
        whole_deg = turned_deg(self._ends.end_deg(before), self._ends.start_deg(course.arcs[off.at]))
        stays = self._names.of(before).is_same_as(self._names.of(after))
        return replace(
            onto,
            type="continue" if stays else "turn",
            modifier=modifier_of(whole_deg),
            deviation_deg=whole_deg,
            street_of=off.leads_into,
        )

    def _class(self, arc: int) -> RoadClass:
        return RoadClass(int(self._network.arc_class[arc]))
