"""The messages as they stand on the wire."""

from typing import Annotated, Any

import msgspec

from desktop_app.feed.messages import MOST_PARTS
from desktop_app.feed.strings import LONGEST_KEY

_Seq = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_Key = Annotated[str, msgspec.Meta(max_length=LONGEST_KEY)]
_Part = Annotated[int, msgspec.Meta(ge=1, le=MOST_PARTS)]


class WireMessage(msgspec.Struct, kw_only=True, tag_field="type"):
    """What every message may carry."""

    v: Any = msgspec.UNSET


class WireWelcome(WireMessage, kw_only=True, tag="welcome"):
    """See `messages.Welcome`."""

    epoch: _Key
    seq: _Seq
    heartbeat_s: Annotated[float, msgspec.Meta(gt=0)] | None = None


class WireSnapshot(WireMessage, kw_only=True, tag="snapshot"):
    """See `messages.Snapshot`."""

    epoch: _Key
    seq: _Seq
    part: _Part
    parts: _Part
    updates: msgspec.Raw


class WireDelta(WireMessage, kw_only=True, tag="delta"):
    """See `messages.Delta`."""

    epoch: _Key
    from_seq: _Seq = msgspec.field(name="from")
    to_seq: _Seq = msgspec.field(name="to")
    updates: msgspec.Raw


class WireHeartbeat(WireMessage, kw_only=True, tag="heartbeat"):
    """See `messages.Heartbeat`."""

    seq: _Seq
    ts: str | None = None
    sources: list[msgspec.Raw] | None = None


class WireError(WireMessage, kw_only=True, tag="error"):
    """See `messages.ServerError`."""

    code: str | None = None
    message: str | None = None


class WireSource(msgspec.Struct):
    """One source's health in a heartbeat."""

    source: _Key
    state: str
    age_s: float | None = None


class WireResume(msgspec.Struct):
    """See `messages.Resume`."""

    epoch: _Key
    seq: _Seq


class WireHello(WireMessage, kw_only=True, tag="hello"):
    """See `messages.Hello`."""

    client: str = ""
    resume: WireResume | None = None


class WireResync(WireMessage, kw_only=True, tag="resync"):
    """See `messages.ResyncRequest`."""


WireServerMessage = WireWelcome | WireSnapshot | WireDelta | WireHeartbeat | WireError
WireRequest = WireHello | WireResync

SERVER_TYPES: dict[str, type[msgspec.Struct]] = {
    "welcome": WireWelcome,
    "snapshot": WireSnapshot,
    "delta": WireDelta,
    "heartbeat": WireHeartbeat,
    "error": WireError,
}
REQUEST_TYPES: dict[str, type[msgspec.Struct]] = {"hello": WireHello, "resync": WireResync}
