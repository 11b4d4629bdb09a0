"""From the candidates of a stretch to the segments that it covers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.traffic.matching.arc_reach import ArcReach
from desktop_app.traffic.matching.candidates import Candidates
from desktop_app.traffic.matching.viterbi import BACK_M


def chain_of(
    network: RoadNetwork,
    reach: ArcReach,
    candidates: Candidates,
    states: Sequence[int],
    least_covered: float,
) -> NDArray[np.int32]:
    """Return the segments of a stretch in driving order; ends that are hardly covered are dropped.

    Parameters
    ----------
    states
        Numbers of candidates, one a sample, as the search connected them.
    least_covered
        An end segment of which a smaller share is covered is not part of the line.

    Returns
    -------
    (K,) int32, at least one.
    """
    walk = _Walk(network, reach, candidates)
    for state in states:
        walk.go(state)
    return np.array(_trimmed(walk.segments, walk.entered, walk.left, least_covered), np.int32)


class _Walk:
    """Segments from the first candidate on.

    Attributes
    ----------
    segments
        Those passed, in order.
    entered, left
        The fraction of the first at which the walk begins, and that of the last at which it ends.
    """

    def __init__(self, network: RoadNetwork, reach: ArcReach, candidates: Candidates) -> None:
        self._network, self._reach, self._candidates = network, reach, candidates
        self._arc, self._at_m, self._farthest_m = -1, 0.0, 0.0
        self.segments: list[int] = []
        self.entered = self.left = 0.0

    def go(self, state: int) -> None:
        """Walk on to a candidate; one a little behind on the same arc is only a line that wavers."""
        candidates = self._candidates
        arc, at_m = int(candidates.arc[state]), float(candidates.at_m[state])
        segment, fraction = int(candidates.segment[state]), float(candidates.fraction[state])
        wavers = arc == self._arc and at_m >= self._at_m - BACK_M
        if not self.segments:
            self.segments, self.entered = [segment], fraction
        elif wavers and at_m > self._farthest_m:
            self.segments += range(self.segments[-1] + 1, segment + 1)
        elif not wavers:
            self._go_over(arc, segment)
        self._at_m = at_m
        if not wavers or at_m > self._farthest_m:
            self._arc, self._farthest_m, self.left = arc, at_m, fraction

    def _go_over(self, arc: int, segment: int) -> None:
        first = self._network.arc_first_segment
        self.segments += range(self.segments[-1] + 1, int(first[self._arc + 1]))
        for passed in self._reach.between(self._arc, arc):
            self.segments += range(int(first[passed]), int(first[passed + 1]))
        self.segments += range(int(first[arc]), segment + 1)


def _trimmed(segments: list[int], entered: float, left: float, least_covered: float) -> list[int]:
    """Drop hardly covered ends, but not the only segment, nor the better covered of two."""
    covered = 1.0 - entered
    is_alone = len(segments) == 1 or (len(segments) == 2 and covered > left)  # noqa: PLR2004 - both are ends
    if covered < least_covered and not is_alone:
        segments = segments[1:]
    if left < least_covered and len(segments) > 1:
        segments = segments[:-1]
    return segments
