"""Roads that nobody drives, whatever the access tags say, and why."""

from desktop_app.roadnet.sources.tagging.road_class import WORKS
from desktop_app.roadnet.sources.tagging.tags import Tags, is_set

_OPEN_WORKS = frozenset({"maintenance", "minor", "widening"})
"""Values of ``construction`` with which a road stays open (wiki: Key:construction)."""

_GONE = ("abandoned", "demolished", "disused", "razed", "removed")
_FORDS_ON_FOOT = frozenset({"boat", "stepping_stones"})


def why_blocked(tags: Tags) -> str:
    """Return the reason why a road cannot be driven, the empty text where none is known."""
    if tags.get("area") == "yes":
        return "road_is_an_area"
    if is_set(tags, WORKS) and tags[WORKS] not in _OPEN_WORKS:
        return "road_under_construction"
    if any(is_set(tags, key) for key in _GONE):
        return "road_abandoned"
    if is_set(tags, "impassable") or tags.get("smoothness") == "impassable":
        return "road_impassable"
    if tags.get("ford") in _FORDS_ON_FOOT:
        return "ford_on_foot"
    return ""
