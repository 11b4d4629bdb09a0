"""What a way's tags mean for each of several profiles."""

from collections.abc import Sequence

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.duration import duration_s
from desktop_app.roadnet.sources.tagging.features import lane_counts, way_flags, way_layer
from desktop_app.roadnet.sources.tagging.limits import way_limits
from desktop_app.roadnet.sources.tagging.notes import Notes
from desktop_app.roadnet.sources.tagging.passages import TaggedRoad, passages_of
from desktop_app.roadnet.sources.tagging.readings import NO_PASSAGE, WayReading
from desktop_app.roadnet.sources.tagging.road_class import road_class_of, why_blocked
from desktop_app.roadnet.sources.tagging.tags import Tags

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
    road = TaggedRoad.of(tags, road_class, notes)
    reason = why_blocked(tags)
    if reason:
        notes.add(reason)
        passages = (_NEVER,) * len(profiles)
    else:
        passages = tuple(passages_of(road, profile, country) for profile in profiles)
    if all(passage is NO_PASSAGE for pair in passages for passage in pair) and not (
        notes.all() and _is_for_vehicles(road_class, profiles)
    ):
        return None
    if _is_assumed_ferry(tags, road_class, profiles):
        notes.add("ferry_without_vehicle_tag")
    driven = road.oneway(profiles[0]).directions
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


def _is_for_vehicles(road_class: RoadClass, profiles: Sequence[Profile]) -> bool:
    """Say whether it is worth telling that nobody drives such a road: nobody expects to on a footway."""
    return any(profile.road(road_class).access is not Access.CLOSED for profile in profiles)


def _is_assumed_ferry(tags: Tags, road_class: RoadClass, profiles: Sequence[Profile]) -> bool:
    return road_class is RoadClass.FERRY and not any(
        key in tags for profile in profiles for key in profile.keys
    )


def _duration_s(tags: Tags, road_class: RoadClass, notes: Notes) -> float:
    value = tags.get("duration", "")
    if road_class not in _CROSSINGS or not value:
        return 0.0
    seconds = duration_s(value)
    if seconds is None:
        notes.add("duration_unreadable")
        return 0.0
    return seconds
