"""Answers to what was asked of the planner, as its changes carry them."""

import msgspec

from desktop_app.routing.answer_document import AnswerDocument
from desktop_app.routing.cost_documents import MatrixDocument
from desktop_app.routing.isochrone import Isochrone
from desktop_app.routing.request import ErrorCode


class WayView(msgspec.Struct, frozen=True, kw_only=True):
    """Another way of a watched route.

    Attributes
    ----------
    more_ms
        What it takes more than the present way; negative where it is quicker.
    streets
        Up to three on which it is longest apart from the present way, in driving order.
    line, segments
        As in `RouteView`.
    """

    duration_ms: int
    more_ms: int
    distance_m: float
    streets: tuple[str, ...]
    line: bytes
    segments: bytes


class WaysReply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `AskWays`; the quickest way first, or a sentence where there is none."""

    query_id: str
    route_id: str
    version: int
    ways: tuple[WayView, ...] = ()
    message: str = ""


class DirectionsReply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `AskDirections`; `document` is None where `message` says why there is none.

    Attributes
    ----------
    version
        Of the weights.
    document
        One route, with its steps.
    """

    query_id: str
    route_id: str
    version: int
    name: str = ""
    document: AnswerDocument | None = None
    message: str = ""


class MatrixReply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `AskMatrix`; `matrix` is None where `message` says why there is none."""

    query_id: str
    matrix: MatrixDocument | None
    message: str = ""


class ReachReply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `AskReach`: an area for each limit; none where `message` says why, `error` in a word."""

    query_id: str
    areas: tuple[Isochrone, ...]
    error: ErrorCode | None = None
    message: str = ""


class WhatIfRow(msgspec.Struct, frozen=True, kw_only=True):
    """What would become of one watched route.

    Attributes
    ----------
    now_ms, then_ms
        Its time by the live weights, and by those with the edits; None where there is no way.
    leaves_way
        It would be put on another way, or lose its own.
    streets
        Of the way that it would drive.
    """

    route_id: str
    name: str
    now_ms: int | None
    then_ms: int | None
    leaves_way: bool
    streets: tuple[str, ...]


class WhatIfReply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `AskWhatIf`.

    Attributes
    ----------
    version
        Of the live weights that it was compared with.
    routes
        How many routes were looked at.
    rows
        Those for which anything would be another, the most harmed first.
    message
        Why there is no answer, else empty.
    """

    query_id: str
    version: int
    routes: int = 0
    rows: tuple[WhatIfRow, ...] = ()
    message: str = ""
