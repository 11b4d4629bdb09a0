"""Reading OSM's ``maxspeed`` values (wiki: Key:maxspeed, Default speed limits)."""

import re

HIGHEST_KPH = 250.0
"""A limit above this is a mistake."""

UNLIMITED = "none"

_WALK_KPH = 7.0
_KPH_PER_UNIT = {"": 1.0, "km/h": 1.0, "kmh": 1.0, "kph": 1.0, "mph": 1.609344, "knots": 1.852}
_NUMBER = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?([a-z/]*)")
_ZONE_NUMBER = re.compile(r"(?:[a-z]{2}(?:-[a-z]{1,3})?:)?zone:?([0-9]{1,3})")
_ZONE = re.compile(r"([a-z]{2})(?:-[a-z]{1,3})?:([a-z_]+)")
_ZONE_KPH = {
    "urban": 50.0,
    "rural": 90.0,
    "trunk": 100.0,
    "motorway": 120.0,
    "living_street": 10.0,
    "school": 30.0,
    "bicycle_road": 30.0,
    "walk": _WALK_KPH,
}
_COUNTRY_ZONE_KPH = {
    "at:motorway": 130.0,
    "at:rural": 100.0,
    "ch:rural": 80.0,
    "cz:motorway": 130.0,
    "de:rural": 100.0,
    "dk:rural": 80.0,
    "fr:motorway": 130.0,
    "fr:rural": 80.0,
    "gb:motorway": 112.65,
    "gb:nsl_dual": 112.65,
    "gb:nsl_restricted": 48.28,
    "gb:nsl_single": 96.56,
    "it:motorway": 130.0,
    "nl:rural": 80.0,
    "pl:motorway": 140.0,
    "ru:living_street": 20.0,
    "ru:motorway": 110.0,
    "ru:urban": 60.0,
    "us:rural": 88.51,
}
_NO_FIGURE = frozenset({"signals", "variable", "implicit", "default", "unknown", "unposted"})
"""Words that are right but say no figure."""


def maxspeed_kph(value: str, default_kph: float, unlimited_kph: float) -> float | None:
    """Return the speed that a ``maxspeed`` value allows, in km/h, or None where it cannot be read.

    Of several values (``50;30``) the lowest counts. A result is never below 1 or above `HIGHEST_KPH`.

    Parameters
    ----------
    value
        The tag's value.
    default_kph
        What a word without a figure (``signals``) gives.
    unlimited_kph
        What ``none`` gives.
    """
    speeds = [_one(part.strip(), default_kph, unlimited_kph) for part in re.split(r"[;|]", value.casefold())]
    readable = [speed for speed in speeds if speed is not None]
    return min(readable) if readable else None


def _one(value: str, default_kph: float, unlimited_kph: float) -> float | None:
    if value in _NO_FIGURE:
        return default_kph
    if value == UNLIMITED:
        return unlimited_kph
    if value == "walk":
        return _WALK_KPH
    return _figure(value) or _zone(value)


def _figure(value: str) -> float | None:
    match = _NUMBER.fullmatch(value)
    if match is None or match[2] not in _KPH_PER_UNIT:
        return None
    speed = float(match[1]) * _KPH_PER_UNIT[match[2]]
    return speed if 1 <= speed <= HIGHEST_KPH else None


def _zone(value: str) -> float | None:
    if match := _ZONE_NUMBER.fullmatch(value):
        return _figure(match[1])
    if match := _ZONE.fullmatch(value):
        return _COUNTRY_ZONE_KPH.get(f"{match[1]}:{match[2]}", _ZONE_KPH.get(match[2]))
    return None
