"""The kinds of updates as they stand on the wire, and their limits."""

import msgspec

from desktop_app.feed.places import WirePlaced

MOST_UPDATES = 5_000
"""Updates of one message; a `speeds` block counts as one."""
MOST_PAIRS = 20_000
"""Pairs of one `speeds` block."""
LONGEST_DELAY_S = 86_400.0
USUAL_CONFIDENCE = 0.5
"""Of an update that names none."""


class WireSpeed(WirePlaced, kw_only=True, gc=False, tag="speed"):
    """The speed driven at a place."""

    speed_kph: float


class WireClosure(WirePlaced, kw_only=True, gc=False, tag="closure"):
    """A place that cannot be passed."""


class WireDelay(WirePlaced, kw_only=True, gc=False, tag="delay"):
    """Seconds lost at a place; `delay_s` unless it has points."""

    delay_s: float | None = None


class WireIncident(WirePlaced, kw_only=True, gc=False, tag="incident"):
    """Something that happened."""

    delay_s: float | None = None
    what: str | None = None
    severity: str | None = None


class WireClear(msgspec.Struct, kw_only=True, gc=False, tag_field="kind", tag="clear"):
    """The end of a record."""

    id: str
    source: str
    ts: str


class WireBlock(msgspec.Struct, kw_only=True, gc=False, tag_field="kind"):
    """What is said once for many speeds."""

    source: str
    ts: str
    starts: str | None = None
    expires: str | None = None
    confidence: float | None = None


class WireSpeeds(WireBlock, kw_only=True, gc=False, tag="speeds"):
    """Many speeds: two nodes for each."""

    nodes: list[int]
    speed_kph: list[float | None]


class LooseSpeeds(WireBlock, kw_only=True, gc=False, tag="speeds"):
    """A block of speeds of which some pairs are not what they should be."""

    nodes: list[msgspec.Raw]
    speed_kph: list[msgspec.Raw]


WireUpdate = WireSpeed | WireClosure | WireDelay | WireIncident | WireClear | WireSpeeds

KINDS: dict[str, type[msgspec.Struct]] = {
    "speed": WireSpeed,
    "closure": WireClosure,
    "delay": WireDelay,
    "incident": WireIncident,
    "clear": WireClear,
    "speeds": WireSpeeds,
}
