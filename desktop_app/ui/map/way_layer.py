"""Other ways of the picked route, as thinner lines where they leave it, each with what it takes more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from desktop_app.dispatch.replies import WayView
from desktop_app.ui.map.polylines import Polylines, nearest_on_stretches, simplified
from desktop_app.ui.map.projection import View, world_x, world_y
from desktop_app.ui.map.route_layer import ribbon_px
from desktop_app.ui.map.route_lines import RouteLine, pieces_beside
from desktop_app.ui.map.strokes import Strokes
from desktop_app.ui.stylesheet import body_font, mixed
from desktop_app.ui.theme import Theme
from desktop_app.ui.wording import more_words

_FONT_PX = 12
_REACH_PX = 6.0
_TOLERANCE_PX = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """One way: what of it lies beside the route, and where its label stands, in world coordinates."""

    pieces: Polylines
    spot: tuple[float, float] | None
    text: str


class WayLayer:
    """Draws the ways in each frame; there are few of them."""

    def __init__(self, theme: Theme) -> None:
        """Start without a way."""
        self.theme = theme
        self.hovered: int | None = None
        self.colour = QColor()
        self.box: tuple[float, float, float, float] | None = None
        self._ways: tuple[_Way, ...] = ()

    def clear(self) -> None:
        """Show no way."""
        self.hovered = None
        self.box = None
        self._ways = ()

    def set_ways(self, route: RouteLine, ways: Sequence[WayView], colour: QColor) -> None:
        """Show these ways of `route`, and no others, in a lighter tone of its colour."""
        self.clear()
        if not ways:
            return
        self.colour = colour
        drawn = []
        known = route
        lines = [_line(view) for view in ways]
        for line, view in zip(lines, ways, strict=True):
            apart = pieces_beside(line, known)
            pieces = pieces_beside(line, route)
            drawn.append(_Way(pieces, _middle(apart if len(apart) else pieces), more_words(view.more_ms)))
            known = replace(known, segments=np.concatenate([known.segments, line.segments]))
        self._ways = tuple(drawn)
        found = [route.box, *(each.box for each in lines)]
        boxes = np.array([box for box in found if box is not None])
        low, high = boxes.min(axis=0), boxes.max(axis=0)
        self.box = (float(low[0]), float(low[1]), float(high[2]), float(high[3]))

    def in_sight(self, view: View) -> bool:
        """Whether the labels of all ways are on the screen."""
        return all(_label_box(way, view) is not None for way in self._ways)

    def way_at(self, view: View, pixel_x: float, pixel_y: float) -> int | None:
        """Return the number of the way whose label or line is under a pixel, or None."""
        for number, way in enumerate(self._ways):
            box = _label_box(way, view)
            if box is not None and box.contains(pixel_x, pixel_y):
                return number
        x, y = view.to_world(pixel_x, pixel_y)
        reach = (_REACH_PX + _width(view) / 2) / view.scale
        distances = [_distance(way.pieces, x, y) for way in self._ways]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=None)
        return nearest if nearest is not None and distances[nearest] <= reach else None

    def label_point(self, view: View, number: int) -> QPointF | None:
        """Return the middle of a way's label in pixels; None where it is not in sight."""
        box = _label_box(self._ways[number], view) if number < len(self._ways) else None
        return None if box is None else box.center()

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the lines, then the labels; what is pointed at comes last."""
        order = sorted(range(len(self._ways)), key=lambda number: (number == self.hovered, -number))
        for number in order:
            self._paint_line(painter, view, self._ways[number], strong=number == self.hovered)
        for number in order:
            self._paint_label(painter, view, self._ways[number], strong=number == self.hovered)

    def _paint_line(self, painter: QPainter, view: View, way: _Way, *, strong: bool) -> None:
        strokes = Strokes(simplified(way.pieces, _TOLERANCE_PX / view.scale), view)
        width = _width(view) + (2.0 if strong else 0.0)
        fill = self.colour if strong else mixed(self.colour, self.theme.map.land, 0.45)
        strokes.draw(painter, self.theme.map.label_halo, width + 4.0)
        strokes.draw(painter, mixed(self.colour, QColor("black"), 0.35), width + 1.8)
        strokes.draw(painter, fill, width)

    def _paint_label(self, painter: QPainter, view: View, way: _Way, *, strong: bool) -> None:
        box = _label_box(way, view)
        if box is None:
            return
        theme = self.theme
        font = body_font(_FONT_PX)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QPen(theme.accent if strong else theme.muted, 2.0 if strong else 1.2))
        painter.setBrush(theme.accent if strong else theme.base)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(theme.accent_text if strong else theme.text)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), way.text)


def _width(view: View) -> float:
    return ribbon_px(view.zoom) * 0.75


def _line(view: WayView) -> RouteLine:
    pairs = np.frombuffer(view.line, "<f8").reshape(-1, 2)
    segments = np.frombuffer(view.segments, "<i4").astype(np.int64)
    x, y = world_x(pairs[:, 0]), world_y(pairs[:, 1])
    return RouteLine("", "", x, y, segments if len(segments) == len(x) - 1 else segments[:0], (), False)


def _middle(pieces: Polylines) -> tuple[float, float] | None:
    """Return the middle of the longest piece, None where there is none."""
    best, longest = None, 0.0
    for first, end in zip(pieces.first[:-1].tolist(), pieces.first[1:].tolist(), strict=True):
        x, y = pieces.x[first:end], pieces.y[first:end]
        along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        if along[-1] > longest:
            longest, half = float(along[-1]), along[-1] / 2
            best = (float(np.interp(half, along, x)), float(np.interp(half, along, y)))
    return best


def _label_box(way: _Way, view: View) -> QRectF | None:
    if way.spot is None:
        return None
    spot = view.to_screen(*way.spot)
    if not view.shows(spot, 30.0):
        return None
    font = body_font(_FONT_PX)
    font.setBold(True)
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(way.text) + 14, metrics.height() + 6
    return QRectF(spot[0] - width / 2, spot[1] - height / 2, width, height)


def _distance(pieces: Polylines, x: float, y: float) -> float:
    """Return the distance of a point from the nearest of some polylines."""
    if len(pieces.x) < 2:  # noqa: PLR2004 - no stretch
        return float("inf")
    _, away = nearest_on_stretches(pieces.x, pieces.y, x, y)
    away[pieces.first[1:-1] - 1] = np.inf  # from the end of one to the start of the next
    return float(away.min())
