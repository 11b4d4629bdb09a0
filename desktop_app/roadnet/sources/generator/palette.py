"""The tiles that a country is made of."""

from dataclasses import dataclass

import numpy as np

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.avenues import Rank
from desktop_app.roadnet.sources.generator.rural_tiles import diagonal_tile, lane_tile
from desktop_app.roadnet.sources.generator.tile import EAST, EMPTY, NORTH, SOUTH, WEST, Numbers, Tile
from desktop_app.roadnet.sources.generator.town_tiles import TownPattern, trace_tile

_CROSS, _FORK, _BEND = (WEST, EAST, SOUTH, NORTH), (WEST, EAST, SOUTH), (WEST, SOUTH)
_LANES = (
    (WEST, EAST), (WEST, EAST), (WEST, SOUTH), (WEST, NORTH), (SOUTH, NORTH), _FORK, _FORK,
    (WEST, SOUTH, NORTH), _CROSS,
)  # fmt: skip

_TOWN_PATTERNS = {
    "core": (
        TownPattern(78.0, 0.0, 0.24, one_way_share=0.45),
        TownPattern(84.0, 0.35, 0.2, one_way_share=0.4),
        TownPattern(82.0, 0.1, 0.3, arms=_CROSS, one_way_share=0.3),
    ),
    "city": (
        TownPattern(104.0, 0.0, 0.06, one_way_share=0.15),
        TownPattern(108.0, 0.0, 0.12, arms=_BEND, one_way_share=0.1),
        TownPattern(100.0, 0.3, 0.15, arms=_CROSS),
        TownPattern(112.0, 0.15, 0.2, arms=_FORK),
    ),
    "suburb": (
        TownPattern(128.0, 0.5, 0.22),
        TownPattern(122.0, 0.3, 0.3, arms=_FORK),
        TownPattern(136.0, 0.6, 0.2, arms=_CROSS, radius_m=1_000.0),
        TownPattern(126.0, 0.2, 0.3, arms=_CROSS, radius_m=850.0),
    ),
    "fringe": (
        TownPattern(116.0, 0.0, 0.3, depth_m=560.0),
        TownPattern(124.0, 0.1, 0.35, depth_m=700.0),
        TownPattern(120.0, 0.3, 0.3, depth_m=420.0),
    ),
    "industry": (TownPattern(190.0, 0.0, 0.05, rank=Rank.LANE),),
    "village": (
        TownPattern(98.0, 0.4, 0.3, radius_m=470.0, arms=_CROSS),
        TownPattern(104.0, 0.2, 0.3, radius_m=380.0, arms=_FORK),
        TownPattern(100.0, 0.3, 0.3, radius_m=420.0, arms=_FORK),
        TownPattern(110.0, 0.2, 0.4, radius_m=560.0, arms=_CROSS),
    ),
    "hamlet": (
        TownPattern(95.0, 0.3, 0.3, radius_m=230.0, arms=(WEST, EAST)),
        TownPattern(100.0, 0.3, 0.4, radius_m=260.0, arms=_BEND),
        TownPattern(95.0, 0.3, 0.4, radius_m=210.0, arms=_FORK),
    ),
}  # fmt: skip
DIAGONALS = (RoadClass.PRIMARY, RoadClass.SECONDARY)
"""Classes of main roads that lead from corner to corner."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Palette:
    """Tiles, and which of them serve as what.

    Attributes
    ----------
    tiles
        The first one is empty.
    numbers
        For ``core``, ``city``, ``suburb``, ``fringe``, ``industry``, ``village``, ``hamlet``, ``lane``,
        ``farm``, ``slant`` and ``diagonal`` the numbers of tiles; the diagonals as `DIAGONALS`.
    arcs
        (T,) arcs of each tile.
    """

    tiles: tuple[Tile, ...]
    numbers: dict[str, Numbers]
    arcs: Numbers


def make_palette(rng: np.random.Generator) -> Palette:
    """Return freshly traced tiles; takes some seconds."""
    tiles, numbers = [EMPTY], {}

    def add(kind: str, new: list[Tile]) -> None:
        numbers[kind] = np.arange(len(tiles), len(tiles) + len(new))
        tiles.extend(new)

    for kind, patterns in _TOWN_PATTERNS.items():
        add(kind, [trace_tile(pattern, rng) for pattern in patterns])
    add("lane", [lane_tile(sides, rng) for sides in _LANES])
    add("farm", [lane_tile((side,), rng) for side in (WEST, SOUTH, EAST)])
    add("slant", [diagonal_tile(RoadClass.UNCLASSIFIED)])
    add("diagonal", [diagonal_tile(road_class) for road_class in DIAGONALS])
    return Palette(tuple(tiles), numbers, np.array([tile.arc_count() for tile in tiles]))
