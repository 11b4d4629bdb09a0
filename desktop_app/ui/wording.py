"""How the window says durations, delays, ages and instants."""

from datetime import datetime

MINUTE_MS = 60_000
HOUR_MINUTES = 60
DASH = "\N{EN DASH}"
"""Stands where there is no time to say."""
DAY_MINUTES = 24 * HOUR_MINUTES

_AN_INSTANT_S = 1.0
_SECONDS_UNTIL_S = 90.0


def duration_words(duration_ms: int) -> str:
    """Return a driving time such as ``24 min`` or ``1 h 05``; under a minute ``< 1 min``."""
    if duration_ms < MINUTE_MS / 2:
        return "< 1 min"
    minutes = round(duration_ms / MINUTE_MS)
    if minutes < HOUR_MINUTES:
        return f"{minutes} min"
    return f"{minutes // HOUR_MINUTES} h {minutes % HOUR_MINUTES:02d}"


def delay_words(delay_ms: int) -> str:
    """Return a delay such as ``+7 min``, or ``none`` where it rounds to no minute."""
    minutes = round(delay_ms / MINUTE_MS)
    if minutes <= 0:
        return "none"
    if minutes < HOUR_MINUTES:
        return f"+{minutes} min"
    return f"+{minutes // HOUR_MINUTES} h {minutes % HOUR_MINUTES:02d}"


def more_words(more_ms: int) -> str:
    """Return what something takes more than another, such as ``+3 min`` or ``-2 min``; else ``same time``."""
    minutes = round(abs(more_ms) / MINUTE_MS)
    if not minutes:
        return "same time"
    sign = "+" if more_ms > 0 else "\N{MINUS SIGN}"
    if minutes < HOUR_MINUTES:
        return f"{sign}{minutes} min"
    return f"{sign}{minutes // HOUR_MINUTES} h {minutes % HOUR_MINUTES:02d}"


def age_words(age_s: float) -> str:
    """Return an age such as ``3 s``, ``12 min``, ``2 h`` or ``3 d``; a future instant is ``0 s``."""
    seconds = max(age_s, 0.0)
    if seconds < _SECONDS_UNTIL_S:
        return f"{int(seconds)} s"
    minutes = int(seconds / 60)
    if minutes < HOUR_MINUTES:
        return f"{minutes} min"
    if minutes < DAY_MINUTES:
        return f"{minutes // HOUR_MINUTES} h"
    return f"{minutes // DAY_MINUTES} d"


def ago_words(age_s: float) -> str:
    """Return how long ago something was: ``now``, else its age with ``ago``."""
    return "now" if age_s < _AN_INSTANT_S else f"{age_words(age_s)} ago"


def clock_words(instant_ms: int, now_ms: int) -> str:
    """Return an instant as local time of day, such as ``14:32``; on a later day with ``+1``."""
    moment, now = _local(instant_ms), _local(now_ms)
    days = (moment.date() - now.date()).days
    return moment.strftime("%H:%M") + (f" {days:+d}" if days else "")


def distance_words(distance_m: float) -> str:
    """Return a length such as ``850 m`` or ``12.4 km``."""
    if distance_m < 1000:  # noqa: PLR2004 - metres in a kilometre
        return f"{round(distance_m)} m"
    return f"{distance_m / 1000:.1f} km"


def count_words(count: int, one: str, many: str) -> str:
    """Return a count with its noun: ``1 route``, ``3 routes``."""
    return f"{count:,} {one if count == 1 else many}"


def list_words(items: tuple[str, ...], most: int = 3) -> str:
    """Return the first names of a list, and how many more there are; empty names are left out."""
    named = [item for item in items if item]
    shown = ", ".join(named[:most])
    more = len(named) - most
    return f"{shown} and {more} more" if more > 0 else shown


def _local(instant_ms: int) -> datetime:
    return datetime.fromtimestamp(instant_ms / 1000).astimezone()
