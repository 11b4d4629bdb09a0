"""What is asked of the router, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.roadnet.tables import CAR
from desktop_app.routing.on_time.outlook import OnTime


class EngineName(StrEnum):
    """The engines that can be asked for."""

    CCH = "cch"
    ASTAR = "astar"
    DIJKSTRA = "dijkstra"


class ErrorCode(StrEnum):
    """Why a request has no route, in the words of contract and OSRM."""

    NO_ROUTE = "NoRoute"
    NO_SEGMENT = "NoSegment"
    INVALID_REQUEST = "InvalidRequest"


class LonLat(msgspec.Struct, frozen=True, array_like=True):
    """A place on the map in degrees."""

    lon: float
    lat: float


class RouteRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A route is asked for.

    Attributes
    ----------
    start, end
        Where to drive from and to.
    via
        Places to pass, in order.
    engine
        Which engine computes it; all agree on the cost.
    profile
        Name of the vehicle's profile.
    size
        The vehicle's; the profile's where it is None.
    alternatives
        How many other ways are wanted, see `Router.answer_with_alternatives`.
    deadline_s
        How long the trip may take, where the best chance of that is asked for; see `Router.answer_in_time`.
    avoid
        Roads that this route must not drive: chains of neighbouring OSM nodes in driving direction.
    """

    start: LonLat
    end: LonLat
    via: tuple[LonLat, ...] = ()
    engine: EngineName = EngineName.CCH
    alternatives: int = 0
    profile: str = CAR
    size: VehicleSize | None = None
    deadline_s: float | None = None
    avoid: tuple[tuple[int, ...], ...] = ()

    @property
    def stops(self) -> tuple[LonLat, ...]:
        """Start, vias and end, in order."""
        return (self.start, *self.via, self.end)

    def with_stops(self, stops: tuple[LonLat, ...]) -> "RouteRequest":
        """Return the request between other stops; the same where there are not two of them."""
        if len(stops) < 2:  # noqa: PLR2004 - a start and an end
            return self
        start, *via, end = stops
        return msgspec.structs.replace(self, start=start, via=tuple(via), end=end)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What driving costs at one moment; all answers of one version come from the same arrays.

    Attributes
    ----------
    version
        Goes up by one with each change.
    segment_ms
        (S,) int32 whole milliseconds to drive each segment.
    closed
        (S,) bool: the segment must not be passed.
    """

    version: int
    segment_ms: NDArray[np.int32]
    closed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Snapped:
    """A place put on the road.

    Attributes
    ----------
    segment
        The segment that was found nearest.
    fraction
        Where on it, 0 at its tail, 1 at its head.
    lon, lat
        The point on the road, degrees.
    distance_m
        From the place asked for.
    moved
        It was put on another road than the nearest, since from there no way led on, or it is closed.
    """

    segment: int
    fraction: float
    lon: float
    lat: float
    distance_m: float
    moved: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """The way from one stop to the next.

    Attributes
    ----------
    segments
        (K,) int32 in driving order, at least one.
    start_fraction, end_fraction
        Where the leg begins on its first and ends on its last segment.
    turns_ms
        (A,) int32: what the turn into each of its A arcs costs, independent of the weights; that into the
        first is 0 unless the leg begins with turning round.
    """

    segments: NDArray[np.int32]
    start_fraction: float
    end_fraction: float
    turns_ms: NDArray[np.int32]

    @property
    def turn_ms(self) -> int:
        """What all its turns cost, milliseconds."""
        return int(self.turns_ms.sum(dtype=np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The way of a whole route; its functions are in `routing.path`."""

    legs: tuple[Leg, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RouteAnswer:
    """The answer to a request.

    Attributes
    ----------
    path
        None where there is none; then `error` says why.
    duration_ms, free_flow_ms
        Time of the path by the weights, and with every road free.
    snapped
        Each stop on the road, in order, as far as they were found.
    on_time
        The chances that the path was chosen by, where there is a deadline.
    alternatives
        Other ways, each as an answer of its own; the most promising first.
    """

    request: RouteRequest
    weights_version: int
    snapped: tuple[Snapped, ...]
    path: Path | None
    duration_ms: int
    free_flow_ms: int
    error: ErrorCode | None = None
    message: str = ""
    on_time: OnTime | None = None
    alternatives: "tuple[RouteAnswer, ...]" = ()
