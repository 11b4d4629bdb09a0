"""From the legs of a route to its directions."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from desktop_app.roadnet.network import RoadClass, RoadNetwork
from desktop_app.routing.directions.collapsing import collapsed
from desktop_app.routing.directions.course import Course
from desktop_app.routing.directions.crossings import FERRIES, Crossings
from desktop_app.routing.directions.gaps import Gaps
from desktop_app.routing.directions.manoeuvres import Manoeuvre, is_end_of_road, manoeuvre_at
from desktop_app.routing.directions.modifiers import modifier_of
from desktop_app.routing.directions.names import Names, RoadName
from desktop_app.routing.directions.rings import RingKind
from desktop_app.routing.directions.road_ends import RoadEnds
from desktop_app.routing.directions.roadside import arriving_side, departing_side
from desktop_app.routing.directions.roundabouts import Passage, Roundabouts
from desktop_app.routing.directions.slip_roads import SlipRoads
from desktop_app.routing.directions.step import Step
from desktop_app.routing.directions.wording import Saying, Translate, in_english, step_text
from desktop_app.routing.request import Leg, RouteAnswer, Weights

_CROSSINGS_BEFORE_END = 1
"""A road ends only for those who have come along it past so many crossings."""
_WITH_SIGNS = frozenset({"on ramp", "off ramp", "fork", "merge", "roundabout", "rotary", "exit roundabout"})


_KEPT = 30_000
"""Crossings that are kept looked at."""


class _Seen(NamedTuple):
    """What there is to say at a crossing, whatever came before."""

    said: Manoeuvre | None
    is_passed: bool
    is_end_of_road: bool


class Guide:
    """Gives the directions of routes on one network, for one kind of vehicle."""

    def __init__(self, network: RoadNetwork, profile: str = "", translate: Translate = in_english) -> None:
        """See the roads that vehicles of a profile may drive.

        Parameters
        ----------
        profile
            Where the network has none of that name, its first, the car's.
        translate
            Gives the sentences in another language.
        """
        by_name = {each.name: each for each in network.profiles}
        ends = RoadEnds(network, by_name.get(profile, network.profiles[0]).arc_kph > 0)
        self._network = network
        self._translate = translate
        self._names = Names(network)
        self._crossings = Crossings(network, ends, self._names)
        self._roundabouts = Roundabouts(network, ends)
        self._gaps = Gaps(network, ends, self._names)
        self._slip_roads = SlipRoads(network, ends, self._names)
        self._seen = lru_cache(_KEPT)(self._look)

    def steps(self, answer: RouteAnswer, weights: Weights) -> tuple[Step, ...]:
        """Return the steps of all legs, each from `depart` to `arrive`; none where there is no way.

        Parameters
        ----------
        weights
            Those by which the answer was made.
        """
        legs = () if answer.path is None else answer.path.legs
        return tuple(
            step for number, leg in enumerate(legs) for step in self._leg(answer, number, leg, weights)
        )

    def manoeuvres(self, course: Course) -> list[Manoeuvre]:
        """Return what is to be said on a course between the departure and the arrival."""
        passages = self._roundabouts.passages(course.arcs)
        on_rings = {at for each in passages for at in range(each.first, each.after + 1)}
        entries = {each.first: each for each in passages}
        found: list[Manoeuvre] = []
        passed = 0
        for at in range(len(course.arcs)):
            if at in entries:
                found += _over_roundabout(entries[at], len(course.arcs))
                passed = 0
            if at == 0 or at in on_rings:
                continue
            seen = self._seen(course.arcs[at - 1], course.arcs[at])
            if seen.said is None:
                passed += seen.is_passed
                continue
            ends = seen.said.type == "turn" and passed >= _CROSSINGS_BEFORE_END and seen.is_end_of_road
            found.append(replace(seen.said, at=at, type="end of road" if ends else seen.said.type))
            passed = 0
        return collapsed(
            course, self._slip_roads.joined(course, self._gaps.joined(course, found)), self._names
        )

    def _look(self, before: int, after: int) -> "_Seen":
        crossing = self._crossings.between(before, after)
        said = manoeuvre_at(crossing, 0)
        return _Seen(said, crossing.is_passed, said is not None and is_end_of_road(crossing))

    def _leg(self, answer: RouteAnswer, number: int, leg: Leg, weights: Weights) -> list[Step]:
        course, stops = Course.of(leg, self._network, weights), answer.request.stops
        last = len(course.arcs)
        departure = Manoeuvre(0, "depart", departing_side(stops[number], leg, self._network))
        side = arriving_side(stops[number + 1], leg, self._network)
        arrival = Manoeuvre(last, "arrive", side, street_of=last - 1)
        told = [departure, *self.manoeuvres(course), arrival]
        until = [*(each.at for each in told[1:]), last]
        start, end = answer.snapped[number], answer.snapped[number + 1]
        places = [self._beginning(course.arcs[each.at]) for each in told[1:-1]]
        via = number + 1 if number + 2 < len(stops) else 0
        return [
            self._step(
                self._saying(course, each, via),
                place,
                course.length_m(each.at, after),
                course.milliseconds[after] - course.milliseconds[each.at],
            )
            for each, after, place in zip(
                told, until, [(start.lon, start.lat), *places, (end.lon, end.lat)], strict=True
            )
        ]

    def _saying(self, course: Course, manoeuvre: Manoeuvre, via: int) -> Saying:
        arc = course.arcs[manoeuvre.leads_into]
        name = self._names.of(arc) if course.is_named else RoadName("", "")
        junction = int(self._network.arc_tail[arc])
        return Saying(
            type=manoeuvre.type,
            modifier=manoeuvre.modifier,
            street=name.street,
            ref=name.ref,
            destination=self._names.destination(arc) if manoeuvre.type in _WITH_SIGNS else "",
            exit=manoeuvre.exit,
            exit_ref=self._names.exit_ref(junction) if manoeuvre.type == "off ramp" else "",
            rotary=manoeuvre.rotary,
            via=via if manoeuvre.type == "arrive" else 0,
            ferry=RoadClass(int(self._network.arc_class[arc])) in FERRIES,
        )

    def _step(self, saying: Saying, place: tuple[float, float], distance_m: float, duration_ms: int) -> Step:
        return Step(
            type=saying.type,
            modifier=saying.modifier,
            street=saying.street,
            ref=saying.ref,
            destination=saying.destination,
            exit=saying.exit,
            exit_ref=saying.exit_ref,
            lon=place[0],
            lat=place[1],
            distance_m=distance_m,
            duration_ms=duration_ms,
            text=step_text(saying, self._translate),
        )

    def _beginning(self, arc: int) -> tuple[float, float]:
        node = int(self._network.junction_node[self._network.arc_tail[arc]])
        return float(self._network.node_lon[node]), float(self._network.node_lat[node])


class Guides:
    """The guides of one network, each made when it is first asked for."""

    def __init__(self, network: RoadNetwork, translate: Translate = in_english) -> None:
        """Guide on `network`; `translate` gives the sentences in another language."""
        self._network = network
        self._translate = translate
        self._by_profile: dict[str, Guide] = {}

    def of(self, profile: str) -> Guide:
        """Return the guide for vehicles of a profile; of an unknown one, the car's."""
        known = {each.name for each in self._network.profiles}
        name = profile if profile in known else self._network.profiles[0].name
        if name not in self._by_profile:
            self._by_profile[name] = Guide(self._network, name, self._translate)
        return self._by_profile[name]


def _over_roundabout(passage: Passage, last: int) -> list[Manoeuvre]:
    """Return the entry and the exit of a roundabout, as far as the way of `last` arcs has them."""
    arm = min(passage.after, last - 1)
    said = []
    if passage.entry_deg is not None:
        kind = "rotary" if passage.kind is RingKind.ROTARY else "roundabout"
        entry = modifier_of(passage.entry_deg)
        said.append(
            Manoeuvre(
                passage.first,
                kind,
                entry,
                passage.entry_deg,
                passage.exit,
                street_of=arm,
                rotary=passage.name,
            )
        )
    if passage.exit_deg is not None:
        leaving = modifier_of(passage.exit_deg)
        said.append(Manoeuvre(passage.after, "exit roundabout", leaving, passage.exit_deg, passage.exit))
    return said
