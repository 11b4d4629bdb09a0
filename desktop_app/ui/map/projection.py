"""Web Mercator in double precision, and the view that puts it on the screen.

World coordinates run from 0 to 1: x eastwards from 180 W, y southwards from the northern edge.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

EQUATOR_M = 40_075_016.685578488
MAX_LAT = 85.0511287798066
MIN_SCALE = 256.0
"""Pixels of the whole world's width at the smallest scale."""
MAX_SCALE = 256.0 * 2**22
"""About 4 cm a pixel at the equator."""


def world_x(lon: ArrayLike) -> NDArray[np.float64]:
    """Return the world x of longitudes in degrees, any shape."""
    return np.asarray(lon, np.float64) / 360.0 + 0.5


def world_y(lat: ArrayLike) -> NDArray[np.float64]:
    """Return the world y of latitudes in degrees, any shape; beyond 85.05 degrees that of the edge."""
    phi = np.radians(np.clip(np.asarray(lat, np.float64), -MAX_LAT, MAX_LAT))
    y: NDArray[np.float64] = 0.5 - np.arcsinh(np.tan(phi)) / (2 * math.pi)
    return y


def to_world(lon: float, lat: float) -> tuple[float, float]:
    """Return world x and y of one point in degrees."""
    return float(world_x(lon)), float(world_y(lat))


def to_lon_lat(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude in degrees of a world point, the longitude within 180."""
    lon = (x % 1.0) * 360.0 - 180.0 if not 0.0 <= x <= 1.0 else x * 360.0 - 180.0
    lat = math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))
    return lon, lat


@dataclass(frozen=True, slots=True)
class View:
    """What the screen shows.

    Attributes
    ----------
    x, y
        World coordinates of the middle of the screen.
    scale
        Pixels of the whole world's width.
    width, height
        Of the screen in pixels.
    """

    x: float
    y: float
    scale: float
    width: int
    height: int

    @property
    def zoom(self) -> float:
        """The zoom level in the manner of web maps: 256 pixels for the world at 0."""
        return math.log2(self.scale / 256.0)

    @property
    def metres_per_pixel(self) -> float:
        """Metres over the ground that a pixel covers at the middle of the screen."""
        _, lat = to_lon_lat(self.x, self.y)
        return EQUATOR_M * math.cos(math.radians(lat)) / self.scale

    @property
    def left(self) -> float:
        """World x of the left edge."""
        return self.x - self.width / 2 / self.scale

    @property
    def top(self) -> float:
        """World y of the upper edge."""
        return self.y - self.height / 2 / self.scale

    @property
    def right(self) -> float:
        """World x of the right edge."""
        return self.x + self.width / 2 / self.scale

    @property
    def bottom(self) -> float:
        """World y of the lower edge."""
        return self.y + self.height / 2 / self.scale

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of a world point."""
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def to_world(self, pixel_x: float, pixel_y: float) -> tuple[float, float]:
        """Return the world point under a pixel."""
        return self.left + pixel_x / self.scale, self.top + pixel_y / self.scale

    def shows(self, pixel: tuple[float, float], margin_px: float = 0.0) -> bool:
        """Return whether a pixel lies on the screen or within a margin around it."""
        inside_x = -margin_px <= pixel[0] <= self.width + margin_px
        return inside_x and -margin_px <= pixel[1] <= self.height + margin_px

    def lon_lat(self, pixel_x: float, pixel_y: float) -> tuple[float, float]:
        """Return longitude and latitude in degrees under a pixel."""
        return to_lon_lat(*self.to_world(pixel_x, pixel_y))

    def resized(self, width: int, height: int) -> "View":
        """Return the view on a screen of another size, its middle unmoved."""
        return View(self.x, self.y, self.scale, max(1, width), max(1, height))

    def panned(self, pixels_x: float, pixels_y: float) -> "View":
        """Return the view after its content moved by so many pixels."""
        return self.centred(self.x - pixels_x / self.scale, self.y - pixels_y / self.scale)

    def centred(self, x: float, y: float) -> "View":
        """Return the view with a world point in its middle, as near as the world's edge allows."""
        return View(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0), self.scale, self.width, self.height)

    def zoomed(self, factor: float, pixel_x: float, pixel_y: float) -> "View":
        """Return the view `factor` times as large, the point under the pixel unmoved."""
        scale = clamp_scale(self.scale * factor)
        x, y = self.to_world(pixel_x, pixel_y)
        middle_x = x - (pixel_x - self.width / 2) / scale
        middle_y = y - (pixel_y - self.height / 2) / scale
        return View(middle_x, middle_y, scale, self.width, self.height).centred(middle_x, middle_y)

    def at_metres_per_pixel(self, metres_per_pixel: float) -> "View":
        """Return the view at another scale over the same middle."""
        _, lat = to_lon_lat(self.x, self.y)
        scale = EQUATOR_M * math.cos(math.radians(lat)) / max(metres_per_pixel, 1e-6)
        return View(self.x, self.y, clamp_scale(scale), self.width, self.height)

    def fitted(self, box: tuple[float, float, float, float], margin_px: float = 40.0) -> "View":
        """Return the view that shows the whole world box (left, top, right, bottom) with a margin."""
        left, top, right, bottom = box
        room_x, room_y = max(self.width - 2 * margin_px, 16.0), max(self.height - 2 * margin_px, 16.0)
        scale = min(room_x / max(right - left, 1e-9), room_y / max(bottom - top, 1e-9))
        return View((left + right) / 2, (top + bottom) / 2, clamp_scale(scale), self.width, self.height)


def clamp_scale(scale: float) -> float:
    """Return a scale within what the map can show."""
    return min(max(scale, MIN_SCALE), MAX_SCALE)


def box_of(west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """Return the world box (left, top, right, bottom) of bounds in degrees."""
    return float(world_x(west)), float(world_y(north)), float(world_x(east)), float(world_y(south))
