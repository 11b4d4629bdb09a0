"""What the planner says after each batch of commands: one value, of which each view takes its part."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from desktop_app.dispatch.replies import DirectionsReply, MatrixReply, ReachReply, WaysReply, WhatIfReply
from desktop_app.routing.answer_document import AnswerDocument
from desktop_app.routing.request import LonLat

SEGMENT_STATE = np.dtype(
    [
        ("segment", "<i4"),
        ("time_ms", "<i4"),
        ("speed_kph", "<f4"),
        ("said_ms", "<i8"),
        ("source", "<i2"),
        ("flags", "<u1"),
    ]
)
"""One changed segment, packed: its time with all delays, its speed (0 where nobody says one), the instant of
the deciding word (0: none), the deciding source's number in `PlannerChange.sources` (-1: none), and flags."""

HAS_WORD = 1
"""Somebody says a speed, a delay or a closure; without this bit the segment is *unknown*."""
CLOSED = 2
MANUAL = 4
"""A manual edit decides."""
INCIDENT = 8
DELAYED = 16
"""Delays in seconds add to the time."""


class RouteView(msgspec.Struct, frozen=True, kw_only=True):
    """A watched route as it stands.

    Attributes
    ----------
    duration_ms
        None where there is no way.
    free_flow_ms, delay_ms
        Time of the same way with every road free, and what is lost over it.
    rerouted
        The way is another one than in the view before.
    line
        The way as driven: float64 pairs lon, lat, little endian; empty where there is none.
    segments
        The way's segments, int32 little endian.
    state
        ``ok``, ``delayed`` (an alert is raised on it), ``off`` (not watched) or ``no_way``.
    message
        A sentence where there is no way, or where an end was moved; else empty.
    avoid, avoided_streets
        The roads that it must not drive, and what each is called.
    """

    id: str
    name: str
    colour: str
    watching: bool
    stops: tuple[LonLat, ...]
    duration_ms: int | None
    free_flow_ms: int
    delay_ms: int
    distance_m: float
    rerouted: bool
    weights_version: int
    nodes: tuple[int, ...]
    streets: tuple[str, ...]
    line: bytes
    segments: bytes
    state: str
    message: str = ""
    avoid: tuple[tuple[int, ...], ...] = ()
    avoided_streets: tuple[str, ...] = ()


class RouteTime(msgspec.Struct, frozen=True, kw_only=True):
    """A watched route of which only the time changed, or the state with it; the fields are `RouteView`'s."""

    id: str
    duration_ms: int | None
    delay_ms: int
    weights_version: int
    state: str


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One road's part in an alert.

    Attributes
    ----------
    street
        Name, else number, else empty.
    minutes
        What it adds.
    source, age_s
        Who says so, and how old that word is.
    what
        ``speed``, ``delay``, ``incident``, ``closure``, ``manual`` or ``feed``.
    at
        The middle of the stretch, to go there; None for the feed itself.
    text
        The source's own words; may be empty.
    """

    street: str
    minutes: float
    source: str
    age_s: float
    what: str
    at: LonLat | None = None
    text: str = ""


class AlertView(msgspec.Struct, frozen=True, kw_only=True):
    """An alert, as it stands after this change.

    Attributes
    ----------
    kind
        ``delay``, ``closed``, ``no_way`` or ``feed_lost``.
    state
        ``raised``, ``changed`` or ``cleared``.
    priority
        ``high``, ``medium`` or ``low``.
    routes
        Ids of the routes that it concerns.
    cause
        The heaviest first.
    text
        A sentence with names and minutes.
    """

    id: str
    kind: str
    state: str
    priority: str
    routes: tuple[str, ...]
    cause: tuple[Cause, ...]
    text: str
    at_ms: int
    raised_ms: int
    acknowledged: bool = False


class EditView(msgspec.Struct, frozen=True, kw_only=True):
    """A manual edit that holds now.

    Attributes
    ----------
    segments
        int32 little endian.
    streets
        Names of the roads, for the list.
    """

    id: str
    action: str
    speed_kph: float | None
    reason: str
    until_ms: int | None
    made_ms: int
    chains: tuple[tuple[int, ...], ...]
    segments: bytes
    streets: tuple[str, ...]


class EditList(msgspec.Struct, frozen=True, kw_only=True):
    """All edits that hold, and what undo and redo would do (empty: nothing)."""

    edits: tuple[EditView, ...]
    undo_text: str
    redo_text: str


class IncidentView(msgspec.Struct, frozen=True, kw_only=True):
    """An incident or closure of the feed that is live, for a mark on the map."""

    source: str
    id: str
    kind: str
    what: str
    severity: str
    text: str
    at: LonLat
    said_ms: int


class FeedView(msgspec.Struct, frozen=True, kw_only=True):
    """Where the feed stands; `heard_ms` is our instant of its last sign of life, or None."""

    state: str
    seq: int
    heard_ms: int | None
    rejected: dict[str, int]
    message: str = ""


class RouteReply(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to `AskRoute`: the document that scripts get, and the way as the window draws it.

    `route` is None where there is no way; the document's error then says why.
    """

    query_id: str
    document: AnswerDocument
    route: RouteView | None


class PlannerChange(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What changed, and nothing else; views ignore what they do not show.

    Attributes
    ----------
    version
        Of the weights; never goes back within one planner process.
    whole
        The segments of this change replace all that was said before (first change of a process).
    segments
        Packed `SEGMENT_STATE` rows.
    sources
        Names that the rows' source numbers refer to; the whole list whenever it grew, else empty.
    routes, removed_routes
        Routes that are new or whose way or face changed, and ids of those that are gone.
    times
        Routes told before that changed only their time or state; none of them is in `routes`.
    alerts
        Alerts that were raised, changed or cleared, in order; one may be raised and cleared.
    edits, incidents, feed
        The whole list or value where it changed, else None.
    replies, ways, directions, matrices, reaches, what_ifs
        Answers to what was asked.
    notices
        Sentences for the dispatcher: what was refused, and why.
    pending
        Some routes are still to be looked at by this version; they come in the next changes.
    """

    version: int
    at_ms: int
    whole: bool = False
    segments: bytes = b""
    sources: tuple[str, ...] = ()
    routes: tuple[RouteView, ...] = ()
    times: tuple[RouteTime, ...] = ()
    removed_routes: tuple[str, ...] = ()
    alerts: tuple[AlertView, ...] = ()
    edits: EditList | None = None
    incidents: tuple[IncidentView, ...] | None = None
    feed: FeedView | None = None
    replies: tuple[RouteReply, ...] = ()
    ways: tuple[WaysReply, ...] = ()
    directions: tuple[DirectionsReply, ...] = ()
    matrices: tuple[MatrixReply, ...] = ()
    reaches: tuple[ReachReply, ...] = ()
    what_ifs: tuple[WhatIfReply, ...] = ()
    notices: tuple[str, ...] = ()
    pending: bool = False

    def segment_states(self) -> NDArray[np.void]:
        """Return the changed segments as a read-only array of `SEGMENT_STATE`."""
        return np.frombuffer(self.segments, dtype=SEGMENT_STATE)
