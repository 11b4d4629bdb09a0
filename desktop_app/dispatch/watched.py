"""Watched routes: each keeps its way until the rule says that it changes."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.request import Path, RouteAnswer, RouteRequest, Weights


@dataclass(frozen=True, slots=True, eq=False)
class WeightsChange:
    """How the weights moved since the last look.

    Attributes
    ----------
    weights
        What holds now.
    fallen, fell_ms
        (K,) int32 segments that became faster, and int64 by how much.
    opened
        A segment was opened.
    new_hours
        Signs with hours say something else than before.
    """

    weights: Weights
    fallen: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    fell_ms: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    opened: bool = False
    new_hours: bool = False

    @property
    def eased(self) -> bool:
        """Something became faster, was opened or allowed anywhere, so that a better way may exist."""
        return bool(len(self.fallen)) or self.opened or self.new_hours


@dataclass(slots=True, eq=False)
class WatchedRoute:
    """A route of the board.

    Attributes
    ----------
    order
        Its place among the routes of the board.
    answer
        The last full answer; its path is the present way.
    duration_ms
        The present way's time by the weights of the moment; None where there is no way.
    lost_way
        The way that was driven until it was closed and nothing led round it; None otherwise.
    crossed
        Segments of the way that were found closed in the last look, int32.
    rerouted
        The last look changed the way.
    accepted_ms
        What the dispatcher's own choice of a way cost over the best one when it was made; 0 without one.
        Another way must save so much beyond what the rule asks for.
    """

    id: str
    name: str
    request: RouteRequest
    colour: str
    watching: bool
    order: int = 0
    answer: RouteAnswer | None = None
    duration_ms: int | None = None
    lost_way: Path | None = None
    crossed: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    rerouted: bool = False
    accepted_ms: int = 0

    def adopt(self, fresh: RouteAnswer) -> None:
        """Take over an answer by the weights of the moment."""
        first = self.answer is None
        self.rerouted = not first and not same_way(self.path, fresh.path)
        self.answer = fresh
        self.accepted_ms = 0
        if fresh.path is None:
            self.duration_ms = None
            return
        self.lost_way = None
        self.duration_ms = fresh.duration_ms

    @property
    def path(self) -> Path | None:
        """The present way, or None."""
        return self.answer.path if self.answer is not None else None

    @property
    def free_flow_ms(self) -> int:
        """The present way's time with every road free; 0 where there is no way."""
        return self.answer.free_flow_ms if self.answer is not None else 0

    @property
    def delay_ms(self) -> int:
        """What the present way loses over free flow; never negative."""
        return max((self.duration_ms or 0) - self.free_flow_ms, 0)


def same_way(path: Path | None, other: Path | None) -> bool:
    """Whether two ways drive the same segments between the same ends."""
    if path is None or other is None:
        return path is other
    if len(path.legs) != len(other.legs):
        return False
    return all(
        mine.start_fraction == yours.start_fraction
        and mine.end_fraction == yours.end_fraction
        and np.array_equal(mine.segments, yours.segments)
        for mine, yours in zip(path.legs, other.legs, strict=True)
    )


def is_moved(answer: RouteAnswer) -> bool:
    """Whether an answer's way begins, ends or passes elsewhere than on the nearest road."""
    return any(stop.moved for stop in answer.snapped)


def same_ends(answer: RouteAnswer, other: RouteAnswer) -> bool:
    """Whether two answers put all stops at the same points."""
    mine = [(stop.lon, stop.lat) for stop in answer.snapped]
    return mine == [(stop.lon, stop.lat) for stop in other.snapped]
