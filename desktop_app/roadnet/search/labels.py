"""Telling things of one name apart: by their town, their quarter, and a street near by."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.search.streets import StreetTable


def distinct_labels(
    kinds: Sequence[int],
    names: Sequence[str],
    towns: Sequence[str],
    quarters: Sequence[str],
    neighbours: Sequence[str],
) -> list[str]:
    """Return a label for each thing, as short as it can be.

    The name where only one of its kind has it; else with the town; where that is not enough, with
    the quarter; and where that is not enough either, with the street near by.
    """
    labels = list(names)
    for row in _shared(kinds, labels):
        labels[row] = _with(names[row], (towns[row],))
    for row in _shared(kinds, labels):
        labels[row] = _with(names[row], (quarters[row], towns[row]))
    for row in _shared(kinds, labels):
        if neighbours[row]:
            labels[row] = _with(names[row], (f"near {neighbours[row]}", towns[row]))
    return labels


def crossing_streets(streets: StreetTable, importance: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return for each street the most important one of another name that it meets, or -1."""
    order = np.argsort(streets.end_junction, kind="stable")
    junction, street = streets.end_junction[order], streets.end_street[order]
    best = np.full(len(streets.key), -1, dtype=np.int64)
    weight = np.full(len(streets.key), -1.0)
    step = 1
    # The streets that meet at a junction are neighbours in this order, a handful at most.
    while step < len(junction) and (junction[step:] == junction[:-step]).any():
        meets = np.flatnonzero(junction[step:] == junction[:-step])
        for one, other in ((street[meets], street[meets + step]), (street[meets + step], street[meets])):
            rows = np.flatnonzero(streets.key[one] != streets.key[other])
            _keep_best(best, weight, one[rows], other[rows], importance)
        step += 1
    return best


def _keep_best(
    best: NDArray[np.int64],
    weight: NDArray[np.float64],
    one: NDArray[np.int64],
    other: NDArray[np.int64],
    importance: NDArray[np.float64],
) -> None:
    order = np.argsort(importance[other], kind="stable")
    one, other = one[order], other[order]
    better = importance[other] > weight[one]
    # Of several for one street the last stands, which is the most important.
    best[one[better]] = other[better]
    weight[one[better]] = importance[other[better]]


def _shared(kinds: Sequence[int], labels: Sequence[str]) -> list[int]:
    keys = list(zip(kinds, map(str.casefold, labels), strict=True))
    times = Counter(keys)
    return [row for row, key in enumerate(keys) if times[key] > 1]


def _with(name: str, qualifiers: Sequence[str]) -> str:
    parts = [part for part in dict.fromkeys(qualifiers) if part and part != name]
    return ", ".join([name, *parts])
