"""Cleaning the names that a map brings along, so that they can be shown anywhere."""

import unicodedata
from itertools import groupby

LONGEST_NAME = 200
"""Characters; a longer name is cut."""

_STACKED_MARKS = 4
"""Combining marks that one letter may carry; more of them only hide the neighbouring lines."""

_JOINERS = frozenset("\u200c\u200d")
"""Format characters that Persian, Indic scripts and emoji are written with."""

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that leave no ink."""


def clean_name(text: str) -> str:
    """Return `text` as a name to be shown, or the empty text where nothing of it can be seen.

    Control and format characters (those that turn the direction of writing among them) are
    removed, white space is made one blank, stacked marks are thinned out, and the name is cut
    at `LONGEST_NAME` characters.
    """
    text = text[: 8 * LONGEST_NAME]
    if not (text.isascii() and text.isprintable()):
        text = _thinned("".join(map(_harmless, text)))
    name = " ".join(text.split())[:LONGEST_NAME].rstrip()
    return name if any(map(_leaves_ink, name)) else ""


def _harmless(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    if category in {"Cf", "Cs", "Co", "Cn"} and character not in _JOINERS:
        return ""
    return character


def _thinned(text: str) -> str:
    runs = groupby(text, key=lambda character: unicodedata.category(character) in {"Mn", "Me"})
    return "".join("".join(run)[:_STACKED_MARKS] if is_marks else "".join(run) for is_marks, run in runs)


def _leaves_ink(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK_LETTERS
