"""How fast a road is driven while nobody is in the way."""

from typing import Protocol

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.car_profile import DEFAULT_KPH
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.maxspeed import maxspeed_kph
from desktop_app.roadnet.sources.tagging.tags import Tags


class SpeedProfile(Protocol):
    """What free-flow speeds need of a profile."""


def free_flow_kph(
    tags: Tags,
    road_class: RoadClass,
    profile: SpeedProfile,  # noqa: ARG001 - its caps come with the profiles
    country: CountryRules,
) -> tuple[float, float, tuple[str, ...]]:
    """Return the speeds with and against the node order, at least 1 km/h, and notes for the report."""
    default_kph = DEFAULT_KPH.get(road_class, 30.0)
    kph = maxspeed_kph(tags.get("maxspeed", ""), default_kph, country.unlimited_kph) or default_kph
    return kph, kph, ()
