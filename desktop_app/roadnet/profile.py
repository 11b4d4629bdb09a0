"""A vehicle's rules as data: which words of OSM's tags let it in, and how it drives each kind of road."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.road_rules import Access, LimitKind, Mode, TurnCosts, VehicleSize


@dataclass(frozen=True, slots=True)
class RoadRule:
    """How a profile drives one kind of road.

    Attributes
    ----------
    access
        Where no tag says otherwise.
    speed_factor
        Times the free-flow speed, above 0 and at most 1.
    cap_kph
        The highest speed; infinite for none.
    """

    access: Access
    speed_factor: float = 1.0
    cap_kph: float = math.inf


CLOSED_ROAD = RoadRule(Access.CLOSED)


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of vehicle.

    Attributes
    ----------
    name
        Short and unique, such as ``car``.
    title
        For people.
    keys
        OSM's access keys for the vehicle from the general to the narrow, ``access`` first; the
        narrowest that a way has decides.
    opening_keys
        Keys of others, such as ``psv``: where they are let in, so is the vehicle; where they are not,
        that says nothing of it.
    modes
        `Mode` bits of the keys: which turn bans and exceptions count.
    words
        What the values of access keys come to.
    roads
        Rules by class; a class that is absent is closed. A closed class opens by a tag of a key
        narrower than ``access``.
    services
        Rules by the value of ``service``; the factor multiplies that of the class.
    tracktypes
        Access of tracks by the value of ``tracktype``, in place of their class's.
    barriers, bollards, kerbs
        Whether a barrier lets the vehicle pass, by the values of ``barrier``, ``bollard`` and ``kerb``;
        access tags on the barrier override it.
    top_kph
        The vehicle never drives faster.
    dimensions
        What the vehicle has of each kind of limit; a kind that is absent is not checked.
    ignored_restrictions
        Values of ``restriction`` that do not bind it, ascending.
    turn_costs
        What its turns cost; nothing by default.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    opening_keys: tuple[str, ...]
    modes: Mode
    words: Mapping[str, Access]
    roads: Mapping[RoadClass, RoadRule]
    services: Mapping[str, RoadRule]
    tracktypes: Mapping[str, Access]
    barriers: Mapping[str, Access]
    bollards: Mapping[str, Access]
    kerbs: Mapping[str, Access]
    top_kph: float
    dimensions: Mapping[LimitKind, float]
    ignored_restrictions: tuple[str, ...] = ()
    turn_costs: TurnCosts = TurnCosts()  # noqa: RUF009 - immutable

    @property
    def size(self) -> VehicleSize:
        """What the vehicle measures and weighs."""
        of = self.dimensions
        return VehicleSize(
            height_m=of.get(LimitKind.HEIGHT_M, 0.0),
            width_m=of.get(LimitKind.WIDTH_M, 0.0),
            length_m=of.get(LimitKind.LENGTH_M, 0.0),
            weight_t=of.get(LimitKind.WEIGHT_T, 0.0),
            axle_load_t=of.get(LimitKind.AXLE_LOAD_T, 0.0),
            hazmat=LimitKind.HAZMAT in of,
        )

    def road(self, road_class: RoadClass) -> RoadRule:
        """Return the rule for a class of road."""
        return self.roads.get(road_class, CLOSED_ROAD)

    def speed_factor(self, road_class: RoadClass) -> float:
        """Return by what the free-flow speed of a class is multiplied."""
        return self.road(road_class).speed_factor

    def cap_kph(self, road_class: RoadClass) -> float:
        """Return the highest speed on a class of road."""
        return min(self.top_kph, self.road(road_class).cap_kph)


def profiles_key(profiles: Sequence[Profile]) -> str:
    """Return a hash, 64 hexadecimal digits, of all that a set of profiles says, for keys of caches."""
    content = json.dumps([asdict(profile) for profile in profiles], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
