"""Which country a map lies in: by what its objects say, and roughly by its place."""

import re
from collections import Counter

from desktop_app.roadnet.sources.tagging.country import CountryRules
from desktop_app.roadnet.sources.tagging.country_table import CountryTable
from desktop_app.roadnet.sources.tagging.tags import Tags

_SPEED_KEYS = ("maxspeed", "maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic")
_CODE_KEYS = ("addr:country", "is_in:country_code")
_BORDER_KEYS = ("ISO3166-1:alpha2", "ISO3166-1")

_CODE = re.compile(r"[A-Za-z]{2}")
_ZONE = re.compile(r"([A-Z]{2})(?:-[A-Z]{1,3})?:[a-z]")
_OTHER_NAMES = {"UK": "GB", "EL": "GR"}

_FEW_VOTES = 10


class CountryVotes:
    """Counts what the objects of a map say of their country."""

    KEYS = (*_BORDER_KEYS, *_CODE_KEYS, *_SPEED_KEYS)
    """Objects without any of these say nothing."""

    def __init__(self) -> None:
        """Start without a vote."""
        self._votes: Counter[str] = Counter()
        self._borders: set[str] = set()

    def take(self, tags: Tags) -> None:
        """Count what one object's tags say."""
        if "admin_level" in tags or "boundary" in tags:
            # A region is in the file as soon as its border runs through the map.
            if tags.get("admin_level") == "2":
                self._borders.update(_codes(tags, _BORDER_KEYS))
            return
        self._votes.update(set(_codes(tags, _CODE_KEYS)))
        zones = (_ZONE.match(tags.get(key, "")) for key in _SPEED_KEYS)
        self._votes.update({_known_as(zone[1]) for zone in zones if zone})

    def winner(self, candidates: tuple[str, ...]) -> str:
        """Return the country that the map lies in, or the empty text where nothing says so.

        Parameters
        ----------
        candidates
            Countries in whose boxes the middle of the map lies, the likeliest first. The majority
            of addresses and speed zones decides, where there are enough of them; then the first
            candidate of those whose border is on the map; then the first candidate.
        """
        votes = sum(self._votes.values())
        best = min(self._votes, key=lambda code: (-self._votes[code], code), default="")
        if votes >= _FEW_VOTES and 2 * self._votes[best] > votes:
            return best
        at_borders = [code for code in candidates if code in self._borders]
        if at_borders or candidates:
            return (at_borders or candidates)[0]
        return best if 2 * self._votes[best] > votes else ""


def country_of(table: CountryTable, votes: CountryVotes, lon: float, lat: float) -> CountryRules:
    """Return the rules of the country in which a map lies whose middle is at `lon`, `lat`."""
    return table.rules(votes.winner(table.countries_at(lon, lat)), lon, lat)


def _codes(tags: Tags, keys: tuple[str, ...]) -> list[str]:
    values = (tags.get(key, "") for key in keys)
    return [_known_as(value.upper()) for value in values if _CODE.fullmatch(value)]


def _known_as(code: str) -> str:
    return _OTHER_NAMES.get(code, code)
