"""The sea beside the coast lines: rings closed along a far frame around the map."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from desktop_app.ui.map.polylines import Floats, Polylines

_FRAME_SPANS = 12.0
"""The frame lies this many map sizes away, beyond all that the view can show."""
_MOST_ROADS_AT_SEA = 0.25
_SAMPLES = 400

Ring = Floats
"""(P, 2) world points."""


def sea_rings(coast: Polylines, road_x: Floats, road_y: Floats) -> list[Ring]:
    """Return the sea as rings for the winding rule: water one way round, islands the other.

    OSM's coast has land on its left. Where an extract cuts it, its ends are drawn out, away from the
    map's middle, to a frame, and the frame is followed clockwise, with the sea on the right, to where
    the next coast begins.

    Parameters
    ----------
    coast
        Coast lines in world coordinates.
    road_x, road_y
        World coordinates of nodes of roads: a sea that covers many of them is none, and left out.

    Returns
    -------
    Rings; none where there is no coast, or where it makes no sense.
    """
    chains = _chains(coast)
    if not chains or not len(road_x):
        return []
    closed = [chain for chain in chains if np.array_equal(chain[0], chain[-1])]
    middle, reach = _frame(road_x, road_y)
    cut = [_drawn_out(chain, middle, reach) for chain in chains if not np.array_equal(chain[0], chain[-1])]
    rings = _closed_along_frame(cut, middle, reach)
    if not cut and all(_doubled_area(chain) < 0 for chain in closed):
        corners = middle + reach * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]])
        rings.append(corners)
    rings += closed
    step = max(len(road_x) // _SAMPLES, 1)
    at_sea = _inside(rings, road_x[::step], road_y[::step])
    return rings if at_sea.mean() <= _MOST_ROADS_AT_SEA else []


def _chains(coast: Polylines) -> list[Ring]:
    """Join lines where one ends and another begins."""
    lines = [
        np.stack([coast.x[start:end], coast.y[start:end]], axis=1)
        for start, end in pairwise(coast.first.tolist())
    ]
    begins: dict[tuple[float, float], list[int]] = defaultdict(list)
    ends = {tuple(line[-1].tolist()) for line in lines}
    for number, line in enumerate(lines):
        begins[line[0, 0], line[0, 1]].append(number)
    # Lines that continue no other come first, so that no chain is begun in its middle.
    order = sorted(range(len(lines)), key=lambda number: tuple(lines[number][0].tolist()) in ends)
    used: set[int] = set()
    chains = []
    for first in order:
        if first in used:
            continue
        used.add(first)
        parts = [lines[first]]
        while True:
            tip = parts[-1][-1]
            following = [number for number in begins[tip[0], tip[1]] if number not in used]
            if not following:
                break
            used.add(following[0])
            parts.append(lines[following[0]][1:])
        chains.append(np.concatenate(parts))
    return chains


def _frame(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Return the middle of the map and half the side of the frame around it."""
    low, high = np.array([x.min(), y.min()]), np.array([x.max(), y.max()])
    return (low + high) / 2, float(max((high - low).max(), 1e-9)) * _FRAME_SPANS


def _drawn_out(chain: Ring, middle: Floats, reach: float) -> Ring:
    return np.concatenate(
        [[_on_frame(chain[0], middle, reach)], chain, [_on_frame(chain[-1], middle, reach)]]
    )


def _on_frame(point: Floats, middle: Floats, reach: float) -> Floats:
    away = point - middle
    size = float(np.abs(away).max())
    return middle + (away / size * reach if size > 0 else np.array([reach, 0.0]))


def _closed_along_frame(chains: list[Ring], middle: Floats, reach: float) -> list[Ring]:
    starts = [_place_on_frame(chain[0], middle, reach) for chain in chains]
    rings = []
    free = set(range(len(chains)))
    while free:
        first = min(free)
        current, parts = first, []
        while True:
            free.discard(current)
            parts.append(chains[current])
            at = _place_on_frame(chains[current][-1], middle, reach)
            choices = free | {first}
            following = min(choices, key=lambda number: (starts[number] - at) % 4.0)
            parts.append(_corners_between(at, (starts[following] - at) % 4.0, middle, reach))
            if following == first:
                break
            current = following
        rings.append(np.concatenate(parts))
    return rings


def _place_on_frame(point: Floats, middle: Floats, reach: float) -> float:
    """Return where on the frame a point lies, clockwise from the upper left corner, a side being 1."""
    x, y = ((point - middle) / reach + 1) / 2
    sides = ((y, x), (1 - x, 1 + y), (1 - y, 3 - x), (x, 4 - y))
    return float(min(sides)[1]) % 4.0


def _corners_between(start: float, length: float, middle: Floats, reach: float) -> Ring:
    """Return the frame's corners within `length` clockwise of a place on it."""
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64)
    passed = np.arange(int(np.ceil(start)), int(np.floor(start + length)) + 1)
    return middle + reach * corners[passed % 4]


def _doubled_area(ring: Ring) -> float:
    x, y = ring[:, 0] - ring[0, 0], ring[:, 1] - ring[0, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))


def _inside(rings: list[Ring], x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Return which points lie in the rings by the winding rule."""
    winding = np.zeros(len(x), np.int64)
    for ring in rings:
        following = np.roll(ring, -1, axis=0)
        for begin in range(0, len(ring), 512):
            ax, ay = ring[begin : begin + 512, 0, None], ring[begin : begin + 512, 1, None]
            bx, by = following[begin : begin + 512, 0, None], following[begin : begin + 512, 1, None]
            side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
            winding += ((ay <= y) & (by > y) & (side > 0)).sum(axis=0)
            winding -= ((ay > y) & (by <= y) & (side < 0)).sum(axis=0)
    at_sea: NDArray[np.bool_] = winding != 0
    return at_sea
