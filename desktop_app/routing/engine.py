"""What an engine is: three phases, as in customizable contraction hierarchies.

*Topology* is the constructor: slow, once for a map. *Customize* takes new weights: fast.
*Query* finds a cheapest way. The phases follow J. Dibbelt, B. Strasser, D. Wagner,
"Customizable Contraction Hierarchies" (2016); every engine adds the same whole milliseconds,
so that all agree on the cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.request import Weights

UNREACHABLE_MS = 2**31 - 1
"""A sum of this many milliseconds or more is no route."""
LONGEST_MS = UNREACHABLE_MS - 1


class PartialState(NamedTuple):
    """A state whose arc is driven in part: from a start to its head, or from its tail to an end.

    Attributes
    ----------
    state
        Of the vehicle's `TurnGraph`.
    cost_ms
        What that part costs, at least 0; a source may add what came before.
    """

    state: int
    cost_ms: int


@dataclass(frozen=True, slots=True)
class Way:
    """A cheapest way from one of the sources to one of the targets.

    Attributes
    ----------
    cost_ms
        Both parts, the arcs between and the turns.
    states
        In driving order: a source, the states between, a target. At least two.
    """

    cost_ms: int
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StateCosts:
    """What driving costs at one moment, S states.

    Attributes
    ----------
    drive_ms
        (S,) int64 sum over the segments of the state's arc.
    closed
        (S,) bool: through traffic cannot pass, since a segment is closed, or the hour forbids it.
    banned_turns
        Turns of the graph that the hour forbids.
    """

    drive_ms: NDArray[np.int64]
    closed: NDArray[np.bool_]
    banned_turns: frozenset[int] = frozenset()


class WayFinder(Protocol):
    """Finds cheapest ways over the states of one vehicle, by costs that it has been given."""

    def query(
        self, sources: Sequence[PartialState], targets: Sequence[PartialState], limit_ms: int = LONGEST_MS
    ) -> Way | None:
        """Return a cheapest way that leaves a source by its head and enters a target by its tail.

        A way has at least one turn; a start and an end on one stretch of an arc are the router's
        own business. None where there is no way of at most `limit_ms`; a low limit makes that quick.
        """


class Engine(WayFinder, Protocol):
    """Finds the quickest ways of any moment."""

    def customize(self, costs: StateCosts) -> None:
        """Take over new costs; each query after it uses these."""


def arc_costs(network: RoadNetwork, weights: Weights) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return what each arc costs, (A,) int64 ms, and whether it is closed to through traffic, (A,)."""
    first = network.arc_first_segment[:-1]
    if not len(first):
        return np.zeros(0, np.int64), np.zeros(0, np.bool_)
    drive_ms = np.add.reduceat(weights.segment_ms, first, dtype=np.int64)
    return drive_ms, np.logical_or.reduceat(weights.closed, first)
