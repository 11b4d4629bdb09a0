"""Whether a road is open where access tags do not say, or say too little."""

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.access import Said
from desktop_app.roadnet.sources.tagging.tags import Tags

_OTHERS_ABOARD = ("foot", "bicycle")
"""A ferry that names these and no vehicle carries none (wiki: Tag:route=ferry)."""


def default_access(tags: Tags, road_class: RoadClass, profile: Profile, said: Said | None) -> Access:
    """Return the access of a road, given what its tags say of a profile.

    A class that is closed to the profile opens by a key of vehicles only: ``access=yes`` on a
    pedestrian street is meant for those who walk.
    """
    unsaid = _unsaid(tags, road_class, profile)
    if said is None:
        return unsaid
    is_general = said.key == profile.keys[0]
    if is_general and profile.road(road_class).access is Access.CLOSED:
        return max(said.access, unsaid)
    return said.access


def service_factor(tags: Tags, road_class: RoadClass, profile: Profile) -> float:
    """Return by what the kind of a service road slows a profile."""
    rule = profile.services.get(tags.get("service", "")) if road_class is RoadClass.SERVICE else None
    return rule.speed_factor if rule else 1.0


def _unsaid(tags: Tags, road_class: RoadClass, profile: Profile) -> Access:
    access = profile.road(road_class).access
    if road_class is RoadClass.TRACK:
        return profile.tracktypes.get(tags.get("tracktype", ""), access)
    if road_class is RoadClass.SERVICE:
        rule = profile.services.get(tags.get("service", ""))
        return max(access, rule.access) if rule else access
    if road_class is RoadClass.FERRY and any(key in tags for key in _OTHERS_ABOARD):
        return Access.CLOSED
    return access
