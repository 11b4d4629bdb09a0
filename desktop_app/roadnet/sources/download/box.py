"""A box of the map: where it lies, how large it is, and its text."""

import math
from dataclasses import dataclass
from typing import Self

from desktop_app.errors import BadArgumentError
from desktop_app.roadnet.geodesy import metres_per_degree

_SIDES = 4
_NORTHMOST_DEG = 90.0
_EASTMOST_DEG = 180.0
_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Box:
    """A box between two parallels and two meridians, in degrees; west lies west of east."""

    south: float
    west: float
    north: float
    east: float

    @property
    def size_km(self) -> tuple[float, float]:
        """Its width and its height, as on a plane at its middle."""
        across_m, along_m = metres_per_degree((self.south + self.north) / 2)
        width_m = float((self.east - self.west) * across_m)
        height_m = float((self.north - self.south) * along_m)
        return width_m / 1000, height_m / 1000

    @property
    def area_km2(self) -> float:
        """Its area, as on a plane at its middle."""
        width_km, height_km = self.size_km
        return width_km * height_km

    @classmethod
    def around(cls, lat: float, lon: float, width_m: float, height_m: float) -> Self:
        """Return the box of a width and a height with its middle at a place; it ends at the globe's edges."""
        across_m, along_m = metres_per_degree(lat)
        # Near a pole a degree of longitude has hardly any length.
        lon_deg = min(width_m / max(float(across_m), 1.0), 2 * _EASTMOST_DEG) / 2
        lat_deg = height_m / float(along_m) / 2
        return cls(
            max(lat - lat_deg, -_NORTHMOST_DEG),
            max(lon - lon_deg, -_EASTMOST_DEG),
            min(lat + lat_deg, _NORTHMOST_DEG),
            min(lon + lon_deg, _EASTMOST_DEG),
        )

    def at_least(self, side_m: float) -> "Box":
        """Return a box with the same middle whose sides are `side_m` or longer."""
        lat, lon = (self.south + self.north) / 2, (self.west + self.east) / 2
        least = Box.around(lat, lon, side_m, side_m)
        return Box(
            min(self.south, least.south),
            min(self.west, least.west),
            max(self.north, least.north),
            max(self.east, least.east),
        )

    def __str__(self) -> str:
        """Return ``SOUTH,WEST,NORTH,EAST`` in degrees, as Overpass takes it: plain decimals."""
        return ",".join(f"{side:.7f}" for side in (self.south, self.west, self.north, self.east))


def parse_box(text: str) -> Box | None:
    """Return the box that `text` gives as ``SOUTH,WEST,NORTH,EAST``; None where it is no four numbers.

    Raises
    ------
    BadArgumentError
        It is such a list, but no box; the sentence says why.
    """
    parts = text.split(",")
    if len(parts) != _SIDES:
        return None
    try:
        south, west, north, east = (float(part) for part in parts)
    except ValueError:
        return None
    trouble = _trouble(south, west, north, east)
    if trouble:
        shown = text.strip()[:_LONGEST_SHOWN]
        raise BadArgumentError(f"The box {shown!r} cannot be used: {trouble}; write SOUTH,WEST,NORTH,EAST.")
    return Box(south, west, north, east)


def _trouble(south: float, west: float, north: float, east: float) -> str:
    if not all(math.isfinite(side) for side in (south, west, north, east)):
        return "a side of it is no number"
    if max(abs(south), abs(north)) > _NORTHMOST_DEG or max(abs(west), abs(east)) > _EASTMOST_DEG:
        return "latitude runs from -90 to 90, longitude from -180 to 180"
    if south >= north:
        return "its south does not lie south of its north"
    if west >= east:
        return "its west does not lie west of its east (a box over the 180th meridian is two downloads)"
    return ""
