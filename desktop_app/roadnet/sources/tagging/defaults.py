"""Whether a road is open where access tags do not say, or say too little."""

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.access import Said
from desktop_app.roadnet.sources.tagging.tags import Tags

_OTHERS_ABOARD = ("foot", "bicycle")
"""A ferry that names these and no vehicle carries none (wiki: Tag:route=ferry)."""


def decided_access(tags: Tags, road_class: RoadClass, profile: Profile, said: Said | None) -> Access:
    """Return the access of a road, given what its tags say of a profile."""
    if said is None:
        return unsaid_access(tags, road_class, profile)
    if said.key == profile.keys[0]:
        return max(said.access, general_floor(tags, road_class, profile))
    return said.access


def general_floor(tags: Tags, road_class: RoadClass, profile: Profile) -> Access:
    """Return how far the general key can open a road.

    A class that is closed to the profile opens by a key of vehicles only: ``access=yes`` on a
    pedestrian street is meant for those who walk.
    """
    is_closed = profile.road(road_class).access is Access.CLOSED
    return unsaid_access(tags, road_class, profile) if is_closed else Access.OPEN


def service_factor(tags: Tags, road_class: RoadClass, profile: Profile) -> float:
    """Return by what the kind of a service road slows a profile."""
    rule = profile.services.get(tags.get("service", "")) if road_class is RoadClass.SERVICE else None
    return rule.speed_factor if rule else 1.0


def unsaid_access(tags: Tags, road_class: RoadClass, profile: Profile) -> Access:
    """Return the access of a road whose tags say nothing of a profile: by its class and kind."""
    access = profile.road(road_class).access
    if road_class is RoadClass.TRACK:
        return profile.tracktypes.get(tags.get("tracktype", ""), access)
    if road_class is RoadClass.SERVICE:
        rule = profile.services.get(tags.get("service", ""))
        return max(access, rule.access) if rule else access
    if road_class is RoadClass.FERRY and any(key in tags for key in _OTHERS_ABOARD):
        return Access.CLOSED
    return access
