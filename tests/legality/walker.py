"""Walks an answer's route over the map file and names every breach of the law.

Shares no code with the program. It reads the ``nodes`` and ``ways`` of an answer as the contract
describes them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.legality.car_law import UNCLEAR_ROADS, Passage, is_blocked, passage
from tests.legality.raw_map import RawMap, read_raw_map
from tests.legality.turn_signs import TurnSign, legal_steps, turn_signs


@dataclass(frozen=True)
class Violation:
    """A breach of the law.

    Attributes
    ----------
    what
        ``banned turn``, ``command ignored``, ``against one-way``, ``closed way``, ``through traffic``,
        ``barrier``, ``u-turn`` or ``off the road``.
    where
        The OSM node where it happens.
    item
        What was broken, such as ``relation 4711``.
    """

    what: str
    where: int
    item: str


@dataclass(frozen=True)
class _Step:
    """From one node to the next along a way."""

    tail: int
    head: int
    way: int


class Walker:
    """Judges routes on one map."""

    def __init__(self, raw: RawMap) -> None:
        """Read the map's signs."""
        self._raw = raw
        self._signs: defaultdict[tuple[int, int], list[TurnSign]] = defaultdict(list)
        for sign in turn_signs(raw):
            self._signs[sign.from_way, sign.at].append(sign)

    @classmethod
    def of_file(cls, path: Path) -> "Walker":
        """Return the walker of a map file."""
        return cls(read_raw_map(path))

    @property
    def sign_count(self) -> int:
        """How many signs bind cars."""
        return sum(map(len, self._signs.values()))

    def violations(self, nodes: Sequence[int], ways: Sequence[int]) -> list[Violation]:
        """Return every breach of the law of a route, given as in an answer."""
        steps = self._steps(nodes, ways)
        if steps is None:
            return [Violation("off the road", nodes[0], f"ways {list(ways)}")]
        return [
            *self._along(steps),
            *self._through_traffic(steps),
            *self._barriers(steps),
            *self._u_turns(steps),
            *(found for number in range(len(steps)) for found in self._turns(steps, number)),
        ]

    def _steps(self, nodes: Sequence[int], ways: Sequence[int]) -> list[_Step] | None:
        """Return which way each step is on, None where nodes and ways do not fit together."""
        pairs = list(pairwise(nodes))
        # Places in `ways` at which each step may be, and the place of the step before it.
        before: list[dict[int, int]] = []
        last = {-1: -1}
        for tail, head in pairs:
            came = {place: place for place in last if place >= 0}
            came.update((place + 1, place) for place in last if place + 1 not in came)
            last = {
                place: where
                for place, where in came.items()
                if place < len(ways) and self._has_step(ways[place], tail, head)
            }
            before.append(last)
        place = len(ways) - 1
        steps: list[_Step] = []
        for (tail, head), came in zip(reversed(pairs), reversed(before), strict=True):
            if place not in came:
                return None
            steps.append(_Step(tail, head, ways[place]))
            place = came[place]
        return steps[::-1] if place == -1 else None

    def _has_step(self, way: int, tail: int, head: int) -> bool:
        if way not in self._raw.ways:
            return False
        steps = self._raw.ways[way].steps
        return (tail, head) in steps or (head, tail) in steps

    def _passage(self, step: _Step) -> Passage:
        """Return what the law says of a step; of a way that runs to and fro, the best."""
        way = self._raw.ways[step.way]
        return min(
            passage(way.tags, forward=forward)
            for forward, pair in ((True, (step.tail, step.head)), (False, (step.head, step.tail)))
            if pair in way.steps
        )

    def _along(self, steps: Sequence[_Step]) -> Iterator[Violation]:
        words = {Passage.AGAINST: "against one-way", Passage.CLOSED: "closed way"}
        for step in steps:
            word = words.get(self._passage(step))
            if word is not None:
                yield Violation(word, step.tail, f"way {step.way}")

    def _through_traffic(self, steps: Sequence[_Step]) -> Iterator[Violation]:
        """Yield the zones that are driven between two stretches that are surely open to all."""
        public = [number for number, step in enumerate(steps) if self._is_public(step)]
        for step in steps[public[0] : public[-1]] if public else ():
            if self._passage(step) is Passage.ZONE:
                yield Violation("through traffic", step.tail, f"way {step.way}")

    def _is_public(self, step: _Step) -> bool:
        tags = self._raw.ways[step.way].tags
        return self._passage(step) is Passage.OPEN and tags.get("highway") not in UNCLEAR_ROADS

    def _barriers(self, steps: Sequence[_Step]) -> Iterator[Violation]:
        for step, after in pairwise(steps):
            if self._is_blocked(step.head) and after.head != step.tail:
                yield Violation("barrier", step.head, f"node {step.head}")

    def _is_blocked(self, node: int) -> bool:
        tags = self._raw.node_tags.get(node)
        return tags is not None and is_blocked(tags)

    def _u_turns(self, steps: Sequence[_Step]) -> Iterator[Violation]:
        for step, after in pairwise(steps):
            if (after.way, after.head) == (step.way, step.tail) and self._leads_on(step):
                yield Violation("u-turn", step.head, f"way {step.way}")

    def _leads_on(self, step: _Step) -> bool:
        """Say whether another way than back leads on after a step."""
        if self._is_blocked(step.head):
            return False
        for way in self._raw.ways_at[step.head]:
            for tail, head in legal_steps(self._raw, way):
                after = _Step(tail, head, way)
                is_back = (way, head) == (step.way, step.tail)
                is_way_on = tail == step.head and not is_back and self._is_as_open(after, step)
                if is_way_on and not any(self._turns([step, after], 0)):
                    return True
        return False

    def _is_as_open(self, after: _Step, before: _Step) -> bool:
        """Say whether a step is surely open to those who come along the one before it."""
        is_track = self._raw.ways[after.way].tags.get("highway") == "track"
        is_worse = is_track or (self._is_public(before) and not self._is_public(after))
        return not is_worse and self._passage(after) <= self._passage(before)

    def _turns(self, route: Sequence[_Step], number: int) -> Iterator[Violation]:
        """Yield the signs that are broken by those who come along a step of a route."""
        for sign in self._signs.get((route[number].way, route[number].head), ()):
            steps = route[number:]
            if sign.is_command and not _obeys(sign, steps):
                yield Violation("command ignored", sign.at, f"relation {sign.relation}")
            if not sign.is_command and _does(sign, steps):
                yield Violation("banned turn", sign.at, f"relation {sign.relation}")


def _over_via(sign: TurnSign, steps: Sequence[_Step]) -> int:
    """Return how many steps after the first are on via ways."""
    count = 0
    while count + 1 < len(steps) and steps[count + 1].way in sign.via_ways:
        count += 1
    return count


def _does(sign: TurnSign, steps: Sequence[_Step]) -> bool:
    """Say whether the steps are those that a sign names, from its first way onto its last."""
    count = _over_via(sign, steps)
    if count + 1 >= len(steps) or {step.way for step in steps[1 : count + 1]} != sign.via_ways:
        return False
    last = steps[count + 1]
    if sign.from_way == sign.to_way and not sign.via_ways:
        return last.way == sign.to_way and last.head == steps[0].tail
    return last.way == sign.to_way


def _obeys(sign: TurnSign, steps: Sequence[_Step]) -> bool:
    """Say whether the steps do what a command says, or end before they could."""
    return _over_via(sign, steps) + 1 >= len(steps) or _does(sign, steps)
