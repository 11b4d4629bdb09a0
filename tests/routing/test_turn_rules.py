"""Routes obey turn bans, via ways, private zones and barriers; checked against a search of all sequences."""

import heapq
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Access, TurnBans
from desktop_app.routing.path import merged, share_ms
from desktop_app.routing.request import EngineName, LonLat, Path, RouteRequest, Snapped
from desktop_app.routing.router import Router
from desktop_app.routing.turns import U_TURN_MS
from tests.networks import grid
from tests.routing.made_networks import made_networks, made_places

LONGEST_BAN = 4


@st.composite
def ruled_networks(draw: st.DrawFn) -> RoadNetwork:
    """A small network with random bans of two to four arcs, and random private arcs and gates."""
    network = draw(made_networks())
    assume(network.arc_count > 1)
    arcs = st.integers(0, network.arc_count - 1)
    sequences = [_walk(network, draw(arcs), draw(st.lists(st.integers(0, 9), min_size=1, max_size=3)))
                 for _ in range(draw(st.integers(0, 8)))]  # fmt: skip
    zones = draw(st.lists(arcs, max_size=4))
    access = np.zeros(network.arc_count, np.uint8)
    access[zones] = Access.ZONE
    gates = np.zeros(network.junction_count, np.uint8)
    gates[draw(st.lists(st.integers(0, network.junction_count - 1), max_size=2))] = Access.CLOSED
    car = replace(network.profiles[0], arc_access=access, junction_access=gates)
    bans = [sequence for sequence in sequences if len(sequence) > 1]
    return replace(network, profiles=(car,), turn_bans=bans_of(bans))


def _walk(network: RoadNetwork, arc: int, choices: list[int]) -> tuple[int, ...]:
    walk = [arc]
    for choice in choices:
        out = np.flatnonzero(network.arc_tail == network.arc_head[walk[-1]])
        if len(out):
            walk.append(int(out[choice % len(out)]))
    return tuple(walk)


def bans_of(sequences: list[tuple[int, ...]], conditions: list[int] | None = None) -> TurnBans:
    """Return bans of these sequences of arcs, for everybody."""
    count = len(sequences)
    first = np.zeros(count + 1, np.int32)
    np.cumsum([len(sequence) for sequence in sequences], out=first[1:])
    return replace(
        TurnBans.none(),
        first=first,
        arcs=np.array([arc for sequence in sequences for arc in sequence], np.int32),
        condition=np.array(conditions or [0] * count, np.int32),
        only_modes=np.zeros(count, np.uint32),
        except_modes=np.zeros(count, np.uint32),
        mandatory=np.zeros(count, np.bool_),
        relation=np.arange(count, dtype=np.int64),
    )


class AllSequences:
    """Dijkstra over whole memories: the last arcs driven, and where the trip stands with private zones."""

    def __init__(self, network: RoadNetwork, segment_ms: np.ndarray[tuple[int], np.dtype[np.int32]]) -> None:
        self.network = network
        self.segment_ms = segment_ms
        self.car = network.profiles[0]
        bans = network.turn_bans
        self.banned = {tuple(bans.arcs[low:high].tolist()) for low, high in pairwise(bans.first.tolist())}

    def cost_ms(self, start: Snapped, end: Snapped) -> int | None:
        """Return the least time from one point to another, in any direction of both."""
        starts, ends = self._directions(start), self._directions(end)
        best = [self._direct(one, other) for one in starts for other in ends]
        queue: list[tuple[int, tuple[int, ...], str]] = [
            (self._rest(*at), (self._arc(at[0]),), self._phase_of(self._arc(at[0]))) for at in starts
        ]
        heapq.heapify(queue)
        seen = set()
        while queue:
            cost, memory, phase = heapq.heappop(queue)
            if (memory, phase) in seen:
                continue
            seen.add((memory, phase))
            for arc, turn_ms in self._turns(memory):
                after = self._phase_after(phase, arc)
                if after is None:
                    continue
                best += [cost + turn_ms + self._part(*at) for at in ends if self._arc(at[0]) == arc]
                kept = (*memory, arc)[-(LONGEST_BAN - 1) :]
                heapq.heappush(queue, (cost + turn_ms + self._whole(arc), kept, after))
        return min((cost for cost in best if cost is not None), default=None)

    def _turns(self, memory: tuple[int, ...]) -> list[tuple[int, int]]:
        network, last = self.network, memory[-1]
        junction = network.arc_head[last]
        out = np.flatnonzero(network.arc_tail == junction).tolist()
        twin = int(network.arc_twin[last])
        on = [arc for arc in out if arc != twin and self.car.junction_access[junction] != Access.CLOSED]
        leads_on = [arc for arc in on if self.car.arc_access[arc] <= self.car.arc_access[last]]
        turns = [(arc, 0) for arc in on]
        if twin >= 0 and not leads_on:
            turns.append((twin, U_TURN_MS))
        return [(arc, ms) for arc, ms in turns if not self._is_banned((*memory, arc))]

    def _is_banned(self, driven: tuple[int, ...]) -> bool:
        return any(driven[begin:] in self.banned for begin in range(len(driven) - 1))

    def _phase_of(self, arc: int) -> str:
        return "leaving" if self.car.arc_access[arc] == Access.ZONE else "through"

    def _phase_after(self, phase: str, arc: int) -> str | None:
        zone = self.car.arc_access[arc] == Access.ZONE
        if phase == "leaving":
            return "leaving" if zone else "through"
        if zone:
            return "arriving"
        return None if phase == "arriving" else "through"

    def _directions(self, snapped: Snapped) -> list[tuple[int, float]]:
        twin = int(self.network.segment_twin[snapped.segment])
        both = [(snapped.segment, snapped.fraction), (twin, 1.0 - snapped.fraction)]
        return [(segment, where) for segment, where in both if segment >= 0]

    def _arc(self, segment: int) -> int:
        return int(self.network.segment_arc[segment])

    def _whole(self, arc: int) -> int:
        return int(self.segment_ms[self.network.arc_segments(arc)].sum())

    def _rest(self, segment: int, where: float) -> int:
        stop = self.network.arc_segments(self._arc(segment)).stop
        part = share_ms(int(self.segment_ms[segment]), 1.0 - where)
        return part + int(self.segment_ms[segment + 1 : stop].sum())

    def _part(self, segment: int, where: float) -> int:
        start = self.network.arc_segments(self._arc(segment)).start
        return share_ms(int(self.segment_ms[segment]), where) + int(self.segment_ms[start:segment].sum())

    def _direct(self, start: tuple[int, float], end: tuple[int, float]) -> int | None:
        if self._arc(start[0]) != self._arc(end[0]) or start > end:
            return None
        if start[0] == end[0]:
            return share_ms(int(self.segment_ms[start[0]]), end[1] - start[1])
        between = int(self.segment_ms[start[0] + 1 : end[0]].sum())
        first = share_ms(int(self.segment_ms[start[0]]), 1.0 - start[1])
        return first + between + share_ms(int(self.segment_ms[end[0]]), end[1])


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_engines_find_the_cheapest_legal_sequence(data: st.DataObject) -> None:
    network = data.draw(ruled_networks())
    router = Router(network)
    request = RouteRequest(start=data.draw(made_places(network)), end=data.draw(made_places(network)))
    for engine in EngineName:
        answer = router.answer(replace_engine(request, engine))
        assume(len(answer.snapped) == 2)
        assume(not any(snapped.moved for snapped in answer.snapped))
        oracle = AllSequences(network, router.weights.segment_ms)
        found = answer.duration_ms if answer.path is not None else None
        assert found == oracle.cost_ms(*answer.snapped)
        if answer.path is not None:
            assert_obeys(network, answer.path)


def replace_engine(request: RouteRequest, engine: EngineName) -> RouteRequest:
    return RouteRequest(start=request.start, end=request.end, via=request.via, engine=engine)


def assert_obeys(network: RoadNetwork, path: Path) -> None:
    """Check that no ban is driven, and that private arcs stand only at the ends."""
    bans = network.turn_bans
    banned = {tuple(bans.arcs[low:high].tolist()) for low, high in pairwise(bans.first.tolist())}
    for leg in path.legs:
        arcs = [int(arc) for arc in network.segment_arc[leg.segments]]
        arcs = [arc for place, arc in enumerate(arcs) if place == 0 or arc != arcs[place - 1]]
        for begin in range(len(arcs)):
            assert not any(tuple(arcs[begin : begin + size]) in banned for size in range(2, LONGEST_BAN + 1))
        zones = [network.profiles[0].arc_access[arc] == Access.ZONE for arc in arcs]
        changes = [after for before, after in pairwise(zones) if before != after]
        assert len(changes) < 3
        assert changes != [True, False]


@settings(deadline=None, max_examples=8)
@given(seed=st.integers(0, 2**32 - 1))
def test_each_ban_over_via_ways_changes_the_way(seed: int) -> None:
    """Ban three or four arcs of the way found, again and again: the cheapest legal way is found each time."""
    rng = np.random.default_rng(seed)
    network = grid(5, 4)
    ends = [
        LonLat(float(0.1 + lon * 0.002), float(45.0 + lat * 0.002)) for lon, lat in rng.uniform(0, 3, (2, 2))
    ]
    request = RouteRequest(start=ends[0], end=ends[1])
    bans: list[tuple[int, ...]] = []
    for _ in range(6):
        ruled = replace(network, turn_bans=bans_of(bans))
        answers = [Router(ruled).answer(replace_engine(request, engine)) for engine in EngineName]
        oracle = AllSequences(ruled, Router(ruled).weights.segment_ms)
        expected = oracle.cost_ms(*answers[0].snapped)
        for answer in answers:
            assert (answer.duration_ms if answer.path is not None else None) == expected
        path = answers[0].path
        if path is None:
            return
        assert_obeys(ruled, path)
        arcs = merged(network.segment_arc[path.legs[0].segments].tolist())
        size = int(rng.integers(3, LONGEST_BAN + 1))
        if len(arcs) < size:
            return
        begin = int(rng.integers(0, len(arcs) - size + 1))
        bans.append(arcs[begin : begin + size])
