"""``greenwave matrix``: what all ways between some points cost."""

import argparse

import msgspec

from desktop_app.cli.points_file import NamedPoint, read_points
from desktop_app.cli.traffic_arguments import prepared_answering
from desktop_app.dispatch.commands import AskMatrix
from desktop_app.errors import BadArgumentError
from desktop_app.routing.cost_documents import MatrixDocument

DONE, NO_ANSWER = 0, 3

_WIDEST_NAME = 20
_CELL = 8
_S_PER_MINUTE = 60


def run(arguments: argparse.Namespace) -> int:
    """Compute the matrix, print it, and return the exit code."""
    points = read_points(arguments.points)
    answering = prepared_answering(arguments)
    question = AskMatrix(
        query_id="cli",
        points=tuple(point.place for point in points),
        profile=arguments.profile or "car",
        size=arguments.vehicle,
        with_distances=arguments.json,
    )
    reply = answering.matrix(question)
    if reply.matrix is None:
        raise BadArgumentError(reply.message)
    if arguments.json:
        print(msgspec.json.encode(reply.matrix).decode())
    else:
        print(matrix_text(reply.matrix, points))
    ways = (
        cell
        for number, row in enumerate(reply.matrix.durations_s)
        for column, cell in enumerate(row)
        if column != number
    )
    return DONE if len(points) == 1 or any(cell is not None for cell in ways) else NO_ANSWER


def matrix_text(matrix: MatrixDocument, points: tuple[NamedPoint, ...]) -> str:
    """Return a matrix as a table of minutes, from each row's point to each column's."""
    labels = [(point.name or f"point {number}")[:_WIDEST_NAME] for number, point in enumerate(points, 1)]
    width = max(map(len, labels))
    head = " " * width + "".join(f"{label[: _CELL - 1]:>{_CELL}}" for label in labels)
    lines = [
        f"{label:<{width}}" + "".join(f"{_minutes(cell):>{_CELL}}" for cell in row)
        for label, row in zip(labels, matrix.durations_s, strict=True)
    ]
    return "\n".join(["minutes from each row to each column", head, *lines])


def _minutes(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds / _S_PER_MINUTE:.1f}"
