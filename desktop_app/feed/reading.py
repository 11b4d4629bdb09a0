"""The feed's messages read from JSON.

`read_message` and `read_request` never raise: what is wrong comes back as a `Refusal`, or as the
reasons for which single updates were refused. Of a field that is given twice the last counts.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from desktop_app.feed.depth import DEEPEST, clip_depth, is_deeper
from desktop_app.feed.explain import fields_of, misfit, text_of
from desktop_app.feed.instants import parse_instant
from desktop_app.feed.message_models import (
    REQUEST_TYPES,
    SERVER_TYPES,
    WireDelta,
    WireError,
    WireHeartbeat,
    WireHello,
    WireRequest,
    WireServerMessage,
    WireSnapshot,
    WireSource,
    WireWelcome,
)
from desktop_app.feed.messages import (
    MOST_BYTES,
    USUAL_HEARTBEAT_S,
    VERSION,
    Delta,
    Heartbeat,
    Hello,
    Resume,
    ResyncRequest,
    ServerError,
    ServerMessage,
    Snapshot,
    Welcome,
)
from desktop_app.feed.refusals import Reason, Refusal, RefusedError
from desktop_app.feed.strings import clipped, plain
from desktop_app.feed.surrogates import MARK, mark_half_pairs
from desktop_app.feed.updates import UpdateReader, Vet
from desktop_app.traffic.words import SourceHealth, Word

_LONGEST_VERSION = 40
_UPDATE_LEVEL = 2
"""An update lies in a list in an object."""

_MESSAGE = msgspec.json.Decoder(WireServerMessage)
_REQUEST = msgspec.json.Decoder(WireRequest)
_SOURCE = msgspec.json.Decoder(WireSource)


def read_message(frame: bytes) -> ServerMessage | Refusal:
    """Return what a server says in one text frame, or why it is refused."""
    if len(frame) > MOST_BYTES:
        return Refusal("too_large")
    deep = is_deeper(frame)
    text = clip_depth(frame, DEEPEST + 1) if deep else frame
    try:
        message = _decode(text, _MESSAGE, SERVER_TYPES)
        if not isinstance(message, Refusal):
            return _vetted(message, text, _why_deep) if deep else _message(message)
        if deep and message.reason != "bad_version":
            return Refusal("too_deep")
        marked = mark_half_pairs(text) if message.reason == "not_json" else None
        mended = message if marked is None else _decode(marked, _MESSAGE, SERVER_TYPES)
        if marked is None or isinstance(mended, Refusal):
            return message
        return _vetted(mended, marked, _why_marked)
    except RefusedError as error:
        return Refusal(error.reason)


def read_request(frame: bytes) -> Hello | ResyncRequest | Refusal:
    """Return what a client says in one text frame, or why it is refused; for servers."""
    if len(frame) > MOST_BYTES:
        return Refusal("too_large")
    if is_deeper(frame):
        return Refusal("too_deep")
    request = _decode(frame, _REQUEST, REQUEST_TYPES)
    if isinstance(request, Refusal):
        return request
    if isinstance(request, WireHello):
        known = request.resume
        return Hello(clipped(request.client), None if known is None else Resume(known.epoch, known.seq))
    return ResyncRequest()


def _decode(
    frame: bytes, decoder: msgspec.json.Decoder[Any], types: Mapping[str, type[msgspec.Struct]]
) -> Any:  # noqa: ANN401 - one of the decoder's own models, or a Refusal
    try:
        frame.decode()
        message = decoder.decode(frame)
    except msgspec.ValidationError:
        return _explain(frame, types)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Refusal("not_json")
    except RecursionError:
        return Refusal("too_deep")
    needs_version = isinstance(message, WireWelcome | WireHello)
    if message.v is msgspec.UNSET and not needs_version:
        return message
    if type(message.v) is int and message.v == VERSION:
        return message
    return _explain(frame, types)


def _explain(frame: bytes, types: Mapping[str, type[msgspec.Struct]]) -> Refusal:
    """Return why `frame` is none of the messages of `types`.

    The version comes first: what another one means by its fields is not known.
    """
    try:
        fields = fields_of(frame)
    except msgspec.DecodeError:
        # A field that does not fit was met before the place that is no JSON.
        return Refusal("not_json")
    if fields is None:
        return Refusal("not_object")
    version = bytes(fields["v"]) if "v" in fields else b""
    name = text_of(fields["type"]) if "type" in fields else None
    needs_version = name in types and name in {"welcome", "hello"}
    if version != b"%d" % VERSION and (version or needs_version):
        return Refusal("bad_version", _version_text(version))
    if "type" not in fields:
        return Refusal("missing_field")
    if name is None:
        return Refusal("wrong_type")
    return Refusal(misfit(fields, types[name]) if name in types else "unknown_type")


def _vetted(message: WireServerMessage, frame: bytes, vet: Vet) -> ServerMessage | Refusal:
    """Return a message some of which is unfit: an update is refused alone, anything else with the message."""
    fields = fields_of(frame) or {}
    reasons = [vet(bytes(raw)) for name, raw in fields.items() if name != "updates"]
    return next((Refusal(reason) for reason in reasons if reason), None) or _message(message, vet)


def _why_deep(text: bytes) -> Reason | None:
    return "too_deep" if is_deeper(text, DEEPEST - _UPDATE_LEVEL) else None


def _why_marked(text: bytes) -> Reason | None:
    return "not_json" if MARK in text else None


def _version_text(version: bytes) -> str:
    text = plain(version.decode("utf-8", "replace"))
    return text if len(text) <= _LONGEST_VERSION else text[: _LONGEST_VERSION - 1] + "…"


def _message(message: WireServerMessage, vet: Vet | None = None) -> ServerMessage:
    if isinstance(message, WireWelcome):
        heartbeat_s = USUAL_HEARTBEAT_S if message.heartbeat_s is None else message.heartbeat_s
        return Welcome(message.epoch, message.seq, heartbeat_s)
    if isinstance(message, WireHeartbeat):
        return _heartbeat(message)
    if isinstance(message, WireError):
        return ServerError(clipped(message.code or ""), clipped(message.message or ""))
    reader = UpdateReader()
    reader.read(message.updates, vet)
    words, refused = tuple(reader.words), tuple(reader.refused)
    if isinstance(message, WireDelta):
        return Delta(message.epoch, message.from_seq, message.to_seq, words, refused)
    return _snapshot(message, words, refused)


def _snapshot(message: WireSnapshot, words: tuple[Word, ...], refused: tuple[Reason, ...]) -> Snapshot:
    if message.part > message.parts:
        raise RefusedError("wrong_type")
    return Snapshot(message.epoch, message.seq, message.part, message.parts, words, refused)


def _heartbeat(message: WireHeartbeat) -> Heartbeat:
    """Return a heartbeat; a wrong time or source in it is refused alone: it is a sign of life still."""
    refused: list[Reason] = []
    ts_ms = None
    if message.ts is None:
        refused.append("missing_field")
    else:
        try:
            ts_ms = parse_instant(message.ts)
        except ValueError:
            refused.append("bad_time")
    sources = None
    if message.sources is not None:
        sources = tuple(filter(None, [_source(text, refused) for text in message.sources]))
    return Heartbeat(message.seq, ts_ms, sources, tuple(refused))


def _source(text: msgspec.Raw, refused: list[Reason]) -> SourceHealth | None:
    try:
        source = _SOURCE.decode(text)
    except msgspec.ValidationError:
        fields = fields_of(text)
        refused.append("wrong_type" if fields is None else misfit(fields, WireSource))
        return None
    return SourceHealth(plain(source.source), source.state == "ok", source.age_s)
