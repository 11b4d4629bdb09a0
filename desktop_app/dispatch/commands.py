"""Everything that can be told to the planner: one inbox, one kind of value.

The same structs cross the pipe between the processes as msgspec bytes.
"""

import msgspec

from desktop_app.roadnet.road_rules import VehicleSize
from desktop_app.routing.request import LonLat, RouteRequest
from desktop_app.traffic.words import SourceHealth, Word


class _Command(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The root of all commands; the tag is the class's name."""


class AddRoute(_Command, frozen=True, kw_only=True):
    """Put a route under watch.

    Attributes
    ----------
    id
        The route's key; an existing route with it is replaced.
    colour
        ``#rrggbb``, or empty to let the window choose.
    """

    id: str
    name: str
    request: RouteRequest
    colour: str = ""
    watching: bool = True


class RemoveRoute(_Command, frozen=True, kw_only=True):
    """Forget a route."""

    id: str


class ChangeRoute(_Command, frozen=True, kw_only=True):
    """Rename a route, recolour it, switch its watch, move its stops or avoid roads; None leaves as it is.

    Attributes
    ----------
    stops
        Start, places to pass and end; the way is then sought anew.
    avoid
        All roads that it must not drive from now on, as in a request.
    """

    id: str
    name: str | None = None
    colour: str | None = None
    watching: bool | None = None
    stops: tuple[LonLat, ...] | None = None
    avoid: tuple[tuple[int, ...], ...] | None = None


def changed_request(request: RouteRequest, change: ChangeRoute) -> RouteRequest:
    """Return a route's request after a change of its stops, or of the roads that it avoids."""
    if change.stops is not None:
        request = request.with_stops(change.stops)
    return request if change.avoid is None else msgspec.structs.replace(request, avoid=change.avoid)


class LookAt(_Command, frozen=True, kw_only=True):
    """What is on the screen: these routes are brought up to date first from now on, then the late ones."""

    routes: tuple[str, ...]


class AskWays(_Command, frozen=True, kw_only=True):
    """Find other ways for a watched route; the change carries them under `query_id`."""

    query_id: str
    id: str


class AskDirections(_Command, frozen=True, kw_only=True):
    """Tell a watched route's way step by step; the change carries the steps under `query_id`."""

    query_id: str
    id: str


class TakeWay(_Command, frozen=True, kw_only=True):
    """Put a watched route on a way that was offered for it; refused where it may not be driven now.

    Attributes
    ----------
    id
        The route's.
    query_id, number
        Of the question that offered the way, and its place in the answer.
    """

    id: str
    query_id: str
    number: int


class AskRoute(_Command, frozen=True, kw_only=True):
    """Compute a route once, without watching it; the change carries the answer under `query_id`."""

    query_id: str
    request: RouteRequest


class AskMatrix(_Command, frozen=True, kw_only=True):
    """Compute what all ways between some points cost; the change carries the answer under `query_id`.

    Attributes
    ----------
    profile, size
        Of the vehicle, as in a route request.
    with_distances
        Their lengths too.
    """

    query_id: str
    points: tuple[LonLat, ...]
    profile: str = "car"
    size: VehicleSize | None = None
    with_distances: bool = False


class AskReach(_Command, frozen=True, kw_only=True):
    """Compute the ground that is reached from a place within some minutes; answered under `query_id`."""

    query_id: str
    place: LonLat
    minutes: tuple[float, ...]
    profile: str = "car"
    size: VehicleSize | None = None


class EditDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A manual word on roads, as the dispatcher gives it.

    Attributes
    ----------
    chains
        Chains of neighbouring OSM nodes, each in driving direction; one a direction.
    action
        ``close``, ``speed`` or ``open``.
    speed_kph
        1 to 250, with ``speed`` only.
    until_ms
        End of the edit, milliseconds since 1970, UTC; None until it is removed.
    """

    chains: tuple[tuple[int, ...], ...]
    action: str
    speed_kph: float | None = None
    reason: str = ""
    until_ms: int | None = None


class AskWhatIf(_Command, frozen=True, kw_only=True):
    """Find out what edits would do to the watched routes, without making them; answered under `query_id`."""

    query_id: str
    drafts: tuple[EditDraft, ...]


class AddEdit(_Command, frozen=True, kw_only=True):
    """Close, slow or open roads by hand; can be undone."""

    draft: EditDraft


class RestoreEdit(_Command, frozen=True, kw_only=True):
    """Put back an edit of an earlier session or process, with its id; not an entry for undo."""

    id: str
    draft: EditDraft
    made_ms: int


class RemoveEdit(_Command, frozen=True, kw_only=True):
    """Take a manual word back; can be undone."""

    id: str


class Undo(_Command, frozen=True, kw_only=True):
    """Take back the newest change of the edits."""


class Redo(_Command, frozen=True, kw_only=True):
    """Do again what was taken back last."""


class AcknowledgeAlert(_Command, frozen=True, kw_only=True):
    """The dispatcher has seen an alert."""

    id: str


class ReplaceFeed(_Command, frozen=True, kw_only=True):
    """A snapshot: these words are all that the feed says now. An empty one voids the feed."""

    words: tuple[Word, ...]


class ApplyFeed(_Command, frozen=True, kw_only=True):
    """A delta of the feed."""

    words: tuple[Word, ...]


class FeedHeartbeat(_Command, frozen=True, kw_only=True):
    """The feed's word on the health of its sources.

    Attributes
    ----------
    server_ahead_ms
        The server's clock minus ours; instants in words are on the server's clock.
    is_estimate
        No heartbeat has told the server's time yet.
    """

    sources: tuple[SourceHealth, ...] | None
    server_ahead_ms: int
    is_estimate: bool = False


class FeedStatus(_Command, frozen=True, kw_only=True):
    """Where the connection stands.

    Attributes
    ----------
    state
        ``connecting``, ``live``, ``stale`` or ``lost``.
    heard_ms
        Our instant of the last sign of life, or None.
    rejected
        Messages and updates refused by the wire rules since the process began, by reason.
    message
        The last trouble of the connection, in words; may be empty.
    """

    state: str
    seq: int
    heard_ms: int | None
    rejected: dict[str, int]
    message: str = ""


class Tick(_Command, frozen=True, kw_only=True):
    """Time passes: words expire and start."""


Question = AskRoute | AskWays | AskDirections | AskMatrix | AskReach | AskWhatIf
"""What is answered in the change, and changes nothing."""

Command = (
    AddRoute
    | RemoveRoute
    | ChangeRoute
    | LookAt
    | AskRoute
    | AskWays
    | AskDirections
    | TakeWay
    | AskMatrix
    | AskReach
    | AskWhatIf
    | AddEdit
    | RestoreEdit
    | RemoveEdit
    | Undo
    | Redo
    | AcknowledgeAlert
    | ReplaceFeed
    | ApplyFeed
    | FeedHeartbeat
    | FeedStatus
    | Tick
)
