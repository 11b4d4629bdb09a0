"""What a way's tags mean for each of several profiles."""

from collections.abc import Sequence

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.access import said_access
from desktop_app.roadnet.sources.tagging.blocked import why_blocked
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.defaults import default_access, service_factor
from desktop_app.roadnet.sources.tagging.duration import duration_s
from desktop_app.roadnet.sources.tagging.features import lane_counts, way_flags, way_layer
from desktop_app.roadnet.sources.tagging.limits import way_limits
from desktop_app.roadnet.sources.tagging.notes import Notes
from desktop_app.roadnet.sources.tagging.oneway import directions
from desktop_app.roadnet.sources.tagging.readings import NO_PASSAGE, Passage, WayReading
from desktop_app.roadnet.sources.tagging.road_class import road_class_of
from desktop_app.roadnet.sources.tagging.speeds import free_flow_kph
from desktop_app.roadnet.sources.tagging.tags import BACKWARD_KEY, FORWARD_KEY, Tags

RULES_VERSION = 1
"""A change of a rule of ways or nodes changes it, so that maps in the cache are made anew."""

_CROSSINGS = frozenset({RoadClass.FERRY, RoadClass.SHUTTLE_TRAIN})
_NEVER = (NO_PASSAGE, NO_PASSAGE)


def read_way(tags: Tags, profiles: Sequence[Profile], country: CountryRules) -> WayReading | None:
    """Return what a way is, or None where it is no road, or closed to all profiles as it should be.

    A road that is left out for a reason worth telling (works, an area, ``oneway=reversible``) is a
    reading in which every passage is `NO_PASSAGE`; its notes say why.

    Parameters
    ----------
    tags
        Of the way; those for which `is_rule_key` is false have no influence.
    profiles
        The first is the one whose directions count for the flags and lanes.
    country
        For speeds where signs say nothing.
    """
    notes = Notes()
    road_class = road_class_of(tags, notes.add)
    if road_class is None:
        return None
    passages = tuple(_passages(tags, road_class, profile, country, notes) for profile in profiles)
    reason = why_blocked(tags)
    if reason:
        notes.add(reason)
        passages = (_NEVER,) * len(profiles)
    if all(passage is NO_PASSAGE for pair in passages for passage in pair) and not notes.all():
        return None
    driven = directions(tags, road_class, profiles[0], notes.add)
    limits, limit_notes = way_limits(tags)
    notes.add(*limit_notes)
    forward_lanes, backward_lanes = lane_counts(tags, driven, notes.add)
    return WayReading(
        road_class=road_class,
        flags=way_flags(tags, profiles, driven),
        layer=way_layer(tags, notes.add),
        forward_lanes=forward_lanes,
        backward_lanes=backward_lanes,
        passages=passages,
        duration_s=_duration_s(tags, road_class, notes),
        limits=limits,
        notes=notes.all(),
    )


def _passages(
    tags: Tags, road_class: RoadClass, profile: Profile, country: CountryRules, notes: Notes
) -> tuple[Passage, Passage]:
    driven = directions(tags, road_class, profile, notes.add)
    access = (
        _access(tags, road_class, profile, FORWARD_KEY, notes) if driven.forward else Access.CLOSED,
        _access(tags, road_class, profile, BACKWARD_KEY, notes) if driven.backward else Access.CLOSED,
    )
    if access == (Access.CLOSED, Access.CLOSED):
        return _NEVER
    forward_kph, backward_kph, speed_notes = free_flow_kph(tags, road_class, profile, country)
    notes.add(*speed_notes)
    factor = service_factor(tags, road_class, profile)
    return _passage(forward_kph * factor, access[0]), _passage(backward_kph * factor, access[1])


def _passage(kph: float, access: Access) -> Passage:
    return NO_PASSAGE if access is Access.CLOSED else Passage(max(1.0, kph), access)


def _access(tags: Tags, road_class: RoadClass, profile: Profile, direction: str, notes: Notes) -> Access:
    return default_access(tags, road_class, profile, said_access(tags, profile, direction, notes.add))


def _duration_s(tags: Tags, road_class: RoadClass, notes: Notes) -> float:
    value = tags.get("duration", "")
    if road_class not in _CROSSINGS or not value:
        return 0.0
    seconds = duration_s(value)
    if seconds is None:
        notes.add("duration_unreadable")
        return 0.0
    return seconds
