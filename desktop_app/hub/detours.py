"""Ways round: what it costs to drive a route where a part of it is closed or slow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.arc_graph import ArcGraph
from desktop_app.routing.engine import PartialState, StateCosts, arc_costs
from desktop_app.routing.networkx_engine import AStarEngine
from desktop_app.routing.request import Weights
from desktop_app.routing.turns import build_turn_graph
from desktop_app.routing.vehicle_access import vehicle_access


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
        turns = build_turn_graph(network, vehicle_access(network, network.profiles[0]))
        self._states = turns.states
        self._engine = AStarEngine(ArcGraph(network, turns))

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
        drive_ms, passed = arc_costs(network, Weights(0, segment_ms, mask))
        self._engine.customize(StateCosts(drive_ms[self._states.arc], passed[self._states.arc]))
        first, last = int(network.segment_arc[from_segment]), int(network.segment_arc[to_segment])
        end_ms = int(segment_ms[network.arc_segments(last)].sum())
        found = self._engine.query(
            [PartialState(state, 0) for state in self._states.beginning_on(first)],
            [PartialState(state, end_ms) for state in self._states.ending_on(last)],
        )
        if found is None:
            return None
        arcs = self._states.arc[list(found.states)].tolist()
        runs = [np.arange(run.start, run.stop) for run in map(network.arc_segments, arcs)]
        start_ms = int(segment_ms[network.arc_segments(first)].sum())
        return Detour(np.concatenate(runs).astype(np.int64), found.cost_ms + start_ms)
