"""A picture of the map kept in tiles, painted bit by bit so that the window never waits for it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.ui.map.polylines import Floats
from desktop_app.ui.map.projection import View

TILE_PX = 512
_KEEP_TILES = 120
_MANY_BOXES = 4000

Key = tuple[int, int]
PaintSteps = Callable[[QPainter, View], Iterator[None]]
"""Paints a tile, given its own view; each step takes a few milliseconds at most."""


@dataclass(slots=True)
class _TileSet:
    """Tiles of one scale."""

    scale: float
    images: dict[Key, QImage] = field(default_factory=dict)
    stale: set[Key] = field(default_factory=set)


class TiledPicture:
    """Tiles at the view's own scale; those of the scale before stand in until they are painted.

    Parameters
    ----------
    paint_steps
        Paints one tile.
    opaque
        The tiles have no holes.
    """

    def __init__(self, paint_steps: PaintSteps, *, opaque: bool) -> None:
        self._paint_steps = paint_steps
        self._opaque = opaque
        self._ratio = 1.0
        self._current = _TileSet(0.0)
        self._before: _TileSet | None = None
        self._view: View | None = None
        self._job: Iterator[None] | None = None
        self._job_key: Key | None = None
        self._wanted: list[Key] = []
        self._seen: set[Key] = set()

    @property
    def ready(self) -> bool:
        """Every tile in sight is painted and up to date."""
        if self._view is None:
            return False
        fresh = self._current.images.keys() - self._current.stale
        return all(key in fresh for key in _keys(self._view))

    def set_view(self, view: View, ratio: float) -> None:
        """Say what is in sight, and how many device pixels a pixel has."""
        if ratio != self._ratio:
            self._ratio = ratio
            self.clear()
        if view.scale != self._current.scale:
            if self._view is not None and (self._before is None or self._covered(self._view)):
                self._before = self._current
            self._current = _TileSet(view.scale)
            self._drop_job()
        self._view = view
        self._plan()

    def clear(self) -> None:
        """Forget every tile: another map, or other colours."""
        self._current = _TileSet(self._current.scale)
        self._before = None
        self._drop_job()
        self._plan()

    def invalidate(self, boxes: Floats | None = None, margin_px: float = 24.0) -> None:
        """Have tiles painted anew: those that meet (n, 4) world boxes, or all.

        The old tiles stay in sight until the new ones are there.
        """
        touched = set(self._current.images)
        if self._job_key is not None:
            touched.add(self._job_key)
        if boxes is not None and len(boxes) <= _MANY_BOXES:
            touched &= _keys_of_boxes(boxes, self._current.scale, margin_px)
        if self._job_key in touched:
            self._drop_job()
        self._current.stale |= touched & self._current.images.keys()
        self._plan()

    def work(self, *, in_sight: bool) -> bool:
        """Do one step; return whether there was one to do.

        With `in_sight` tiles around the screen, which only a later pan will need, have to wait.
        """
        if self._job is None:
            if not self._wanted or (in_sight and self._wanted[0] not in self._seen):
                return False
            self._job_key = self._wanted.pop(0)
            self._job = self._paint_tile(self._job_key, self._current)
        try:
            next(self._job)
        except StopIteration:
            self._drop_job()
        return True

    def draw(self, painter: QPainter, view: View) -> None:
        """Draw what is in sight."""
        missing = []
        # One rounding for all, else a gap could open between two tiles.
        left, top = round(view.left * view.scale), round(view.top * view.scale)
        for key in _keys(view):
            image = self._current.images.get(key) if view.scale == self._current.scale else None
            if image is None:
                missing.append(key)
            else:
                painter.drawImage(key[0] * TILE_PX - left, key[1] * TILE_PX - top, image)
        if missing and self._before is not None:
            self._draw_before(painter, view, missing)

    def _draw_before(self, painter: QPainter, view: View, missing: list[Key]) -> None:
        before = self._before
        if before is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        places = [(_tile_rect(key, before.scale, view), image) for key, image in before.images.items()]
        for key in missing:
            hole = _tile_rect(key, view.scale, view).toAlignedRect()
            painter.setClipRect(hole)
            for rect, image in places:
                if rect.intersects(QRectF(hole)):
                    painter.drawImage(rect, image)
        painter.restore()

    def _covered(self, view: View) -> bool:
        return all(key in self._current.images for key in _keys(view))

    def _plan(self) -> None:
        """List the tiles to paint: in sight from the middle outwards, then one ring around."""
        if self._view is None:
            return
        self._seen, around = set(_keys(self._view)), _keys(self._view, ring=1)
        done = self._current.images.keys() - self._current.stale
        middle = self._view.to_world(self._view.width / 2, self._view.height / 2)
        size = TILE_PX / self._current.scale if self._current.scale else 1.0

        def rank(key: Key) -> tuple[bool, float]:
            off = math.hypot((key[0] + 0.5) * size - middle[0], (key[1] + 0.5) * size - middle[1])
            return key not in self._seen, off

        self._wanted = sorted((k for k in around if k not in done and k != self._job_key), key=rank)
        if len(self._current.images) > _KEEP_TILES:
            for key in sorted(self._current.images.keys() - set(around), key=rank, reverse=True):
                if len(self._current.images) <= _KEEP_TILES:
                    break
                del self._current.images[key]
                self._current.stale.discard(key)

    def _drop_job(self) -> None:
        # A suspended generator holds a painter; closing it ends the painter before its image.
        if self._job is not None:
            close = getattr(self._job, "close", None)
            if close is not None:
                close()
        self._job = None
        self._job_key = None

    def _paint_tile(self, key: Key, tiles: _TileSet) -> Iterator[None]:
        side = round(TILE_PX * self._ratio)
        form = QImage.Format.Format_RGB32 if self._opaque else QImage.Format.Format_ARGB32_Premultiplied
        image = QImage(side, side, form)
        image.setDevicePixelRatio(self._ratio)
        image.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle_x, middle_y = (key[0] + 0.5) * TILE_PX / tiles.scale, (key[1] + 0.5) * TILE_PX / tiles.scale
        try:
            yield from self._paint_steps(painter, View(middle_x, middle_y, tiles.scale, TILE_PX, TILE_PX))
        finally:
            painter.end()
        tiles.images[key] = image
        tiles.stale.discard(key)


def _keys(view: View, ring: int = 0) -> list[Key]:
    size = TILE_PX / view.scale
    columns = range(math.floor(view.left / size) - ring, math.floor(view.right / size) + 1 + ring)
    rows = range(math.floor(view.top / size) - ring, math.floor(view.bottom / size) + 1 + ring)
    return [(column, row) for row in rows for column in columns]


def _keys_of_boxes(boxes: Floats, scale: float, margin_px: float) -> set[Key]:
    margin = margin_px / scale
    low = np.floor((boxes[:, :2] - margin) * (scale / TILE_PX)).astype(np.int64)
    high = np.floor((boxes[:, 2:] + margin) * (scale / TILE_PX)).astype(np.int64)
    ranges = np.unique(np.concatenate([low, high], axis=1), axis=0)
    return {
        (column, row)
        for left, top, right, bottom in ranges.tolist()
        for column in range(left, right + 1)
        for row in range(top, bottom + 1)
    }


def _tile_rect(key: Key, scale: float, view: View) -> QRectF:
    size = TILE_PX * view.scale / scale
    left = key[0] * size - view.left * view.scale
    top = key[1] * size - view.top * view.scale
    return QRectF(left, top, size, size)
