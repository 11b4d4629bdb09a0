"""Finding addresses: known ones, and others worked out between known numbers of one side of a street."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.search.candidates import Candidate
from desktop_app.roadnet.search.entries import Latitude, Longitude, LonLat
from desktop_app.roadnet.search.entry_search import EntrySearch
from desktop_app.roadnet.search.folding import LONGEST_TEXT
from desktop_app.roadnet.search.number_lines import along_line, straight_between

_NUMBER = re.compile(
    r"(?<![\w.])(?:n[\u00ba\u00b0o.]{0,2}\s*|#)?(\d{1,5})(?!\d)(\s?)([a-z])?(?!\w)(?:\s?[-/]\s?\d+[a-z]?(?!\w))?",
    re.IGNORECASE,
)
_MOST_READINGS, _MOST_STREETS = 4, 12
_WIDEST_RANGE = 40
_WIDEST_GAP, _WIDEST_GAP_M = 200, 800.0
_INTERPOLATED_WEIGHT = 0.97

_AT = """
    SELECT number, suffix, high, town, lon, lat FROM address WHERE street = ? AND number = ?
    ORDER BY suffix <> ?, suffix LIMIT 1
"""
_AROUND = """
    SELECT number, suffix, high, town, lon, lat FROM address
    WHERE street = ? AND number BETWEEN ? AND ? AND high >= ? AND (number - ?) % 2 = 0
    ORDER BY number DESC LIMIT 1
"""
_BELOW = """
    SELECT number, suffix, high, town, lon, lat FROM address
    WHERE street = ? AND number < ? AND (number - ?) % 2 = 0 ORDER BY number DESC LIMIT 1
"""
_ABOVE = """
    SELECT number, suffix, high, town, lon, lat FROM address
    WHERE street = ? AND number > ? AND (number - ?) % 2 = 0 ORDER BY number LIMIT 1
"""
_LINE = """
    SELECT low, high, line FROM interpolation
    WHERE street = ? AND low < ? AND high > ? AND (low - ?) % step = 0 ORDER BY high - low LIMIT 1
"""


class _Known(msgspec.Struct, frozen=True, array_like=True):
    """A row of the table ``address``."""

    number: int
    suffix: str
    high: int
    town: str
    lon: Longitude
    lat: Latitude


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """An address, or a street on which the number is not known.

    Attributes
    ----------
    street
        The street.
    number
        As the map writes it, or as typed where it was worked out; empty where it is not known.
    town
        As the address says; may be empty.
    lon, lat
        Degrees.
    between
        The known numbers that it was worked out from, or None.
    quality
        How well the text fits, from 0 to 1.
    """

    street: Candidate
    number: str
    town: str
    lon: float
    lat: float
    between: tuple[int, int] | None
    quality: float


class AddressSearch:
    """Searches the addresses of one index."""

    def __init__(self, database: sqlite3.Connection, entries: EntrySearch) -> None:
        """Search in `database`, an opened index, whose streets `entries` finds."""
        self._database = database
        self._entries = entries

    def find(self, text: str, near: LonLat | None) -> list[FoundAddress]:
        """Return the addresses that `text` may mean, in no order; none without a street and a number."""
        found: list[FoundAddress] = []
        for number, suffix, street_text in _readings(text[:LONGEST_TEXT]):
            streets = self._entries.streets(street_text, near, _MOST_STREETS, is_whole=False)
            found += [self._on_street(street.candidate, number, suffix, street.quality) for street in streets]
        return found

    def _on_street(self, street: Candidate, number: int, suffix: str, quality: float) -> FoundAddress:
        known = self._known(_AT, street.entry, number, suffix) or self._in_range(street.entry, number)
        if known is not None:
            return FoundAddress(street, _written(known), known.town, known.lon, known.lat, None, quality)
        found = self._on_line(street, number, quality) or self._between(street, number, quality)
        if found is not None:
            return found
        return FoundAddress(street, "", "", street.lon, street.lat, None, quality)

    def _in_range(self, street: int, number: int) -> _Known | None:
        return self._known(_AROUND, street, number - _WIDEST_RANGE, number, number, number)

    def _on_line(self, street: Candidate, number: int, quality: float) -> FoundAddress | None:
        """Return a number on a line along which OSM says that numbers run."""
        row = self._database.execute(_LINE, (street.entry, number, number, number)).fetchone()
        if row is None:
            return None
        low, high, line = msgspec.convert(row, tuple[int, int, bytes])
        lon, lat = along_line(line, (number - low) / (high - low))
        return FoundAddress(street, str(number), "", lon, lat, (low, high), _INTERPOLATED_WEIGHT * quality)

    def _between(self, street: Candidate, number: int, quality: float) -> FoundAddress | None:
        """Return a number between the nearest known ones of its side, where numbers are even or odd alike."""
        below = self._known(_BELOW, street.entry, number, number)
        above = self._known(_ABOVE, street.entry, number, number)
        if below is None or above is None or above.number - below.number > _WIDEST_GAP:
            return None
        if float(distance_m(below.lon, below.lat, above.lon, above.lat)) > _WIDEST_GAP_M:
            return None
        share = (number - below.number) / (above.number - below.number)
        lon, lat = straight_between((below.lon, below.lat), (above.lon, above.lat), share)
        town = below.town if below.town == above.town else ""
        ends = (below.number, above.number)
        return FoundAddress(street, str(number), town, lon, lat, ends, _INTERPOLATED_WEIGHT * quality)

    def _known(self, statement: str, *arguments: int | str) -> _Known | None:
        row = self._database.execute(statement, arguments).fetchone()
        return None if row is None else msgspec.convert(row, _Known)


def _readings(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, suffix and street for each number of a text that may be the house's."""
    for _, match in zip(range(_MOST_READINGS), _NUMBER.finditer(text), strict=False):
        number, blank, suffix = int(match[1]), match[2], (match[3] or "").casefold()
        before, behind = text[: match.start()], text[match.end() :]
        if any(map(str.isalpha, before + behind)):
            yield number, suffix, f"{before} {behind}"
            if suffix and blank:
                # "12 E Main St": a letter behind a blank may be the street's.
                yield number, "", f"{before} {match[3]} {behind}"


def _written(known: _Known) -> str:
    number = f"{known.number}-{known.high}" if known.high > known.number else str(known.number)
    return number + known.suffix
