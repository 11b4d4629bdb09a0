"""Turns: from which arc a vehicle may go on to which, and what that costs beyond driving."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork

U_TURN_MS = 20_000
"""Turning round at a dead end, or at a via point from which no way leads straight on."""


@dataclass(frozen=True, slots=True, eq=False)
class TurnGraph:
    """The turns of a network, A arcs, T turns.

    Attributes
    ----------
    first_turn
        (A + 1,) int32: the turns out of arc ``a`` are ``first_turn[a]:first_turn[a + 1]``.
    next_arc
        (T,) int32 the arc that a turn leads into; ascending within one arc's turns.
    turn_ms
        (T,) int32 what the turn costs.
    u_turn_ms
        What turning round at a via point costs.
    """

    first_turn: NDArray[np.int32]
    next_arc: NDArray[np.int32]
    turn_ms: NDArray[np.int32]
    u_turn_ms: int

    @property
    def from_arc(self) -> NDArray[np.int32]:
        """The arc out of which each turn leads, (T,)."""
        return np.repeat(np.arange(len(self.first_turn) - 1, dtype=np.int32), np.diff(self.first_turn))

    def cost_ms(self, from_arc: int, to_arc: int) -> int:
        """Return what a turn of the graph costs."""
        low, high = int(self.first_turn[from_arc]), int(self.first_turn[from_arc + 1])
        return int(self.turn_ms[low + np.searchsorted(self.next_arc[low:high], to_arc)])


def build_turn_graph(network: RoadNetwork, *, turn_rules: bool = True) -> TurnGraph:
    """Return the turns of `network`.

    A U-turn, from an arc to its twin, exists only where the twin is the only arc out, and costs 20 s.

    Parameters
    ----------
    turn_rules
        Without them every U-turn is allowed and free, as in a search from junction to junction.
    """
    arcs_out = np.argsort(network.arc_tail, kind="stable").astype(np.int32)
    out_count = np.bincount(network.arc_tail, minlength=network.junction_count)
    out_first = np.cumsum(out_count) - out_count

    count = out_count[network.arc_head]
    from_arc = np.repeat(np.arange(network.arc_count), count)
    place = np.arange(len(from_arc)) - np.repeat(np.cumsum(count) - count, count)
    next_arc = arcs_out[out_first[network.arc_head[from_arc]] + place]

    back = next_arc == network.arc_twin[from_arc]
    keep = ~back | (count[from_arc] == 1) if turn_rules else np.ones(len(back), np.bool_)
    first_turn = np.zeros(network.arc_count + 1, np.int32)
    np.cumsum(np.bincount(from_arc[keep], minlength=network.arc_count), out=first_turn[1:])
    u_turn_ms = U_TURN_MS if turn_rules else 0
    turn_ms = np.where(back[keep], u_turn_ms, 0).astype(np.int32)
    return TurnGraph(first_turn, next_arc[keep], turn_ms, u_turn_ms)
