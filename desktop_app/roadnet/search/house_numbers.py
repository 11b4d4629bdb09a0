"""House numbers as maps and people write them."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(\d{1,5})(?!\d)\s*(?:[-\u2013]\s*(\d{1,5})(?!\d))?\s*(.*)", re.DOTALL)
_MOST_OF_ONE = 20
"""Numbers that one object may list."""


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """A house number taken apart.

    Attributes
    ----------
    low, high
        12 and 16 of ``12-16``; the same number twice where there is but one.
    suffix
        What follows, in small letters without blanks: ``a`` of ``12 A``.
    """

    low: int
    high: int
    suffix: str


def listed_numbers(text: str) -> list[str]:
    """Return the house numbers of a tag such as ``12;14``."""
    parts = (part.strip() for part in re.split("[;,]", text))
    return [part for part in parts if part][:_MOST_OF_ONE]


def house_number(text: str) -> HouseNumber | None:
    """Return a house number taken apart, or None where it does not begin with a number."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    low = int(match[1])
    high = int(match[2]) if match[2] else low
    suffix = "".join(match[3].split()).casefold()
    # "12-3" is a flat or a stair, no range.
    return HouseNumber(low, high, suffix) if high >= low else HouseNumber(low, low, f"-{high}{suffix}")


def leading_number(text: str) -> int | None:
    """Return the number that a house number begins with, or None."""
    number = house_number(text)
    return number.low if number is not None else None
