"""What arguments are read as: places, circles and numbers, each refused with its form."""

import argparse
import math

from desktop_app.dispatch.settings import SwitchRule
from desktop_app.routing.isochrone import MOST_LIMITS, MOST_MINUTES
from desktop_app.routing.request import LonLat

_LARGEST_RADIUS_M = 100_000.0
_MOST_DIGITS = 9


def lat_lon(text: str) -> LonLat:
    """Read ``LAT,LON`` in degrees."""
    lat, lon = _numbers(text, 2, "LAT,LON in degrees, such as 43.7307,7.4213")
    return _place(lat, lon, text)


def circle(text: str) -> tuple[LonLat, float]:
    """Read ``LAT,LON,RADIUS_M``."""
    lat, lon, radius_m = _numbers(text, 3, "LAT,LON,RADIUS_M, such as 43.7307,7.4213,50")
    if not 0 < radius_m <= _LARGEST_RADIUS_M:
        raise argparse.ArgumentTypeError(
            f"{text!r}: a radius over 0 and up to {_LARGEST_RADIUS_M:.0f} m is needed"
        )
    return _place(lat, lon, text), radius_m


def switch_rule(text: str) -> SwitchRule:
    """Read ``MIN,PERCENT``."""
    minutes, percent = _numbers(text, 2, "MIN,PERCENT, such as 3,10")
    if minutes < 0 or not 0 <= percent <= 100:  # noqa: PLR2004 - per cent
        raise argparse.ArgumentTypeError(
            f"{text!r}: minutes from 0 and a percentage from 0 to 100 are needed"
        )
    return SwitchRule(least_minutes=minutes, least_percent=percent)


def positive(text: str) -> float:
    """Read a finite number above 0."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value


def minute_limits(text: str) -> tuple[float, ...]:
    """Read ``5,10,15``: limits in minutes."""
    try:
        limits = tuple(float(part) for part in text.split(","))
    except ValueError:
        limits = ()
    if not 0 < len(limits) <= MOST_LIMITS or not all(0 < limit <= MOST_MINUTES for limit in limits):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not 1 to {MOST_LIMITS} numbers over 0 and up to {MOST_MINUTES}, such as 5,10,15"
        )
    return limits


def count_from_zero(text: str) -> int:
    """Read a whole number from 0 up."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 up")
    return int(text)


def whole_number(text: str) -> int:
    """Read a whole number from 1 up."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _numbers(text: str, count: int, form: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise argparse.ArgumentTypeError(f"{text!r} is not {form}")
    return numbers


def _place(lat: float, lon: float, text: str) -> LonLat:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - degrees
        raise argparse.ArgumentTypeError(
            f"{text!r}: latitude runs from -90 to 90, longitude from -180 to 180"
        )
    return LonLat(lon, lat)
