"""Cutting the text of opening hours into words."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from desktop_app.errors import HoursError

LONGEST_TEXT = 1000
"""OSM's values have at most 255 characters."""


class TokenKind(Enum):
    """What a word of opening hours is."""

    ALWAYS = auto()
    TIME = auto()
    NUMBER = auto()
    WORD = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of opening hours, in small letters."""

    kind: TokenKind
    text: str


_END = Token(TokenKind.END, "")
_COMMENT = re.compile(r'"[^"]*"')
_TOKEN = re.compile(
    r"(?P<ALWAYS>24/7)|(?P<TIME>[0-9]{1,2}:[0-9]{2}(?![0-9]))|(?P<NUMBER>[0-9]{1,4}(?![0-9]))"
    r"|(?P<WORD>[a-z]+)|(?P<SIGN>\|\||[-,;:+/()\[\]])"
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def without_comments(text: str) -> str:
    """Return the text without its comments in quotation marks, with single spaces."""
    return " ".join(_COMMENT.sub(" ", text).split())


def shortened(text: str) -> str:
    """Return a text for a message: its first 60 characters."""
    return text if len(text) <= 60 else f"{text[:60]}..."  # noqa: PLR2004 - as said above


class Tokens:
    """The words of a text, read from the first to the last."""

    def __init__(self, text: str) -> None:
        """Cut `text`; raises HoursError at a character that opening hours do not have."""
        self._text = text
        self._tokens = _cut(text)
        self._at = 0

    @property
    def next(self) -> Token:
        """The word that is read next; of kind END after the last."""
        return self.ahead(0)

    def at_end(self) -> bool:
        """Say whether all words were read."""
        return self._at >= len(self._tokens)

    def ahead(self, count: int) -> Token:
        """Return the word `count` words after the next one."""
        index = self._at + count
        return self._tokens[index] if index < len(self._tokens) else _END

    def take(self) -> Token:
        """Return the next word and go on."""
        token = self.next
        self._at += 1
        return token

    def take_if(self, *texts: str) -> bool:
        """Go on if the next word is one of `texts`; return whether it was."""
        is_one = not self.at_end() and self.next.text in texts
        self._at += is_one
        return is_one

    def take_kind(self, kind: TokenKind) -> str:
        """Return the next word, which must be of a kind; raises HoursError where it is not."""
        if self.next.kind is not kind:
            raise self.error()
        return self.take().text

    def take_number(self, lowest: int, highest: int) -> int:
        """Return the next word, which must be a number in these bounds; raises HoursError otherwise."""
        number = int(self.take_kind(TokenKind.NUMBER))
        if not lowest <= number <= highest:
            self._at -= 1
            raise self.error()
        return number

    def error(self) -> HoursError:
        """Return an error that names the next word."""
        where = f"at '{self.next.text}'" if self.next.text else "at its end"
        return HoursError(
            f"The hours '{shortened(self._text)}' are not understood {where}; "
            "write them as in 'Mo-Fr 07:00-09:00; Sa off'."
        )


def _cut(text: str) -> list[Token]:
    if len(text) > LONGEST_TEXT:
        raise HoursError(
            f"The hours '{shortened(text)}' have more than {LONGEST_TEXT} characters; shorten them."
        )
    tokens: list[Token] = []
    # Only plain letters have a small form that keeps its length and place.
    rest = without_comments(text).translate(_DASHES).lower()
    at = 0
    while at < len(rest):
        match = _TOKEN.match(rest, at)
        if match is not None and match.lastgroup is not None:
            tokens.append(Token(TokenKind[match.lastgroup], match[0]))
            at = match.end()
        elif rest[at] == " ":
            at += 1
        else:
            raise HoursError(f"The hours '{shortened(text)}' are not understood at '{rest[at]}'; remove it.")
    return tokens
