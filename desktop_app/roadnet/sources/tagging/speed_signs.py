"""What the signs along a road allow one profile, in either direction."""

from desktop_app.errors import HoursError
from desktop_app.roadnet.conditions import split_clauses
from desktop_app.roadnet.profile import Profile
from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.maxspeed import lanes_kph, maxspeed_kph, zone_kph
from desktop_app.roadnet.sources.tagging.notes import Notes
from desktop_app.roadnet.sources.tagging.tags import BOTH_WAYS_KEY, Tags
from desktop_app.roadnet.sources.tagging.vehicle_terms import vehicle_term

UNREADABLE = "maxspeed_unreadable"
CONDITIONAL = "maxspeed_condition_ignored"

_KEY = "maxspeed"
_LANES_KEY = "maxspeed:lanes"
_ADVISORY_KEY = "maxspeed:advisory"
_PRACTICAL_KEY = "maxspeed:practical"
_ZONE_KEYS = ("maxspeed:type", "source:maxspeed", "zone:maxspeed")
"""Where no figure is tagged, they say which of the law's limits holds."""

_CONDITIONAL_KEY = ":conditional"


class SpeedSigns:
    """Reads the limits of one way for one profile."""

    def __init__(
        self, tags: Tags, profile: Profile, country: CountryRules, default_kph: float, unlimited_kph: float
    ) -> None:
        """Read `tags`; the speeds are those of a road without a limit, and of one that has none by a sign."""
        signs = [key for key in tags if _KEY in key]
        self._has_signs = bool(signs)
        self._is_plain = signs == [_KEY]
        self._tags = tags
        self._profile = profile
        self._country = country
        self._default_kph = default_kph
        self._unlimited_kph = unlimited_kph
        self._notes = Notes()

    def kph(self, direction: str) -> float:
        """Return the speed in a direction, ``:forward`` or ``:backward``."""
        if not self._has_signs:
            return self._default_kph
        if self._is_plain:
            plain_kph = self._value_kph(_KEY, direction)
            return self._default_kph if plain_kph is None else plain_kph
        limit_kph = self._first_of(self._limit_keys(), direction)
        if limit_kph is None:
            limit_kph = self._lanes_kph(direction)
        if limit_kph is None:
            limit_kph = self._zone_kph(direction)
        practical_kph = self._value_kph(_PRACTICAL_KEY, direction)
        if practical_kph is not None:
            speed_kph = practical_kph if limit_kph is None else min(limit_kph, practical_kph)
        else:
            speed_kph = self._default_kph if limit_kph is None else limit_kph
        advisory_kph = self._value_kph(_ADVISORY_KEY, direction)
        bounds = [speed_kph, advisory_kph, self._conditional_kph(direction)]
        return min(bound for bound in bounds if bound is not None)

    def notes(self) -> tuple[str, ...]:
        """Return what could not be read so far."""
        return self._notes.all()

    def _limit_keys(self) -> list[str]:
        """Return the keys of limits, the narrowest vehicle first: ``maxspeed:hgv``, ..., ``maxspeed``."""
        return [*(f"{_KEY}:{key}" for key in reversed(self._profile.keys[1:])), _KEY]

    def _first_of(self, keys: list[str], direction: str) -> float | None:
        speeds = (self._value_kph(key, direction) for key in keys)
        return next((speed for speed in speeds if speed is not None), None)

    def _value_kph(self, key: str, direction: str) -> float | None:
        """Return what a key says, that of the direction before that of both."""
        for name in _names(key, direction):
            value = self._tags.get(name)
            if value:
                speed_kph = maxspeed_kph(value, self._country, self._default_kph, self._unlimited_kph)
                if speed_kph is not None:
                    return speed_kph
                self._notes.add(UNREADABLE)
        return None

    def _lanes_kph(self, direction: str) -> float | None:
        for name in _names(_LANES_KEY, direction):
            value = self._tags.get(name)
            if value:
                return lanes_kph(value, self._country, self._default_kph, self._unlimited_kph)
        return None

    def _zone_kph(self, direction: str) -> float | None:
        for key in _ZONE_KEYS:
            for name in _names(key, direction):
                value = self._tags.get(name)
                # Other words say who put up the sign, or that there is one.
                speed_kph = zone_kph(value, self._country) if value else None
                if speed_kph is not None:
                    return speed_kph
        return None

    def _conditional_kph(self, direction: str) -> float | None:
        """Return the limit of clauses that the vehicle always meets, such as ``80 @ (weight>7.5)``."""
        lowest: float | None = None
        for key in self._limit_keys():
            for name in _names(key, direction):
                value = self._tags.get(name + _CONDITIONAL_KEY)
                if value:
                    speed_kph = self._clauses_kph(value)
                    if speed_kph is not None:
                        lowest = speed_kph if lowest is None else min(lowest, speed_kph)
        return lowest

    def _clauses_kph(self, value: str) -> float | None:
        try:
            clauses = split_clauses(value)
        except HoursError:
            self._notes.add(CONDITIONAL)
            return None
        speed_kph: float | None = None
        for word, terms in clauses:
            decided = [vehicle_term(term, self._profile.dimensions) for term in terms]
            if False in decided:
                continue
            if None in decided:
                # Free flow is one figure: limits at some hours or in the rain are not in it.
                self._notes.add(CONDITIONAL)
            else:
                speed_kph = maxspeed_kph(word, self._country, self._default_kph, self._unlimited_kph)
        return speed_kph


def _names(key: str, direction: str) -> tuple[str, str, str]:
    return key + direction, key + BOTH_WAYS_KEY, key
