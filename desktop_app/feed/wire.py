"""The feed's messages written as JSON, for clients and servers; `reading` reads what stands here."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from desktop_app.clock import instant_text
from desktop_app.feed.messages import VERSION, Resume
from desktop_app.feed.update_models import USUAL_CONFIDENCE
from desktop_app.traffic.words import (
    ClearWord,
    ClosureWord,
    DelayWord,
    IncidentWord,
    LinePlace,
    NodesPlace,
    Place,
    SourceHealth,
    SpeedBlock,
    SpeedWord,
    WayPlace,
    Word,
)

JsonObject = dict[str, Any]


class NetworkMark(msgspec.Struct, frozen=True):
    """Which network a feed is about."""

    name: str
    hash: str


def encode_hello(client: str, resume: Resume | None) -> str:
    """Return the client's first message; `client` is a name and a version as ``greenwave/0.1.0``."""
    known = None if resume is None else {"epoch": resume.epoch, "seq": resume.seq}
    return _json({"type": "hello", "v": VERSION, "client": client, "resume": known})


def encode_resync() -> str:
    """Return the client's wish for a snapshot."""
    return _json({"type": "resync"})


def encode_welcome(epoch: str, seq: int, heartbeat_s: float, network: NetworkMark | None = None) -> str:
    """Return the server's first message."""
    return _json(
        {
            "type": "welcome",
            "v": VERSION,
            "epoch": epoch,
            "seq": seq,
            "heartbeat_s": heartbeat_s,
            "network": network,
        }
    )


def encode_snapshot(epoch: str, seq: int, part: int, parts: int, words: Iterable[Word]) -> str:
    """Return one part of a snapshot; `part` counts from 1. The limits of a message are the caller's care."""
    updates = [encode_word(word) for word in words]
    return _json(
        {"type": "snapshot", "epoch": epoch, "seq": seq, "part": part, "parts": parts, "updates": updates}
    )


def encode_delta(epoch: str, from_seq: int, to_seq: int, words: Iterable[Word]) -> str:
    """Return what changed between two sequence numbers."""
    updates = [encode_word(word) for word in words]
    return _json({"type": "delta", "epoch": epoch, "from": from_seq, "to": to_seq, "updates": updates})


def encode_heartbeat(seq: int, ts_ms: int, sources: Sequence[SourceHealth]) -> str:
    """Return a heartbeat; `ts_ms` is the server's own clock."""
    said = [
        {"source": health.source, "age_s": health.age_s, "state": "ok" if health.ok else "stale"}
        for health in sources
    ]
    return _json({"type": "heartbeat", "seq": seq, "ts": instant_text(ts_ms), "sources": said})


def encode_error(code: str, message: str) -> str:
    """Return the server's complaint."""
    return _json({"type": "error", "code": code, "message": message})


def encode_word(word: Word) -> JsonObject:
    """Return a word as the object that stands in `updates`.

    Raises ValueError for an `OpenWord`, which only the dispatcher's hand can say.
    """
    update: JsonObject = {"source": word.source, "ts": instant_text(word.ts_ms)}
    if isinstance(word, ClearWord):
        return update | {"id": word.id, "kind": "clear"}
    update |= _validity(word.starts_ms, word.expires_ms, word.confidence)
    if isinstance(word, SpeedBlock):
        nodes = [node for pair in word.pairs for node in pair]
        return update | {"kind": "speeds", "nodes": nodes, "speed_kph": word.speeds_kph}
    update |= {"id": word.id, "text": word.text} if word.text else {"id": word.id}
    if isinstance(word, SpeedWord):
        return update | _place(word.place) | {"kind": "speed", "speed_kph": word.speed_kph}
    if isinstance(word, ClosureWord):
        return update | _place(word.place) | {"kind": "closure"}
    if isinstance(word, DelayWord):
        return update | _delay(word)
    if isinstance(word, IncidentWord):
        said = {"kind": "incident", "what": word.what, "severity": word.severity, "delay_s": word.delay_s}
        return update | _place(word.place) | said
    raise ValueError(f"a feed has no word for {type(word).__name__}")


def _json(message: JsonObject) -> str:
    return msgspec.json.encode(message).decode()


def _validity(starts_ms: int | None, expires_ms: int | None, confidence: float) -> JsonObject:
    said: JsonObject = {}
    if starts_ms is not None:
        said["starts"] = instant_text(starts_ms)
    if expires_ms is not None:
        said["expires"] = instant_text(expires_ms)
    if confidence != USUAL_CONFIDENCE:
        said["confidence"] = confidence
    return said


def _delay(word: DelayWord) -> JsonObject:
    if not word.points:
        return _place(word.place) | {"kind": "delay", "delay_s": word.delay_s}
    points = [{"latitude": lat, "longitude": lon, "delay": delay_s} for lon, lat, delay_s in word.points]
    both = isinstance(word.place, LinePlace) and word.place.both
    return {"kind": "delay", "points": points} | ({"both": True} if both else {})


def _place(place: Place) -> JsonObject:
    if isinstance(place, NodesPlace):
        return {"nodes": place.nodes}
    if isinstance(place, WayPlace):
        way_dir = "both" if place.forward and place.backward else "forward" if place.forward else "backward"
        return {"way": {"id": place.way_id, "dir": way_dir}}
    return {"line": place.line} | ({"both": True} if place.both else {})
