"""Names of streets along them, road numbers, and names of places, none over another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter

from desktop_app.roadnet.backdrop import PlaceKind
from desktop_app.ui.map.label_rules import (
    APART_PX,
    MOST_LABELS,
    NAME_FROM_ZOOM,
    NUMBER_FROM_ZOOM,
    PLACES,
    REPEAT_PX,
    cells_under,
    inside_region,
    middles_along,
    name_size,
    region_around,
)
from desktop_app.ui.map.label_text import (
    Letter,
    Sprite,
    Typeface,
    letters_along,
    shield_sprite,
    sprite_of_letters,
    sprite_of_text,
)
from desktop_app.ui.map.map_preparation import PreparedMap
from desktop_app.ui.map.polylines import boxes_touch, simplified
from desktop_app.ui.map.projection import View, world_x, world_y
from desktop_app.ui.stylesheet import body_font, mixed
from desktop_app.ui.theme import RoadGroup, Theme


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    y: float
    text: str
    sprite: Sprite
    cells: frozenset[tuple[int, int]]


class LabelLayer:
    """Places labels for a region somewhat larger than the view, and draws them as pictures."""

    def __init__(self, theme: Theme) -> None:
        """Start with no map."""
        self.theme = theme
        self._map: PreparedMap | None = None
        self._faces: dict[tuple[int, int], Typeface] = {}
        self._labels: dict[tuple[str, int, int], _Label] = {}
        self._taken: set[tuple[int, int]] = set()
        self._region: View | None = None
        self._ratio = 1.0
        self._job: Iterator[None] | None = None

    @property
    def ready(self) -> bool:
        """All labels of the region are placed."""
        return self._job is None

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are placed now."""
        return tuple(label.text for label in self._labels.values())

    def set_map(self, prepared: PreparedMap | None) -> None:
        """Take another map's names."""
        self._map = prepared
        self.clear()

    def clear(self) -> None:
        """Place all labels anew: other colours, another map."""
        self._labels.clear()
        self._region = None
        self._job = None

    def set_view(self, view: View, ratio: float) -> None:
        """Say what is in sight; the labels follow in steps."""
        if self._map is None:
            return
        region = region_around(view)
        if ratio != self._ratio:
            self._ratio = ratio
            self.clear()
        if self._region is not None and region == self._region:
            return
        if self._region is None or self._region.scale != region.scale:
            self._labels.clear()
        self._region = region
        self._job = self._place(region, self._map)

    def work(self) -> bool:
        """Do one step; return whether there was one to do."""
        if self._job is None:
            return False
        try:
            next(self._job)
        except StopIteration:
            self._job = None
        return True

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the labels in sight."""
        left, top = round(view.left * view.scale), round(view.top * view.scale)
        for label in self._labels.values():
            x, y = label.x * view.scale - left, label.y * view.scale - top
            if view.shows((x, y), 200.0):
                painter.drawImage(
                    QPointF(round(x + label.sprite.left), round(y + label.sprite.top)), label.sprite.image
                )

    def _place(self, region: View, prepared: PreparedMap) -> Iterator[None]:
        box = (region.left, region.top, region.right, region.bottom)
        # Labels that are on the screen stay where they are; new ones find room between them.
        self._labels = {
            key: label
            for key, label in self._labels.items()
            if box[0] <= label.x <= box[2] and box[1] <= label.y <= box[3]
        }
        self._taken = set()
        for label in self._labels.values():
            self._taken |= label.cells
        self._place_places(region, prepared)
        yield
        yield from self._place_numbers(region, prepared)
        yield from self._place_names(region, prepared)

    def _place_places(self, region: View, prepared: PreparedMap) -> None:
        backdrop = prepared.data.backdrop
        x, y = world_x(backdrop.place_lon), world_y(backdrop.place_lat)
        near = (x >= region.left) & (x <= region.right) & (y >= region.top) & (y <= region.bottom)
        for number in np.flatnonzero(near)[np.argsort(backdrop.place_kind[near], kind="stable")].tolist():
            kind = PlaceKind(int(backdrop.place_kind[number]))
            low, high, size, weight = PLACES[kind]
            text = backdrop.texts[int(backdrop.place_name[number])]
            key = ("place", number, 0)
            if not text or not low <= region.zoom <= high or key in self._labels:
                continue
            face = self._face(size, weight)
            ink = self.theme.map.place
            if kind in {PlaceKind.SUBURB, PlaceKind.LOCALITY}:
                ink = mixed(ink, self.theme.map.land, 0.25)
            half = Letter(text, 0.0, 0.0, 0.0, face.width(text))
            cells = cells_under(
                [half], face.height + 4, float(x[number]) * region.scale, float(y[number]) * region.scale
            )
            if self._taken.isdisjoint(cells):
                sprite = sprite_of_text(text, face, ink, self.theme.map.place_halo, self._ratio)
                self._keep(key, _Label(float(x[number]), float(y[number]), text, sprite, cells))

    def _place_numbers(self, region: View, prepared: PreparedMap) -> Iterator[None]:
        face = self._face(10, QFont.Weight.DemiBold)
        for line, _ in self._candidates(region, prepared, numbers=True):
            text = prepared.data.network.texts[int(prepared.names.text[line])].split(";")[0].strip()
            if not text or len(text) > 8:  # noqa: PLR2004 - longer ones are no road numbers
                continue
            x, y = self._pixels(line, region, prepared)
            along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
            for turn, middle in middles_along(float(along[-1]), face.width(text) + 40, 1.6 * REPEAT_PX):
                spot_x, spot_y = float(np.interp(middle, along, x)), float(np.interp(middle, along, y))
                cells = cells_under(
                    [Letter(text, 0, 0, 0, face.width(text) + 10)], face.height + 6, spot_x, spot_y
                )
                key = ("number", line, turn)
                if self._fits(key, text, cells, spot_x, spot_y, region):
                    colours = self.theme.map
                    group = RoadGroup(int(prepared.names.group[line]))
                    fill = mixed(colours.road_fill[group], colours.road_casing[group], 0.25)
                    sprite = shield_sprite(text, face, fill, colours.label, self._ratio)
                    self._keep(key, _Label(spot_x / region.scale, spot_y / region.scale, text, sprite, cells))
            yield

    def _place_names(self, region: View, prepared: PreparedMap) -> Iterator[None]:
        for line, group in self._candidates(region, prepared, numbers=False):
            text = prepared.data.network.texts[int(prepared.names.text[line])]
            face = self._face(*name_size(group, region.zoom))
            x, y = self._pixels(line, region, prepared)
            length = float(np.hypot(np.diff(x), np.diff(y)).sum())
            for turn, middle in middles_along(length, face.width(text) + 16, REPEAT_PX):
                self._try_name(("name", line, turn), text, face, (x, y), middle, region)
            yield

    def _try_name(
        self,
        key: tuple[str, int, int],
        text: str,
        face: Typeface,
        line: tuple[np.ndarray, np.ndarray],
        middle: float,
        region: View,
    ) -> None:
        x, y = line
        along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        spot_x, spot_y = float(np.interp(middle, along, x)), float(np.interp(middle, along, y))
        if key in self._labels or not inside_region(spot_x, spot_y, region):
            return
        letters = letters_along(text, face, x, y, middle)
        if letters is None:
            return
        cells = cells_under(letters, face.height, spot_x, spot_y)
        if self._fits(key, text, cells, spot_x, spot_y, region):
            sprite = sprite_of_letters(
                letters, face, self.theme.map.label, self.theme.map.label_halo, self._ratio
            )
            self._keep(key, _Label(spot_x / region.scale, spot_y / region.scale, text, sprite, cells))

    def _candidates(
        self, region: View, prepared: PreparedMap, *, numbers: bool
    ) -> Iterator[tuple[int, RoadGroup]]:
        """Yield the lines in the region that are labelled at its zoom, main and long ones first."""
        names = prepared.names
        from_zoom = NUMBER_FROM_ZOOM if numbers else NAME_FROM_ZOOM
        shown = [group for group, zoom in from_zoom.items() if region.zoom >= zoom]
        box = (region.left, region.top, region.right, region.bottom)
        near = boxes_touch(names.lines.box, box) & (names.is_number == numbers) & np.isin(names.group, shown)
        which = np.flatnonzero(near)
        size = np.ptp(names.lines.box[which][:, [0, 2]], axis=1) + np.ptp(
            names.lines.box[which][:, [1, 3]], axis=1
        )
        big = size * region.scale > 30.0  # noqa: PLR2004 - no name is shorter
        which, size = which[big], size[big]
        for line in which[np.lexsort((-size, names.group[which]))].tolist():
            if len(self._labels) >= MOST_LABELS:
                return
            yield line, RoadGroup(int(names.group[line]))

    def _pixels(self, line: int, region: View, prepared: PreparedMap) -> tuple[np.ndarray, np.ndarray]:
        """Return a line in pixels from the world's corner at the region's scale."""
        fine = simplified(prepared.names.lines.take(np.array([line])), 1.0 / region.scale)
        return fine.x * region.scale, fine.y * region.scale

    def _fits(
        self,
        key: tuple[str, int, int],
        text: str,
        cells: frozenset[tuple[int, int]],
        x: float,
        y: float,
        region: View,
    ) -> bool:
        if key in self._labels or not inside_region(x, y, region) or not self._taken.isdisjoint(cells):
            return False
        near = APART_PX / region.scale
        world_spot = x / region.scale, y / region.scale
        return not any(
            label.text == text and abs(label.x - world_spot[0]) < near and abs(label.y - world_spot[1]) < near
            for label in self._labels.values()
        )

    def _keep(self, key: tuple[str, int, int], label: _Label) -> None:
        self._labels[key] = label
        self._taken |= label.cells

    def _face(self, size: int, weight: QFont.Weight) -> Typeface:
        key = (size, int(weight))
        if key not in self._faces:
            self._faces[key] = Typeface(body_font(size, weight))
        return self._faces[key]
