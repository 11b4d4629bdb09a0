"""Which turns from arc to arc are banned, always or at some hours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.arc_turns import ArcTurns
from desktop_app.roadnet.network import RoadNetwork

_ONE_TURN = 2
"""Arcs in the ban of a single turn."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A ban over via ways: these arcs one after the other.

    Attributes
    ----------
    condition
        Number of the condition while which it stands; 0 is always.
    """

    arcs: tuple[int, ...]
    condition: int


@dataclass(frozen=True, slots=True, eq=False)
class ArcBans:
    """The bans of one vehicle by the turns of `ArcTurns`, T of them.

    Attributes
    ----------
    always
        (T,) bool: the turn is banned at all hours.
    turn, condition
        (K,) int64 and int32: turns banned while a condition stands.
    chains
        Bans over via ways.
    """

    always: NDArray[np.bool_]
    turn: NDArray[np.int64]
    condition: NDArray[np.int32]
    chains: tuple[Chain, ...]


def arc_bans(network: RoadNetwork, turns: ArcTurns, counting: NDArray[np.int64]) -> ArcBans:
    """Return the bans among `turns`.

    Parameters
    ----------
    counting
        Which of the network's bans count for the vehicle.
    """
    bans = network.turn_bans
    size = np.diff(bans.first)[counting]
    single, longer = counting[size == _ONE_TURN], counting[size > _ONE_TURN]
    key = turns.from_arc.astype(np.int64) * network.arc_count + turns.next_arc
    wanted = bans.arcs[bans.first[single]].astype(np.int64) * network.arc_count
    wanted += bans.arcs[bans.first[single] + 1]
    turn = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    there = key[turn] == wanted if len(key) else np.zeros(len(wanted), np.bool_)
    turn, condition = turn[there], bans.condition[single[there]]
    always = np.zeros(len(key), np.bool_)
    always[turn[condition == 0]] = True
    return ArcBans(
        always=always,
        turn=turn[condition > 0],
        condition=condition[condition > 0],
        chains=tuple(
            Chain(tuple(bans.arcs[bans.first[ban] : bans.first[ban + 1]].tolist()), int(bans.condition[ban]))
            for ban in longer.tolist()
        ),
    )
