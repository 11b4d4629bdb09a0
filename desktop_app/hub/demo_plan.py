"""Finding the spots for the demo: a stretch to jam that can be driven round, and a road to close."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.hub.closures import there_and_back
from desktop_app.hub.detours import Detour, DetourFinder
from desktop_app.hub.jam_fitting import JamFitter, JamPlan
from desktop_app.hub.places import CLASS_WEIGHT
from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.place_index import PlaceIndex
from desktop_app.traffic.times import drive_ms
from desktop_app.traffic.words import NodesPlace

_JAM_SHARE = 0.35
_JAM_M = (400.0, 2_200.0)
_HEADS = (0.5, 0.6, 0.7, 0.8, 0.42)
_CLOSURE_SPOTS = (0.5, 0.4, 0.6, 0.3, 0.7)


def segments_of_chain(index: PlaceIndex, chain: Sequence[int]) -> NDArray[np.int64]:
    """Return the (M,) segments along a chain of OSM nodes; what is not on the map is left out."""
    segments, pair = index.segments_of_pairs(chain[:-1], chain[1:])
    return segments[np.unique(pair, return_index=True)[1]]


class DemoPlanner:
    """Finds the spots on one network, in the traffic of one moment."""

    def __init__(self, network: RoadNetwork, speed_kph: NDArray[np.float64]) -> None:
        """Plan with (S,) speeds of the moment in km/h, NaN where they are unknown."""
        self._network = network
        free_kph = network.segment_free_flow_kph.astype(np.float64)
        kph = np.where(np.isnan(speed_kph), free_kph, speed_kph)
        self._now_ms = drive_ms(network.segment_length_m, kph)
        self._finder = DetourFinder(network)
        self._fitter = JamFitter(network, self._finder, kph)

    def jam(self, route: NDArray[np.int64]) -> JamPlan | None:
        """Return a jam on the weightiest stretch of `route`, (M,) segments, that has a way round, or None."""
        candidates = [
            (self._importance(stretch), -detour.time_ms, number, stretch)
            for number, stretch in enumerate(self._stretches(route))
            if (detour := self._way_round(route, stretch)) is not None
        ]
        if not candidates:
            return None
        return self._fitter.fit(route, max(candidates, key=lambda each: each[:3])[3])

    def closure(self, route: NDArray[np.int64], taken: NDArray[np.int64]) -> NodesPlace | None:
        """Return a road on `route` that can be driven round where it is closed; both are (M,) segments.

        None of it is in `taken`; None where there is no such road.
        """
        network = self._network
        arcs = network.segment_arc[route]
        inner = [int(arc) for arc in arcs if arc not in {arcs[0], arcs[-1]}] if len(arcs) else []
        # A road with a name is understood at once.
        inner = [arc for arc in inner if network.street(arc)] or inner
        for share in _CLOSURE_SPOTS if inner else ():
            arc = inner[int(share * len(inner))]
            closed = np.arange(network.arc_first_segment[arc], network.arc_first_segment[arc + 1])
            twins = network.segment_twin[closed]
            closed = np.concatenate([closed, twins[twins >= 0]]).astype(np.int64)
            if not np.isin(closed, taken).any() and self._way_round(route, closed) is not None:
                return there_and_back(network, arc)
        return None

    def _stretches(self, route: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Return stretches of `route` that could jam; neither its first nor its last arc."""
        length = self._network.segment_length_m[route]
        at_m = np.cumsum(length)
        arcs = self._network.segment_arc[route]
        inner = (arcs != arcs[:1]) & (arcs != arcs[-1:])
        jam_m = float(np.clip(_JAM_SHARE * length.sum(), *_JAM_M))
        for share in _HEADS:
            head_m = share * length.sum()
            stretch = route[inner & (at_m <= head_m) & (at_m > head_m - jam_m)]
            if len(stretch):
                yield stretch

    def _importance(self, stretch: NDArray[np.int64]) -> float:
        """Return how wide the roads of a stretch are, by length."""
        weight = CLASS_WEIGHT[self._network.arc_class[self._network.segment_arc[stretch]]]
        return float(np.average(weight, weights=self._network.segment_length_m[stretch] + 0.1))

    def _way_round(self, route: NDArray[np.int64], closed: NDArray[np.int64]) -> Detour | None:
        return self._finder.way(int(route[0]), int(route[-1]), self._now_ms, closed)
