"""The quiet base: land, water, green, rail and the roads with their casings."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from desktop_app.roadnet.backdrop import BackdropKind
from desktop_app.ui.map.map_preparation import PreparedMap
from desktop_app.ui.map.polylines import Polylines, to_path
from desktop_app.ui.map.projection import View
from desktop_app.ui.map.road_geometry import Bucket, RoadGeometry, Structure
from desktop_app.ui.map.road_style import road_width_px
from desktop_app.ui.map.strokes import Strokes
from desktop_app.ui.stylesheet import mixed
from desktop_app.ui.theme import Theme

_MARGIN_PX = 40.0
_CASED_FROM_PX = 1.7
"""Narrower roads are one line in the colour of their casing."""


class BaseLayer:
    """Paints the part of the map that no feed changes."""

    def __init__(self, theme: Theme) -> None:
        """Start with no map."""
        self.theme = theme
        self._roads: RoadGeometry | None = None
        self._shapes: dict[BackdropKind, Polylines] = {}

    def set_map(self, prepared: PreparedMap | None) -> None:
        """Take another map's roads and backdrop."""
        self._roads = prepared.roads if prepared else None
        self._shapes = prepared.shapes if prepared else {}

    def paint_steps(self, painter: QPainter, view: View) -> Iterator[None]:
        """Paint one tile, a few milliseconds a step."""
        painter.fillRect(0, 0, view.width, view.height, self.theme.map.land)
        box = box_around(view, _MARGIN_PX)
        for kind in BackdropKind:
            if kind in self._shapes:
                self._paint_shapes(painter, view, kind, self._shapes[kind].touching(box))
                yield
        if self._roads is None:
            return
        for structure in Structure:
            yield from self._paint_roads(painter, view, structure, box)

    def _paint_shapes(self, painter: QPainter, view: View, kind: BackdropKind, lines: Polylines) -> None:
        colours = self.theme.map
        if kind in {BackdropKind.WATER, BackdropKind.GREEN}:
            water = kind is BackdropKind.WATER
            painter.setBrush(colours.water if water else colours.green)
            painter.setPen(QPen(colours.water_edge, 1.0) if water else Qt.PenStyle.NoPen)
            painter.drawPath(to_path(lines, view))
            return
        strokes = Strokes(lines, view)
        if kind is BackdropKind.RAIL:
            _paint_rail(painter, strokes, view.zoom, self.theme)
        elif kind is BackdropKind.STREAM and view.zoom >= 12:  # noqa: PLR2004 - brooks only clutter a wide view
            width = float(np.interp(view.zoom, (12, 14, 16, 18), (0.7, 1.3, 2.2, 4.0)))
            strokes.draw(painter, colours.water_edge, width)
        elif kind is BackdropKind.COAST:
            strokes.draw(painter, colours.water_edge, 1.5)

    def _paint_roads(
        self, painter: QPainter, view: View, structure: Structure, box: tuple[float, float, float, float]
    ) -> Iterator[None]:
        """Paint all casings, then all fills, minor roads first, so that crossings look joined."""
        found = []
        for bucket in _drawn_buckets(self._roads, structure):
            width = road_width_px(bucket.group, view.zoom, link=bucket.link)
            if width > 0 and self._roads is not None:
                for lines in self._roads.lines(bucket, box, view.zoom):
                    found.append((bucket, width, Strokes(lines, view)))
                    yield
        for bucket, width, strokes in found:
            self._paint_casing(painter, bucket, width, strokes)
            yield
        for bucket, width, strokes in found:
            if width >= _CASED_FROM_PX:
                colour = self.theme.map.road_fill[bucket.group]
                if bucket.structure is Structure.TUNNEL:
                    colour = mixed(colour, self.theme.map.land, 0.6)
                strokes.draw(painter, colour, width)
                yield

    def _paint_casing(self, painter: QPainter, bucket: Bucket, width: float, strokes: Strokes) -> None:
        colours = self.theme.map
        if width < _CASED_FROM_PX:
            thin = colours.road_fill if self.theme.dark else colours.road_casing
            strokes.draw(painter, thin[bucket.group], max(width, 0.6))
            return
        border = 2.0 if width > 5 else 1.4  # noqa: PLR2004 - both sides together, in pixels
        colour = colours.road_casing[bucket.group]
        if bucket.structure is Structure.GROUND:
            strokes.draw(painter, colour, width + border)
        elif bucket.structure is Structure.BRIDGE:
            strokes.draw(painter, mixed(colour, colours.ink, 0.3), width + border, flat=True)
        else:
            pen = QPen(colour, width + border)
            pen.setDashPattern([max(3.0 / pen.widthF(), 0.3), max(3.0 / pen.widthF(), 0.3)])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            strokes.draw_paths(painter, pen)


def box_around(view: View, margin_px: float) -> tuple[float, float, float, float]:
    """Return the world box (left, top, right, bottom) of a view and a margin around it."""
    margin = margin_px / view.scale
    return view.left - margin, view.top - margin, view.right + margin, view.bottom + margin


def _drawn_buckets(roads: RoadGeometry | None, structure: Structure) -> list[Bucket]:
    """Return the buckets of one structure, minor roads first."""
    found = [bucket for bucket in (roads.buckets if roads else ()) if bucket.structure is structure]
    return sorted(found, key=lambda bucket: (-bucket.group, not bucket.link))


def _paint_rail(painter: QPainter, strokes: Strokes, zoom: float, theme: Theme) -> None:
    if zoom < 11:  # noqa: PLR2004 - rail would outweigh the roads
        return
    width = float(np.interp(zoom, (11, 14, 16, 18), (0.6, 1.2, 2.2, 3.0)))
    strokes.draw(painter, theme.map.rail, width)
    if zoom >= 14:  # noqa: PLR2004 - from here the sleepers can be told apart
        pen = QPen(theme.map.land, width * 0.6)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([6.0, 6.0])
        strokes.draw_paths(painter, pen)
