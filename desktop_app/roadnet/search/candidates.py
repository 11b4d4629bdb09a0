"""Entries that may be meant by some words, from the index's file."""

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Annotated

import msgspec

from desktop_app.roadnet.search.entries import ENTRY_KINDS, Latitude, Longitude, LonLat
from desktop_app.roadnet.search.query_words import QueryWord
from desktop_app.roadnet.search.result import ResultKind
from desktop_app.roadnet.search.schema import CELL_DEG, cell_word

Bounds = tuple[float, float, float, float]

STREETS, ALL_KINDS = (0, 0), (0, len(ENTRY_KINDS) - 1)

_MOST, _MOST_NAMES = 100, 8

# Rows come in the order of their ids, which is that of importance.
_MATCHING = """
    SELECT entry.* FROM words CROSS JOIN entry ON entry.id = words.rowid
    WHERE words MATCH ? AND entry.kind BETWEEN ? AND ? ORDER BY words.rowid LIMIT ?
"""
_NAMED = "SELECT * FROM entry WHERE folded IN ({}) AND kind BETWEEN ? AND ? ORDER BY id LIMIT ?"


class _EntryRow(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A row of the table ``entry``."""

    id: int
    kind: Annotated[int, msgspec.Meta(ge=0, lt=len(ENTRY_KINDS))]
    name: str
    label: str
    detail: str
    town: str
    folded: str
    also: str
    beside: str
    lon: Longitude
    lat: Latitude
    west: Longitude | None
    south: Latitude | None
    east: Longitude | None
    north: Latitude | None
    importance: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of the index.

    Attributes
    ----------
    entry
        Its id; the lower, the more important.
    label
        To be shown; tells it from others of the same name.
    words, also, beside
        The folded words of its name; words of other spellings of it; further words that find it.
    bounds
        West, south, east, north in degrees, or None for a point.
    """

    entry: int
    kind: ResultKind
    name: str
    label: str
    detail: str
    town: str
    words: tuple[str, ...]
    also: frozenset[str]
    beside: frozenset[str]
    lon: float
    lat: float
    bounds: Bounds | None
    importance: float


def matching(
    database: sqlite3.Connection,
    words: Sequence[QueryWord],
    near: LonLat | None,
    kinds: tuple[int, int],
) -> list[Candidate]:
    """Return the entries that all of `words` fit: the most important ones, and those around `near`.

    Parameters
    ----------
    words
        At least one.
    kinds
        First and last of the kinds that are looked for, positions in `entries.ENTRY_KINDS`.
    """
    together = " AND ".join(map(_term, words))
    asked = [f"word : ({together})"]
    if near is not None:
        asked.append(f"word : ({together}) AND cell : ({_cells_around(near)})")
    found = {}
    for expression in asked:
        for row in database.execute(_MATCHING, (expression, *kinds, _MOST)):
            if row[0] not in found:
                found[row[0]] = _candidate(msgspec.convert(row, _EntryRow))
    return list(found.values())


def named(
    database: sqlite3.Connection, words: Sequence[QueryWord], kinds: tuple[int, int]
) -> list[Candidate]:
    """Return the entries that are called just as typed, each short form as it is or in its first long form.

    There may be none among the many of `matching`: ``E Street`` is one of thousands of streets.
    """
    forms = ((word.typed, *islice(word.others, 1)) for word in words)
    names = list(islice(map(" ".join, product(*forms)), _MOST_NAMES))
    statement = _NAMED.format(", ".join("?" * len(names)))
    rows = database.execute(statement, (*names, *kinds, _MOST)).fetchall()
    return [_candidate(msgspec.convert(row, _EntryRow)) for row in rows]


def _term(word: QueryWord) -> str:
    """Return a word in FTS5's syntax; folded words hold nothing but letters and figures."""
    return f"({' OR '.join([_quoted(word.typed) + '*' * word.may_go_on, *map(_quoted, word.others)])})"


def _quoted(word: str) -> str:
    return f'"{word}"'


def _cells_around(near: LonLat) -> str:
    column, row = (math.floor(degrees / CELL_DEG) for degrees in near)
    cells = [(column + across, row + up) for across in (-1, 0, 1) for up in (-1, 0, 1)]
    return " OR ".join(_quoted(cell_word(*cell)) for cell in cells)


def _candidate(row: _EntryRow) -> Candidate:
    bounds = None
    if row.west is not None and row.south is not None and row.east is not None and row.north is not None:
        bounds = (row.west, row.south, row.east, row.north)
    return Candidate(
        entry=row.id,
        kind=ENTRY_KINDS[row.kind],
        name=row.name,
        label=row.label,
        detail=row.detail,
        town=row.town,
        words=tuple(row.folded.split()),
        also=frozenset(row.also.split()),
        beside=frozenset(row.beside.split()),
        lon=row.lon,
        lat=row.lat,
        bounds=bounds,
        importance=row.importance,
    )
