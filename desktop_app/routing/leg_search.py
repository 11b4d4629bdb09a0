"""The cheapest leg between two stops: arcs from the engine, the ends cut to where the stops are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import Hit
from desktop_app.routing.engine import LONGEST_MS, PartialState, Way, WayFinder
from desktop_app.routing.pricing import Pricing
from desktop_app.routing.request import Leg, Weights
from desktop_app.routing.runs import joined_runs
from desktop_app.routing.turns import TurnGraph

_End = TypeVar("_End")


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a leg begins: at a hit, in any of some states."""

    hit: Hit
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundLeg:
    """A leg with its price and its two ends.

    Attributes
    ----------
    duration_ms
        Its time, or what else the search minimises.
    onward
        Where the next leg begins.
    """

    start: Hit
    end: Hit
    onward: Stand
    leg: Leg
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Aim:
    """What a search looks for.

    Attributes
    ----------
    pricing
        What is minimised; the engine has been customized for it.
    limit_ms
        The most that a leg may cost.
    unlimited
        Finds a leg wherever there is one, where this search does not.
    """

    pricing: Pricing
    limit_ms: int = LONGEST_MS
    unlimited: "LegSearch | None" = None


class LegSearch:
    """Finds legs by one engine and the weights of one version."""

    def __init__(
        self,
        network: RoadNetwork,
        turns: TurnGraph,
        engine: WayFinder,
        weights: Weights,
        rule_closed: NDArray[np.bool_],
        aim: "Aim",
    ) -> None:
        """Search with `engine`, which has been customized with the same `weights`.

        Parameters
        ----------
        rule_closed
            (S,) states that no trip may begin or end in at this hour.
        """
        self._network = network
        self._turns = turns
        self._engine = engine
        self._weights = weights
        self._rule_closed = rule_closed
        self._limit_ms = aim.limit_ms
        self._pricing = aim.pricing
        self._unlimited = aim.unlimited

    def stands(self, hits: Iterable[Hit]) -> tuple[Stand, ...]:
        """Return where a trip begins at these hits: in the states of their arcs."""
        found = [(hit, self._open(self._turns.states.beginning_on(self._arc(hit)))) for hit in hits]
        return tuple(Stand(hit, states) for hit, states in found if states)

    def find(self, starts: Iterable[Stand], ends: Iterable[Hit]) -> FoundLeg | None:
        """Return the quickest leg from any of the starts to any of the ends, or None.

        A start and an end on one stretch of an arc are joined directly; of equal legs that one is taken.
        """
        starts, ends = tuple(starts), tuple(ends)
        direct = self.direct(starts, ends)
        if direct is not None and direct.duration_ms == 0:
            return direct
        around = self._around(starts, ends)
        if direct is None or (around is not None and around.duration_ms < direct.duration_ms):
            return around
        return direct

    def departures(self, starts: Iterable[Stand]) -> dict[int, tuple[Stand, int]]:
        """Return the states that a leg from these starts begins in, with start and price to the head."""
        return _cheapest(
            [(stand, state, self._departure_ms(stand.hit)) for stand in starts for state in stand.states]
        )

    def arrivals(self, ends: Iterable[Hit]) -> dict[int, tuple[Hit, int]]:
        """Return the states that a leg to these ends stops in, with end and price from the tail."""
        return _cheapest(
            [
                (end, state, self._arrival_ms(end))
                for end in ends
                for state in self._open(self._turns.states.ending_on(self._arc(end)))
            ]
        )

    def leads_on(self, start: Stand, ends: Iterable[Iterable[Hit]]) -> bool:
        """Say whether a way that is dearer than what is looked for leads to any of the ends."""
        return self._unlimited is not None and any(self._unlimited.find((start,), group) for group in ends)

    def turned_round(self, hit: Hit) -> Stand | None:
        """Return the same point for the other direction of its road, or None where that is not open."""
        twin = int(self._network.segment_twin[hit.segment])
        if twin < 0 or self._weights.closed[twin]:
            return None
        other = Hit(twin, 1.0 - hit.fraction, hit.lon, hit.lat, hit.distance_m)
        return next(iter(self.stands([other])), None)

    def with_turn(self, found: FoundLeg, turn_ms: int) -> FoundLeg:
        """Return a leg with a further turn at its beginning."""
        turns_ms = found.leg.turns_ms.copy()
        turns_ms[0] += turn_ms
        leg = replace(found.leg, turns_ms=turns_ms)
        return replace(found, leg=leg, duration_ms=self._pricing.leg(leg))

    def _arc(self, hit: Hit) -> int:
        return int(self._network.segment_arc[hit.segment])

    def _open(self, states: Iterable[int]) -> tuple[int, ...]:
        return tuple(state for state in states if not self._rule_closed[state])

    def direct(self, starts: Sequence[Stand], ends: Sequence[Hit]) -> FoundLeg | None:
        """Return the quickest leg that stays on one stretch of an arc, or None."""
        legs = [
            self._found(stand, end, stand.states, self._leg(stand.hit, end))
            for stand in starts
            for end in ends
            if self._arc(stand.hit) == self._arc(end)
            and (stand.hit.segment, stand.hit.fraction) <= (end.segment, end.fraction)
            and not self._weights.closed[stand.hit.segment : end.segment + 1].any()
        ]
        return min(legs, key=lambda found: found.duration_ms, default=None)

    def _leg(self, start: Hit, end: Hit) -> Leg:
        run = np.arange(start.segment, end.segment + 1, dtype=np.int32)
        return Leg(run, start.fraction, end.fraction, np.zeros(1, np.int32))

    def _around(self, starts: Sequence[Stand], ends: Sequence[Hit]) -> FoundLeg | None:
        sources, targets = self.departures(starts), self.arrivals(ends)
        if not sources or not targets:
            return None
        way = self._engine.query(
            [PartialState(state, part_ms) for state, (_, part_ms) in sources.items()],
            [PartialState(state, part_ms) for state, (_, part_ms) in targets.items()],
            self._limit_ms,
        )
        if way is None:
            return None
        return self.along(way, sources[way.states[0]][0], targets[way.states[-1]][0])

    def _departure_ms(self, hit: Hit) -> int | None:
        """Return the drive from a hit to the head of its arc; None where something is closed before it."""
        rest = slice(hit.segment + 1, self._network.arc_segments(self._arc(hit)).stop)
        if self._weights.closed[hit.segment : rest.stop].any():
            return None
        return self._pricing.stretch(hit.segment, 1.0 - hit.fraction, rest)

    def _arrival_ms(self, hit: Hit) -> int | None:
        """Return the drive from the tail of its arc to a hit; None where something is closed before it."""
        rest = slice(self._network.arc_segments(self._arc(hit)).start, hit.segment)
        if self._weights.closed[rest.start : hit.segment + 1].any():
            return None
        return self._pricing.stretch(hit.segment, hit.fraction, rest)

    def along(self, way: Way, start: Stand, end: Hit) -> FoundLeg:
        """Return the leg that follows the states of a way from a start to an end."""
        arcs = self._turns.states.arc[np.array(way.states)]
        first, after = self._network.arc_first_segment[arcs], self._network.arc_first_segment[arcs + 1]
        first[0], after[-1] = start.hit.segment, end.segment + 1
        turns_ms = np.zeros(len(arcs), np.int32)
        turns_ms[1:] = self._turns.turn_ms[self._turns.turns_of(way.states)]
        leg = Leg(joined_runs(first, after).astype(np.int32), start.hit.fraction, end.fraction, turns_ms)
        return self._found(start, end, way.states[-1:], leg)

    def _found(self, start: Stand, end: Hit, states: tuple[int, ...], leg: Leg) -> FoundLeg:
        onward = Stand(end, tuple(map(self._turns.states.going_on, states)))
        return FoundLeg(start.hit, end, onward, leg, self._pricing.leg(leg))


def _cheapest(parts: Iterable[tuple[_End, int, int | None]]) -> dict[int, tuple[_End, int]]:
    """Return for each state the end that it is cheapest from or to, and what that part costs."""
    best: dict[int, tuple[_End, int]] = {}
    for end, state, part_ms in parts:
        if part_ms is not None and (state not in best or part_ms < best[state][1]):
            best[state] = (end, part_ms)
    return best
