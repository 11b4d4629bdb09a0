"""Reading OSM's ``maxspeed`` values (wiki: Key:maxspeed, Default speed limits)."""

import re

from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.usual_speeds import HIGHEST_KPH, LOWEST_KPH

_KPH_PER_MPH = 1.609344
_KPH_PER_UNIT = {
    "": 1.0,
    "km/h": 1.0,
    "kmh": 1.0,
    "kph": 1.0,
    "mph": _KPH_PER_MPH,
    "knots": 1.852,
    "knot": 1.852,
}
_NUMBER = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?) ?([a-z/]*)")
_ZONE_NUMBER = re.compile(r"(?:([a-z]{2})(?:-[a-z]{1,3})?:)?(?:zone:?)?([0-9]{1,3})")
_ZONE = re.compile(r"(?:([a-z]{2})(?:-[a-z]{1,3})?:)?([a-z_]{1,40}[0-9]{0,3})")
_SEVERAL = re.compile(r"[;|]")
_IN_MILES = frozenset({"gb", "gg", "im", "je", "pr", "uk", "us"})
"""Countries whose zones are numbered in miles an hour."""

_OTHER_NAMES = {"uk": "gb"}

_UNLIMITED = "none"
_NO_FIGURE = frozenset({"signals", "variable", "implicit", "default", "unknown", "unposted", "no_sign"})
"""Words that are right but say no figure."""


def maxspeed_kph(value: str, country: CountryRules, default_kph: float, unlimited_kph: float) -> float | None:
    """Return the speed that a ``maxspeed`` value allows, in km/h, or None where it cannot be read.

    Of several values (``50;30``) the lowest counts. A result is never below `LOWEST_KPH` or
    above `HIGHEST_KPH`.

    Parameters
    ----------
    value
        The tag's value.
    country
        Whose words (``urban``) stand without a code.
    default_kph
        What a word without a figure (``signals``) gives.
    unlimited_kph
        What ``none`` gives.
    """
    readable = _speeds(value, country, default_kph, unlimited_kph)
    return min(readable, default=None)


def lanes_kph(value: str, country: CountryRules, default_kph: float, unlimited_kph: float) -> float | None:
    """Return the highest speed of a ``maxspeed:lanes`` value (``100|100|80``): one may choose the lane."""
    return max(_speeds(value, country, default_kph, unlimited_kph), default=None)


def zone_kph(value: str, country: CountryRules) -> float | None:
    """Return the speed of a zone (``DE:urban``, ``RO:zone30``, ``urban``), None where it is not known."""
    text = value.strip().lower()
    if match := _ZONE_NUMBER.fullmatch(text):
        unit = "mph" if match[1] in _IN_MILES else ""
        return _figure(f"{match[2]} {unit}".strip())
    if match := _ZONE.fullmatch(text):
        code = match[1] or ""
        return country.zone_kph(_OTHER_NAMES.get(code, code), match[2])
    return None


def _speeds(value: str, country: CountryRules, default_kph: float, unlimited_kph: float) -> list[float]:
    words = {_UNLIMITED: unlimited_kph} | dict.fromkeys(_NO_FIGURE, default_kph)
    speeds: list[float] = []
    for part in _SEVERAL.split(value.lower()):
        text = part.strip()
        speed = words.get(text) or _figure(text) or zone_kph(text, country)
        if speed is not None:
            speeds.append(speed)
    return speeds


def _figure(text: str) -> float | None:
    match = _NUMBER.fullmatch(text)
    if match is None or match[2] not in _KPH_PER_UNIT:
        return None
    speed = float(match[1]) * _KPH_PER_UNIT[match[2]]
    return speed if LOWEST_KPH <= speed <= HIGHEST_KPH else None
