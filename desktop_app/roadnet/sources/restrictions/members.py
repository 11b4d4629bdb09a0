"""The members of a turn restriction, and whether they are as many and of the types they must be."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from desktop_app.roadnet.sources.restrictions.reasons import (
    TOO_MANY_MEMBERS,
    WITHOUT_FROM,
    WITHOUT_TO,
    WITHOUT_VIA,
    WRONG_MEMBER,
)

MOST_VIA_WAYS = 50
"""Real restrictions have a handful."""
MOST_ENDS = 1000
"""How many `from` or `to` are believed."""


class MemberKind(IntEnum):
    """Role and type of a member."""

    FROM_WAY = 0
    VIA_NODE = 1
    VIA_WAY = 2
    TO_WAY = 3
    WRONG = 4
    """A role that counts, of a type that it cannot have."""


_KIND_OF = {
    ("from", "w"): MemberKind.FROM_WAY,
    ("via", "n"): MemberKind.VIA_NODE,
    ("via", "w"): MemberKind.VIA_WAY,
    ("to", "w"): MemberKind.TO_WAY,
}
_ROLES = frozenset({"from", "via", "to"})


def kind_of_member(role: str, member_type: str) -> MemberKind | None:
    """Return what a member is, None where its role is none of a restriction's.

    Parameters
    ----------
    member_type
        In pyosmium's words: ``n``, ``w`` or ``r``.
    """
    role = role.strip().casefold()
    return _KIND_OF.get((role, member_type), MemberKind.WRONG if role in _ROLES else None)


@dataclass(frozen=True, slots=True)
class Members:
    """OSM ids of the members of one restriction, by role and type; each once, in the order of the file."""

    from_ways: tuple[int, ...]
    via_nodes: tuple[int, ...]
    via_ways: tuple[int, ...]
    to_ways: tuple[int, ...]
    has_wrong: bool

    @classmethod
    def of(cls, kinds: Iterable[int], refs: Iterable[int]) -> "Members":
        """Return the members with these `MemberKind` and OSM ids."""
        ids: tuple[dict[int, None], ...] = ({}, {}, {}, {}, {})
        for kind, ref in zip(kinds, refs, strict=True):
            ids[kind][ref] = None
        return cls(tuple(ids[0]), tuple(ids[1]), tuple(ids[2]), tuple(ids[3]), bool(ids[4]))

    @property
    def ways(self) -> tuple[int, ...]:
        """The ways of all roles."""
        return (*self.from_ways, *self.via_ways, *self.to_ways)

    def flaw(self, *, several_from: bool = False, several_to: bool = False) -> str | None:
        """Return why these cannot be the members of a restriction, None where they can.

        Parameters
        ----------
        several_from, several_to
            Whether there may be several.
        """
        if self.has_wrong:
            return WRONG_MEMBER
        if not self.from_ways:
            return WITHOUT_FROM
        if not self.to_ways:
            return WITHOUT_TO
        if not self.via_nodes and not self.via_ways:
            return WITHOUT_VIA
        is_too_many = (
            len(self.from_ways) > (MOST_ENDS if several_from else 1)
            or len(self.to_ways) > (MOST_ENDS if several_to else 1)
            or len(self.via_nodes) > 1 - bool(self.via_ways)
            or len(self.via_ways) > MOST_VIA_WAYS
        )
        return TOO_MANY_MEMBERS if is_too_many else None
