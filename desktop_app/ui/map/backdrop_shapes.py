"""The backdrop's shapes as polylines for drawing, rings turned so that the winding rule fills them."""

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.backdrop import Backdrop, BackdropKind
from desktop_app.ui.map.coast import sea_rings
from desktop_app.ui.map.polylines import Floats, Ints, Polylines, gather, joined
from desktop_app.ui.map.projection import world_x, world_y

AREAS = (BackdropKind.GREEN, BackdropKind.WATER)


def backdrop_shapes(backdrop: Backdrop, road_x: Floats, road_y: Floats) -> dict[BackdropKind, Polylines]:
    """Return the shapes of each kind that occurs, in world coordinates, the sea among the water.

    Outer rings run one way and holes the other: under the winding rule a hole stays open and two
    areas that overlap stay filled, which the odd-even rule would undo. `road_x` and `road_y` are
    world coordinates of nodes of roads, which lie on land.
    """
    x, y = world_x(backdrop.point_lon), world_y(backdrop.point_lat)
    first = backdrop.shape_first.astype(np.int64)
    size = np.diff(first)
    shapes = {}
    for kind in BackdropKind:
        which = np.flatnonzero((backdrop.shape_kind == kind) & (size > (2 if kind in AREAS else 1)))
        if not len(which):
            continue
        packed, points = gather(first, which)
        if kind in AREAS:
            hole = backdrop.shape_part_of[which] >= 0
            turn = (_doubled_areas(packed, x[points], y[points]) > 0) == hole
            points = _turned(packed, points, turn)
        shapes[kind] = Polylines.of(packed, x[points], y[points])
    if BackdropKind.COAST in shapes:
        sea = [_ring_lines(ring) for ring in sea_rings(shapes[BackdropKind.COAST], road_x, road_y)]
        water = [shapes[BackdropKind.WATER]] if BackdropKind.WATER in shapes else []
        if sea:
            shapes[BackdropKind.WATER] = joined([*sea, *water])
    return shapes


def _ring_lines(ring: Floats) -> Polylines:
    return Polylines.of(np.array([0, len(ring)]), ring[:, 0], ring[:, 1])


def _doubled_areas(first: Ints, x: Floats, y: Floats) -> Floats:
    """Return twice the signed area of each ring, whether or not it repeats its first point."""
    following = np.arange(1, len(x) + 1)
    following[first[1:] - 1] = first[:-1]
    near_x, near_y = (
        x - np.repeat(x[first[:-1]], np.diff(first)),
        y - np.repeat(y[first[:-1]], np.diff(first)),
    )
    areas: Floats = np.add.reduceat(near_x * near_y[following] - near_x[following] * near_y, first[:-1])
    return areas


def _turned(first: Ints, points: Ints, turn: NDArray[np.bool_]) -> Ints:
    counts = np.diff(first)
    mirrored = np.repeat(first[:-1] + first[1:] - 1, counts) - np.arange(len(points))
    turned: Ints = points[np.where(np.repeat(turn, counts), mirrored, np.arange(len(points)))]
    return turned
