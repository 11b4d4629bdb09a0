"""Where labels may lie, from which zoom, and how large; what one covers of the screen."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtGui import QFont

from desktop_app.roadnet.backdrop import PlaceKind
from desktop_app.ui.map.label_text import HALO_PX, Letter
from desktop_app.ui.map.projection import View
from desktop_app.ui.theme import RoadGroup

NAME_FROM_ZOOM = {
    RoadGroup.MOTORWAY: 12.5,
    RoadGroup.TRUNK: 12.5,
    RoadGroup.PRIMARY: 12.8,
    RoadGroup.SECONDARY: 13.4,
    RoadGroup.TERTIARY: 14.2,
    RoadGroup.STREET: 15.4,
    RoadGroup.SERVICE: 17.0,
}
NUMBER_FROM_ZOOM = {
    RoadGroup.MOTORWAY: 10.0,
    RoadGroup.TRUNK: 11.0,
    RoadGroup.PRIMARY: 12.0,
    RoadGroup.SECONDARY: 13.5,
}
PLACES = {
    PlaceKind.CITY: (4.0, 14.2, 19, QFont.Weight.DemiBold),
    PlaceKind.TOWN: (8.5, 15.2, 15, QFont.Weight.DemiBold),
    PlaceKind.SUBURB: (11.8, 16.2, 12, QFont.Weight.Medium),
    PlaceKind.VILLAGE: (11.0, 16.5, 13, QFont.Weight.Medium),
    PlaceKind.LOCALITY: (13.4, 17.5, 12, QFont.Weight.Normal),
}
"""From and to which zoom, at what size in pixels, how heavy."""
REPEAT_PX = 420.0
APART_PX = 260.0
_REGION_PX = 256.0
_CELL_PX = 6.0
MOST_LABELS = 160


def region_around(view: View) -> View:
    """Return a view that covers this one and stays the same while it is dragged a little."""
    step = _REGION_PX / view.scale
    left, top = np.floor(view.left / step) * step, np.floor(view.top / step) * step
    right, bottom = np.ceil(view.right / step) * step, np.ceil(view.bottom / step) * step
    width, height = round((right - left) * view.scale), round((bottom - top) * view.scale)
    return View(float(left + right) / 2, float(top + bottom) / 2, view.scale, width, height)


def name_size(group: RoadGroup, zoom: float) -> tuple[int, QFont.Weight]:
    """Return how large, in pixels, and how heavy a street's name is written at a zoom."""
    size = float(np.interp(zoom, (12, 15, 17, 19), (10.5, 11.5, 13, 15)))
    size += 0.6 if group <= RoadGroup.PRIMARY else 0.0
    return round(size), QFont.Weight.Medium if group <= RoadGroup.SECONDARY else QFont.Weight.Normal


def middles_along(length: float, needed: float, every: float) -> Iterator[tuple[int, float]]:
    """Yield where labels may lie along a line, counted from its start so that panning moves none."""
    if length < needed:
        return
    count = max(1, int(length // every))
    for turn in range(count):
        yield turn, (turn + 0.5) * length / count


def inside_region(x: float, y: float, region: View) -> bool:
    """Return whether a point, in pixels from the world's corner, lies in a region."""
    return region.shows((x - region.left * region.scale, y - region.top * region.scale))


def cells_under(letters: list[Letter], height: float, x: float, y: float) -> frozenset[tuple[int, int]]:
    """Return the cells of a fixed raster that a label covers."""
    cells = set()
    for letter in letters:
        turn = np.radians(letter.angle_deg)
        half_x = (abs(np.cos(turn)) * letter.advance + abs(np.sin(turn)) * height) / 2 + HALO_PX / 2
        half_y = (abs(np.sin(turn)) * letter.advance + abs(np.cos(turn)) * height) / 2 + HALO_PX / 2
        left, right = int((x + letter.x - half_x) // _CELL_PX), int((x + letter.x + half_x) // _CELL_PX)
        top, bottom = int((y + letter.y - half_y) // _CELL_PX), int((y + letter.y + half_y) // _CELL_PX)
        cells |= {(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)}
    return frozenset(cells)
