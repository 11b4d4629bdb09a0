"""How fast a road is driven while nobody is in the way (wiki: Key:maxspeed).

The limit of the signs, else the law's and the usual speed of the class of road; lowered by what the road is
like, by what trucks are allowed, and by the profile's own factors and caps.
"""

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.road_rules import Mode
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.speed_signs import SpeedSigns
from desktop_app.roadnet.sources.tagging.tags import BACKWARD_KEY, FORWARD_KEY, Tags
from desktop_app.roadnet.sources.tagging.usual_speeds import (
    DEFAULT_KPH,
    HIGHEST_KPH,
    LOWEST_KPH,
    physical_kph,
)

_MOTORWAYS = frozenset({RoadClass.MOTORWAY, RoadClass.MOTORWAY_LINK})
_TRUNKS = frozenset({RoadClass.TRUNK, RoadClass.TRUNK_LINK})
_UNLIMITED = frozenset({RoadClass.MOTORWAY, RoadClass.TRUNK})
_CROSSINGS = frozenset({RoadClass.FERRY, RoadClass.SHUTTLE_TRAIN})
_TOWN_AND_COUNTRY = frozenset(
    {
        RoadClass.PRIMARY,
        RoadClass.PRIMARY_LINK,
        RoadClass.SECONDARY,
        RoadClass.SECONDARY_LINK,
        RoadClass.TERTIARY,
        RoadClass.TERTIARY_LINK,
        RoadClass.UNCLASSIFIED,
        RoadClass.ROAD,
    }
)
"""Classes that run through towns as well as between them."""

_NOT = frozenset({"", "no", "none"})
_URBAN_KEYS = ("lit", "sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right", "abutters")
_CYCLE_STREET_KEYS = ("bicycle_road", "cyclestreet")


def free_flow_kph(
    tags: Tags, road_class: RoadClass, profile: Profile, country: CountryRules
) -> tuple[float, float, tuple[str, ...]]:
    """Return a profile's speeds with and against the node order, in km/h, and notes for the report.

    A speed is at least `LOWEST_KPH` and at most `HIGHEST_KPH`, whatever stands in the tags.
    """
    default_kph = _default_kph(tags, road_class, country)
    unlimited_kph = country.unlimited_kph if road_class in _UNLIMITED else default_kph
    signs = SpeedSigns(tags, profile, country, default_kph, unlimited_kph)
    highest_kph = min(
        physical_kph(tags),
        _truck_limit_kph(road_class, profile, country),
        profile.cap_kph(road_class),
        HIGHEST_KPH,
    )
    factor = profile.speed_factor(road_class)
    forward_kph, backward_kph = (
        max(min(signs.kph(direction) * factor, highest_kph), LOWEST_KPH)
        for direction in (FORWARD_KEY, BACKWARD_KEY)
    )
    return forward_kph, backward_kph, signs.notes()


def _default_kph(tags: Tags, road_class: RoadClass, country: CountryRules) -> float:
    """Return the speed of a road on which no limit is tagged, direction by direction the same."""
    usual_kph = country.speeds_kph.get(road_class, DEFAULT_KPH[road_class])
    if road_class in _CROSSINGS:
        return usual_kph
    if tags.get("motorroad") == "yes" and road_class in _TOWN_AND_COUNTRY:
        return max(usual_kph, min(DEFAULT_KPH[RoadClass.TRUNK], country.limits_kph["trunk"]))
    zones = [_zone_of(road_class)]
    if road_class in _TOWN_AND_COUNTRY and _is_built_up(tags):
        zones.append("urban")
    if any(tags.get(key) == "yes" for key in _CYCLE_STREET_KEYS):
        zones.append("bicycle_road")
    if tags.get("living_street") == "yes":
        zones.append("living_street")
    return min(usual_kph, *(country.limits_kph.get(zone, usual_kph) for zone in zones))


def _zone_of(road_class: RoadClass) -> str:
    """Return the word of the law's limit for a class of road outside built-up areas."""
    if road_class in _MOTORWAYS:
        return "motorway"
    if road_class in _TRUNKS:
        return "trunk"
    return "living_street" if road_class is RoadClass.LIVING_STREET else "rural"


def _is_built_up(tags: Tags) -> bool:
    """Say whether tags hint at a built-up area: a word for it, lamps, pavements, houses along it."""
    zone = tags.get("zone:traffic", "").lower()
    if zone:
        return zone.endswith(":urban")
    return any(tags.get(key, "") not in _NOT for key in _URBAN_KEYS)


def _truck_limit_kph(road_class: RoadClass, profile: Profile, country: CountryRules) -> float:
    """Return what the law allows heavy goods vehicles at most on a class of road; infinite for others."""
    if Mode.HGV not in profile.modes or road_class in _CROSSINGS:
        return HIGHEST_KPH
    return country.truck_limits_kph.get(_zone_of(road_class), HIGHEST_KPH)
