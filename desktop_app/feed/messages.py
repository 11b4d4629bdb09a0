"""The feed's messages as values, both ways."""

from dataclasses import dataclass

from desktop_app.feed.refusals import Reason
from desktop_app.traffic.words import SourceHealth, Word

VERSION = 1
"""Of the protocol that this program speaks."""
MOST_BYTES = 1 << 20
"""Of one message."""
MOST_PARTS = 1_000
"""Of one snapshot."""
USUAL_HEARTBEAT_S = 5.0
"""Between heartbeats, where a welcome does not say."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The server's first message."""

    epoch: str
    seq: int
    heartbeat_s: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One part of the whole state; `part` counts from 1."""

    epoch: str
    seq: int
    part: int
    parts: int
    words: tuple[Word, ...]
    refused: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed between two sequence numbers."""

    epoch: str
    from_seq: int
    to_seq: int
    words: tuple[Word, ...]
    refused: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life; `ts_ms` and `sources` are None where they were not said, or not well."""

    seq: int
    ts_ms: int | None
    sources: tuple[SourceHealth, ...] | None
    refused: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerError:
    """The server's complaint, in plain characters."""

    code: str
    message: str


ServerMessage = Welcome | Snapshot | Delta | Heartbeat | ServerError


@dataclass(frozen=True, slots=True)
class Resume:
    """Up to where a client knows an epoch."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class Hello:
    """The client's first message."""

    client: str
    resume: Resume | None


@dataclass(frozen=True, slots=True)
class ResyncRequest:
    """The client asks for a snapshot."""
