"""Live traffic: colour and width by congestion, closed roads hatched, unknown ones dashed."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen

from desktop_app.dispatch.change import PlannerChange
from desktop_app.ui.map.base_layer import box_around, stroke
from desktop_app.ui.map.map_preparation import PreparedMap
from desktop_app.ui.map.polylines import Floats, Ints, boxes_touch, to_path
from desktop_app.ui.map.projection import View, to_lon_lat
from desktop_app.ui.map.road_style import GROUP_OF_CLASS, road_width_px
from desktop_app.ui.map.segment_lines import SegmentLines, shifted
from desktop_app.ui.map.segment_states import Congestion, SegmentStates
from desktop_app.ui.theme import RoadGroup, Theme

SIDES_FROM_ZOOM = 14.5
"""From here the two directions lie side by side."""
_NEAR_ZOOM = 14.0
_UNKNOWN_ZOOM = 15.0
_MARGIN_PX = 30.0
_CHUNK = 1500
_HATCH_PX = 8

_SHARE = {Congestion.SLOW: 0.5, Congestion.HEAVY: 0.66, Congestion.JAM: 0.85, Congestion.CLOSED: 0.9}
"""Width as a share of the road's own."""
_FLOOR = {Congestion.SLOW: 0.8, Congestion.HEAVY: 1.15, Congestion.JAM: 1.6, Congestion.CLOSED: 1.7}
"""Width at least, times `_floor_px`."""


class TrafficLayer:
    """Paints what the feed and the dispatcher say about the roads."""

    def __init__(self, theme: Theme) -> None:
        """Start with no map."""
        self.theme = theme
        self._map: PreparedMap | None = None
        self._lines: SegmentLines | None = None
        self._group = np.zeros(0, np.uint8)
        self.states = SegmentStates(np.zeros(0, np.int32))
        self._loud: Ints | None = None
        self._free_main: Ints | None = None

    def set_states(self, states: SegmentStates) -> None:
        """Begin anew with the segments of another map; changes may come before it can be drawn."""
        self.states = states
        self._map = self._lines = None
        self._loud = self._free_main = None

    def set_map(self, prepared: PreparedMap, lines: SegmentLines) -> None:
        """Take the geometry of the map."""
        network = prepared.data.network
        self._map = prepared
        self._lines = lines
        self._group = GROUP_OF_CLASS[network.arc_class][network.segment_arc]

    def apply(self, change: PlannerChange) -> Floats | None:
        """Take a change; return the (K, 4) world boxes to be painted anew, or None for nothing."""
        changed = self.states.apply(change)
        if not len(changed):
            return None
        self._loud = self._free_main = None
        return self._lines.boxes(changed) if self._lines else None

    def paint_steps(self, painter: QPainter, view: View) -> Iterator[None]:
        """Paint one tile, the loudest on top."""
        if self._map is None or self._lines is None:
            return
        segments = self._in_sight(view)
        yield
        congestion = self.states.congestion[segments]
        for kind in Congestion:
            of_kind = segments[congestion == kind]
            if kind is Congestion.UNKNOWN and view.zoom < _UNKNOWN_ZOOM:
                continue
            groups = self._group[of_kind]
            for group in reversed(RoadGroup):
                yield from self._paint_group(painter, view, kind, group, of_kind[groups == group])

    def _in_sight(self, view: View) -> Ints:
        """Return the segments to draw in a view, ascending."""
        box = box_around(view, _MARGIN_PX)
        if self._map is not None and view.zoom >= _NEAR_ZOOM:
            west, north = to_lon_lat(box[0], box[1])
            east, south = to_lon_lat(box[2], box[3])
            return self._map.index.in_box(west, south, east, north).astype(np.int64)
        if self._loud is None or self._free_main is None:
            congestion = self.states.congestion
            self._loud = np.flatnonzero(congestion >= Congestion.SLOW)
            main = self._group <= RoadGroup.SECONDARY
            self._free_main = np.flatnonzero((congestion == Congestion.FREE) & main)
        wanted = self._loud
        if view.zoom >= 12:  # noqa: PLR2004 - farther out the free roads would only thicken the base
            wanted = np.union1d(self._loud, self._free_main)
        if self._lines is None or not len(wanted):
            return wanted
        return wanted[boxes_touch(self._lines.boxes(wanted), box)]

    def _paint_group(
        self, painter: QPainter, view: View, kind: Congestion, group: RoadGroup, segments: Ints
    ) -> Iterator[None]:
        road = road_width_px(group, view.zoom)
        if self._lines is None or not len(segments) or (road <= 0 and kind <= Congestion.FREE):
            return
        two_way = self._lines.two_way(segments)
        apart = view.zoom >= SIDES_FROM_ZOOM
        for both in (False, True):
            some = segments[two_way == both]
            for start in range(0, len(some), _CHUNK):
                lines = self._lines.runs(some[start : start + _CHUNK])
                width = _width_px(kind, road / 2 if both and apart else road, view.zoom)
                if both and apart:
                    aside = max(road / 4, width / 2 + 0.5)
                    lines = shifted(lines, self._lines.side * aside / view.scale)
                self._paint_lines(painter, kind, to_path(lines, view), width)
                yield

    def _paint_lines(self, painter: QPainter, kind: Congestion, path: QPainterPath, width: float) -> None:
        colours = self.theme.congestion
        if kind is Congestion.UNKNOWN:
            pen = QPen(colours.unknown, width)
            pen.setDashPattern([2.5, 3.5])
            painter.strokePath(path, pen)
        elif kind is Congestion.FREE:
            stroke(painter, path, colours.free, width)
        elif kind is Congestion.CLOSED:
            stroke(painter, path, colours.closed, width + 2.0)
            pen = QPen(QBrush(hatch(colours.closed, colours.closed_gap)), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(path, pen)
        else:
            colour = {Congestion.SLOW: colours.slow, Congestion.HEAVY: colours.heavy}.get(kind, colours.jam)
            stroke(painter, path, self.theme.map.label_halo, width + 1.6)
            stroke(painter, path, colour, width)


def _width_px(kind: Congestion, road: float, zoom: float) -> float:
    if kind is Congestion.UNKNOWN:
        return min(max(road * 0.16, 0.9), 2.0)
    if kind is Congestion.FREE:
        return min(max(road * 0.25, 0.9), 4.0)
    floor = float(np.interp(zoom, (9, 12, 14, 16), (1.3, 1.9, 2.6, 3.2)))
    return max(road * _SHARE[kind], floor * _FLOOR[kind])


def hatch(line: QColor, gap: QColor) -> QImage:
    """Return a square of diagonal stripes that fits to itself on all sides."""
    image = QImage(_HATCH_PX, _HATCH_PX, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(gap)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, _HATCH_PX * 0.36))
    for shift in (-_HATCH_PX, 0, _HATCH_PX):
        painter.drawLine(shift - 2, _HATCH_PX + 2, shift + _HATCH_PX + 2, -2)
    painter.end()
    return image
