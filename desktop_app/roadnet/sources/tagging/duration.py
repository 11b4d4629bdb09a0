"""Reading ``duration`` of ferries and shuttle trains (wiki: Key:duration)."""

import re

LONGEST_S = 14 * 24 * 3600.0
"""A crossing that takes longer is a mistake."""

_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
_MINUTES = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(?:m|min|mins|minutes)?")
_ISO = re.compile(
    r"p(?:([0-9]{1,2})d)?"
    r"(?:t(?=[0-9])(?:([0-9]{1,4}(?:[.,][0-9]{1,3})?)h)?(?:([0-9]{1,6}(?:[.,][0-9]{1,3})?)m)?(?:([0-9]{1,7}(?:[.,][0-9]{1,3})?)s)?)?"
)


def duration_s(value: str) -> float | None:
    """Return a crossing's time in seconds, or None where the value cannot be read.

    Understood are ``hh:mm``, ``hh:mm:ss``, minutes (``20``, ``20 min``) and ISO 8601 (``PT1H30M``).
    """
    text = value.strip().casefold()
    if clock := _CLOCK.fullmatch(text):
        seconds = int(clock[1]) * 3600.0 + int(clock[2]) * 60.0 + int(clock[3] or 0)
    elif minutes := _MINUTES.fullmatch(text):
        seconds = float(minutes[1]) * 60.0
    elif iso := _ISO.fullmatch(text):
        days, hours, mins, secs = (float((part or "0").replace(",", ".")) for part in iso.groups())
        seconds = days * 86400.0 + hours * 3600.0 + mins * 60.0 + secs
    else:
        return None
    return seconds if 0 < seconds <= LONGEST_S else None
