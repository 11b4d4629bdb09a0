"""What a source says about roads: one word is one record of the feed, or of a manual edit.

Words are plain values. `feed.updates` makes them from JSON, `dispatch.edits` from the dispatcher's hand.
"""

from collections.abc import Iterable

import msgspec

SLOWEST_KPH, FASTEST_KPH = 1.0, 250.0
"""The speeds that a word may say; a slower one counts as 1 km/h."""


class NodesPlace(msgspec.Struct, frozen=True, tag="nodes"):
    """A chain of neighbouring OSM nodes in driving direction."""

    nodes: tuple[int, ...]


class WayPlace(msgspec.Struct, frozen=True, tag="way"):
    """A whole OSM way, with its node order, against it, or both."""

    way_id: int
    forward: bool
    backward: bool


class LinePlace(msgspec.Struct, frozen=True, tag="line"):
    """A line in driving direction, (lon, lat) in degrees, to be matched to roads."""

    line: tuple[tuple[float, float], ...]
    both: bool


Place = NodesPlace | WayPlace | LinePlace


class _Word(msgspec.Struct, frozen=True, kw_only=True):
    """What every word has.

    Attributes
    ----------
    source, id
        The key: a later word with the same key replaces it.
    ts_ms
        When it was said, milliseconds since 1970, UTC.
    """

    source: str
    id: str
    ts_ms: int


class _PlacedWord(_Word, frozen=True, kw_only=True):
    """A word about a place.

    Attributes
    ----------
    starts_ms, expires_ms
        From when to when it holds; None is "at once" and "while its source is well".
    confidence
        0 to 1.
    text
        For people; may be empty.
    """

    place: Place
    starts_ms: int | None = None
    expires_ms: int | None = None
    confidence: float = 0.5
    text: str = ""


class SpeedWord(_PlacedWord, frozen=True, kw_only=True, tag="speed"):
    """The speed driven on each segment of the place, in km/h, 1 to 250."""

    speed_kph: float


class ClosureWord(_PlacedWord, frozen=True, kw_only=True, tag="closure"):
    """The place cannot be passed."""


class OpenWord(_PlacedWord, frozen=True, kw_only=True, tag="open"):
    """The place can be passed whatever the feed says; only the dispatcher's hand says this."""


class DelayWord(_PlacedWord, frozen=True, kw_only=True, tag="delay"):
    """Seconds lost over the whole place, spread by length.

    With `points`, places of (lon, lat, delay_s) along a line, `place` is the line through them.
    """

    delay_s: float
    points: tuple[tuple[float, float, float], ...] = ()


class IncidentWord(_PlacedWord, frozen=True, kw_only=True, tag="incident"):
    """Something happened; it costs `delay_s` over the whole place, or nothing."""

    delay_s: float = 0.0
    what: str = ""
    severity: str = ""


class ClearWord(_Word, frozen=True, kw_only=True, tag="clear"):
    """The record with this key has ended; its time stays as a tombstone."""


class SpeedBlock(msgspec.Struct, frozen=True, kw_only=True, tag="speeds"):
    """Many speeds in compact form; each pair is a record with the id ``"u-v"``.

    Attributes
    ----------
    pairs
        OSM node ids (tail, head) of each pair.
    speeds_kph
        As many speeds; None clears the pair's record.
    """

    source: str
    ts_ms: int
    starts_ms: int | None = None
    expires_ms: int | None = None
    confidence: float = 0.5
    pairs: tuple[tuple[int, int], ...]
    speeds_kph: tuple[float | None, ...]


RecordWord = SpeedWord | ClosureWord | OpenWord | DelayWord | IncidentWord | ClearWord
"""A word about one record."""
Word = RecordWord | SpeedBlock


def records_in(words: Iterable[Word]) -> int:
    """Return how many records `words` speak of: one a word, and one a pair of a block."""
    return sum(len(word.pairs) if isinstance(word, SpeedBlock) else 1 for word in words)


class SourceHealth(msgspec.Struct, frozen=True):
    """What a heartbeat says about one source.

    Attributes
    ----------
    ok
        Whether the feed calls it well; words without an expiry live on only while it does.
    age_s
        Age of the source's own data in seconds, or None.
    """

    source: str
    ok: bool
    age_s: float | None = None
