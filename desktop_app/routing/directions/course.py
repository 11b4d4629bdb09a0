"""A leg as it is driven: its arcs, and how far and how long each goes."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.path import share_ms
from desktop_app.routing.request import Leg, Weights

_Number = TypeVar("_Number", np.float64, np.int64)

_NAMED_M = 0.01
"""Ends of a leg that are shorter appear in no step."""


@dataclass(frozen=True, slots=True)
class Course:
    """The arcs of a leg in driving order, K of them.

    Attributes
    ----------
    arcs
        At least one.
    metres
        Where each arc begins, K + 1 figures: from 0 to the length of the leg.
    milliseconds
        The same in time: when each is driven into, the turn into it done.
    """

    arcs: tuple[int, ...]
    metres: tuple[float, ...]
    milliseconds: tuple[int, ...]

    @property
    def is_named(self) -> bool:
        """Whether it is long enough to be on any road."""
        return self.metres[-1] >= _NAMED_M

    def length_m(self, first: int, after: int) -> float:
        """Return the way from the beginning of one arc to that of another."""
        return self.metres[after] - self.metres[first]

    @classmethod
    def of(cls, leg: Leg, network: RoadNetwork, weights: Weights) -> "Course":
        """Return the course of a leg; an end under a centimetre is part of the arc beside it."""
        segments = leg.segments
        driven_m = network.segment_length_m[segments].copy()
        driven_ms = weights.segment_ms[segments].astype(np.int64)
        begin, end = (leg.start_fraction, leg.end_fraction)
        if len(segments) == 1:
            driven_m[0] *= end - begin
            driven_ms[0] = share_ms(int(driven_ms[0]), end - begin)
        else:
            driven_m[0] *= 1.0 - begin
            driven_m[-1] *= end
            driven_ms[0] = share_ms(int(driven_ms[0]), 1.0 - begin)
            driven_ms[-1] = share_ms(int(driven_ms[-1]), end)
        firsts = _first_of_arcs(segments, network)
        arcs: list[int] = network.segment_arc[segments[firsts]].tolist()
        metres: list[float] = _sums(firsts, driven_m).tolist()
        turned_ms = np.append(np.cumsum(leg.turns_ms, dtype=np.int64), leg.turn_ms)
        turned_ms[0] = 0
        milliseconds: list[int] = (_sums(firsts, driven_ms) + turned_ms).tolist()
        if len(arcs) > 1 and metres[1] < _NAMED_M:
            del arcs[0], metres[1], milliseconds[1]
        if len(arcs) > 1 and metres[-1] - metres[-2] < _NAMED_M:
            del arcs[-1], metres[-2], milliseconds[-2]
        return cls(tuple(arcs), tuple(metres), tuple(milliseconds))


def _first_of_arcs(segments: NDArray[np.int32], network: RoadNetwork) -> NDArray[np.int64]:
    """Return where in the segments each arc begins; a loop may be driven twice in a row."""
    arc = network.segment_arc[segments]
    begins = (arc[1:] != arc[:-1]) | (segments[1:] != segments[:-1] + 1)
    return np.flatnonzero(np.append(True, begins))


def _sums(firsts: NDArray[np.int64], values: NDArray[_Number]) -> NDArray[_Number]:
    """Return the sums of the values before each arc, and of all."""
    total: NDArray[_Number] = np.concatenate([np.zeros(1, values.dtype), np.cumsum(values)])
    sums: NDArray[_Number] = total[np.append(firsts, len(values))]
    return sums
