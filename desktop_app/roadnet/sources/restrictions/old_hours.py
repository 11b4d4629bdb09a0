"""The hours of turn restrictions in old tags, ``day_on`` to ``hour_off`` (wiki: Relation:restriction)."""

from collections.abc import Mapping

OLD_HOURS_KEYS = frozenset({"day_on", "day_off", "hour_on", "hour_off"})

_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def old_hours(tags: Mapping[str, str]) -> str | None:
    """Return as opening hours when a restriction counts; the empty text where the old tags are absent.

    None where they are not clear: an end without a begin, or a word that is no weekday. Hours are
    taken as they stand; whether they are hours is seen when they are read.
    """
    if OLD_HOURS_KEYS.isdisjoint(tags):
        return ""
    spans: list[str] = []
    for begin, end in (("day_on", "day_off"), ("hour_on", "hour_off")):
        if (begin in tags) != (end in tags):
            return None
        if begin in tags:
            spans.append(f"{tags[begin].strip()}-{tags[end].strip()}")
    if "day_on" in tags:
        days = _day(tags["day_on"]), _day(tags["day_off"])
        if None in days:
            return None
        spans[0] = "-".join(day for day in dict.fromkeys(days) if day is not None)
    return " ".join(spans)


def _day(word: str) -> str | None:
    """Return the short form of a weekday: ``Monday`` and ``mon`` are ``Mo``."""
    short = word.strip().casefold()[:2]
    return short.capitalize() if short in _DAYS else None
