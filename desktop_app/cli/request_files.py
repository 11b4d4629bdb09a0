"""Files of route requests, one JSON object a line."""

from pathlib import Path

from desktop_app.dispatch.commands import AddRoute
from desktop_app.errors import RequestError
from desktop_app.input_file import TooLargeError, read_bounded
from desktop_app.routing.request_line import parse_request_line

MOST_BYTES = 64 * 1024 * 1024


def read_lines(path: Path) -> list[str]:
    """Return the lines of a request file that are not blank.

    Raises
    ------
    RequestError
        The file cannot be read, or is too large.
    """
    try:
        text = read_bounded(path, MOST_BYTES).decode("utf-8", "replace")
    except TooLargeError as error:
        raise RequestError(f"{path}: larger than {MOST_BYTES >> 20} MiB; split the requests.") from error
    except OSError as error:
        raise RequestError(
            f"{path}: cannot be read ({error.strerror}); check the path of --requests."
        ) from error
    return [line for line in text.split("\n") if line.strip()]


def read_routes(path: Path) -> list[AddRoute]:
    """Return the routes to watch; those without an id are numbered from "1".

    Raises
    ------
    RequestError
        A line is no request, or two have one id; the line is named.
    """
    routes: dict[str, AddRoute] = {}
    for number, line in enumerate(read_lines(path), start=1):
        try:
            parsed = parse_request_line(line, number)
        except RequestError as error:
            raise RequestError(f"{path}: {error}") from error
        if parsed.id in routes:
            raise RequestError(f"{path}: the id {parsed.id!r} stands twice; give each route its own.")
        routes[parsed.id] = AddRoute(id=parsed.id, name=parsed.name, request=parsed.request)
    if not routes:
        raise RequestError(f"{path}: holds no request; give one JSON object a line.")
    return list(routes.values())
