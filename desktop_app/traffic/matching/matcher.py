"""Matching lines and lists of points to the directed segments that they follow."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.matching.arc_reach import ArcGraph, ArcReach
from desktop_app.traffic.matching.candidates import candidates_of
from desktop_app.traffic.matching.chains import chain_of
from desktop_app.traffic.matching.samples import LonLat, Samples, samples_along, samples_at
from desktop_app.traffic.matching.viterbi import DENSE, SPARSE, Steps, Viterbi

_ENOUGH_COVERED = 0.5
"""A line of which less is matched is tried by its points alone, and the other way round."""
_HALF = 0.5
"""The share of a segment at the end of a line that must be covered."""
_TOUCHED = 0.02
"""The same at the end of a list of points: each point speaks of the segment on which it lies."""
_FAR_APART_M = 50.0
"""Points that are nearer say by themselves where the line runs."""
_SHORTEST_M, _SHORTEST_SHARE = 50.0, 0.5
"""A stretch counts where it is as long as this, or as this share of the line: less may be chance."""

_Match = tuple[NDArray[np.int32], float]
"""Segments, and the share of the line that they cover."""


class LineMatcher:
    """Matches to one network; lines of any length take bounded work."""

    def __init__(self, network: RoadNetwork, index: SpatialIndex) -> None:
        """Match to `network`, whose segments `index` finds."""
        self._network = network
        self._index = index

    def match_line(self, line: Sequence[LonLat]) -> NDArray[np.int32]:
        """Return the segments that a line in driving direction follows.

        Parameters
        ----------
        line
            At least two (lon, lat) in degrees.

        Returns
        -------
        (K,) int32 in driving order; empty where the line follows no road. Where it leaves the map, or
        there is no way between two of its stretches, the stretches follow each other.
        """
        vertices = samples_at(line)
        if vertices is None or vertices.step_m < _FAR_APART_M:
            return self._best(_HALF, (samples_along(line), DENSE))
        return self._best(_HALF, (samples_along(line), DENSE), (vertices, SPARSE))

    def match_points(self, points: Sequence[LonLat]) -> NDArray[np.int32]:
        """Return the segments of the way over points that lie on it, as `match_line` does."""
        return self._best(_TOUCHED, (samples_at(points), SPARSE), (samples_along(points), DENSE))

    @cached_property
    def _graph(self) -> ArcGraph:
        return ArcGraph(self._network)

    def _best(self, least_covered: float, *ways: tuple[Samples | None, Steps]) -> NDArray[np.int32]:
        """Return what the first way gives that covers enough, else the one that covers most."""
        best: _Match = (np.zeros(0, np.int32), 0.0)
        for samples, steps in ways:
            match = self._match(samples, steps, least_covered)
            if match[1] > best[1]:
                best = match
            if best[1] >= _ENOUGH_COVERED:
                break
        return best[0]

    def _match(self, samples: Samples | None, steps: Steps, least_covered: float) -> _Match:
        none = np.zeros(0, np.int32)
        if samples is None:
            return none, 0.0
        candidates = candidates_of(self._network, self._index, samples)
        reach = ArcReach(self._graph)
        search = Viterbi(self._graph, reach, candidates, steps)
        chains, covered_m = [none], 0.0
        for states in search.stretches(samples):
            first, last = candidates.sample[[states[0], states[-1]]].tolist()
            stretch_m = float(samples.at_m[last] - samples.at_m[first])
            if stretch_m > 0 and stretch_m >= min(_SHORTEST_M, _SHORTEST_SHARE * samples.length_m):
                chains.append(chain_of(self._network, reach, candidates, states, least_covered))
                covered_m += stretch_m
        return np.concatenate(chains), covered_m / samples.length_m
