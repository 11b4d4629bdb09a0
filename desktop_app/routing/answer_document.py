"""An answer as the JSON that scripts rely on: the words and units of the contract."""

from collections.abc import Iterable

import msgspec

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.routing.directions.guide import Guide, Guides
from desktop_app.routing.directions.step import Step
from desktop_app.routing.on_time.outlook import OnTime
from desktop_app.routing.path import (
    leg_distance_m,
    leg_duration_ms,
    path_distance_m,
    path_line,
    path_nodes,
    path_streets,
    path_ways,
)
from desktop_app.routing.request import ErrorCode, Path, RouteAnswer, Snapped, Weights

_MS_PER_S = 1000


class PlaceDocument(msgspec.Struct, frozen=True):
    """A stop on the road; `moved` where it is not the nearest one."""

    lon: float
    lat: float
    distance_m: float
    moved: bool


class SnappedDocument(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """All stops on the road; None where none was found."""

    start: PlaceDocument | None
    end: PlaceDocument | None
    via: tuple[PlaceDocument, ...] = ()


class LegDocument(msgspec.Struct, frozen=True):
    """The way from one stop to the next."""

    distance_m: float
    duration_s: float


class StepDocument(msgspec.Struct, frozen=True):
    """One instruction; types and modifiers are those of OSRM's route API.

    Attributes
    ----------
    location
        Longitude and latitude in degrees.
    distance_m, duration_s
        To the next step.
    street
        The name of the road behind it, else its number.
    ref, destination, exit_ref
        That road's number, what signs say (parted by semicolons), the number of a motorway's exit.
    """

    type: str
    modifier: str | None
    street: str
    exit: int | None
    distance_m: float
    duration_s: float
    location: tuple[float, float]
    text: str
    ref: str = ""
    destination: str = ""
    exit_ref: str = ""


class OutlookDocument(msgspec.Struct, frozen=True):
    """What a route between the fastest and the least uncertain one promises."""

    mean_s: float
    std_s: float
    chance: float


class RouteDocument(msgspec.Struct, frozen=True):
    """A route; `geometry` is longitudes and latitudes in degrees, as driven.

    Attributes
    ----------
    deadline_s, mean_s, std_s, on_time_chance, frontier, frontier_complete
        Only where a deadline is asked for, as in `on_time.outlook`; `mean_s` is `duration_s`.
    """

    distance_m: float
    duration_s: float
    free_flow_s: float
    geometry: list[tuple[float, float]]
    nodes: tuple[int, ...]
    ways: tuple[int, ...]
    streets: tuple[str, ...]
    legs: tuple[LegDocument, ...]
    steps: tuple[StepDocument, ...]
    deadline_s: float | msgspec.UnsetType = msgspec.UNSET
    mean_s: float | msgspec.UnsetType = msgspec.UNSET
    std_s: float | msgspec.UnsetType = msgspec.UNSET
    on_time_chance: float | msgspec.UnsetType = msgspec.UNSET
    frontier: tuple[OutlookDocument, ...] | msgspec.UnsetType = msgspec.UNSET
    frontier_complete: bool | msgspec.UnsetType = msgspec.UNSET


class ErrorDocument(msgspec.Struct, frozen=True):
    """Why there is no route, with a sentence."""

    code: ErrorCode
    message: str


class AnswerDocument(msgspec.Struct, frozen=True):
    """An answer.

    Attributes
    ----------
    engine
        None where the request was too broken to say.
    message
        What else a person should know, such as that an end was moved; may be empty.
    """

    engine: str | None
    weights_version: int
    snapped: SnappedDocument | None
    routes: tuple[RouteDocument, ...]
    error: ErrorDocument | None
    message: str = ""


def answer_document(
    answer: RouteAnswer, network: RoadNetwork, weights: Weights, guides: Guides | None = None
) -> AnswerDocument:
    """Return `answer` as a document.

    Parameters
    ----------
    weights
        Those by which the answer was made.
    guides
        Give the steps; made for this one answer where there are none.
    """
    error = None if answer.error is None else ErrorDocument(answer.error, answer.message)
    routes: tuple[RouteDocument, ...] = ()
    if answer.path is not None:
        guide = (guides or Guides(network)).of(answer.request.profile)
        found = [answer, *answer.alternatives]
        routes = tuple(
            _route(each, each.path, network, weights, guide) for each in found if each.path is not None
        )
        if answer.on_time is not None:
            routes = (_with_chances(routes[0], answer.on_time), *routes[1:])
    return AnswerDocument(
        engine=answer.request.engine,
        weights_version=answer.weights_version,
        snapped=_snapped(answer),
        routes=routes,
        error=error,
        message="" if error else answer.message,
    )


def refusal_document(message: str, weights_version: int) -> AnswerDocument:
    """Return the answer to a request that is none; `message` says why."""
    error = ErrorDocument(ErrorCode.INVALID_REQUEST, message)
    return AnswerDocument(None, weights_version, None, (), error)


def _snapped(answer: RouteAnswer) -> SnappedDocument | None:
    places = [_place(snapped) for snapped in answer.snapped]
    if not places:
        return None
    complete = len(places) == len(answer.request.stops)
    last = places[-1] if complete else None
    return SnappedDocument(places[0], last, tuple(places[1:-1] if complete else places[1:]))


def _place(snapped: Snapped) -> PlaceDocument:
    return PlaceDocument(snapped.lon, snapped.lat, snapped.distance_m, snapped.moved)


def _route(
    answer: RouteAnswer, path: Path, network: RoadNetwork, weights: Weights, guide: Guide
) -> RouteDocument:
    legs = tuple(
        LegDocument(leg_distance_m(leg, network), leg_duration_ms(leg, weights) / _MS_PER_S)
        for leg in path.legs
    )
    return RouteDocument(
        distance_m=path_distance_m(path, network),
        duration_s=answer.duration_ms / _MS_PER_S,
        free_flow_s=answer.free_flow_ms / _MS_PER_S,
        geometry=[(lon, lat) for lon, lat in path_line(path, network).tolist()],
        nodes=path_nodes(path, network),
        ways=path_ways(path, network),
        streets=path_streets(path, network),
        legs=legs,
        steps=_steps(guide.steps(answer, weights)),
    )


def _with_chances(route: RouteDocument, on_time: OnTime) -> RouteDocument:
    frontier = tuple(
        OutlookDocument(each.mean_ms / _MS_PER_S, each.std_ms / _MS_PER_S, each.chance)
        for each in on_time.frontier
    )
    best = frontier[on_time.chosen]
    return msgspec.structs.replace(
        route,
        deadline_s=on_time.deadline_ms / _MS_PER_S,
        mean_s=best.mean_s,
        std_s=best.std_s,
        on_time_chance=best.chance,
        frontier=frontier,
        frontier_complete=on_time.is_complete,
    )


def _steps(steps: Iterable[Step]) -> tuple[StepDocument, ...]:
    return tuple(
        StepDocument(
            type=step.type,
            modifier=step.modifier,
            street=step.street,
            exit=step.exit,
            distance_m=step.distance_m,
            duration_s=step.duration_ms / _MS_PER_S,
            location=(step.lon, step.lat),
            text=step.text,
            ref=step.ref,
            destination=step.destination,
            exit_ref=step.exit_ref,
        )
        for step in steps
    )
