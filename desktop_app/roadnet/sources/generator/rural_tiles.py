"""Tiles of the open country: lanes, farm tracks, and main roads from corner to corner."""

import numpy as np

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.geometry import Points, smooth
from desktop_app.roadnet.sources.generator.tile import (
    CELL_M,
    FIRST_CORNER,
    NORTH,
    SOUTH,
    Tile,
    TileWay,
    make_tile,
)

_SHAPE_M = 75.0
_CROOKED = 0.035


def diagonal_tile(road_class: RoadClass) -> Tile:
    """Return a road from the south-western to the north-eastern corner."""
    at = np.linspace(0.0, 1.0, round(CELL_M * np.sqrt(2) / _SHAPE_M) + 1)[1:-1]
    count = len(at)
    refs = [count, *range(count), count + 1]
    ports = [(FIRST_CORNER, 0.0), (FIRST_CORNER + 2, 0.0)]
    return make_tile(np.stack([at, at], axis=1), ports, [TileWay(refs, road_class, 0)])


def lane_tile(sides: tuple[int, ...], rng: np.random.Generator) -> Tile:
    """Return lanes that lead from a spot inside to the given sides; one side: a dead end at a farm."""
    hub = rng.uniform(0.36, 0.64, 2)
    spots: list[Points] = [hub]
    ports: list[tuple[int, float]] = []
    ways: list[TileWay] = []
    road_class = RoadClass.UNCLASSIFIED if len(sides) > 1 else RoadClass.SERVICE
    arms: list[list[int]] = []
    for side in sides:
        at = float(rng.uniform(0.3, 0.7))
        line = _crooked(hub, _on_side(side, at), rng)
        arms.append([0, *range(len(spots), len(spots) + len(line) - 2)])
        spots += list(line[1:-1])
        ports.append((side, at))
    refs = [[*arm, len(spots) + number] for number, arm in enumerate(arms)]
    if len(refs) > 1:
        ways.append(TileWay([*refs[0][::-1], *refs[1][1:]], road_class, 0))
        ways += [TileWay(each, road_class, number + 1) for number, each in enumerate(refs[2:])]
    else:
        ways.append(TileWay(refs[0], road_class, 0))
    return make_tile(np.array(spots), ports, ways)


def _on_side(side: int, at: float) -> Points:
    if side in {SOUTH, NORTH}:
        return np.array([at, float(side == NORTH)])
    return np.array([1.0 if side == 1 else 0.0, at])


def _crooked(start: Points, end: Points, rng: np.random.Generator) -> Points:
    """Return a winding line that keeps within a sixth of a turn of the straight one."""
    at = np.linspace(0.0, 1.0, 5)[:, None]
    control = start + (end - start) * at
    control[1:-1] += rng.normal(0.0, _CROOKED, (3, 2)).clip(-2 * _CROOKED, 2 * _CROOKED) * 0.5
    return smooth(control, _SHAPE_M / CELL_M)
