"""Invented names, found by number: the same number has the same name, and names repeat as in real life."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.names import STEMS
from desktop_app.roadnet.sources.generator.tile import Numbers

_MINOR = ("Street", "Street", "Lane", "Way", "Row", "Close", "Walk", "Place", "Drive", "Gardens")
_MAJOR = ("Street", "Road", "Avenue", "Road")
_BEFORE = ("", "", "", "", "Old ", "New ", "Upper ", "Lower ", "Little ", "Great ")
_PLACE_HEADS = (
    "Ash", "Birch", "Brook", "Black", "Bright", "Cold", "Crane", "Dun", "East", "Elm", "Fair", "Fox",
    "Glen", "Green", "Grey", "Hart", "Hazel", "High", "Holm", "Hope", "Kings", "Lake", "Lark", "Long",
    "Maple", "Marsh", "Mill", "Moor", "North", "Oak", "Otter", "Raven", "Red", "Rose", "Rush", "Salt",
    "Sand", "Shep", "Silver", "South", "Stan", "Stone", "Swan", "Thorn", "Wald", "Water", "West",
    "Whit", "Willow", "Winter", "Wolf", "Wood",
)  # fmt: skip
_PLACE_TAILS = (
    "bach", "beck", "borough", "bridge", "burn", "bury", "by", "combe", "cott", "dale", "den", "dorf",
    "feld", "field", "ford", "gate", "hall", "ham", "haven", "hill", "hurst", "ley", "low", "mere",
    "minster", "mouth", "port", "stead", "stow", "thorpe", "ton", "wall", "well", "wick", "worth",
)  # fmt: skip
_PLACE_BEFORE = ("", "", "", "", "", "", "Upper ", "Lower ", "Great ", "Little ", "Saint ", "New ")

_STRIDE = np.uint64(0x9E3779B97F4A7C15)
_MIX_A, _MIX_B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def mixed(numbers: Numbers, salt: int) -> NDArray[np.uint64]:
    """Return numbers scattered over all of 64 bits, otherwise for each `salt` from 0 to 254.

    SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    """
    x = (numbers.astype(np.uint64) * np.uint64(256) + np.uint64(salt + 1)) * _STRIDE
    x = (x ^ (x >> np.uint64(30))) * _MIX_A
    x = (x ^ (x >> np.uint64(27))) * _MIX_B
    return x ^ (x >> np.uint64(31))


def street_name(mix: int, *, is_major: bool) -> str:
    """Return the name of the street with this mixed number."""
    kinds = _MAJOR if is_major else _MINOR
    mix, stem = divmod(mix, len(STEMS))
    mix, kind = divmod(mix, len(kinds))
    return f"{_BEFORE[mix % len(_BEFORE)]}{STEMS[stem]} {kinds[kind]}"


def place_name(mix: int) -> str:
    """Return the name of the town or village with this mixed number."""
    mix, head = divmod(mix, len(_PLACE_HEADS))
    mix, tail = divmod(mix, len(_PLACE_TAILS))
    return f"{_PLACE_BEFORE[mix % len(_PLACE_BEFORE)]}{_PLACE_HEADS[head]}{_PLACE_TAILS[tail]}"
