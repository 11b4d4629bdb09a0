"""The quickest way through all stops of a request.

A vehicle goes straight on at a via point where that leads to the next stop, and may turn round only
otherwise. In which direction it arrives therefore matters: dynamic programming over the
arrivals at each stop, after R. Bellman, "On a routing problem" (1958).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.roadnet.spatial_index import Hit
from desktop_app.routing.leg_search import FoundLeg, LegSearch, Stand


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A way as far as one stop.

    Attributes
    ----------
    at
        Where it ends, in which direction, and where the next leg begins.
    """

    duration_ms: int
    at: Stand
    legs: tuple[FoundLeg, ...]


def find_legs(
    search: LegSearch, stops: Sequence[Sequence[Hit]], u_turn_ms: int
) -> tuple[FoundLeg, ...] | None:
    """Return the legs of the quickest way through all stops, or None where there is none.

    Parameters
    ----------
    stops
        The points that serve each stop, at least two stops.
    u_turn_ms
        What turning round at a via point costs; it is part of the leg that follows.
    """
    arrivals = _first_arrivals(search, stops[0], _ends(stops, 1))
    for number in range(2, len(stops)):
        ends = _ends(stops, number)
        onward = [_go_on(search, arrival, ends, u_turn_ms) for arrival in arrivals]
        arrivals = _best_by_end([arrival for some in onward for arrival in some])
    best = min(arrivals, key=lambda arrival: arrival.duration_ms, default=None)
    return None if best is None else best.legs


def _ends(stops: Sequence[Sequence[Hit]], number: int) -> tuple[tuple[Hit, ...], ...]:
    """Return the groups of points that are searched for together.

    At the last stop the quickest arrival is enough; at a via point each direction counts.
    """
    if number == len(stops) - 1:
        return (tuple(stops[number]),)
    # Who arrives at the beginning of a segment came by one that ends there: that arrival is enough,
    # except for those who have not moved since the stop before.
    before = set(stops[number - 1])
    later = [hit for hit in stops[number] if hit.fraction > 0 or hit in before] or stops[number]
    return tuple((hit,) for hit in later)


def _first_arrivals(
    search: LegSearch, starts: Sequence[Hit], ends: Sequence[Sequence[Hit]]
) -> list[_Arrival]:
    stands = search.stands(starts)
    found = [search.find(stands, group) for group in ends]
    return [_Arrival(leg.duration_ms, leg.onward, (leg,)) for leg in found if leg is not None]


def _go_on(
    search: LegSearch, arrival: _Arrival, ends: Sequence[Sequence[Hit]], u_turn_ms: int
) -> list[_Arrival]:
    found = [search.find((arrival.at,), group) for group in ends]
    if not any(found):
        turned = search.turned_round(arrival.at.hit)
        if turned is None or search.leads_on(arrival.at, ends):
            return []
        found = [search.find((turned,), group) for group in ends]
        found = [None if leg is None else search.with_turn(leg, u_turn_ms) for leg in found]
    return [
        _Arrival(arrival.duration_ms + leg.duration_ms, leg.onward, (*arrival.legs, leg))
        for leg in found
        if leg is not None
    ]


def _best_by_end(arrivals: Sequence[_Arrival]) -> list[_Arrival]:
    best: dict[Stand, _Arrival] = {}
    for arrival in arrivals:
        known = best.get(arrival.at)
        if known is None or arrival.duration_ms < known.duration_ms:
            best[arrival.at] = arrival
    return list(best.values())
