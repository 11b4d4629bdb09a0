"""Reading what roads and nodes do not bear: ``maxheight``, ``maxweight`` and the like.

Wiki: Key:maxheight, Key:maxwidth, Key:maxlength, Key:maxweight, Key:maxweightrating, Key:maxaxleload,
Key:hazmat. A profile says what its vehicle has of each; what exceeds a limit may not pass.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_app.roadnet.road_rules import LimitKind
from desktop_app.roadnet.sources.tagging.quantities import length_m, weight_t
from desktop_app.roadnet.sources.tagging.readings import Limit
from desktop_app.roadnet.sources.tagging.tags import BACKWARD_KEY, BOTH_WAYS_KEY, FORWARD_KEY, Tags

UNREADABLE = "limit_unreadable"
WITHOUT_FIGURE = "limit_without_figure"
CONDITIONAL = "limit_condition_ignored"

_CONDITIONAL_KEY = ":conditional"
_SEVERAL = re.compile(r"[;|]")

_NO_LIMIT = frozenset(
    {
        "",
        "default",
        "no",
        "none",
        "no_indications",
        "no_sign",
        "unknown",
        "unlimited",
        "unsigned",
        "unspecified",
    }
)
_WITHOUT_FIGURE = frozenset({"below_default", "physical"})
"""Words for a limit that is lower than the law's, without saying how high."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How the values of one key are read."""

    kind: LimitKind
    read: Callable[[str], float | None]
    forward: bool = True
    backward: bool = True


_LENGTHS = {
    "maxheight": LimitKind.HEIGHT_M,
    "maxheight:physical": LimitKind.HEIGHT_M,
    "maxheight:signed": LimitKind.HEIGHT_M,
    "maxwidth": LimitKind.WIDTH_M,
    "maxwidth:physical": LimitKind.WIDTH_M,
    "maxlength": LimitKind.LENGTH_M,
}
_WEIGHTS = {
    "maxweight": LimitKind.WEIGHT_T,
    "maxweight:signed": LimitKind.WEIGHT_T,
    "maxweightrating": LimitKind.WEIGHT_T,
    "maxaxleload": LimitKind.AXLE_LOAD_T,
}
_HGV_KEY = ":hgv"
"""Limits for heavy goods vehicles alone; only profiles with dimensions heed limits at all."""


def _rules() -> dict[str, _Rule]:
    rules: dict[str, _Rule] = {}
    for keys, read in ((_LENGTHS, length_m), (_WEIGHTS, weight_t)):
        for plain, kind in keys.items():
            for key in (plain, plain + _HGV_KEY):
                rules[key] = rules[key + BOTH_WAYS_KEY] = _Rule(kind, read)
                rules[key + FORWARD_KEY] = _Rule(kind, read, backward=False)
                rules[key + BACKWARD_KEY] = _Rule(kind, read, forward=False)
    return rules


_WAY_RULES = _rules()
_HAZMAT = {
    "hazmat": Limit(LimitKind.HAZMAT, 0.0),
    "hazmat:forward": Limit(LimitKind.HAZMAT, 0.0, backward=False),
    "hazmat:backward": Limit(LimitKind.HAZMAT, 0.0, forward=False),
}
_NODE_RULES = {**_WAY_RULES, "width": _Rule(LimitKind.WIDTH_M, length_m)}
"""The width of a barrier is that of the gap in it; that of a way is how wide the road is."""

_WITHOUT_GAP = frozenset({"block", "bollard", "kerb", "log"})
"""Barriers whose own width is tagged, not that of a gap (wiki: Key:barrier)."""


def way_limits(tags: Tags) -> tuple[tuple[Limit, ...], tuple[str, ...]]:
    """Return a way's limits, and the reasons why one was not understood.

    A general limit and one of a direction both count; so do one of the law and one of the structure.
    """
    return _limits(tags, _WAY_RULES)


def node_limits(tags: Tags) -> tuple[tuple[Limit, ...], tuple[str, ...]]:
    """Return a node's limits, those of its barrier's gap too, and the reasons why one was not understood."""
    has_gap = "barrier" in tags and tags["barrier"] not in _WITHOUT_GAP
    return _limits(tags, _NODE_RULES if has_gap else _WAY_RULES)


def _limits(tags: Tags, rules: Mapping[str, _Rule]) -> tuple[tuple[Limit, ...], tuple[str, ...]]:
    limits: list[Limit] = []
    notes: dict[str, None] = {}
    for key, value in tags.items():
        if key in rules:
            limit, note = _limit(rules[key], value)
            limits.extend([limit] if limit else [])
            notes.update({note: None} if note else {})
        elif key in _HAZMAT and value == "no":
            limits.append(_HAZMAT[key])
        elif key.endswith(_CONDITIONAL_KEY) and key.removesuffix(_CONDITIONAL_KEY) in rules:
            notes[CONDITIONAL] = None
    return tuple(sorted(limits, key=_order)), tuple(notes)


def _limit(rule: _Rule, value: str) -> tuple[Limit | None, str]:
    """Return the lowest of several limits (``3.5;4``), or why there is none."""
    parts = [part.strip() for part in _SEVERAL.split(value.lower())]
    amounts = [rule.read(part) for part in parts]
    readable = [amount for amount in amounts if amount is not None]
    if readable:
        return Limit(rule.kind, min(readable), rule.forward, rule.backward), ""
    if any(part in _WITHOUT_FIGURE for part in parts):
        return None, WITHOUT_FIGURE
    return None, "" if all(part in _NO_LIMIT for part in parts) else UNREADABLE


def _order(limit: Limit) -> tuple[LimitKind, bool, bool, float]:
    return limit.kind, limit.forward, limit.backward, limit.value
