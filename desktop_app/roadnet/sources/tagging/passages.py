"""How one profile drives a way in each direction: access, one-way, conditions and speed together."""

from dataclasses import dataclass

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Access
from desktop_app.roadnet.sources.tagging.access import (
    decided_access,
    general_floor,
    said_access,
    service_factor,
)
from desktop_app.roadnet.sources.tagging.conditional_access import (
    CONDITIONAL_KEY,
    TimedAccess,
    Unconditional,
    timed_access,
)
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.keys import ACCESS_KEYS
from desktop_app.roadnet.sources.tagging.notes import Notes
from desktop_app.roadnet.sources.tagging.oneway import StatedOneway, implied_oneway, stated_oneway
from desktop_app.roadnet.sources.tagging.readings import NO_PASSAGE, Passage
from desktop_app.roadnet.sources.tagging.speeds import free_flow_kph
from desktop_app.roadnet.sources.tagging.tags import BACKWARD_KEY, FORWARD_KEY, Tags
from desktop_app.roadnet.sources.tagging.usual_speeds import LOWEST_KPH


@dataclass(frozen=True, slots=True)
class TaggedRoad:
    """A way that is a road.

    Attributes
    ----------
    tags, road_class
        Of the way.
    notes
        Where reasons for the report go.
    has_access, has_oneway, has_conditions
        Whether any key is one of access, begins with ``oneway``, or is a conditional one: most ways
        have none of them, and are read the faster.
    """

    tags: Tags
    road_class: RoadClass
    notes: Notes
    has_access: bool
    has_oneway: bool
    has_conditions: bool

    @classmethod
    def of(cls, tags: Tags, road_class: RoadClass, notes: Notes) -> "TaggedRoad":
        """Return the road that a way with these tags is."""
        has_access = any(key.partition(":")[0] in ACCESS_KEYS for key in tags)
        has_oneway = any(key.startswith("oneway") for key in tags)
        has_conditions = any(CONDITIONAL_KEY in key for key in tags)
        return cls(tags, road_class, notes, has_access, has_oneway, has_conditions)

    def oneway(self, profile: Profile) -> StatedOneway:
        """Return what one-way tags and the kind of road say of a profile."""
        if not self.has_oneway:
            return implied_oneway(self.tags, self.road_class)
        return stated_oneway(self.tags, self.road_class, profile, self.notes.add)


def passages_of(road: TaggedRoad, profile: Profile, country: CountryRules) -> tuple[Passage, Passage]:
    """Return how a profile drives a road with and against its node order."""
    oneway = road.oneway(profile)
    forward = _access(road, profile, FORWARD_KEY, oneway)
    backward = _access(road, profile, BACKWARD_KEY, oneway)
    if _is_never(forward) and _is_never(backward):
        return NO_PASSAGE, NO_PASSAGE
    forward_kph, backward_kph, reasons = free_flow_kph(road.tags, road.road_class, profile, country)
    road.notes.add(*reasons)
    factor = service_factor(road.tags, road.road_class, profile)
    return _passage(forward_kph * factor, forward), _passage(backward_kph * factor, backward)


def _access(road: TaggedRoad, profile: Profile, direction: str, oneway: StatedOneway) -> TimedAccess:
    tags, note = road.tags, road.notes.add
    is_driven = oneway.directions.forward if direction == FORWARD_KEY else oneway.directions.backward
    if not is_driven and not road.has_conditions:
        return TimedAccess(Access.CLOSED)
    said = said_access(tags, profile, direction, note) if road.has_access else None
    access = decided_access(tags, road.road_class, profile, said)
    if not road.has_conditions:
        return TimedAccess(access)
    floor = general_floor(tags, road.road_class, profile)
    stated = Unconditional(access, said.key if said else "", is_driven, oneway.key, floor)
    return timed_access(tags, profile, direction, stated, note)


def _is_never(timed: TimedAccess) -> bool:
    return timed.access is Access.CLOSED and not timed.condition


def _passage(kph: float, timed: TimedAccess) -> Passage:
    return NO_PASSAGE if _is_never(timed) else Passage(max(LOWEST_KPH, kph), timed.access, timed.condition)
