"""The rows of an index's tables, made as they are written."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadNetwork
from desktop_app.roadnet.search.abbreviations import words_beside
from desktop_app.roadnet.search.assembly import IndexContents
from desktop_app.roadnet.search.folding import folded_words, other_spellings
from desktop_app.roadnet.search.house_numbers import house_number
from desktop_app.roadnet.search.schema import CELL_DEG, cell_word, grams_of

_SHORTEST_WORD, _LONGEST_WORD = 4, 24
_ROWS = 50_000

_Ids = NDArray[np.int64]
_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """An entry as it is stored.

    Attributes
    ----------
    row
        Of the table ``entry``.
    words, cells
        Of the table ``words``.
    names
        The words of its name that are worth mending when they are typed wrongly.
    """

    row: _Row
    words: str
    cells: str
    names: frozenset[str]


def entry_records(contents: IndexContents, order: _Ids) -> Iterator[EntryRecord]:
    """Yield the entries in `order`, with ids from 1."""
    entries, texts = contents.entries, contents.texts
    for number, row in enumerate(order.tolist(), start=1):
        name, town, detail = (texts[column[row]] for column in (entries.name, entries.town, entries.detail))
        lon, lat = float(entries.lon[row]), float(entries.lat[row])
        names = folded_words(name)
        spellings = texts[entries.spellings[row]].split()
        also = _others([*other_spellings(name), *words_beside(names), *spellings], names)
        beside = folded_words(texts[entries.other_words[row]]) + folded_words(contents.town_words[row])
        beside = _others(beside, names + also)
        words = tuple(map(" ".join, (names, also, beside)))
        bounds = [value if math.isfinite(value) else None for value in entries.bounds[row].tolist()]
        about = (number, int(entries.kind[row]), name, contents.labels[row], detail, town)
        yield EntryRecord(
            row=(*about, *words, lon, lat, *bounds, float(entries.importance[row])),
            words=" ".join(words),
            cells=cell_word(math.floor(lon / CELL_DEG), math.floor(lat / CELL_DEG)),
            names=frozenset(filter(_is_worth_mending, names)),
        )


def address_records(contents: IndexContents, entry_id: _Ids) -> Iterator[_Row]:
    """Yield the addresses by street; those whose number does not begin with figures are left out."""
    known, texts = contents.items.addresses, contents.items.texts
    ids = entry_id[contents.address_entry]
    order = np.argsort(ids, kind="stable")
    for start in range(0, len(order), _ROWS):
        rows = order[start : start + _ROWS]
        numbers, towns = known.number[rows].tolist(), known.town[rows].tolist()
        lon, lat = known.lon[rows].tolist(), known.lat[rows].tolist()
        for street, number, town, *place in zip(ids[rows].tolist(), numbers, towns, lon, lat, strict=True):
            parsed = house_number(texts[number])
            if parsed is not None:
                yield (street, parsed.low, parsed.suffix, parsed.high, texts[town], *place)


def interpolation_records(contents: IndexContents, entry_id: _Ids) -> Iterator[_Row]:
    """Yield the interpolations, each from its lower number to its higher."""
    lines = contents.items.interpolations
    for row, street in enumerate(entry_id[contents.interpolation_entry].tolist()):
        points = slice(lines.first_point[row], lines.first_point[row + 1])
        line = np.stack([lines.lon[points], lines.lat[points]], axis=1)
        low, high = int(lines.first_number[row]), int(lines.last_number[row])
        if low > high:
            low, high, line = high, low, line[::-1]
        yield street, low, high, int(lines.step[row]), line.astype("<f8").tobytes()


def crossing_records(contents: IndexContents, network: RoadNetwork, entry_id: _Ids) -> Iterator[_Row]:
    """Yield the junctions of the streets, by street."""
    streets = contents.streets
    ids = entry_id[streets.end_street]
    order = np.argsort(ids, kind="stable")
    for start in range(0, len(order), _ROWS):
        rows = order[start : start + _ROWS]
        junction = streets.end_junction[rows]
        node = network.junction_node[junction]
        yield from zip(
            ids[rows].tolist(),
            junction.tolist(),
            network.node_lon[node].tolist(),
            network.node_lat[node].tolist(),
            strict=True,
        )


def word_records(words: Sequence[tuple[str, int]]) -> Iterator[_Row]:
    """Yield words, each with the number of its entries, with ids from 1."""
    yield from ((number, word, entries) for number, (word, entries) in enumerate(words, start=1))


def gram_records(words: Sequence[tuple[str, int]]) -> Iterator[_Row]:
    """Yield the runs of three letters of the same words."""
    for number, (word, _) in enumerate(words, start=1):
        for gram in sorted(grams_of(word)):
            yield gram, number


def _others(words: list[str], known: list[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word not in known]


def _is_worth_mending(word: str) -> bool:
    return _SHORTEST_WORD <= len(word) <= _LONGEST_WORD and word.isalpha()
