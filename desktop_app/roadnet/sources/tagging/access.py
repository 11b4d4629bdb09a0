"""Who may use a road or pass a barrier, by OSM's hierarchy of access keys (wiki: Key:access)."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.notes import Note
from desktop_app.roadnet.sources.tagging.tags import BOTH_WAYS_KEY, Tags

_SAYS_NOTHING = frozenset({"", "unknown"})
_OTHERS_ABOARD = ("foot", "bicycle")
"""A ferry that names these and no vehicle carries none (wiki: Tag:route=ferry)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What tags say of a profile: the access, and the key that decided."""

    access: Access
    key: str


def said_access(tags: Tags, profile: Profile, direction: str, note: Note) -> Said | None:
    """Return what the narrowest access key says that is present and understood, None where none is.

    Parameters
    ----------
    tags
        Of a way or a node.
    profile
        Its `keys`, `opening_keys` and `words` count.
    direction
        Ending of the keys that count in one direction, such as ``:forward``; empty for nodes.
    note
        Is told of values that are not understood; those count for nothing.
    """
    said = _narrowest(tags, profile, direction, note)
    if said is None or said.access is not Access.OPEN:
        for key in profile.opening_keys:
            if value_of_key(tags, key, profile.words, direction, note) is Access.OPEN:
                return Said(Access.OPEN, key)
    return said


def _narrowest(tags: Tags, profile: Profile, direction: str, note: Note) -> Said | None:
    for key in reversed(profile.keys):
        access = value_of_key(tags, key, profile.words, direction, note)
        if access is not None:
            return Said(access, key)
    return None


def value_of_key(
    tags: Tags, key: str, words: Mapping[str, Access], direction: str, note: Note
) -> Access | None:
    """Return what one key says, in a direction before in both; None where it is absent or not understood."""
    names = (key + direction, key + BOTH_WAYS_KEY, key) if direction else (key,)
    for name in names:
        value = tags.get(name)
        if value is not None:
            access = access_of(value, words, note)
            if access is not None:
                return access
    return None


def access_of(value: str, words: Mapping[str, Access], note: Note) -> Access | None:
    """Return what a value comes to: of several (``agricultural;destination``) the most open."""
    if value in words:
        return words[value]
    best: Access | None = None
    for part in value.casefold().split(";"):
        word = part.strip()
        access = words.get(word)
        if access is None:
            if word not in _SAYS_NOTHING:
                note("access_unknown")
        elif best is None or access < best:
            best = access
    return best


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
