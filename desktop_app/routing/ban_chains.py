"""Turn bans over via ways as an automaton.

A vehicle that has driven the first arcs of such a ban is in a state of its own: it remembers them
until it leaves them, or the ban would be broken. This is the automaton of A. Aho and M. Corasick,
"Efficient string matching" (1975), on arcs instead of letters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.routing.arc_bans import Chain

Memory = tuple[int, ...]
"""The arcs that count, the present one last; at least two where anything is remembered."""


@dataclass(frozen=True, slots=True)
class Step:
    """A turn out of a memory.

    Attributes
    ----------
    arc
        The next arc.
    turn
        Which of the arcs' turns it is.
    memory
        What is remembered on the next arc; the arc alone where that is nothing.
    conditions
        Numbers of conditions while which the turn is banned, beyond those of the turn itself.
    """

    arc: int
    turn: int
    memory: Memory
    conditions: tuple[int, ...]


class ChainAutomaton:
    """Remembers how far a vehicle has come along bans over via ways."""

    def __init__(self, chains: Sequence[Chain]) -> None:
        """Watch for `chains`, each of at least three arcs."""
        self._banned: dict[Memory, set[int]] = {}
        memories: set[Memory] = set()
        for chain in chains:
            self._banned.setdefault(chain.arcs, set()).add(chain.condition)
            memories.update(chain.arcs[:size] for size in range(2, len(chain.arcs)))
        self.memories: tuple[Memory, ...] = tuple(sorted(memories))
        """All that may have to be remembered, in a fixed order."""
        self._known = memories

    def step(self, memory: Memory, arc: int, turn: int) -> Step | None:
        """Return the step onto `arc`, or None where it is banned at all hours."""
        driven = (*memory, arc)
        conditions: set[int] = set()
        for suffix in _suffixes(driven):
            conditions |= self._banned.get(suffix, set())
        if 0 in conditions:
            return None
        kept = next((suffix for suffix in _suffixes(driven) if suffix in self._known), (arc,))
        return Step(arc, turn, kept, tuple(sorted(conditions)))


def _suffixes(driven: Memory) -> Iterator[Memory]:
    """Yield the ends of a way of at least two arcs, the longest first."""
    return (driven[begin:] for begin in range(len(driven) - 1))
