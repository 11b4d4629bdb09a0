"""A typed text as words, each with all that it may stand for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.roadnet.search.abbreviations import SMALL_WORDS, STREET_WORDS, written_out
from desktop_app.roadnet.search.folding import folded_words

MOST_WORDS = 12

_WRITTEN_OUT_WEIGHT = 0.97
_SHORTEST_BEGINNING = 3
_STREET_WORD_WEIGHT, _SMALL_WORD_WEIGHT = 0.3, 0.1


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A typed word.

    Attributes
    ----------
    typed
        As it was typed, folded.
    others
        Whole words that it may stand for, each with a weight below 1.
    may_go_on
        Whether it may be the beginning of a word.
    weight
        How much it tells: a kind of street little, an article next to nothing.
    """

    typed: str
    others: dict[str, float]
    may_go_on: bool
    weight: float

    def meaning(self, mended: dict[str, float]) -> "QueryWord":
        """Return this word, which may also stand for `mended`."""
        return replace(self, others={**mended, **self.others})

    def fits(self, word: str) -> float:
        """Return how well it fits a word of a name, from 0 to 1."""
        if word == self.typed:
            return 1.0
        other = self.others.get(word, 0.0)
        if self.may_go_on and word.startswith(self.typed):
            return max(other, 0.75 + 0.2 * len(self.typed) / len(word))
        return other


def query_words(text: str, *, is_whole: bool = False) -> list[QueryWord]:
    """Return the words of `text`; the last may be the beginning of one unless the text `is_whole`."""
    words = folded_words(text)[:MOST_WORDS]
    is_ended = is_whole or text[-1:].isspace()
    return [
        _query_word(word, is_last=not is_ended and index == len(words) - 1)
        for index, word in enumerate(words)
    ]


def telling_words(words: Sequence[QueryWord]) -> list[QueryWord]:
    """Return the words without articles and the like, which people leave out or add."""
    return [word for word in words if word.typed not in SMALL_WORDS]


def word_weight(word: str) -> float:
    """Return how much a word tells of a name."""
    if word in SMALL_WORDS:
        return _SMALL_WORD_WEIGHT
    return _STREET_WORD_WEIGHT if word in STREET_WORDS else 1.0


def _query_word(word: str, *, is_last: bool) -> QueryWord:
    longs = written_out(word)
    weight = min([word_weight(word), *map(word_weight, longs)])
    may_go_on = is_last or (len(word) >= _SHORTEST_BEGINNING and not word.isdigit())
    return QueryWord(word, dict.fromkeys(longs, _WRITTEN_OUT_WEIGHT), may_go_on, weight)
