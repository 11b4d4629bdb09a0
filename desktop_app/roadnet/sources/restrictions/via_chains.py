"""Driving over the via ways of a turn restriction, whatever their order in the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.roadnet.sources.restrictions.member_arcs import MemberArcs

Manoeuvre = tuple[int, ...]
"""Arcs in driving order, at least two."""

MOST_STEPS = 500
"""How many arcs are tried for one `from` arc; real chains have a handful."""


class TangleError(Exception):
    """The via ways cross each other so often that the ways over them are too many to tell."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """A chain so far.

    Attributes
    ----------
    arcs
        The `from` arc and those of via ways.
    ways
        The via ways in driving order.
    passed
        Junctions at which its via arcs end.
    """

    arcs: Manoeuvre
    ways: tuple[int, ...]
    passed: frozenset[int]


class ViaChains:
    """The ways of driving over all of some via ways onto a last way.

    A way may be driven in either direction and in part, if it is driven in one piece; no junction is
    passed twice, nobody turns round.
    """

    def __init__(self, arcs: MemberArcs, via_ways: Sequence[int], to_way: int) -> None:
        """Look among `arcs`, which have all these ways."""
        self._arcs = arcs
        self._way_of = {arc: way for way in via_ways for arc in arcs.of_way[way]}
        self._last = frozenset(arcs.of_way[to_way])
        self._way_count = len(via_ways)

    def chains(self, first: int) -> list[Manoeuvre]:
        """Return the chains that begin with an arc; raises TangleError where they are too many to tell."""
        found: list[Manoeuvre] = []
        waiting = [_Begun((first,), (), frozenset())]
        for _ in range(MOST_STEPS):
            if not waiting:
                return found
            begun = waiting.pop()
            if len(begun.ways) == self._way_count:
                found += [(*begun.arcs, arc) for arc in self._next_arcs(begun) if arc in self._last]
            waiting += self._longer(begun)
        raise TangleError

    def _next_arcs(self, begun: _Begun) -> Iterator[int]:
        last = begun.arcs[-1]
        for arc in self._arcs.out_of.get(self._arcs.head[last], ()):
            if arc != self._arcs.twin[last]:
                yield arc

    def _longer(self, begun: _Begun) -> Iterator[_Begun]:
        for arc in self._next_arcs(begun):
            way, head = self._way_of.get(arc), self._arcs.head[arc]
            if way is None or head in begun.passed:
                continue
            if begun.ways[-1:] == (way,):
                yield _Begun((*begun.arcs, arc), begun.ways, begun.passed | {head})
            elif way not in begun.ways:
                yield _Begun((*begun.arcs, arc), (*begun.ways, way), begun.passed | {head})
