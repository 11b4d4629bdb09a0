"""States of driving: an arc, and what must be remembered on it; see `routing.turns`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.road_rules import Access
from desktop_app.routing.runs import joined_runs, run_owners
from desktop_app.routing.vehicle_access import VehicleAccess


class Role(IntEnum):
    """What driving an arc means where private zones are concerned."""

    THROUGH = 0
    """The arc is open to everyone."""
    LEAVE = 1
    """The trip began in this zone and has not left it."""
    ENTER = 2
    """The trip has come into this zone and will end in it."""


FOLLOWING_ROLES = (
    (Role.THROUGH, Role.THROUGH),
    (Role.LEAVE, Role.LEAVE),
    (Role.LEAVE, Role.THROUGH),
    (Role.THROUGH, Role.ENTER),
    (Role.ENTER, Role.ENTER),
)
"""Which role may follow which: a zone is left at the beginning of a trip and entered at its end."""


@dataclass(frozen=True, slots=True, eq=False)
class StateTable:
    """S states of A arcs; the first A of them are the arcs, by their numbers.

    Attributes
    ----------
    arc
        (S,) int32.
    role
        (S,) uint8 `Role`.
    plain_count
        States below it remember nothing but their role, those from it on also the way that led to them.
    several
        All states of those arcs that have more than one.
    fresh
        For a state of an arc with several, the state in which a new trip goes on from where it ended.
    """

    arc: NDArray[np.int32]
    role: NDArray[np.uint8]
    plain_count: int
    several: Mapping[int, tuple[int, ...]]
    fresh: Mapping[int, int]

    def ending_on(self, arc: int) -> tuple[int, ...]:
        """Return the states in which a trip may end on an arc."""
        return self.several.get(arc, (arc,))

    def beginning_on(self, arc: int) -> tuple[int, ...]:
        """Return the states in which a trip may begin on an arc, at one hour or another."""
        return tuple(
            state
            for state in self.several.get(arc, (arc,))
            if state < self.plain_count and self.role[state] != Role.ENTER
        )

    def on_arcs(self, arcs: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return all states of some arcs, (N,), and the place of each one's arc in `arcs`, (N,) ascending."""
        count = int(self.arc.max(initial=-1)) + 1
        extra = count + np.argsort(self.arc[count:], kind="stable")
        low, high = (np.searchsorted(self.arc[extra], arcs, side=side) for side in ("left", "right"))
        states = np.concatenate([arcs.astype(np.int64), extra[joined_runs(low, high)]])
        place = np.concatenate([np.arange(len(arcs)), run_owners(low, high)])
        order = np.argsort(place, kind="stable")
        return states[order], place[order]

    def going_on(self, state: int) -> int:
        """Return the state in which a trip goes on that has stopped in `state`."""
        return self.fresh.get(state, state)


@dataclass(frozen=True, slots=True, eq=False)
class PlainStates:
    """The states without a memory of the way.

    Attributes
    ----------
    of_role
        (3, A) int32 the state of each arc in each `Role`, -1 where there is none.
    arc, role
        As in `StateTable`.
    """

    of_role: NDArray[np.int32]
    arc: NDArray[np.int32]
    role: NDArray[np.uint8]


def plain_states(access: VehicleAccess) -> PlainStates:
    """Return a state for each role that each arc may have at one hour or another."""
    arcs = len(access.arc_access)
    varies = access.arc_condition > 0
    zone = (access.arc_access == Access.ZONE) & access.arc_usable
    of_role = np.full((len(Role), arcs), -1, np.int32)
    primary = np.where(zone & ~varies, Role.LEAVE, Role.THROUGH).astype(np.uint8)
    of_role[primary, np.arange(arcs)] = np.arange(arcs)
    extra_arcs, extra_roles = [np.arange(arcs, dtype=np.int32)], [primary]
    count = arcs
    for role in (Role.LEAVE, Role.ENTER):
        more = np.flatnonzero((zone | varies) & (of_role[role] < 0)).astype(np.int32)
        of_role[role, more] = np.arange(count, count + len(more))
        extra_arcs.append(more)
        extra_roles.append(np.full(len(more), role, np.uint8))
        count += len(more)
    return PlainStates(of_role, np.concatenate(extra_arcs), np.concatenate(extra_roles))


def state_table(
    plain: PlainStates, arc: NDArray[np.int32], role: NDArray[np.uint8], fresh: Mapping[int, int]
) -> StateTable:
    """Return the table of the plain states and of those with a memory, which come after them.

    Parameters
    ----------
    arc, role
        Of the states with a memory.
    fresh
        As in `StateTable`, for the states with a memory.
    """
    arcs = np.concatenate([plain.arc, arc])
    roles = np.concatenate([plain.role, role])
    several: dict[int, list[int]] = {}
    for state in range(plain.of_role.shape[1], len(arcs)):
        number = int(arcs[state])
        several.setdefault(number, [number]).append(state)
    enter, leave = plain.of_role[Role.ENTER], plain.of_role[Role.LEAVE]
    zones = [number for number in several if enter[number] >= 0]
    both = {int(enter[number]): int(leave[number]) for number in zones} | dict(fresh)
    lists = {number: tuple(states) for number, states in several.items()}
    return StateTable(arcs, roles, len(plain.arc), lists, both)
