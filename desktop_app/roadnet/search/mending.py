"""Words that were typed wrongly: which words of the map may be meant."""

import sqlite3
from bisect import bisect

import msgspec
from rapidfuzz.distance import OSA

from desktop_app.roadnet.search.schema import grams_of

_SHORTEST, _LONGEST = 4, 24
_SLIPS_FROM = (4, 7, 11)
"""Letters from which on one, two, three slips are allowed."""
_CANDIDATES, _MENDED = 80, 6
_WEIGHTS = (0.93, 0.84, 0.7, 0.6)
"""By the number of slips; a mended word is never worth as much as one typed rightly."""

_FIND = """
    SELECT word.word, word.entries FROM gram JOIN word ON word.id = gram.word
    WHERE gram.gram IN ({}) GROUP BY gram.word ORDER BY COUNT(*) DESC, word.entries DESC LIMIT ?
"""


def mended(database: sqlite3.Connection, typed: str, *, may_go_on: bool) -> dict[str, float]:
    """Return the words of the map that `typed` may be meant for, each with a weight below 1.

    A slip is a letter too many, too few, another one, or two that changed places (the distance is
    that of optimal string alignment).
    """
    if not (_SHORTEST <= len(typed) <= _LONGEST and typed.isalpha()):
        return {}
    grams = sorted(grams_of(typed))
    statement = _FIND.format(", ".join("?" * len(grams)))
    slips = bisect(_SLIPS_FROM, len(typed))
    found = []
    rows = database.execute(statement, (*grams, _CANDIDATES)).fetchall()
    for word, entries in msgspec.convert(rows, list[tuple[str, int]]):
        distance = _slips(typed, word, slips, may_go_on=may_go_on)
        if distance <= slips:
            found.append((distance, abs(len(word) - len(typed)), -entries, word))
    return {word: _WEIGHTS[distance] for distance, _, _, word in sorted(found)[:_MENDED]}


def _slips(typed: str, word: str, most: int, *, may_go_on: bool) -> int:
    whole = OSA.distance(typed, word, score_cutoff=most)
    if not may_go_on or len(word) <= len(typed):
        return whole
    beginnings = (word[: len(typed) + more] for more in (-1, 0, 1))
    return min(whole, *(OSA.distance(typed, part, score_cutoff=most) for part in beginnings))
