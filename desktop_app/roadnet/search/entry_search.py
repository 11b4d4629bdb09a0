"""Finding entries by their names: as typed, else without articles, else mended, else with a word left out."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.roadnet.search.candidates import ALL_KINDS, STREETS, Candidate, matching, named
from desktop_app.roadnet.search.entries import LonLat
from desktop_app.roadnet.search.mending import mended
from desktop_app.roadnet.search.query_words import QueryWord, query_words, telling_words
from desktop_app.roadnet.search.road_numbers import spelling_of
from desktop_app.roadnet.search.scoring import LEAST_MATCH, Matcher

_MOST_LEFT_OUT = 6
_FAR_WORSE = 0.1


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A candidate, and how well the text fits it, from 0 to 1."""

    candidate: Candidate
    quality: float


class EntrySearch:
    """Searches the entries of one index."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Search in `database`, an opened index."""
        self._database = database

    def find(
        self,
        text: str,
        near: LonLat | None,
        *,
        streets_only: bool = False,
        is_whole: bool = False,
        as_typed: bool = False,
    ) -> list[FoundEntry]:
        """Return the entries that `text` may mean, in no order; one may be found twice.

        Parameters
        ----------
        text
            As typed; its last word may be the beginning of one unless the text `is_whole`.
        near
            Longitude and latitude of what the person looks at.
        streets_only
            Whether only streets are meant.
        as_typed
            Whether nothing is to be mended, and no word left out but articles.
        """
        kinds = STREETS if streets_only else ALL_KINDS
        found = self._first_good(query_words(text, is_whole=is_whole), near, kinds, as_typed=as_typed)
        spelled = "" if streets_only else spelling_of(text)
        if spelled:
            # "N 14" is the beginning of two words, but also the road n14.
            found += self._first_good(query_words(spelled), near, kinds, as_typed=True)
        return found

    def streets(self, text: str, near: LonLat | None, most: int, *, is_whole: bool) -> list[FoundEntry]:
        """Return the streets that `text` may mean, best first, `most` of them.

        None is far worse than the best: a street in the town of Baltimore is not Baltimore Street.
        """
        found = self.find(text, near, streets_only=True, is_whole=is_whole)
        found.sort(key=lambda entry: (-entry.quality, entry.candidate.entry))
        return [entry for entry in found[:most] if entry.quality >= found[0].quality - _FAR_WORSE]

    def _first_good(
        self, words: list[QueryWord], near: LonLat | None, kinds: tuple[int, int], *, as_typed: bool
    ) -> list[FoundEntry]:
        """Return what the first attempt finds that finds anything good."""
        same_name = {candidate.entry: candidate for candidate in named(self._database, words, kinds)}
        for attempt in self._attempts(words, as_typed=as_typed):
            found = dict(same_name)
            for together in attempt.together:
                for candidate in matching(self._database, together, near, kinds):
                    found[candidate.entry] = candidate
            matcher = Matcher(attempt.words)
            matches = [(candidate, matcher.match(candidate)) for candidate in found.values()]
            good = [FoundEntry(one, match.quality) for one, match in matches if match.typed >= LEAST_MATCH]
            if good:
                return good
        return []

    def _attempts(self, words: list[QueryWord], *, as_typed: bool) -> Iterator["_Attempt"]:
        """Yield ways to read the text, from the strictest on."""
        telling = telling_words(words)
        if not words:
            return
        # An article at the end may be the beginning of another word.
        ended = telling if words[-1] in telling else [*telling, words[-1]]
        yield _Attempt(words, [ended])
        if telling and telling != ended:
            yield _Attempt(words, [telling])
        if as_typed:
            return
        mended_words = [self._mended(word) for word in words]
        telling = telling_words(mended_words)
        if mended_words != words and telling:
            yield _Attempt(mended_words, [telling])
        if 1 < len(telling) <= _MOST_LEFT_OUT:
            shorter = [[*telling[:out], *telling[out + 1 :]] for out in range(len(telling))]
            yield _Attempt(mended_words, [kept for kept in shorter if _tells_enough(kept, telling)])

    def _mended(self, word: QueryWord) -> QueryWord:
        return word.meaning(mended(self._database, word.typed, may_go_on=word.may_go_on))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """The words as they are scored, and those that an entry must have together, in one way or another."""

    words: list[QueryWord]
    together: list[list[QueryWord]]


def _tells_enough(kept: Sequence[QueryWord], words: Sequence[QueryWord]) -> bool:
    return sum(word.weight for word in kept) >= LEAST_MATCH * sum(word.weight for word in words)
