"""Which of OSM's ways are roads, and of what class (wiki: Key:highway, Tag:route=ferry)."""

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.tagging.notes import Note
from desktop_app.roadnet.sources.tagging.tags import Tags

_ROUTES = {"ferry": RoadClass.FERRY, "shuttle_train": RoadClass.SHUTTLE_TRAIN}

CLASS_OF_TAG = {road_class.tag: road_class for road_class in RoadClass if road_class not in _ROUTES.values()}
"""By the value of ``highway``."""

WORKS = "construction"
"""As ``highway``: a road that is not there yet; its class stands under a key of the same name."""

_PATHS = frozenset({"bridleway", "cycleway", "footway", "path"})
"""Ways for others, on which a tag may let vehicles in; they are then driven as a pedestrian street is."""


def road_class_of(tags: Tags, note: Note) -> RoadClass | None:
    """Return the class of a way, None where it is no road at all.

    Of several values (``residential;service``) the first that is a road counts. A road under construction
    has the class that it will have; `blocked.why_blocked` closes it.
    """
    highway = tags.get("highway", "")
    road_class = _class_of_highway(highway)
    if road_class is None and ";" in highway:
        parts = (CLASS_OF_TAG.get(part.strip()) for part in highway.split(";"))
        road_class = next((part for part in parts if part is not None), None)
        if road_class is not None:
            note("highway_several_values")
    if road_class is None and highway == WORKS:
        road_class = CLASS_OF_TAG.get(tags.get(WORKS, ""))
    return road_class if road_class is not None else _class_of_route(tags.get("route", ""))


def _class_of_highway(value: str) -> RoadClass | None:
    return RoadClass.PEDESTRIAN if value in _PATHS else CLASS_OF_TAG.get(value)


def _class_of_route(value: str) -> RoadClass | None:
    parts = (_ROUTES.get(part.strip()) for part in value.split(";"))
    return next((part for part in parts if part is not None), None)
