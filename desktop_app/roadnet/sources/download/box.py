"""A box of the map: where it lies, how large it is, and its text."""

import math
from dataclasses import dataclass

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
    def area_km2(self) -> float:
        """Its area, as on a plane at its middle."""
        across_m, along_m = metres_per_degree((self.south + self.north) / 2)
        return float((self.east - self.west) * across_m * (self.north - self.south) * along_m) / 1e6

    def at_least(self, side_m: float) -> "Box":
        """Return a box with the same middle whose sides are `side_m` or longer."""
        across_m, along_m = metres_per_degree((self.south + self.north) / 2)
        lat_deg = max(0.0, side_m / float(along_m) - (self.north - self.south)) / 2
        # Near a pole a degree of longitude has hardly any length.
        lon_deg = max(0.0, min(side_m / max(float(across_m), 1.0), 1.0) - (self.east - self.west)) / 2
        return Box(
            max(self.south - lat_deg, -_NORTHMOST_DEG),
            max(self.west - lon_deg, -_EASTMOST_DEG),
            min(self.north + lat_deg, _NORTHMOST_DEG),
            min(self.east + lon_deg, _EASTMOST_DEG),
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
