"""What OSM's tags mean for a car: which ways it drives, in which direction, how fast.

Rules follow the OSM wiki (Key:highway, Key:access, Key:oneway, Key:maxspeed).
All words stand in tables, so that a rule is changed by changing a line.
"""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.roadnet.network import ArcFlag, RoadClass
from desktop_app.roadnet.sources.maxspeed import maxspeed_kph

PROFILE = "car-1"
"""Name and version of these rules; a change of a rule changes the version."""

TagGetter = Callable[[str], str | None]
"""Returns a tag's value, None where the item has no such tag."""

Note = Callable[[str], None]
"""Takes the reason why a tag was read by a stated rule."""

CLASS_OF_TAG = {road_class.tag: road_class for road_class in RoadClass if road_class <= RoadClass.TRACK}

DEFAULT_KPH = {
    RoadClass.MOTORWAY: 110.0,
    RoadClass.MOTORWAY_LINK: 60.0,
    RoadClass.TRUNK: 90.0,
    RoadClass.TRUNK_LINK: 50.0,
    RoadClass.PRIMARY: 65.0,
    RoadClass.PRIMARY_LINK: 45.0,
    RoadClass.SECONDARY: 60.0,
    RoadClass.SECONDARY_LINK: 40.0,
    RoadClass.TERTIARY: 50.0,
    RoadClass.TERTIARY_LINK: 35.0,
    RoadClass.UNCLASSIFIED: 40.0,
    RoadClass.RESIDENTIAL: 30.0,
    RoadClass.LIVING_STREET: 10.0,
    RoadClass.SERVICE: 20.0,
    RoadClass.ROAD: 30.0,
    RoadClass.TRACK: 15.0,
}

_UNLIMITED_KPH = 130.0
_UNLIMITED_CLASSES = frozenset({RoadClass.MOTORWAY, RoadClass.TRUNK})

ACCESS_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
"""The narrowest first; the first one present decides."""

CLOSED_ACCESS = frozenset(
    {
        "agricultural",
        "bus",
        "emergency",
        "forestry",
        "military",
        "no",
        "permit",
        "private",
        "psv",
        "use_sidepath",
    }
)

_TRACK_KEYS = ("motorcar", "motor_vehicle")
_TRACK_OPEN = frozenset({"yes", "permissive", "designated", "destination", "official"})

ONEWAY_KEYS = ("oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway")
_FORWARD, _BACKWARD, _BOTH, _CLOSED = (True, False), (False, True), (True, True), (False, False)
_ONEWAY = {
    "yes": _FORWARD,
    "true": _FORWARD,
    "1": _FORWARD,
    "-1": _BACKWARD,
    "reverse": _BACKWARD,
    "no": _BOTH,
    "false": _BOTH,
    "0": _BOTH,
    # Traffic takes turns on one lane: both ways can be driven.
    "alternating": _BOTH,
    # The direction changes with the hour, and the map does not say when.
    "reversible": _CLOSED,
}
_ONEWAY_REPORTED = frozenset({"alternating", "reversible"})
_ROUNDABOUTS = frozenset({"roundabout", "circular"})
_NOT = frozenset({None, "", "no"})


@dataclass(frozen=True, slots=True)
class CarRoad:
    """A way as a car drives it.

    Attributes
    ----------
    forward_kph, backward_kph
        Free-flow speed with and against the node order; 0 where it is not allowed.
    flags
        Roundabout, bridge, tunnel.
    """

    road_class: RoadClass
    forward_kph: float
    backward_kph: float
    flags: ArcFlag


def read_car_road(highway: str, tag: TagGetter, note: Note) -> CarRoad | None:
    """Return how a car drives a way with these tags, or None where it does not.

    Parameters
    ----------
    highway
        The value of its ``highway`` tag.
    tag
        Looks up the other tags.
    note
        Is told each reason why a tag was read by a stated rule, or the way left out oddly.
    """
    road_class = CLASS_OF_TAG.get(highway)
    if road_class is None or not _may_drive(road_class, tag):
        return None
    if tag("area") == "yes":
        note("road_is_an_area")
        return None
    junction = tag("junction")
    is_roundabout = junction in _ROUNDABOUTS
    forward, backward = _directions(road_class, tag, note, is_roundabout=is_roundabout)
    if not forward and not backward:
        return None
    flags = ArcFlag.ROUNDABOUT if is_roundabout else ArcFlag(0)
    if tag("bridge") not in _NOT:
        flags |= ArcFlag.BRIDGE
    if tag("tunnel") not in _NOT:
        flags |= ArcFlag.TUNNEL
    forward_kph, backward_kph = _speeds(road_class, tag, note)
    return CarRoad(road_class, forward_kph * forward, backward_kph * backward, flags)


def _may_drive(road_class: RoadClass, tag: TagGetter) -> bool:
    """Say whether access tags let a private car in; of ``a;b`` one open value is enough."""
    if road_class is RoadClass.TRACK and not any(tag(key) in _TRACK_OPEN for key in _TRACK_KEYS):
        return False
    for key in ACCESS_KEYS:
        value = tag(key)
        if value:
            return not {part.strip() for part in value.casefold().split(";")} <= CLOSED_ACCESS
    return True


def _directions(
    road_class: RoadClass, tag: TagGetter, note: Note, *, is_roundabout: bool
) -> tuple[bool, bool]:
    """Return whether the way is driven with and against its node order.

    Of several values (``yes; no``) the first known one counts; an unknown value counts as no tag
    at all. Motorways and roundabouts are one-way unless a tag says otherwise.
    """
    value = next(filter(None, map(tag, ONEWAY_KEYS)), None)
    if value is not None:
        parts = [part.strip() for part in value.casefold().split(";")]
        known = next((part for part in parts if part in _ONEWAY), None)
        if known is None:
            note("oneway_unknown")
        else:
            if len(parts) > 1:
                note("oneway_several_values")
            if known in _ONEWAY_REPORTED:
                note(f"oneway_{known}")
            return _ONEWAY[known]
    return _FORWARD if is_roundabout or road_class is RoadClass.MOTORWAY else _BOTH


def _speeds(road_class: RoadClass, tag: TagGetter, note: Note) -> tuple[float, float]:
    """Return the free-flow speeds in km/h with and against the node order."""
    default_kph = DEFAULT_KPH[road_class]
    unlimited_kph = _UNLIMITED_KPH if road_class in _UNLIMITED_CLASSES else default_kph

    def limit(key: str, otherwise_kph: float) -> float:
        value = tag(key)
        if value is None:
            return otherwise_kph
        speed_kph = maxspeed_kph(value, default_kph, unlimited_kph)
        if speed_kph is None:
            note("maxspeed_unreadable")
            return otherwise_kph
        return speed_kph

    both_kph = limit("maxspeed", default_kph)
    return limit("maxspeed:forward", both_kph), limit("maxspeed:backward", both_kph)
