"""What the law of a country says where signs say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.roadnet.network import RoadClass

GENERAL_LIMITS_KPH: Mapping[str, float] = {
    "urban": 50.0,
    "rural": 90.0,
    "trunk": 100.0,
    "motorway": 120.0,
    "living_street": 10.0,
    "walk": 7.0,
}
"""Where the country is not known and no table is at hand."""


@dataclass(frozen=True, slots=True)
class CountryRules:
    """The rules of the road of one country.

    Attributes
    ----------
    code
        ISO 3166-1, two capital letters; empty for the general defaults.
    drives_left
        Whether traffic keeps to the left.
    time_zone
        IANA name of the zone of the map's middle; empty where unknown.
    unlimited_kph
        At what speed cars drive where there is no limit.
    limits_kph
        The law's limits by the words of ``maxspeed=DE:urban``: ``urban``, ``rural``, ``motorway`` and more.
    truck_limits_kph
        The same for heavy goods vehicles, where they are lower.
    speeds_kph
        Usual free-flow speeds of classes of road without a tag, where they are not those of everywhere.
    foreign_limits_kph
        The limits of all countries by ``de:urban``, for signs of a neighbour on the same map.
    """

    code: str = ""
    drives_left: bool = False
    time_zone: str = ""
    unlimited_kph: float = 130.0
    limits_kph: Mapping[str, float] = field(default_factory=lambda: GENERAL_LIMITS_KPH)
    truck_limits_kph: Mapping[str, float] = field(default_factory=dict)
    speeds_kph: Mapping[RoadClass, float] = field(default_factory=dict)
    foreign_limits_kph: Mapping[str, float] = field(default_factory=dict)

    def zone_kph(self, country: str, zone: str) -> float | None:
        """Return the limit that a zone's word means, such as ``de`` and ``urban``; None where unknown."""
        if country and country.upper() != self.code:
            foreign = self.foreign_limits_kph.get(f"{country}:{zone}")
            return GENERAL_LIMITS_KPH.get(zone) if foreign is None else foreign
        return self.limits_kph.get(zone)
