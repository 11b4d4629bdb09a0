"""Finding junctions of two streets: ``Rua A & Rua B``, ``corner of A and B``, ``A Ecke B``."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np

from desktop_app.roadnet.geodesy import distance_m
from desktop_app.roadnet.search.candidates import Candidate
from desktop_app.roadnet.search.entries import Latitude, Longitude, LonLat
from desktop_app.roadnet.search.entry_search import EntrySearch, FoundEntry
from desktop_app.roadnet.search.folding import LONGEST_TEXT

_INTRODUCTION = re.compile(
    r"\s*(?:the\s+)?(?:corner|junction|intersection|crossing|esquina|canto|cruzamento|cruce|ecke|kreuzung|"
    r"coin|angle|carrefour|croisement|angolo|incrocio)\b(?:\s+(?:of|de|da|do|das|dos|von|du|des|di|della|entre)\b)*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[&@+/]\s*|"
    r"\s+(?:corner(?: of)?|ecke|esquina(?: com)?|esq\.?|and|und|et|e|y|x|com|con|mit|with|at)\s+",
    re.IGNORECASE,
)
_MOST_READINGS, _MOST_STREETS, _MOST_ENDS = 4, 40, 600
_SAME_PLACE_M = 80.0
_NO_CROSSING_WEIGHT = 0.9

_ENDS = "SELECT street, junction, lon, lat FROM crossing WHERE street IN ({}) LIMIT ?"


@dataclass(frozen=True, slots=True)
class FoundJunction:
    """Where two streets meet, or come within some metres of each other.

    Attributes
    ----------
    one, other
        The streets, in the order in which they were typed.
    lon, lat
        Degrees.
    quality
        How well the text fits, from 0 to 1.
    """

    one: Candidate
    other: Candidate
    lon: float
    lat: float
    quality: float


class _End(msgspec.Struct, frozen=True, array_like=True):
    """A row of the table ``crossing``."""

    street: int
    junction: int
    lon: Longitude
    lat: Latitude


class JunctionSearch:
    """Searches the junctions of one index."""

    def __init__(self, database: sqlite3.Connection, entries: EntrySearch) -> None:
        """Search in `database`, an opened index, whose streets `entries` finds."""
        self._database = database
        self._entries = entries

    def find(self, text: str, near: LonLat | None) -> list[FoundJunction]:
        """Return the junctions that `text` may mean, in no order; none where it does not name two streets."""
        found: list[FoundJunction] = []
        for first, second in _readings(text[:LONGEST_TEXT]):
            one = self._streets(first, near, is_whole=True)
            other = self._streets(second, near, is_whole=False) if one else {}
            if other:
                found += _meetings(one, other, self._ends(one), self._ends(other))
        return found

    def _streets(self, text: str, near: LonLat | None, *, is_whole: bool) -> dict[int, FoundEntry]:
        streets = self._entries.streets(text, near, _MOST_STREETS, is_whole=is_whole)
        return {street.candidate.entry: street for street in streets}

    def _ends(self, streets: dict[int, FoundEntry]) -> list[_End]:
        statement = _ENDS.format(", ".join("?" * len(streets)))
        rows = self._database.execute(statement, (*streets, _MOST_ENDS)).fetchall()
        return msgspec.convert(rows, list[_End])


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that a text may consist of."""
    text = _INTRODUCTION.sub("", text, count=1) if _INTRODUCTION.match(text) else text
    for _, between in zip(range(_MOST_READINGS), _BETWEEN.finditer(text), strict=False):
        first, second = text[: between.start()], text[between.end() :]
        if first.strip() and second.strip():
            yield first, second


def _meetings(
    one: dict[int, FoundEntry], other: dict[int, FoundEntry], ends: list[_End], other_ends: list[_End]
) -> list[FoundJunction]:
    """Return where streets of both kinds meet; where none do, where the best two come close."""
    at = defaultdict(list)
    for end in other_ends:
        at[end.junction].append(end)
    pairs = [(end, met) for end in ends for met in at[end.junction] if end.street != met.street]
    weight = 1.0
    if not pairs:
        pairs = _close(ends, other_ends)
        weight = _NO_CROSSING_WEIGHT
    found: dict[frozenset[int], list[FoundJunction]] = {}
    for end, met in pairs:
        first, second = one[end.street], other[met.street]
        quality = weight * (first.quality + second.quality) / 2
        junction = FoundJunction(first.candidate, second.candidate, end.lon, end.lat, quality)
        known = found.setdefault(frozenset((end.street, met.street)), [])
        # The carriageways of a wide street meet another one at several junctions.
        if not any(_is_by(junction, other_one) for other_one in known):
            known.append(junction)
    return [junction for known in found.values() for junction in known]


def _close(ends: list[_End], other_ends: list[_End]) -> list[tuple[_End, _End]]:
    """Return the ends of two streets that are nearest to each other, as at a roundabout of another name."""
    if not ends or not other_ends:
        return []
    lon, lat = np.array([(end.lon, end.lat) for end in ends]).T
    other_lon, other_lat = np.array([(end.lon, end.lat) for end in other_ends]).T
    metres = distance_m(lon[:, None], lat[:, None], other_lon, other_lat)
    row, column = divmod(int(metres.argmin()), len(other_ends))
    end, met = ends[row], other_ends[column]
    is_meeting = metres[row, column] <= _SAME_PLACE_M and end.street != met.street
    return [(end, met)] if is_meeting else []


def _is_by(one: FoundJunction, other: FoundJunction) -> bool:
    return float(distance_m(one.lon, one.lat, other.lon, other.lat)) <= _SAME_PLACE_M
