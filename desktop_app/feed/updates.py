"""Updates of the feed, read as words; a bad one is refused alone."""

from collections.abc import Callable
from typing import Any

import msgspec

from desktop_app.feed.explain import fields_of, misfit, text_of
from desktop_app.feed.instants import parse_instant
from desktop_app.feed.places import WirePlaced, place_of
from desktop_app.feed.refusals import Reason, RefusedError
from desktop_app.feed.speed_blocks import check_block, driven_kph, read_loose_pairs, read_pairs
from desktop_app.feed.strings import LONGEST_KEY, clipped, plain
from desktop_app.feed.update_models import (
    KINDS,
    LONGEST_DELAY_S,
    MOST_UPDATES,
    USUAL_CONFIDENCE,
    LooseSpeeds,
    WireClear,
    WireClosure,
    WireDelay,
    WireIncident,
    WireSpeed,
    WireSpeeds,
    WireUpdate,
)
from desktop_app.traffic.words import (
    ClearWord,
    ClosureWord,
    DelayWord,
    IncidentWord,
    SpeedBlock,
    SpeedWord,
    Word,
)

Vet = Callable[[bytes], Reason | None]
"""Returns why the text of an update is not to be read, or None."""

_ALL = msgspec.json.Decoder(list[WireUpdate])
_EACH = msgspec.json.Decoder(list[msgspec.Raw])
_ONE = msgspec.json.Decoder(WireUpdate)
_LOOSE = msgspec.json.Decoder(LooseSpeeds)


class UpdateReader:
    """Reads the updates of one message.

    Attributes
    ----------
    words
        Those that can be used, in order.
    refused
        Why the others, and pairs of blocks, cannot.
    """

    def __init__(self) -> None:
        """Start with nothing read."""
        self.words: list[Word] = []
        self.refused: list[Reason] = []

    def read(self, updates: bytes | msgspec.Raw, vet: Vet | None = None) -> None:
        """Read the JSON list `updates`.

        Parameters
        ----------
        vet
            Is asked about the text of each update first, where some of them may be unfit to be read.

        Raises
        ------
        RefusedError
            ``wrong_type`` where it is no list, ``too_large`` with too many updates or pairs: the
            whole message is refused.
        """
        try:
            everything = None if vet else _ALL.decode(updates)
        except msgspec.ValidationError:
            everything = None
        if everything is not None:
            self._check_number(len(everything))
            for update in everything:
                self._read_model(update)
            return
        try:
            texts = _EACH.decode(updates)
        except msgspec.ValidationError as error:
            raise RefusedError("wrong_type") from error
        self._check_number(len(texts))
        for text in texts:
            reason = vet(bytes(text)) if vet else None
            if reason is None:
                self._read_text(text)
            else:
                self.refused.append(reason)

    def _check_number(self, updates: int) -> None:
        if updates > MOST_UPDATES:
            raise RefusedError("too_large")

    def _read_text(self, text: msgspec.Raw) -> None:
        try:
            self._read_model(_ONE.decode(text))
        except msgspec.ValidationError:
            self._read_misfit(text)

    def _read_misfit(self, text: msgspec.Raw) -> None:
        try:
            block = _LOOSE.decode(text)
        except msgspec.ValidationError:
            self.refused.append(_why(text))
        else:
            self._read_model(block)

    def _read_model(self, update: WireUpdate | LooseSpeeds) -> None:
        try:
            if isinstance(update, WireSpeeds | LooseSpeeds):
                self._read_block(update)
            else:
                self.words.append(_MAKERS[type(update)](update))
        except RefusedError as error:
            if error.reason == "too_large":
                raise
            self.refused.append(error.reason)

    def _read_block(self, block: WireSpeeds | LooseSpeeds) -> None:
        check_block(block.nodes, block.speed_kph)
        source = _key(block.source)
        ts_ms = _instant(block.ts)
        starts_ms, expires_ms = _optional_instant(block.starts), _optional_instant(block.expires)
        confidence = _confidence(block.confidence)
        if isinstance(block, LooseSpeeds):
            pairs, speeds, refused = read_loose_pairs(block.nodes, block.speed_kph)
        else:
            pairs, speeds, refused = read_pairs(block.nodes, block.speed_kph)
        self.refused += refused
        self.words.append(
            SpeedBlock(
                source=source,
                ts_ms=ts_ms,
                starts_ms=starts_ms,
                expires_ms=expires_ms,
                confidence=confidence,
                pairs=tuple(pairs),
                speeds_kph=tuple(speeds),
            )
        )


def _why(text: msgspec.Raw) -> Reason:
    """Return why a text is no update of any kind."""
    fields = fields_of(text)
    if fields is None:
        return "wrong_type"
    if "kind" not in fields:
        return "missing_field"
    kind = text_of(fields["kind"])
    if kind is None:
        return "wrong_type"
    return misfit(fields, KINDS[kind]) if kind in KINDS else "unknown_kind"


def _key(text: str) -> str:
    if len(text) > LONGEST_KEY:
        raise RefusedError("wrong_type")
    return plain(text)


def _instant(text: str) -> int:
    try:
        return parse_instant(text)
    except ValueError as error:
        raise RefusedError("bad_time") from error


def _optional_instant(text: str | None) -> int | None:
    return None if text is None else _instant(text)


def _confidence(confidence: float | None) -> float:
    if confidence is None:
        return USUAL_CONFIDENCE
    if not 0 <= confidence <= 1:
        raise RefusedError("wrong_type")
    return confidence


def _delay_s(delay_s: float) -> float:
    if not 0 <= delay_s <= LONGEST_DELAY_S:
        raise RefusedError("bad_delay")
    return delay_s


def _common(update: WirePlaced) -> dict[str, Any]:
    """Return the fields that all words about places share."""
    if update.points is not None and not isinstance(update, WireDelay):
        raise RefusedError("bad_place")
    return {
        "source": _key(update.source),
        "id": _key(update.id),
        "ts_ms": _instant(update.ts),
        "starts_ms": _optional_instant(update.starts),
        "expires_ms": _optional_instant(update.expires),
        "confidence": _confidence(update.confidence),
        "place": place_of(update),
        "text": clipped(update.text or ""),
    }


def _speed(update: WireSpeed) -> Word:
    return SpeedWord(**_common(update), speed_kph=driven_kph(update.speed_kph))


def _closure(update: WireClosure) -> Word:
    return ClosureWord(**_common(update))


def _delay(update: WireDelay) -> Word:
    common = _common(update)
    if update.points is not None:
        points = tuple((p.longitude, p.latitude, _delay_s(p.delay)) for p in update.points)
        return DelayWord(**common, delay_s=sum(delay for _, _, delay in points), points=points)
    if update.delay_s is None:
        raise RefusedError("missing_field")
    return DelayWord(**common, delay_s=_delay_s(update.delay_s))


def _incident(update: WireIncident) -> Word:
    return IncidentWord(
        **_common(update),
        delay_s=_delay_s(update.delay_s or 0.0),
        what=clipped(update.what or ""),
        severity=clipped(update.severity or ""),
    )


def _clear(update: WireClear) -> Word:
    return ClearWord(source=_key(update.source), id=_key(update.id), ts_ms=_instant(update.ts))


_MAKERS: dict[type, Callable[[Any], Word]] = {
    WireSpeed: _speed,
    WireClosure: _closure,
    WireDelay: _delay,
    WireIncident: _incident,
    WireClear: _clear,
}
