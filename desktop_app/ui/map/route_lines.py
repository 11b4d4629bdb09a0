"""The watched routes as lines in world coordinates, and the stretches that several of them share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.change import RouteView
from desktop_app.ui.map.polylines import Floats, Ints, Polylines
from desktop_app.ui.map.projection import world_x, world_y


@dataclass(frozen=True, slots=True, eq=False)
class RouteLine:
    """One route's way.

    Attributes
    ----------
    x, y
        (P,) world coordinates of the way as driven.
    segments
        (P - 1,) the segment under each stretch between two points, or (0,) where that is not known.
    stops
        (lon, lat) of start, vias and end.
    """

    id: str
    name: str
    x: Floats
    y: Floats
    segments: Ints
    stops: tuple[tuple[float, float], ...]
    watching: bool

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """World box (left, top, right, bottom), or None without a way."""
        if not len(self.x):
            return None
        return float(self.x.min()), float(self.y.min()), float(self.x.max()), float(self.y.max())


def route_line(view: RouteView) -> RouteLine:
    """Return the line of a route as the planner tells it."""
    pairs = np.frombuffer(view.line, "<f8").reshape(-1, 2)
    segments = np.frombuffer(view.segments, "<i4").astype(np.int64)
    x, y = world_x(pairs[:, 0]), world_y(pairs[:, 1])
    if len(segments) != len(x) - 1:
        segments = segments[:0]
    stops = tuple((stop.lon, stop.lat) for stop in view.stops)
    return RouteLine(view.id, view.name, x, y, segments, stops, view.watching)


def pieces_beside(old: RouteLine, new: RouteLine) -> Polylines:
    """Return the parts of an old way that the new one does not drive."""
    if not len(old.x):
        return Polylines.of(np.zeros(1, np.int64), old.x, old.y)
    if not len(old.segments):
        return Polylines.of(np.array([0, len(old.x)]), old.x, old.y)
    gone = ~np.isin(old.segments, new.segments)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], gone, [False]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2] + 1
    points = [np.arange(start, end) for start, end in zip(starts, ends, strict=True)]
    if not points:
        return Polylines.of(np.zeros(1, np.int64), old.x[:0], old.y[:0])
    first = np.concatenate([[0], np.cumsum(ends - starts)])
    where = np.concatenate(points)
    return Polylines.of(first, old.x[where], old.y[where])


def lanes(routes: list[RouteLine], segment_twin: NDArray[np.int32]) -> dict[str, Floats]:
    """Return how far each point of each route lies beside its road, so that shared stretches show all.

    Returns
    -------
    By route id (P,) offsets in lanes, positive to the right of the way; only routes that share a road.
    """
    known = [route for route in routes if len(route.segments)]
    if not known:
        return {}
    segment = np.concatenate([route.segments for route in known])
    twin = segment_twin[segment]
    road = np.where(twin >= 0, np.minimum(segment, twin), segment)
    owner = np.repeat(np.arange(len(known)), [len(route.segments) for route in known])
    # One whole number for a road and a route on it: numbers are sorted far faster than pairs.
    pairs, sample, of_pair = np.unique(
        road.astype(np.int64) * len(known) + owner, return_index=True, return_inverse=True
    )
    _, first, counts = np.unique(pairs // len(known), return_index=True, return_counts=True)
    place = np.arange(len(pairs)) - np.repeat(first, counts)
    middle = (np.repeat(counts, counts) - 1) / 2
    # Lanes are counted from the right of the first route on a road, whichever way the others drive it.
    leader = np.repeat(segment[sample[first]], counts)[of_pair.ravel()]
    lane = (place - middle)[of_pair.ravel()] * np.where(segment == leader, 1.0, -1.0)
    bounds = np.cumsum([0] + [len(route.segments) for route in known])
    found = {}
    for route, start, end in zip(known, bounds[:-1], bounds[1:], strict=True):
        mine = lane[start:end]
        if mine.any():
            found[route.id] = (np.concatenate([mine[:1], mine]) + np.concatenate([mine, mine[-1:]])) / 2
    return found
