"""Where lines cross each other, found with cells and arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.sources.demo.geometry import Points, along_m

_CELL_M = 32.0
_NEIGHBOURS = ((0, 0), (1, 0), (0, 1), (1, 1), (1, -1))
_ROW = 100_000
_PARALLEL_M2 = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Crossings:
    """Crossings of lines, each of which stands here once for either of its two lines.

    Attributes
    ----------
    line
        (C,) number of a line.
    along_m
        (C,) where along that line.
    number
        (C,) number of the crossing, below C / 2.
    spot
        (C / 2, 2) where it is.
    """

    line: NDArray[np.int64]
    along_m: NDArray[np.float64]
    number: NDArray[np.int64]
    spot: Points


def find_crossings(lines: list[Points]) -> Crossings:
    """Return all crossings of `lines`, whose points are at most 30 m apart, with each other."""
    start = np.concatenate([line[:-1] for line in lines])
    step = np.concatenate([np.diff(line, axis=0) for line in lines])
    owner = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
    at_m = np.concatenate([along_m(line)[:-1] for line in lines])
    one, two = _near_pairs(start + step / 2)
    keep = owner[one] != owner[two]
    one, two = one[keep], two[keep]
    between = start[two] - start[one]
    span = _cross(step[one], step[two])
    safe = np.where(np.abs(span) < _PARALLEL_M2, np.inf, span)
    t, u = _cross(between, step[two]) / safe, _cross(between, step[one]) / safe
    hit = (t >= 0) & (t < 1) & (u >= 0) & (u < 1) & np.isfinite(safe)
    one, two, t, u = one[hit], two[hit], t[hit], u[hit]
    size = np.hypot(*step.T)
    number = np.arange(len(one))
    return Crossings(
        line=np.concatenate([owner[one], owner[two]]),
        along_m=np.concatenate([at_m[one] + t * size[one], at_m[two] + u * size[two]]),
        number=np.concatenate([number, number]),
        spot=start[one] + t[:, None] * step[one],
    )


def merged(spots: Points, within_m: float) -> NDArray[np.int64]:
    """Return (Q,) the group of each spot; spots that are near each other, one by one, share a group."""
    leader = list(range(len(spots)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    one, two = _near_pairs(spots)
    near = np.hypot(*(spots[one] - spots[two]).T) < within_m
    for a, b in zip(one[near].tolist(), two[near].tolist(), strict=True):
        leader[find(a)] = find(b)
    return np.unique([find(number) for number in range(len(spots))], return_inverse=True)[1]


def _near_pairs(spots: Points) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs of spots in the same cell or in cells that touch; each pair once."""
    cell = np.floor(spots / _CELL_M).astype(np.int64)
    key = cell[:, 0] * _ROW + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    ones, twos = [], []
    for dx, dy in _NEIGHBOURS:
        wanted = ranked + dx * _ROW + dy
        first = np.searchsorted(ranked, wanted, "left")
        if (dx, dy) == (0, 0):
            first = np.arange(1, len(ranked) + 1)
        last = np.searchsorted(ranked, wanted, "right")
        count = np.maximum(last - first, 0)
        one = np.repeat(np.arange(len(ranked)), count)
        two = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        ones.append(order[one])
        twos.append(order[two])
    return np.concatenate(ones), np.concatenate(twos)


def _cross(a: Points, b: Points) -> NDArray[np.float64]:
    product: NDArray[np.float64] = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return product
