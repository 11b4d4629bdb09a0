"""Tiles with town streets, traced as those of the demo town are."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.sources.demo import direction_field as fields
from desktop_app.roadnet.sources.demo.avenues import Rank, Road
from desktop_app.roadnet.sources.demo.cleaning import clean
from desktop_app.roadnet.sources.demo.geometry import Mask, Points, points, smooth
from desktop_app.roadnet.sources.demo.one_ways import make_one_ways
from desktop_app.roadnet.sources.demo.roundabouts import build_roundabouts
from desktop_app.roadnet.sources.demo.street_graph import StreetGraph, build_graph
from desktop_app.roadnet.sources.demo.street_tracing import StreetPlan, StreetTracer
from desktop_app.roadnet.sources.generator.tile import CELL_M, EAST, NORTH, SOUTH, WEST, Tile
from desktop_app.roadnet.sources.generator.tile_cutting import cut_tile, drop_crossing_pieces

_HALF_M = CELL_M / 2
_BEYOND_M = 45.0
_ROUNDABOUT_TRIES = 25
_MIDDLE = points((0.0, 0.0))[0]


@dataclass(frozen=True, slots=True)
class TownPattern:
    """How the streets of a tile are built.

    Attributes
    ----------
    spacing_m
        Between parallel streets.
    bend
        How much they turn round the tile's middle, 0 to 1.
    wobble
        How much their direction changes from spot to spot, radians.
    radius_m
        How far the streets reach from the middle; further than a tile's corner: it is filled.
    depth_m
        Where it is not 0, how far they reach from the southern side instead.
    arms
        Sides of the tile to which a road leads from the middle.
    one_way_share
        Of the streets.
    """

    spacing_m: float
    bend: float
    wobble: float
    radius_m: float = 2_000.0
    depth_m: float = 0.0
    arms: tuple[int, ...] = ()
    rank: Rank = Rank.STREET
    one_way_share: float = 0.0


def trace_tile(pattern: TownPattern, rng: np.random.Generator) -> Tile:
    """Return a tile with the streets of a pattern."""
    border = [_beyond(corner, following) for corner, following in _sides()]
    roads = [Road(line, Rank.COLLECTOR) for line in (*border, *_arms(pattern, rng))]
    lines = [road.line for road in roads]
    streets = StreetTracer(_plan(pattern, lines[len(border) :], rng), rng).trace(lines)
    graph = build_graph([*roads, *(Road(line, pattern.rank) for line in streets)], rng)
    clean(graph, rng)
    if pattern.one_way_share:
        make_one_ways(graph, rng, _MIDDLE, CELL_M, pattern.one_way_share)
    if len(pattern.arms) > 2 and pattern.radius_m > _HALF_M:  # noqa: PLR2004 - a bend needs none
        _add_roundabout(graph, len(roads) + len(streets))
    drop_crossing_pieces(graph)
    return cut_tile(graph, len(border), rng)


def _sides() -> Iterator[tuple[Points, Points]]:
    corners = points((-_HALF_M, -_HALF_M), (_HALF_M, -_HALF_M), (_HALF_M, _HALF_M), (-_HALF_M, _HALF_M))
    yield from zip(corners, np.roll(corners, -1, axis=0), strict=True)


def _beyond(start: Points, end: Points) -> Points:
    """Return the line of a side, a little longer than the side."""
    ahead = (end - start) / CELL_M * _BEYOND_M
    return np.array([start - ahead, end + ahead])


def _arms(pattern: TownPattern, rng: np.random.Generator) -> list[Points]:
    """Return the roads that lead through the tile's middle; opposite arms are one road."""
    reach = _HALF_M + _BEYOND_M
    ends = {SOUTH: (0.0, -reach), EAST: (reach, 0.0), NORTH: (0.0, reach), WEST: (-reach, 0.0)}

    def crooked(*control: tuple[float, float]) -> Points:
        moved = points(*control)
        moved[:-1] += rng.normal(0.0, 55.0, moved[:-1].shape) * (np.abs(moved[:-1]).max(axis=1) > 1)[:, None]
        moved[-1] += rng.normal(0.0, 90.0, 2) * (np.abs(moved[-1]) < 1)
        return smooth(moved)

    lines = []
    for arm in pattern.arms:
        x, y = ends[arm]
        lines.append(crooked((0.0, 0.0), (x * 0.36, y * 0.36), (x * 0.7, y * 0.7), (x, y)))
    if len(lines) > 1:
        # What ends at the middle would not cross there: two arms are joined, the others reach over.
        lines = [np.concatenate([lines[0][:0:-1], lines[1]]), *(_reaching(line) for line in lines[2:])]
    return lines


def _reaching(line: Points) -> Points:
    return np.concatenate([(2 * line[0] - line[1])[None], line])


def _plan(pattern: TownPattern, arms: list[Points], rng: np.random.Generator) -> StreetPlan:
    every = fields.grid_spots()
    field = np.zeros((2, len(every)))
    straight = rng.uniform(0.0, np.pi / 2)
    for share, angle in ((1 - pattern.bend, straight), (pattern.bend, np.arctan2(every[:, 1], every[:, 0]))):
        field[0] += share * np.cos(2 * angle)
        field[1] += share * np.sin(2 * angle)
    fields.pull(field, arms, 90.0, 0.5)
    # The field is as large as the demo town, of which a tile is a small part.
    mine = np.flatnonzero(np.abs(every).max(axis=1) < _HALF_M + _BEYOND_M)
    spots = every[mine]
    wobble = fields.smooth_noise(spots, 900.0, rng) + 0.6 * fields.smooth_noise(spots, 300.0, rng)
    angle, spacing_m = np.zeros(len(every)), np.zeros(len(every))
    angle[mine] = np.arctan2(field[1, mine], field[0, mine]) / 2 + pattern.wobble * wobble
    spacing_m[mine] = pattern.spacing_m * (1 + 0.12 * fields.smooth_noise(spots, 700.0, rng))
    spacing_m[mine[~_is_built(pattern, spots, rng)]] = 0.0
    shape = (fields.ROWS, fields.COLUMNS)
    longest_m = np.full(shape, CELL_M)
    return StreetPlan(angle.reshape(shape), spacing_m.reshape(shape), longest_m, fields.CELL_M)


def _is_built(pattern: TownPattern, spots: Points, rng: np.random.Generator) -> Mask:
    """Say for each spot whether the streets reach as far."""
    noise = 0.2 * fields.smooth_noise(spots, 800.0, rng)
    if pattern.depth_m:
        built: Mask = spots[:, 1] + _HALF_M < pattern.depth_m * (1 + 3 * noise)
    else:
        built = np.hypot(*spots.T) < pattern.radius_m * (1 + noise)
    return built


def _add_roundabout(graph: StreetGraph, road: int) -> None:
    """Put a roundabout at the junction nearest to the middle that has room for one."""
    used = sorted(graph.around(), key=lambda junction: float(np.hypot(*graph.spots[junction])))
    for junction in used[:_ROUNDABOUT_TRIES]:
        if build_roundabouts(graph, [junction], road):
            return
