"""Gathering turn bans row by row, and making arrays of them."""

from array import array
from collections.abc import Iterator

import numpy as np

from desktop_app.roadnet.road_rules import TurnBans
from desktop_app.roadnet.sources.restrictions.member_arcs import MemberArcs
from desktop_app.roadnet.sources.restrictions.rules import Rule
from desktop_app.roadnet.sources.restrictions.via_chains import Manoeuvre


class BanRows:
    """The bans so far."""

    def __init__(self) -> None:
        """Start without a ban."""
        self._size, self._arcs = array("i"), array("i")
        self._condition, self._relation = array("i"), array("q")
        self._only_modes, self._except_modes = array("I"), array("I")
        self._mandatory = array("B")

    def add(self, sequence: Manoeuvre, rule: Rule, condition: int, relation: int) -> None:
        """Ban a sequence of arcs.

        Parameters
        ----------
        condition
            Number of the rule's condition.
        relation
            OSM id.
        """
        self._size.append(len(sequence))
        self._arcs.extend(sequence)
        self._condition.append(condition)
        self._only_modes.append(rule.only_modes)
        self._except_modes.append(rule.except_modes)
        self._mandatory.append(rule.is_mandatory)
        self._relation.append(relation)

    def turn_bans(self) -> TurnBans:
        """Return all bans as arrays."""
        first = np.zeros(len(self._size) + 1, np.int32)
        np.cumsum(self._size, out=first[1:])
        return TurnBans(
            first=first,
            arcs=np.array(self._arcs, np.int32),
            condition=np.array(self._condition, np.int32),
            only_modes=np.array(self._only_modes, np.uint32),
            except_modes=np.array(self._except_modes, np.uint32),
            mandatory=np.array(self._mandatory, np.bool_),
            relation=np.array(self._relation, np.int64),
        )


def all_but(manoeuvre: Manoeuvre, arcs: MemberArcs) -> Iterator[Manoeuvre]:
    """Yield the sequences that a mandatory manoeuvre bans: leaving it at each of its junctions.

    Who comes from the first arc must drive all of it, over via ways too: the stricter of the readings in
    use. Turning round is not named, since that exists only where no other way leads on.
    """
    for count in range(1, len(manoeuvre)):
        last, commanded = manoeuvre[count - 1], manoeuvre[count]
        for arc in arcs.out_of[arcs.head[last]]:
            if arc not in {commanded, arcs.twin[last]}:
                yield (*manoeuvre[:count], arc)
