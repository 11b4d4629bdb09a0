"""Answering route requests once: a planner that hears the speeds and closures of the command line."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.clock import Clock
from desktop_app.dispatch.change import RouteReply
from desktop_app.dispatch.commands import ApplyFeed, AskMatrix, AskReach, AskRoute
from desktop_app.dispatch.planner import Planner
from desktop_app.dispatch.replies import MatrixReply, ReachReply
from desktop_app.dispatch.settings import PlannerSettings
from desktop_app.roadnet.map_data import MapData
from desktop_app.roadnet.spatial_index import SpatialIndex
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.traffic.circles import circle_closures
from desktop_app.traffic.speed_file import read_speed_file


class Answering:
    """Answers any number of requests by one version of the weights."""

    def __init__(self, data: MapData, clock: Clock) -> None:
        """Answer on a map, at first with every road free."""
        self._network = data.network
        self._clock = clock
        self._index = SpatialIndex(data.network, data.index)
        self._planner = Planner(data.network, clock, PlannerSettings(), index=self._index, order=data.order)
        self._version = self._planner.handle([]).version

    @property
    def weights_version(self) -> int:
        """The version that the last answer came from."""
        return self._version

    def hear_speed_file(self, path: Path) -> tuple[str, ...]:
        """Take the speeds of a file; return a sentence for each line that cannot be used.

        Raises
        ------
        SpeedsFileError
            Nothing of the file can be used.
        """
        speeds = read_speed_file(path, self._clock.now_ms())
        change = self._planner.handle([ApplyFeed(words=speeds.words)])
        missed = change.feed.rejected.get("unknown_place", 0) if change.feed is not None else 0
        if missed:
            return (*speeds.refused, f"{path}: {missed} pairs of nodes are not on this map and are left out.")
        return speeds.refused

    def close_circles(self, circles: Sequence[tuple[LonLat, float]]) -> None:
        """Close every segment with a point in one of the circles, each a middle and a radius in metres."""
        now_ms = self._clock.now_ms()
        words = [
            word
            for middle, radius_m in circles
            for word in circle_closures(
                self._network, self._index, lon=middle.lon, lat=middle.lat, radius_m=radius_m, now_ms=now_ms
            )
        ]
        if words:
            self._planner.handle([ApplyFeed(words=tuple(words))])

    def answer(self, request: RouteRequest) -> RouteReply:
        """Return the answer to a request."""
        change = self._planner.handle([AskRoute(query_id="cli", request=request)])
        self._version = change.version
        return change.replies[0]

    def matrix(self, question: AskMatrix) -> MatrixReply:
        """Return what all ways between some points cost."""
        return self._planner.handle([question]).matrices[0]

    def reach(self, question: AskReach) -> ReachReply:
        """Return the ground that is reached from a place."""
        return self._planner.handle([question]).reaches[0]
