"""``greenwave route``: one route, or one answer a request line."""

import argparse

import msgspec

from desktop_app.app.answering import Answering
from desktop_app.cli.request_files import read_lines
from desktop_app.cli.streams import say
from desktop_app.cli.traffic_arguments import prepared_answering
from desktop_app.clock import Clock, SystemClock
from desktop_app.errors import BadArgumentError, RequestError
from desktop_app.routing.answer_document import AnswerDocument, RouteDocument, refusal_document
from desktop_app.routing.exports import geojson_text, gpx_text, kml_text
from desktop_app.routing.request import ErrorCode, RouteRequest
from desktop_app.routing.request_line import engine_named, parse_request_line

DONE, BAD_INPUT, NO_ANSWER = 0, 2, 3


def run(arguments: argparse.Namespace) -> int:
    """Answer what is asked, and return the exit code."""
    clock = SystemClock()
    _check(arguments, clock)
    lines = read_lines(arguments.requests) if arguments.requests is not None else []
    answering = prepared_answering(arguments)
    if arguments.requests is not None:
        for number, line in enumerate(lines, start=1):
            print(_encoded(_answer_line(answering, line, number, arguments, clock)))
        return DONE
    request = RouteRequest(start=arguments.start, end=arguments.end, via=tuple(arguments.via))
    return _print(answering.answer(_as_asked(request, arguments, clock)).document, arguments)


def _check(arguments: argparse.Namespace, clock: Clock) -> None:
    """Refuse what does not go together before the map is opened."""
    if arguments.requests is not None:
        if arguments.start or arguments.end or arguments.via:
            raise BadArgumentError("--requests brings its own places; leave out --from, --to and --via.")
        if not arguments.json:
            raise BadArgumentError("--requests answers in JSON only; add --json.")
    elif arguments.start is None or arguments.end is None:
        raise BadArgumentError("a route needs --from LAT,LON and --to LAT,LON, or --requests FILE.jsonl.")
    if arguments.engine is not None:
        engine_named(arguments.engine)
    if arguments.deadline is not None:
        arguments.deadline.seconds_from(clock.now_ms())


def _as_asked(request: RouteRequest, arguments: argparse.Namespace, clock: Clock) -> RouteRequest:
    """Return the request with the engine, the vehicle and the deadline that the arguments name."""
    if arguments.engine is not None:
        request = msgspec.structs.replace(request, engine=engine_named(arguments.engine))
    if arguments.alternatives is not None:
        request = msgspec.structs.replace(request, alternatives=arguments.alternatives)
    if arguments.profile is not None:
        request = msgspec.structs.replace(request, profile=arguments.profile)
    if arguments.vehicle is not None:
        request = msgspec.structs.replace(request, size=arguments.vehicle)
    if arguments.deadline is not None:
        deadline_s = arguments.deadline.seconds_from(clock.now_ms())
        request = msgspec.structs.replace(request, deadline_s=deadline_s)
    return request


def _answer_line(
    answering: Answering, line: str, number: int, arguments: argparse.Namespace, clock: Clock
) -> AnswerDocument:
    try:
        request = parse_request_line(line, number).request
    except RequestError as error:
        return refusal_document(str(error), answering.weights_version)
    return answering.answer(_as_asked(request, arguments, clock)).document


def _print(document: AnswerDocument, arguments: argparse.Namespace) -> int:
    if document.error is not None and document.error.code is ErrorCode.INVALID_REQUEST:
        raise BadArgumentError(document.error.message)
    if arguments.json:
        print(_encoded(document))
    elif arguments.gpx:
        print(gpx_text(document))
    elif arguments.geojson:
        print(geojson_text(document))
    elif arguments.kml:
        print(kml_text(document))
    elif document.error is not None:
        say(document.error.message)
    else:
        print(route_text(document.routes[0], document.message))
        for number, other in enumerate(document.routes[1:], start=1):
            later = (other.duration_s - document.routes[0].duration_s) / 60
            print(f"alternative {number}, {later:+.1f} min: {route_text(other, '')}")
    return NO_ANSWER if document.error is not None else DONE


def route_text(route: RouteDocument, message: str) -> str:
    """Return a route in words."""
    minutes, free_minutes = route.duration_s / 60, route.free_flow_s / 60
    lines = [
        f"{route.distance_m / 1000:.2f} km, {minutes:.1f} min ({free_minutes:.1f} min with free roads)",
        "over " + ", ".join(street or "unnamed road" for street in route.streets),
    ]
    if isinstance(route.deadline_s, float) and isinstance(route.std_s, float):
        lines.append(
            f"on time within {route.deadline_s / 60:.1f} min with a chance of {route.on_time_chance:.0%}"
            f" (standard deviation {route.std_s / 60:.1f} min)"
        )
    return "\n".join([*lines, message] if message else lines)


def _encoded(document: AnswerDocument) -> str:
    return msgspec.json.encode(document).decode()
