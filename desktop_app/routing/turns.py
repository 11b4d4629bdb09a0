"""Turns: from which state a vehicle may go on to which, and what that costs beyond driving.

A *state* is an arc, and what must be remembered while driving it:

- its `Role`: one may start and end in a private zone, not drive through. An arc of a zone has two
  states, one for those who leave the zone and one for those who have come to stay;
- how far the vehicle has come along a turn ban over via ways (see `ban_chains`).

Nearly every arc has one state, whose number is the arc's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.road_rules import TurnCosts
from desktop_app.routing.state_turns import StateTurns, state_turns
from desktop_app.routing.states import StateTable
from desktop_app.routing.turn_costs import turn_costs_ms
from desktop_app.routing.vehicle_access import VehicleAccess, unruled_access

U_TURN_MS = 20_000
"""Turning round at a dead end, or at a via point from which no way leads straight on."""


@dataclass(frozen=True, slots=True, eq=False)
class TurnGraph:
    """The turns of one vehicle on a network, S states, T turns.

    Attributes
    ----------
    states
        What each state is.
    first_turn
        (S + 1,) int32: the turns out of state ``s`` are ``first_turn[s]:first_turn[s + 1]``.
    next_state
        (T,) int32 the state that a turn leads into; ascending within one state's turns.
    turn_ms
        (T,) int32 what the turn costs.
    conditional_turn, turn_condition
        (K,) int64 turns that are banned while a condition stands, and int32 the condition's number.
    u_turn_ms
        What turning round at a via point costs.
    """

    states: StateTable
    first_turn: NDArray[np.int32]
    next_state: NDArray[np.int32]
    turn_ms: NDArray[np.int32]
    conditional_turn: NDArray[np.int64]
    turn_condition: NDArray[np.int32]
    u_turn_ms: int

    @property
    def from_state(self) -> NDArray[np.int32]:
        """The state out of which each turn leads, (T,)."""
        return np.repeat(np.arange(len(self.first_turn) - 1, dtype=np.int32), np.diff(self.first_turn))

    def turns_of(self, states: Sequence[int]) -> NDArray[np.int64]:
        """Return the turns that a way takes, (K - 1,), by its K states in driving order.

        Raises
        ------
        ValueError
            No turn leads from one of them to the next.
        """
        way = np.asarray(states, np.int64)
        turn, last = self.first_turn[way[:-1]].astype(np.int64), self.first_turn[way[:-1] + 1]
        missed = np.arange(len(turn))
        while len(missed):
            if (turn[missed] >= last[missed]).any():
                raise ValueError("a way goes from state to state by turns, and here is none")
            missed = missed[self.next_state[turn[missed]] != way[missed + 1]]
            turn[missed] += 1
        return turn


def build_turn_graph(
    network: RoadNetwork, access: VehicleAccess | None = None, *, turn_rules: bool = True
) -> TurnGraph:
    """Return the turns of a vehicle on `network`.

    A U-turn, from an arc to its twin, exists only at a dead end, and costs 20 s; other turns cost what the
    vehicle's profile says.

    Parameters
    ----------
    access
        Where the vehicle may drive; everywhere where it is None.
    turn_rules
        Without them every U-turn is allowed and no turn costs anything, as in a search from junction to
        junction.
    """
    access = unruled_access(network) if access is None else access
    turns = state_turns(network, access, turn_rules=turn_rules)
    costs, u_turn_ms = (access.turn_costs, U_TURN_MS) if turn_rules else (TurnCosts(), 0)
    return _by_state(network, turns, costs, u_turn_ms)


def _by_state(network: RoadNetwork, turns: StateTurns, costs: TurnCosts, u_turn_ms: int) -> TurnGraph:
    """Return the turns in the order of the states that they lead out of and into."""
    arc = turns.states.arc
    order = np.lexsort((turns.next_state, turns.from_state))
    from_state, next_state = turns.from_state[order], turns.next_state[order]
    first_turn = np.zeros(len(arc) + 1, np.int32)
    np.cumsum(np.bincount(from_state, minlength=len(arc)), out=first_turn[1:])
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    turned = arc[from_state], arc[next_state]
    back = network.arc_twin[turned[0]] == turned[1]
    return TurnGraph(
        states=turns.states,
        first_turn=first_turn,
        next_state=next_state,
        turn_ms=np.where(back, u_turn_ms, turn_costs_ms(network, costs, *turned)).astype(np.int32),
        conditional_turn=place[turns.conditional_turn],
        turn_condition=turns.turn_condition,
        u_turn_ms=u_turn_ms,
    )
