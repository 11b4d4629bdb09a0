"""From the turns between arcs to those between states: private zones, and bans over via ways."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.arc_turns import ArcTurns, meeting_arcs, passable_turns
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import Access
from desktop_app.routing.arc_bans import ArcBans, arc_bans
from desktop_app.routing.ban_chains import ChainAutomaton, Memory, Step
from desktop_app.routing.states import (
    FOLLOWING_ROLES,
    PlainStates,
    Role,
    StateTable,
    plain_states,
    state_table,
)
from desktop_app.routing.vehicle_access import VehicleAccess


@dataclass(frozen=True, slots=True, eq=False)
class StateTurns:
    """Turns in no order, T of them.

    Attributes
    ----------
    from_state, next_state
        (T,) int32.
    conditional_turn, turn_condition
        (K,) int64 turns that are banned while a condition stands, and int32 its number.
    """

    states: StateTable
    from_state: NDArray[np.int32]
    next_state: NDArray[np.int32]
    conditional_turn: NDArray[np.int64]
    turn_condition: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class _Allowed:
    """The turns between arcs that are not banned at all hours.

    Attributes
    ----------
    gated
        (T,) bool: the turn leads through a private gate.
    condition_of
        Numbers of the conditions while which a turn is banned.
    """

    turns: ArcTurns
    gated: NDArray[np.bool_]
    condition_of: dict[int, tuple[int, ...]]


def state_turns(network: RoadNetwork, access: VehicleAccess, *, turn_rules: bool) -> StateTurns:
    """Return the turns between the states of a vehicle; see `routing.turns`."""
    turns = meeting_arcs(network.arc_tail, network.arc_head, network.junction_count, access.arc_usable)
    if turn_rules:
        turns = passable_turns(
            turns, network.arc_head, network.arc_twin, access.arc_access, access.junction_access
        )
    bans = arc_bans(network, turns, access.bans)
    allowed = _allowed(network, access, turns, bans)
    return _Expansion(allowed, plain_states(access)).with_chains(ChainAutomaton(bans.chains))


def _allowed(network: RoadNetwork, access: VehicleAccess, turns: ArcTurns, bans: ArcBans) -> _Allowed:
    keep = ~bans.always
    number = np.cumsum(keep) - 1
    turns = ArcTurns(turns.from_arc[keep], turns.next_arc[keep])
    back = turns.next_arc == network.arc_twin[turns.from_arc]
    at_gate = access.junction_access[network.arc_head[turns.from_arc]] == Access.ZONE
    condition_of: dict[int, tuple[int, ...]] = {}
    for turn, condition in zip(bans.turn.tolist(), bans.condition.tolist(), strict=True):
        if keep[turn]:
            place = int(number[turn])
            condition_of[place] = (*condition_of.get(place, ()), condition)
    return _Allowed(turns, ~back & at_gate, condition_of)


@dataclass(slots=True)
class _Edges:
    """Turns out of states with a memory, as they are found."""

    from_state: list[int] = field(default_factory=list)
    next_state: list[int] = field(default_factory=list)
    conditional: list[tuple[int, int]] = field(default_factory=list)

    def add(self, from_state: int, next_state: int, conditions: tuple[int, ...]) -> None:
        self.conditional += [(len(self.from_state), condition) for condition in conditions]
        self.from_state.append(from_state)
        self.next_state.append(next_state)


class _Expansion:
    """The turns between plain states, to which those of states with a memory are added."""

    def __init__(self, allowed: _Allowed, plain: PlainStates) -> None:
        self._allowed = allowed
        self._plain = plain
        parts = [self._between(before, after) for before, after in FOLLOWING_ROLES]
        self._from_state, self._next_state, self._turn = map(np.concatenate, zip(*parts, strict=True))
        self._by_turn = np.argsort(self._turn, kind="stable")
        self._turn_sorted = self._turn[self._by_turn]

    def with_chains(self, automaton: ChainAutomaton) -> StateTurns:
        """Return all turns; where they lead into a memory of `automaton`, the state is that of the memory."""
        number, arcs, roles = self._memory_states(automaton)
        edges = _Edges()
        for memory, before in number:
            for step in self._steps(automaton, memory):
                self._add(edges, number, (memory, before), step)
        self._lead_into(automaton, number)
        fresh = {
            state: number[memory, Role.LEAVE]
            for (memory, role), state in number.items()
            if role is Role.ENTER
        }
        turn, condition = self._conditional(edges)
        return StateTurns(
            states=state_table(self._plain, np.array(arcs, np.int32), np.array(roles, np.uint8), fresh),
            from_state=np.append(self._from_state, np.array(edges.from_state, np.int32)),
            next_state=np.append(self._next_state, np.array(edges.next_state, np.int32)),
            conditional_turn=turn,
            turn_condition=condition,
        )

    def _between(
        self, before: Role, after: Role
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Return the turns from states of one role to states of another, and of which arcs' turn each is."""
        turns, of_role = self._allowed.turns, self._plain.of_role
        from_state, next_state = of_role[before][turns.from_arc], of_role[after][turns.next_arc]
        there = (from_state >= 0) & (next_state >= 0)
        if before == after == Role.THROUGH:
            there &= ~self._allowed.gated
        return from_state[there], next_state[there], np.flatnonzero(there)

    def _memory_states(
        self, automaton: ChainAutomaton
    ) -> tuple[dict[tuple[Memory, Role], int], list[int], list[int]]:
        number: dict[tuple[Memory, Role], int] = {}
        arc: list[int] = []
        role: list[int] = []
        for memory in automaton.memories:
            for each in Role:
                if self._plain.of_role[each, memory[-1]] >= 0:
                    number[memory, each] = len(self._plain.arc) + len(arc)
                    arc.append(memory[-1])
                    role.append(int(each))
        return number, arc, role

    def _steps(self, automaton: ChainAutomaton, memory: Memory) -> list[Step]:
        turns = self._allowed.turns
        low, high = np.searchsorted(turns.from_arc, [memory[-1], memory[-1] + 1]).tolist()
        steps = [automaton.step(memory, int(turns.next_arc[turn]), turn) for turn in range(low, high)]
        return [step for step in steps if step is not None]

    def _add(
        self,
        edges: _Edges,
        number: dict[tuple[Memory, Role], int],
        state: tuple[Memory, Role],
        step: Step,
    ) -> None:
        conditions = (*self._allowed.condition_of.get(step.turn, ()), *step.conditions)
        for before, after in FOLLOWING_ROLES:
            gated = before == after == Role.THROUGH and bool(self._allowed.gated[step.turn])
            if before != state[1] or gated or self._plain.of_role[after, step.arc] < 0:
                continue
            plain = int(self._plain.of_role[after, step.arc])
            edges.add(number[state], number.get((step.memory, after), plain), conditions)

    def _lead_into(self, automaton: ChainAutomaton, number: dict[tuple[Memory, Role], int]) -> None:
        """Let the plain turns that begin a chain lead into its memory."""
        turns = self._allowed.turns
        for memory in automaton.memories:
            if len(memory) > 2:  # noqa: PLR2004 - a turn joins two arcs
                continue
            low, high = np.searchsorted(turns.from_arc, [memory[0], memory[0] + 1]).tolist()
            turn = low + int(np.searchsorted(turns.next_arc[low:high], memory[1]))
            for edge in self._edges_of(turn) if turn < high else ():
                role = Role(int(self._plain.role[self._next_state[edge]]))
                if turns.next_arc[turn] == memory[1]:
                    self._next_state[edge] = number[memory, role]

    def _edges_of(self, turn: int) -> list[int]:
        """Return the turns between plain states that a turn between arcs became."""
        low, high = np.searchsorted(self._turn_sorted, [turn, turn + 1])
        edges: list[int] = self._by_turn[low:high].tolist()
        return edges

    def _conditional(self, edges: _Edges) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        plain = [
            (edge, condition)
            for turn, conditions in self._allowed.condition_of.items()
            for edge in self._edges_of(turn)
            for condition in conditions
        ]
        offset = len(self._from_state)
        pairs = [*plain, *((offset + edge, condition) for edge, condition in edges.conditional)]
        table = np.array(pairs, np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1].astype(np.int32)
