"""What lies behind the roads: water, green, rail, and the names of places."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from desktop_app.roadnet.texts import TextTable


class BackdropKind(IntEnum):
    """Kinds of shapes; areas are closed rings, lines are not."""

    WATER = 0
    """Area: lakes, wide rivers, basins, the sea where it is mapped as an area."""
    GREEN = 1
    """Area: parks, woods, meadows, cemeteries."""
    RAIL = 2
    """Line."""
    STREAM = 3
    """Line: rivers, canals and streams mapped as lines."""
    COAST = 4
    """Line, with land on its left."""


class PlaceKind(IntEnum):
    """Kinds of named places, from large to small."""

    CITY = 0
    TOWN = 1
    SUBURB = 2
    VILLAGE = 3
    LOCALITY = 4


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """Shapes and places as arrays.

    B shapes with P points, L places.

    Attributes
    ----------
    shape_kind
        (B,) uint8 `BackdropKind`.
    shape_first
        (B + 1,) int32: shape ``b`` is the points ``shape_first[b]:shape_first[b + 1]``.
    shape_part_of
        (B,) int32: the shape whose hole this ring is, or -1 for an outer ring or a line.
    point_lon, point_lat
        (P,) float64 degrees.
    place_kind, place_lon, place_lat, place_name
        (L,) uint8 `PlaceKind`, float64, float64, int32 number in `texts`.
    texts
        Names of places.
    """

    shape_kind: NDArray[np.uint8]
    shape_first: NDArray[np.int32]
    shape_part_of: NDArray[np.int32]
    point_lon: NDArray[np.float64]
    point_lat: NDArray[np.float64]
    place_kind: NDArray[np.uint8]
    place_lon: NDArray[np.float64]
    place_lat: NDArray[np.float64]
    place_name: NDArray[np.int32]
    texts: TextTable

    @classmethod
    def empty(cls) -> "Backdrop":
        """Return a backdrop without a shape."""
        return cls(
            shape_kind=np.zeros(0, np.uint8),
            shape_first=np.zeros(1, np.int32),
            shape_part_of=np.zeros(0, np.int32),
            point_lon=np.zeros(0),
            point_lat=np.zeros(0),
            place_kind=np.zeros(0, np.uint8),
            place_lon=np.zeros(0),
            place_lat=np.zeros(0),
            place_name=np.zeros(0, np.int32),
            texts=TextTable.of([]),
        )
