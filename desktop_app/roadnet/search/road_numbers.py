"""Road numbers: as signs write them, and in one spelling."""

import re
from array import array
from collections import Counter
from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.search.folding import folded_words
from desktop_app.roadnet.search.streets import StreetTable, lines_with, street_table

_CELL_DEG = 0.1
"""A road goes on over some ten kilometres on which its number is not mapped."""

_MOST_IN_ONE = 8
_LONGEST = 12
_NUMBER = re.compile(r"([a-z]{0,5})(\d{1,5}(?:x\d+|[a-z]{0,6}))")
_NATIONAL = re.compile(r"(en|n)(\d.*)")
_SECOND = re.compile(r"\d{1,4}[a-z]?")


@dataclass(frozen=True, slots=True, eq=False)
class NumberedRoads:
    """Roads that have a number.

    Attributes
    ----------
    table
        The roads; a key is a position in `labels` and `spellings`.
    labels
        As the map writes each most often: ``A 28``.
    spellings
        The same in one spelling: ``a28``.
    """

    table: StreetTable
    labels: list[str]
    spellings: list[str]


def numbered_roads(network: RoadNetwork) -> NumberedRoads:
    """Return the roads of `network` by number; an arc with several numbers belongs to each of its roads."""
    arcs = lines_with(network, network.arc_ref)
    text, times = np.unique(network.arc_ref[arcs], return_counts=True)
    numbers: dict[str, int] = {}
    written: list[Counter[str]] = []
    first, keys = array("q", [0]), array("q")
    for index, count in zip(text.tolist(), times.tolist(), strict=True):
        for label in listed_numbers(network.texts[index]):
            key = numbers.setdefault(spelling_of(label), len(numbers))
            if key == len(written):
                written.append(Counter())
            written[key][label] += count
            keys.append(key)
        first.append(len(keys))
    row = np.searchsorted(text, network.arc_ref[arcs])
    starts, size = np.array(first)[row], np.diff(np.array(first))[row]
    line = np.repeat(np.arange(len(arcs)), size)
    offset = np.arange(len(line)) - np.repeat(np.cumsum(size) - size, size)
    key_of_line = np.array(keys, dtype=np.int64)[np.repeat(starts, size) + offset]
    table = street_table(network, arcs[line], key_of_line, _CELL_DEG)
    labels = [counter.most_common(1)[0][0] for counter in written]
    return NumberedRoads(table, labels, list(numbers))


def listed_numbers(text: str) -> list[str]:
    """Return the road numbers of a tag such as ``IC 1;A 20`` or ``BR-163/262``, each once."""
    found: list[str] = []
    for part in re.split("[;,]", text):
        prefix = ""
        for number in part.split("/"):
            label = number.strip()
            if prefix and _SECOND.fullmatch(label):
                label = prefix + label
            prefix = label.rstrip("0123456789")
            if spelling_of(label) and label not in found:
                found.append(label)
    return found[:_MOST_IN_ONE]


def spelling_of(text: str) -> str:
    """Return a road number in one spelling, ``a28`` of ``A 28``, or the empty text where it is none."""
    words = folded_words(text)
    if not words or sum(map(len, words)) > _LONGEST:
        return ""
    # A blank between two figures tells EN 109-2 from EN 1092.
    together = re.sub(r"(?<=\d) (?=\d)", "x", " ".join(words)).replace(" ", "")
    return together if _NUMBER.fullmatch(together) else ""


def other_numbers(spelling: str) -> list[str]:
    """Return what a road is called too: the national roads of Portugal are signed N and written EN."""
    match = _NATIONAL.fullmatch(spelling)
    if match is None:
        return []
    return [("n" if match[1] == "en" else "en") + match[2]]
