"""Escapes of half a surrogate pair: JSON by its grammar, but no text that can be held (RFC 8259, 8.2)."""

import re

MARK = rb"\ufdd0"
"""Stands for half a pair: the escape of a character that no text has (a Unicode noncharacter)."""

_ESCAPE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|\\.",
    re.DOTALL,
)


def mark_half_pairs(text: bytes) -> bytes | None:
    """Return the JSON `text` with `MARK` in place of every half pair, or None if there is none."""
    marked = _ESCAPE.sub(lambda escape: MARK if escape["half"] else escape[0], text)
    return None if marked == text else marked
