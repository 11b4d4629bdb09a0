"""Where a car may drive, by the tables of OSM's wiki (Key:access, Key:oneway, Key:barrier).

Only what those tables leave no doubt of is judged; hours are not, so that whatever has some is allowed.
"""

from collections.abc import Mapping
from enum import IntEnum

KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
"""The access keys of a car, the narrowest first."""

_NOT_FOR_CARS = frozenset(
    {
        *("footway", "cycleway", "path", "steps", "bridleway", "pedestrian", "corridor", "elevator"),
        *("platform", "construction", "proposed", "planned", "abandoned", "razed", "busway", "bus_guideway"),
    }
)
UNCLEAR_ROADS = frozenset({"track", "service"})
"""Whether they are open to all or to their owners alone, no table says."""

_NO = frozenset({"no", "agricultural", "forestry", "bus", "psv", "emergency", "military", "bicycle", "foot"})
_ZONE = frozenset({"private", "destination", "delivery", "customers", "permit", "residents", "employees"})
_YES = frozenset({"yes", "permissive", "designated", "official", "public"})
_ONE_WAY = {"yes": 1, "true": 1, "1": 1, "-1": -1, "reverse": -1, "no": 0, "false": 0, "0": 0}
_WALLS = frozenset(
    {
        *("block", "bollard", "cycle_barrier", "motorcycle_barrier", "turnstile", "full-height_turnstile"),
        *("stile", "kissing_gate", "jersey_barrier", "log", "debris", "wall", "fence", "hedge"),
    }
)
_MOVABLE_BOLLARDS = frozenset({"removable", "rising", "foldable", "retractable", "flexible"})


class Passage(IntEnum):
    """What the law says of a car."""

    OPEN = 0
    ZONE = 1
    """Only to start or to end there."""
    CLOSED = 2
    AGAINST = 3
    """Against a one-way."""


def passage(tags: Mapping[str, str], *, forward: bool) -> Passage:
    """Return what the tags of a way say of a car that drives with or against its node order."""
    if _has_hours(tags):
        return Passage.OPEN
    one_way = _one_way(tags)
    if one_way and (one_way > 0) != forward:
        return Passage.AGAINST
    return _access(tags, ":forward" if forward else ":backward")


def is_blocked(tags: Mapping[str, str]) -> bool:
    """Say whether a barrier with these tags lets no car through."""
    if _has_hours(tags):
        return False
    said = _said(tags, KEYS, "")
    if said is not None:
        return said is Passage.CLOSED
    if tags["barrier"] == "bollard":
        return tags.get("bollard") not in _MOVABLE_BOLLARDS
    return tags["barrier"] in _WALLS


def _has_hours(tags: Mapping[str, str]) -> bool:
    return any(key.endswith(":conditional") and key.split(":")[0] in {*KEYS, "oneway"} for key in tags)


def _one_way(tags: Mapping[str, str]) -> int:
    """Return 1 for one-way in node order, -1 against it, 0 for both directions."""
    for key in ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway"):
        if tags.get(key) in _ONE_WAY:
            return _ONE_WAY[tags[key]]
    is_implied = tags.get("highway") == "motorway" or tags.get("junction") in {"roundabout", "circular"}
    return int(is_implied)


def _access(tags: Mapping[str, str], direction: str) -> Passage:
    if tags.get("impassable") == "yes" or tags.get("smoothness") == "impassable":
        return Passage.CLOSED
    is_for_cars = tags.get("highway") not in _NOT_FOR_CARS
    said = _said(tags, KEYS if is_for_cars else KEYS[:-1], direction)
    if said is not None:
        return said
    return Passage.OPEN if is_for_cars else Passage.CLOSED


def _said(tags: Mapping[str, str], keys: tuple[str, ...], direction: str) -> Passage | None:
    """Return what the narrowest key says that says something known; of several values the most open."""
    for key in keys:
        for name in (key + direction, key):
            values = {word.strip() for word in tags.get(name, "").split(";")}
            for known, passage_ in ((_YES, Passage.OPEN), (_ZONE, Passage.ZONE), (_NO, Passage.CLOSED)):
                if values & known:
                    return passage_
    return None
