"""Ways round: what it costs to drive a route where a part of it is closed or slow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.arc_graph import ArcGraph
from desktop_app.routing.engine import PartialArc
from desktop_app.routing.networkx_engine import AStarEngine
from desktop_app.routing.request import Weights
from desktop_app.routing.turns import build_turn_graph


@dataclass(frozen=True, slots=True, eq=False)
class Detour:
    """A way from a route's first arc to its last.

    Attributes
    ----------
    segments
        (n,) in driving order.
    time_ms
        Whole milliseconds, both ends included.
    """

    segments: NDArray[np.int64]
    time_ms: int


class DetourFinder:
    """Finds cheapest ways on one network."""

    def __init__(self, network: RoadNetwork) -> None:
        """Prepare the search on `network`."""
        self._network = network
        self._engine = AStarEngine(ArcGraph(network, build_turn_graph(network)))
        self._version = 0

    def way(
        self, from_segment: int, to_segment: int, segment_ms: NDArray[np.int32], closed: NDArray[np.int64]
    ) -> Detour | None:
        """Return the cheapest way from the arc of one segment to that of another; None where there is none.

        Parameters
        ----------
        segment_ms
            (S,) what each segment costs, milliseconds.
        closed
            (n,) segments that cannot be passed.
        """
        network = self._network
        mask = np.zeros(network.segment_count, dtype=bool)
        mask[closed] = True
        self._version += 1
        self._engine.customize(Weights(self._version, segment_ms, mask))
        first, last = int(network.segment_arc[from_segment]), int(network.segment_arc[to_segment])
        end_ms = int(segment_ms[network.arc_segments(last)].sum())
        found = self._engine.query([PartialArc(first, 0)], [PartialArc(last, end_ms)])
        if found is None:
            return None
        runs = [np.arange(run.start, run.stop) for run in map(network.arc_segments, found.arcs)]
        start_ms = int(segment_ms[network.arc_segments(first)].sum())
        return Detour(np.concatenate(runs).astype(np.int64), found.cost_ms + start_ms)
