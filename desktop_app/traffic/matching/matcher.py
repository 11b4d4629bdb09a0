"""Matching lines and lists of points to the directed segments that they follow."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.traffic.matching.arc_reach import ArcGraph, ArcReach
from desktop_app.traffic.matching.candidates import Candidates, candidates_of, candidates_of_many
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

_LINES_AT_ONCE = 64

_Match = tuple[NDArray[np.int32], float]
"""Segments, and the share of the line that they cover."""


class LineMatcher:
    """Matches to one network; lines of any length take bounded work."""

    def __init__(self, network: RoadNetwork, index: SpatialIndex) -> None:
        """Match to `network`, whose segments `index` finds."""
        self._network = network
        self._index = index

    def match_lines(self, lines: Sequence[Sequence[LonLat]]) -> list[NDArray[np.int32]]:
        """Return the segments that each of some lines in driving direction follows.

        Parameters
        ----------
        lines
            At least two (lon, lat) in degrees each.

        Returns
        -------
        (K,) int32 each, in driving order; empty where the line follows no road. Where it leaves the map,
        or there is no way between two of its stretches, the stretches follow each other.
        """
        found: list[NDArray[np.int32]] = []
        for first in range(0, len(lines), _LINES_AT_ONCE):
            part = lines[first : first + _LINES_AT_ONCE]
            drawn = [samples_along(line) for line in part]
            some = [samples for samples in drawn if samples is not None]
            candidates = iter(candidates_of_many(self._network, self._index, some))
            for line, samples in zip(part, drawn, strict=True):
                if samples is None:
                    found.append(np.zeros(0, np.int32))
                else:
                    match = self._follow(samples, next(candidates), DENSE, _HALF)
                    found.append(self._or_by_vertices(line, match))
        return found

    def match_line(self, line: Sequence[LonLat]) -> NDArray[np.int32]:
        """Return what `match_lines` does for one line."""
        return self.match_lines([line])[0]

    def match_points(self, points: Sequence[LonLat]) -> NDArray[np.int32]:
        """Return the segments of the way over points that lie on it, as `match_line` does."""
        vertices, drawn = samples_at(points), samples_along(points)
        if vertices is None or drawn is None:
            return np.zeros(0, np.int32)
        match = self._match(vertices, SPARSE, _TOUCHED)
        if match[1] < _ENOUGH_COVERED:
            match = max(match, self._match(drawn, DENSE, _TOUCHED), key=lambda one: one[1])
        return match[0]

    @cached_property
    def _graph(self) -> ArcGraph:
        return ArcGraph(self._network)

    def _or_by_vertices(self, line: Sequence[LonLat], match: _Match) -> NDArray[np.int32]:
        """Return a match, or what the vertices alone give where it covers little and they say little."""
        vertices = samples_at(line) if match[1] < _ENOUGH_COVERED else None
        if vertices is None or vertices.step_m < _FAR_APART_M:
            return match[0]
        return max(match, self._match(vertices, SPARSE, _HALF), key=lambda one: one[1])[0]

    def _match(self, samples: Samples, steps: Steps, least_covered: float) -> _Match:
        candidates = candidates_of(self._network, self._index, samples)
        return self._follow(samples, candidates, steps, least_covered)

    def _follow(self, samples: Samples, candidates: Candidates, steps: Steps, least_covered: float) -> _Match:
        reach = ArcReach(self._graph)
        search = Viterbi(self._graph, reach, candidates, steps)
        chains, covered_m = [np.zeros(0, np.int32)], 0.0
        for states in search.stretches(samples):
            first, last = candidates.sample[[states[0], states[-1]]].tolist()
            stretch_m = float(samples.at_m[last] - samples.at_m[first])
            if stretch_m > 0 and stretch_m >= min(_SHORTEST_M, _SHORTEST_SHARE * samples.length_m):
                chains.append(chain_of(self._network, reach, candidates, states, least_covered))
                covered_m += stretch_m
        return np.concatenate(chains), covered_m / samples.length_m
