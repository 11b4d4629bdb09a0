"""What a road is like, for every vehicle the same: bridge, tunnel, toll, layer, lanes."""

import re
from collections.abc import Sequence

from desktop_app.roadnet.network import ArcFlag
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.tagging.notes import Note
from desktop_app.roadnet.sources.tagging.oneway import ALTERNATING, Directions, is_roundabout
from desktop_app.roadnet.sources.tagging.tags import Tags, is_set

_CULVERT = "culvert"
"""The tunnel of a stream below the road."""

_TUNNELS_AT_GROUND_LEVEL = frozenset({"avalanche_protector", "building_passage"})
_UNPAVED = frozenset(
    {
        "clay",
        "compacted",
        "dirt",
        "earth",
        "fine_gravel",
        "grass",
        "grass_paver",
        "gravel",
        "ground",
        "ice",
        "mud",
        "pebblestone",
        "rock",
        "salt",
        "sand",
        "shells",
        "snow",
        "unpaved",
        "woodchips",
    }
)
_UNPAVED_TRACKS = frozenset({"grade2", "grade3", "grade4", "grade5"})

_HIGHEST_LAYER = 100
"""Beyond it a layer is a mistake; OSM uses -5 to 5."""

_MOST_LANES = 32
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,2})?")


def way_flags(tags: Tags, profiles: Sequence[Profile], driven: Directions) -> ArcFlag:
    """Return the facts of a way; `driven` is how its first profile drives it."""
    flags = ArcFlag.ROUNDABOUT if is_roundabout(tags) else ArcFlag(0)
    if is_set(tags, "bridge"):
        flags |= ArcFlag.BRIDGE
    if _is_tunnel(tags):
        flags |= ArcFlag.TUNNEL
    if driven.forward != driven.backward:
        flags |= ArcFlag.ONE_WAY
    if _has_toll(tags, profiles):
        flags |= ArcFlag.TOLL
    if is_set(tags, "ford"):
        flags |= ArcFlag.FORD
    if tags.get("motorroad") == "yes":
        flags |= ArcFlag.MOTORROAD
    if tags.get("oneway") == ALTERNATING:
        flags |= ArcFlag.ALTERNATING
    if _is_unpaved(tags):
        flags |= ArcFlag.UNPAVED
    return flags


def way_layer(tags: Tags, note: Note) -> int:
    """Return a way's layer: its tag, else 1 for a bridge and -1 for a tunnel, else 0."""
    value = tags.get("layer", "")
    if value:
        layer = _number(value)
        if layer is not None and abs(layer) <= _HIGHEST_LAYER:
            return int(layer)
        note("layer_unreadable")
    if is_set(tags, "bridge"):
        return 1
    return -1 if _is_tunnel(tags) and tags["tunnel"] not in _TUNNELS_AT_GROUND_LEVEL else 0


def lane_counts(tags: Tags, driven: Directions, note: Note) -> tuple[int, int]:
    """Return how many lanes there are with and against the node order, 0 where unknown.

    On a road of both directions without ``lanes:forward`` and ``lanes:backward``, an even number is
    shared equally, and a single lane serves both; of three nobody knows.
    """
    total = _lanes(tags, "lanes", note)
    if not driven.backward:
        return _lanes(tags, "lanes:forward", note) or total, 0
    if not driven.forward:
        return 0, _lanes(tags, "lanes:backward", note) or total
    forward, backward = _lanes(tags, "lanes:forward", note), _lanes(tags, "lanes:backward", note)
    shared = max(total - _lanes(tags, "lanes:both_ways", note), 0)
    if not forward and not backward:
        half = 1 if shared == 1 else shared // 2 if shared % 2 == 0 else 0
        return half, half
    return forward or max(shared - backward, 0), backward or max(shared - forward, 0)


def _is_tunnel(tags: Tags) -> bool:
    return is_set(tags, "tunnel") and tags["tunnel"] != _CULVERT


def _has_toll(tags: Tags, profiles: Sequence[Profile]) -> bool:
    keys = ("toll", *(f"toll:{key}" for profile in profiles for key in profile.keys[1:]))
    return any(is_set(tags, key) for key in keys)


def _is_unpaved(tags: Tags) -> bool:
    surface = tags.get("surface", "")
    return surface in _UNPAVED or (not surface and tags.get("tracktype") in _UNPAVED_TRACKS)


def _lanes(tags: Tags, key: str, note: Note) -> int:
    """Return a count of lanes, of several the lowest (``2;3``), rounded down (``1.5``); 0 for none."""
    value = tags.get(key, "")
    if not value:
        return 0
    counts = [_number(part) for part in value.split(";")]
    known = [count for count in counts if count is not None and 0 <= count <= _MOST_LANES]
    if not known:
        note("lanes_unreadable")
        return 0
    return int(min(known))


def _number(text: str) -> float | None:
    stripped = text.strip()
    return float(stripped) if _NUMBER.fullmatch(stripped) else None
