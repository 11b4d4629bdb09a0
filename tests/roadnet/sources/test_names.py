"""Names that can be shown anywhere."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.roadnet.sources.names import LONGEST_NAME, clean_name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Rua São João", "Rua São João"),
        ("  Rua   A  ", "Rua A"),
        ("Rua\tA\nB\x00\x07", "Rua A B"),
        ("abc\u202edcba\u202c xyz", "abcdcba xyz"),
        ("\u2066Rua\u2069\ufeff", "Rua"),
        ("\u200b \ufeff", ""),
        ("\u3164", ""),
        ("\u0301\u0302", ""),
        ("<b>Rua</b> =1+1", "<b>Rua</b> =1+1"),
        (
            "\u0634\u0627\u0631\u0639 \u0627\u0644\u0645\u0644\u0643 & 東京通り 🚗",
            "\u0634\u0627\u0631\u0639 \u0627\u0644\u0645\u0644\u0643 & 東京通り 🚗",
        ),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("Z" + "\u0361" * 50 + "a", "Z" + "\u0361" * 4 + "a"),
        ("A\u2028B", "A B"),
        ("", ""),
    ],
)
def test_names(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


def test_a_long_name_is_cut() -> None:
    assert len(clean_name("x" * 100_000)) == LONGEST_NAME


@given(st.text(max_size=300))
def test_a_clean_name_is_one_short_line_without_controls(raw: str) -> None:
    name = clean_name(raw)
    assert len(name) <= LONGEST_NAME
    assert not any(unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"} for character in name)
    assert not any(
        character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for character in name
    )
    assert clean_name(name) == name
