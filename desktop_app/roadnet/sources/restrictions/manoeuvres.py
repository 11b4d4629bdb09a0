"""Which arcs a turn restriction means: the ways of driving from ``from`` over ``via`` to ``to``."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.roadnet.sources.restrictions.member_arcs import MemberArcs
from desktop_app.roadnet.sources.restrictions.members import Members
from desktop_app.roadnet.sources.restrictions.reasons import (
    AMBIGUOUS,
    MISSING_MEMBER,
    NO_CONSEQUENCE,
    NOT_MEETING,
    VIA_OFF_THE_ROAD,
)
from desktop_app.roadnet.sources.restrictions.via_chains import Manoeuvre, TangleError, ViaChains


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a restriction means on the road.

    Attributes
    ----------
    manoeuvres
        Those that are banned, or commanded.
    flaws
        Why some or all of its members mean nothing.
    """

    manoeuvres: tuple[Manoeuvre, ...]
    flaws: tuple[str, ...]


class ManoeuvreFinder:
    """Finds the arcs of restrictions, one after the other."""

    def __init__(self, arcs: MemberArcs, other_ways: Collection[int]) -> None:
        """Look among `arcs`; `other_ways` are in the file, but no vehicle drives them."""
        self._arcs = arcs
        self._other_ways = other_ways

    def meaning(self, members: Members, *, is_u_turn: bool) -> Meaning:
        """Return the manoeuvres of sound members, one for each pair of `from` and `to`.

        A pair of which there are several is ambiguous, unless a car may drive one only. Turning round from a
        way onto itself means each of its arcs at the via node and that arc's twin.
        """
        manoeuvres: dict[Manoeuvre, None] = {}
        flaws: dict[str, None] = {}
        for from_way in members.from_ways:
            for to_way in members.to_ways:
                try:
                    found = self._of_pair(from_way, members, to_way, is_u_turn=is_u_turn)
                    manoeuvres.update(dict.fromkeys(found))
                except _FlawError as flaw:
                    flaws[str(flaw)] = None
        return Meaning(tuple(manoeuvres), tuple(flaws))

    def _of_pair(
        self, from_way: int, members: Members, to_way: int, *, is_u_turn: bool
    ) -> Sequence[Manoeuvre]:
        self._check_presence((from_way, *members.via_ways, to_way))
        if members.via_ways:
            try:
                found = list(self._over_ways(from_way, members.via_ways, to_way))
            except TangleError as error:
                raise _FlawError(AMBIGUOUS) from error
            if not found:
                raise _FlawError(self._why_no_chain(from_way, members.via_ways, to_way))
            return self._unambiguous(found)
        junction = self._junction(members.via_nodes[0], from_way, to_way)
        turns_back = is_u_turn and from_way == to_way
        found = list(self._over_junction(from_way, junction, to_way, turns_back=turns_back))
        if not found:
            raise _FlawError(NO_CONSEQUENCE)
        return found if turns_back else self._unambiguous(found)

    def _check_presence(self, ways: Sequence[int]) -> None:
        absent = [way for way in ways if way not in self._arcs.of_way]
        if any(way not in self._other_ways for way in absent):
            raise _FlawError(MISSING_MEMBER)
        if absent:
            raise _FlawError(NO_CONSEQUENCE)

    def _junction(self, node: int, from_way: int, to_way: int) -> int:
        if not self._arcs.is_on_road(node):
            raise _FlawError(VIA_OFF_THE_ROAD)
        junction = self._arcs.junction_of(node)
        if junction < 0 and from_way == to_way:
            raise _FlawError(NO_CONSEQUENCE)  # nothing to turn into between two junctions
        if not all(junction in self._arcs.touched_by(way) for way in (from_way, to_way)):
            raise _FlawError(NOT_MEETING)
        return junction

    def _over_junction(
        self, from_way: int, junction: int, to_way: int, *, turns_back: bool
    ) -> Iterator[Manoeuvre]:
        arcs = self._arcs
        next_arcs = [arc for arc in arcs.of_way[to_way] if arcs.tail[arc] == junction]
        for arc in arcs.of_way[from_way]:
            if arcs.head[arc] == junction:
                for next_arc in next_arcs:
                    if (arcs.twin[arc] == next_arc) == turns_back:
                        yield arc, next_arc

    def _over_ways(self, from_way: int, via_ways: Sequence[int], to_way: int) -> Iterator[Manoeuvre]:
        search = ViaChains(self._arcs, via_ways, to_way)
        for arc in self._arcs.of_way[from_way]:
            yield from search.chains(arc)

    def _why_no_chain(self, from_way: int, via_ways: Sequence[int], to_way: int) -> str:
        """Return whether the ways meet, but not in the directions in which they may be driven."""
        reached, waiting = self._arcs.touched_by(from_way), set(via_ways)
        while True:
            touching = {way for way in waiting if not reached.isdisjoint(self._arcs.touched_by(way))}
            if not touching:
                break
            waiting -= touching
            reached = reached.union(*map(self._arcs.touched_by, touching))
        over_via = frozenset[int]().union(*map(self._arcs.touched_by, via_ways))
        meets = not waiting and not over_via.isdisjoint(self._arcs.touched_by(to_way))
        return NO_CONSEQUENCE if meets else NOT_MEETING

    def _unambiguous(self, found: Sequence[Manoeuvre]) -> Sequence[Manoeuvre]:
        if len(found) > 1:
            found = [manoeuvre for manoeuvre in found if self._arcs.cars_may_drive(manoeuvre)]
        if len(found) != 1:
            raise _FlawError(AMBIGUOUS)
        return found


class _FlawError(Exception):
    """A pair means nothing; the message is the reason."""
