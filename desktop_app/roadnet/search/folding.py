"""Texts made comparable: without accents, capitals and punctuation, as words of plain letters.

Every word that leaves here consists of ``a`` to ``z`` and ``0`` to ``9`` only: other letters become
``x`` and their code in six digits each. So no text can be taken for the syntax of a query, and the
beginning of a word stays the beginning of what it becomes.
"""

import unicodedata

LONGEST_TEXT = 200
"""Characters of a text that are looked at."""

_WRITTEN_OUT = str.maketrans(
    {
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ß": "ss",
        "ẞ": "ss",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "Œ": "oe",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
        "Ł": "l",
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "þ": "th",
        "Þ": "th",
        "ħ": "h",
        "Ħ": "h",
        "ŧ": "t",
        "Ŧ": "t",
        "ŋ": "n",
        "Ŋ": "n",
    }
)
"""Letters that Unicode does not take apart."""

_UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "ae",
        "Ö": "oe",
        "Ü": "ue",
        "å": "aa",
        "Å": "aa",
        "ø": "oe",
        "Ø": "oe",
    }
)
_APOSTROPHES = str.maketrans(dict.fromkeys("'\u2019\u02bc\u00b4`", ""))

_SYLLABIC_FROM, _SYLLABIC_TO = 0x2E80, 0x9FFF
"""Chinese and Japanese are written without blanks: each sign is a word."""


def folded_words(text: str) -> list[str]:
    """Return the words of `text` in order."""
    text = text[:LONGEST_TEXT]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_WRITTEN_OUT))
    return text.casefold().translate(_PLAIN_LETTERS).split()


def other_spellings(text: str) -> list[str]:
    """Return words that a person may write instead: ``mueller`` for Müller, ``odonnell`` for O'Donnell."""
    text = text[:LONGEST_TEXT]
    spellings = [
        other for other in (umlauts_written_out(text), text.translate(_APOSTROPHES)) if other != text
    ]
    if not spellings:
        return []
    known = set(folded_words(text))
    words = (word for other in spellings for word in folded_words(other))
    return [word for word in dict.fromkeys(words) if word not in known]


def umlauts_written_out(text: str) -> str:
    """Return `text` with ``ae`` for ä and so on, as German and its neighbours do without these letters."""
    return text.translate(_UMLAUTS)


class _PlainLetters(dict[int, str]):
    """What becomes of each letter, worked out when it first comes: a table that fills itself."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_letter(chr(code))
        return plain


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else " "
    if unicodedata.combining(letter):
        return ""
    if not letter.isalnum() and unicodedata.category(letter) != "Mc":
        return " "
    code = ord(letter)
    encoded = f"x{code:06x}"
    return f" {encoded} " if _SYLLABIC_FROM <= code <= _SYLLABIC_TO else encoded


_PLAIN_LETTERS = _PlainLetters()
