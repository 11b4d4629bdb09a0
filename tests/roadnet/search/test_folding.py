"""Texts become words of plain letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.search.folding import folded_words, other_spellings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rua de São João", ["rua", "de", "sao", "joao"]),
        ("Hauptstraße 12a", ["hauptstrasse", "12a"]),
        ("Łódź, Kraków", ["lodz", "krakow"]),
        ("Ærøskøbing", ["aeroskobing"]),
        ("İstanbul \u0131rmak", ["istanbul", "irmak"]),
        ("St.-Georg-Str.", ["st", "georg", "str"]),
        ("ﬁne \u212b", ["fine", "a"]),
        ("\u202eab\x00c\n", ["ab", "c"]),
        ("🚒", []),
        ("", []),
    ],
)
def test_accents_capitals_and_punctuation_do_not_count(text: str, words: list[str]) -> None:
    assert folded_words(text) == words


def test_each_sign_of_a_text_without_blanks_is_a_word() -> None:
    assert len(folded_words("東京駅")) == 3


def test_the_beginning_of_a_foreign_word_stays_its_beginning() -> None:
    (whole,), (begun,) = folded_words("Невский"), folded_words("Нев")
    assert whole.startswith(begun)


def test_other_spellings_are_those_that_people_type() -> None:
    assert other_spellings("Müllerweg") == ["muellerweg"]
    assert other_spellings("O'Hara") == ["ohara"]
    assert other_spellings("Rua Nova") == []


@given(st.text(max_size=300))
def test_words_are_letters_and_figures_only_and_stay_as_they_are(text: str) -> None:
    words = folded_words(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert folded_words(" ".join(words)[:200]) == " ".join(words)[:200].split()
