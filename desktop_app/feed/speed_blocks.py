"""The compact form for many speeds: a bad pair is refused alone."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from desktop_app.feed.places import INT64_MAX, INT64_MIN
from desktop_app.feed.refusals import Reason, RefusedError
from desktop_app.feed.update_models import MOST_PAIRS
from desktop_app.traffic.words import FASTEST_KPH, SLOWEST_KPH

_Number = TypeVar("_Number", int, float)
Pairs = list[tuple[int, int]]
Speeds = list[float | None]


def driven_kph(speed_kph: float) -> float:
    """Return a speed that can be used, in km/h: over 0 and below 1 counts as 1.

    Raises RefusedError with ``bad_speed`` at 0 and below, above 250, and for what is no number.
    """
    if not 0 < speed_kph <= FASTEST_KPH:
        raise RefusedError("bad_speed")
    return max(speed_kph, SLOWEST_KPH)


def check_block(nodes: Sequence[object], speeds: Sequence[object]) -> None:
    """Raise RefusedError unless there are two nodes for each speed, and not too many of them."""
    if len(speeds) > MOST_PAIRS or len(nodes) > 2 * MOST_PAIRS:
        raise RefusedError("too_large")
    if len(nodes) != 2 * len(speeds):
        raise RefusedError("bad_place")


def read_pairs(nodes: Sequence[int], speeds: Sequence[float | None]) -> tuple[Pairs, Speeds, list[Reason]]:
    """Return the pairs that can be used, their speeds in km/h, and why the others are refused."""
    pairs: Pairs = []
    kept: Speeds = []
    refused: list[Reason] = []
    tails = iter(nodes)
    for tail, head, speed in zip(tails, tails, speeds, strict=True):
        if tail == head or not (INT64_MIN <= tail <= INT64_MAX and INT64_MIN <= head <= INT64_MAX):
            refused.append("bad_place")
        elif speed is None:
            pairs.append((tail, head))
            kept.append(None)
        elif 0 < speed <= FASTEST_KPH:
            pairs.append((tail, head))
            kept.append(max(speed, SLOWEST_KPH))
        else:
            refused.append("bad_speed")
    return pairs, kept, refused


def read_loose_pairs(
    nodes: Sequence[msgspec.Raw], speeds: Sequence[msgspec.Raw]
) -> tuple[Pairs, Speeds, list[Reason]]:
    """Return what `read_pairs` does, of pairs some of which are of the wrong type."""
    good_nodes: list[int] = []
    good_speeds: Speeds = []
    refused: list[Reason] = []
    texts = iter(nodes)
    for tail, head, speed in zip(texts, texts, speeds, strict=True):
        try:
            pair = _number(tail, int, "bad_place"), _number(head, int, "bad_place")
            kph = None if bytes(speed) == b"null" else _number(speed, float, "bad_speed")
        except RefusedError as error:
            refused.append(error.reason)
        else:
            good_nodes += pair
            good_speeds.append(kph)
    pairs, kept, more_refused = read_pairs(good_nodes, good_speeds)
    return pairs, kept, refused + more_refused


def _number(raw: msgspec.Raw, kind: type[_Number], out_of_range: Reason) -> _Number:
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError as error:
        raise RefusedError(out_of_range if "out of range" in str(error) else "wrong_type") from error
