"""Texts of the feed, made safe to show in a line, a label or a log."""

LONGEST_KEY = 256
"""Characters of an id, a source or an epoch."""
LONGEST_TEXT = 1_000
"""Characters of a text that are kept."""

_JOINERS = frozenset("\u200c\u200d")
"""Emoji and some scripts need them."""


def plain(text: str) -> str:
    """Return `text` without control characters: white space as blanks, the rest as visible escapes."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def clipped(text: str) -> str:
    """Return `text` in plain characters, cut where it is longer than `LONGEST_TEXT`."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    return plain(text)


def _visible(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character.isspace():
        return " "
    return character.encode("unicode_escape").decode("ascii")
