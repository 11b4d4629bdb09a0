"""A tile: the streets inside one cell of the lattice, in a unit square.

A country is made of few tiles, each used many times, turned and mirrored. Its streets end inside the
cell, or at *ports*: spots on the cell's sides and corners, where they meet the roads between the cells.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.network import RoadClass
from desktop_app.roadnet.sources.demo.geometry import Points

Numbers = NDArray[np.int64]

CELL_M = 1_600.0
"""Size of a cell before it is moved about."""

SOUTH, EAST, NORTH, WEST = range(4)
FIRST_CORNER = 4
"""Ports from here on are corners: south-west, south-east, north-east, north-west."""

ONE_WAY, ROUNDABOUT = 1, 2
"""Bits of the flags of a tile's ways."""

SYMMETRIES = 8
_FLIP_X, _FLIP_Y, _SWAP = 1, 2, 4


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """Streets in the unit square (x east, y north).

    P spots, Q ports, W ways.

    Attributes
    ----------
    spots
        (P, 2) nodes inside.
    port_side
        (Q,) side of each port, or `FIRST_CORNER` + number of a corner.
    port_at
        (Q,) where on its side: 0 at the western or southern end, 1 at the other.
    first_ref
        (W + 1,): way ``w`` is ``refs[first_ref[w]:first_ref[w + 1]]``.
    refs
        Numbers of spots; P + q is port q.
    road_class, flags
        (W,) `RoadClass`, and `ONE_WAY` and `ROUNDABOUT`.
    street
        (W,) number of the street that a way is a part of, within the tile.
    """

    spots: Points
    port_side: Numbers
    port_at: NDArray[np.float64]
    first_ref: Numbers
    refs: Numbers
    road_class: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    street: Numbers

    @property
    def way_count(self) -> int:
        """How many ways there are."""
        return len(self.street)

    def way(self, number: int) -> Numbers:
        """Return the refs of a way."""
        return self.refs[self.first_ref[number] : self.first_ref[number + 1]]

    def arc_count(self) -> int:
        """Return how many arcs its streets are: runs from junction to junction, in either direction."""
        is_end = np.zeros(len(self.refs), np.bool_)
        is_end[self.first_ref[:-1]] = True
        is_end[self.first_ref[1:] - 1] = True
        touches = np.bincount(self.refs, np.where(is_end, 1, 2), len(self.spots) + len(self.port_side))
        at_end = np.zeros(len(touches), np.bool_)
        at_end[self.refs[is_end]] = True
        at_end[len(self.spots) :] = True
        is_stop = is_end | at_end[self.refs] | (touches[self.refs] > 2)  # noqa: PLR2004 - one link in, one out
        stops = np.add.reduceat(is_stop, self.first_ref[:-1], dtype=np.int64)
        return int(np.sum((stops - 1) * np.where(self.flags & ONE_WAY, 1, 2)))


EMPTY = Tile(
    spots=np.zeros((0, 2)),
    port_side=np.zeros(0, np.int64),
    port_at=np.zeros(0),
    first_ref=np.zeros(1, np.int64),
    refs=np.zeros(0, np.int64),
    road_class=np.zeros(0, np.uint8),
    flags=np.zeros(0, np.uint8),
    street=np.zeros(0, np.int64),
)
"""A cell without a street."""


@dataclass(frozen=True, slots=True)
class TileWay:
    """A way while a tile is being put together; refs as in `Tile`."""

    refs: list[int]
    road_class: RoadClass
    street: int
    flags: int = 0


def make_tile(spots: Points, ports: list[tuple[int, float]], ways: list[TileWay]) -> Tile:
    """Return the tile of ways between spots and ports, (side, at) each."""
    first_ref = np.zeros(len(ways) + 1, np.int64)
    np.cumsum([len(way.refs) for way in ways], out=first_ref[1:])
    return Tile(
        spots=np.asarray(spots, np.float64).reshape(-1, 2),
        port_side=np.array([side for side, _ in ports], np.int64),
        port_at=np.array([at for _, at in ports], np.float64),
        first_ref=first_ref,
        refs=np.array([ref for way in ways for ref in way.refs], np.int64),
        road_class=np.array([way.road_class for way in ways], np.uint8),
        flags=np.array([way.flags for way in ways], np.uint8),
        street=np.array([way.street for way in ways], np.int64),
    )


def placed(tile: Tile, symmetry: int) -> Tile:
    """Return the tile turned or mirrored: one of the `SYMMETRIES` of the square.

    Traffic keeps to the right in the mirror too: roundabouts are turned round.
    """
    spots, side, at = tile.spots.copy(), tile.port_side.copy(), tile.port_at.copy()
    corners = side >= FIRST_CORNER
    side[corners] -= FIRST_CORNER
    if symmetry & _FLIP_X:
        spots[:, 0] = 1 - spots[:, 0]
        at = np.where(~corners & (side % 2 == 0), 1 - at, at)
        side = np.where(corners, np.array([1, 0, 3, 2])[side], np.array([SOUTH, WEST, NORTH, EAST])[side])
    if symmetry & _FLIP_Y:
        spots[:, 1] = 1 - spots[:, 1]
        at = np.where(~corners & (side % 2 == 1), 1 - at, at)
        side = np.where(corners, np.array([3, 2, 1, 0])[side], np.array([NORTH, EAST, SOUTH, WEST])[side])
    if symmetry & _SWAP:
        spots = spots[:, ::-1]
        side = np.where(corners, np.array([0, 3, 2, 1])[side], np.array([WEST, NORTH, EAST, SOUTH])[side])
    side[corners] += FIRST_CORNER
    refs = tile.refs.copy()
    if symmetry.bit_count() % 2:
        for way in np.flatnonzero(tile.flags & ROUNDABOUT):
            span = slice(tile.first_ref[way], tile.first_ref[way + 1])
            refs[span] = refs[span][::-1].copy()
    return replace(tile, spots=np.ascontiguousarray(spots), port_side=side, port_at=at, refs=refs)
