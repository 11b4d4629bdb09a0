"""Lines and rings on the plane, in metres from the middle of the town (x east, y north)."""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""(P, 2) metres."""

Mask = NDArray[np.bool_]

LEFT = np.array([[0.0, -1.0], [1.0, 0.0]])
"""Turns a direction by 90 degrees to the left."""


def points(*pairs: tuple[float, float]) -> Points:
    """Return pairs as an array."""
    return np.array(pairs, dtype=np.float64)


def along_m(line: Points) -> NDArray[np.float64]:
    """Return how far along the line each of its points lies."""
    step = line[1:] - line[:-1]
    along = np.zeros(len(line))
    np.cumsum(np.hypot(step[:, 0], step[:, 1]), out=along[1:])
    return along


def length_m(line: Points) -> float:
    """Return the length of a line."""
    return float(along_m(line)[-1])


def points_at(line: Points, distance_m: NDArray[np.float64]) -> Points:
    """Return the points at distances along a line."""
    along = along_m(line)
    spots = np.empty((len(distance_m), 2))
    spots[:, 0] = np.interp(distance_m, along, line[:, 0])
    spots[:, 1] = np.interp(distance_m, along, line[:, 1])
    return spots


def point_at(line: Points, distance_m: float) -> Points:
    """Return the (2,) point at a distance along a line."""
    along = along_m(line)
    return np.array([np.interp(distance_m, along, line[:, 0]), np.interp(distance_m, along, line[:, 1])])


def resampled(line: Points, step_m: float) -> Points:
    """Return the line with points at even distances of about `step_m`."""
    total = length_m(line)
    return points_at(line, np.linspace(0.0, total, max(2, round(total / step_m) + 1)))


def smooth(control: Points, step_m: float = 20.0, *, closed: bool = False) -> Points:
    """Return the curve through `control` (Catmull-Rom), with points at even distances."""
    if closed:
        padded = np.concatenate([control[-1:], control, control[:2]])
    else:
        first, last = 2 * control[0] - control[1], 2 * control[-1] - control[-2]
        padded = np.concatenate([first[None], control, last[None]])
    at = np.linspace(0.0, 1.0, 24, endpoint=False)[:, None]
    pieces = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        bend = 2 * before - 5 * start + 4 * end - after
        rest = 3 * (start - end) + after - before
        pieces.append(start + 0.5 * at * (end - before + at * (bend + at * rest)))
    return resampled(np.concatenate([*pieces, padded[-2:-1]]), step_m)


def directions(line: Points) -> Points:
    """Return the (P, 2) unit direction of a line at each of its points."""
    delta = np.gradient(line, axis=0)
    unit: Points = delta / np.maximum(np.hypot(*delta.T), 1e-9)[:, None]
    return unit


def beside(line: Points, left_m: float | NDArray[np.float64]) -> Points:
    """Return the line moved to its left, or to its right where `left_m` is negative."""
    normal = directions(line) @ LEFT.T
    moved: Points = line + normal * np.broadcast_to(left_m, len(line))[:, None]
    return moved


def simplified(line: Points, tolerance_m: float) -> Points:
    """Return the line without the points that do not matter (Ramer, Douglas and Peucker)."""
    keep = np.zeros(len(line), np.bool_)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first <= 1:
            continue
        chord = line[last] - line[first]
        offset = line[first + 1 : last] - line[first]
        span_m = float(np.hypot(*chord))
        if span_m < 1e-6:  # noqa: PLR2004 - a closed line has no chord
            away = np.hypot(*offset.T)
        else:
            away = np.abs(chord[0] * offset[:, 1] - chord[1] * offset[:, 0]) / span_m
        worst = int(np.argmax(away))
        if away[worst] > tolerance_m:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep]


def inside(spots: Points, ring: Points) -> Mask:
    """Say for each of (Q, 2) spots whether it lies inside a ring (even-odd rule)."""
    x, y = spots[:, :1], spots[:, 1:]
    a, b = ring, np.roll(ring, -1, axis=0)
    straddles = (a[:, 1] > y) != (b[:, 1] > y)
    rise = np.where(b[:, 1] == a[:, 1], 1e-12, b[:, 1] - a[:, 1])
    crossing_x = a[:, 0] + (y - a[:, 1]) * (b[:, 0] - a[:, 0]) / rise
    odd: Mask = np.count_nonzero(straddles & (x < crossing_x), axis=1) % 2 == 1
    return odd


def runs_where(wanted: Mask) -> list[tuple[int, int]]:
    """Return the (first, last + 1) of each unbroken run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], wanted, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
