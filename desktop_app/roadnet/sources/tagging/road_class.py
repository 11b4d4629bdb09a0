"""Which of OSM's ways are roads, of what class, and which of them nobody drives.

Wiki: Key:highway, Tag:route=ferry, Key:construction, Key:ford.
"""

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.tagging.notes import Note
from desktop_app.roadnet.sources.tagging.tags import Tags, is_set

_ROUTES = {"ferry": RoadClass.FERRY, "shuttle_train": RoadClass.SHUTTLE_TRAIN}

CLASS_OF_TAG = {road_class.tag: road_class for road_class in RoadClass if road_class not in _ROUTES.values()}
"""By the value of ``highway``."""

_WORKS = "construction"
"""As ``highway``: a road that is not there yet; its class stands under a key of the same name."""

_PATHS = frozenset({"bridleway", "cycleway", "footway", "path"})
"""Ways for others, on which a tag may let vehicles in; they are then driven as a pedestrian street is."""

_OPEN_WORKS = frozenset({"maintenance", "minor", "widening"})
"""Values of ``construction`` with which a road stays open (wiki: Key:construction)."""

_GONE = ("abandoned", "demolished", "disused", "razed", "removed")
_FORDS_ON_FOOT = frozenset({"boat", "stepping_stones"})


def road_class_of(tags: Tags, note: Note) -> RoadClass | None:
    """Return the class of a way, None where it is no road at all.

    Of several values (``residential;service``) the first that is a road counts. A road under construction
    has the class that it will have; `why_blocked` closes it.
    """
    highway = tags.get("highway", "")
    road_class = _class_of_highway(highway)
    if road_class is None and ";" in highway:
        parts = (CLASS_OF_TAG.get(part.strip()) for part in highway.split(";"))
        road_class = next((part for part in parts if part is not None), None)
        if road_class is not None:
            note("highway_several_values")
    if road_class is None and highway == _WORKS:
        road_class = CLASS_OF_TAG.get(tags.get(_WORKS, ""))
    return road_class if road_class is not None else _class_of_route(tags.get("route", ""))


def why_blocked(tags: Tags) -> str:
    """Return the reason why a road cannot be driven, the empty text where none is known."""
    if tags.get("area") == "yes":
        return "road_is_an_area"
    if is_set(tags, _WORKS) and tags[_WORKS] not in _OPEN_WORKS:
        return "road_under_construction"
    if any(is_set(tags, key) for key in _GONE):
        return "road_abandoned"
    if is_set(tags, "impassable") or tags.get("smoothness") == "impassable":
        return "road_impassable"
    if tags.get("ford") in _FORDS_ON_FOOT:
        return "ford_on_foot"
    return ""


def _class_of_highway(value: str) -> RoadClass | None:
    return RoadClass.PEDESTRIAN if value in _PATHS else CLASS_OF_TAG.get(value)


def _class_of_route(value: str) -> RoadClass | None:
    parts = (_ROUTES.get(part.strip()) for part in value.split(";"))
    return next((part for part in parts if part is not None), None)
