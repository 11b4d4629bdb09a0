"""Live traffic: colour and width by congestion, closed roads hatched, unknown ones dashed."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from desktop_app.dispatch.change import PlannerChange
from desktop_app.ui.congestion import Congestion, congestion_colour
from desktop_app.ui.map.base_layer import box_around
from desktop_app.ui.map.map_preparation import PreparedMap
from desktop_app.ui.map.polylines import Floats, Ints, boxes_touch
from desktop_app.ui.map.projection import View, to_lon_lat
from desktop_app.ui.map.road_style import GROUP_OF_CLASS, road_width_px
from desktop_app.ui.map.segment_lines import SegmentLines, shifted
from desktop_app.ui.map.segment_states import SegmentStates
from desktop_app.ui.map.strokes import Strokes
from desktop_app.ui.theme import RoadGroup, Theme

SIDES_FROM_ZOOM = 14.5
"""From here the two directions lie side by side."""
_NEAR_ZOOM = 14.0
"""From here all segments in sight are looked at; farther out only congested ones and main roads."""
_FREE_ZOOM = 12.0
"""Farther out the lines of free roads would only thicken the base."""
_MARGIN_PX = 30.0
_CHUNK = 1500
_HATCH_PX = 8
_LOUD = (Congestion.SLOW, Congestion.HEAVY, Congestion.JAM, Congestion.CLOSED)

_SHARE = {Congestion.SLOW: 0.5, Congestion.HEAVY: 0.66, Congestion.JAM: 0.85, Congestion.CLOSED: 0.9}
"""Width as a share of the road's own."""
_FLOOR = {Congestion.SLOW: 0.8, Congestion.HEAVY: 1.15, Congestion.JAM: 1.6, Congestion.CLOSED: 1.7}
"""Width at least, as a share of what the zoom asks for."""


class TrafficLayer:
    """Paints what the feed and the dispatcher say about the roads."""

    def __init__(self, theme: Theme) -> None:
        """Start with no map."""
        self.theme = theme
        self._map: PreparedMap | None = None
        self._lines: SegmentLines | None = None
        self._group = np.zeros(0, np.uint8)
        self.states = SegmentStates(np.zeros(0, np.int32))
        self._loud: tuple[Ints, Floats] | None = None
        self._main: tuple[Ints, Floats] = np.zeros(0, np.int64), np.zeros((0, 4))

    def set_states(self, states: SegmentStates) -> None:
        """Begin anew with the segments of another map; changes may come before it can be drawn."""
        self.states = states
        self._map = self._lines = None
        self._loud = None

    def set_map(self, prepared: PreparedMap, lines: SegmentLines) -> None:
        """Take the geometry of the map."""
        network = prepared.data.network
        self._map = prepared
        self._lines = lines
        self._group = GROUP_OF_CLASS[network.arc_class][network.segment_arc]
        main = np.flatnonzero(self._group <= RoadGroup.SECONDARY)
        self._main = main, lines.boxes(main)

    def apply(self, change: PlannerChange) -> Floats | None:
        """Take a change; return the (K, 4) world boxes to be painted anew, or None for nothing."""
        changed = self.states.apply(change)
        if not len(changed):
            return None
        self._loud = None
        return self._lines.boxes(changed) if self._lines else None

    def quiet_steps(self, painter: QPainter, view: View) -> Iterator[None]:
        """Paint the unknown and the free roads of one tile, which routes may cover."""
        yield from self._paint_kinds(painter, view, (Congestion.UNKNOWN, Congestion.FREE))

    def loud_steps(self, painter: QPainter, view: View) -> Iterator[None]:
        """Paint the congested and closed roads of one tile, the loudest on top."""
        yield from self._paint_kinds(painter, view, _LOUD)

    def _paint_kinds(self, painter: QPainter, view: View, kinds: tuple[Congestion, ...]) -> Iterator[None]:
        if self._map is None or self._lines is None:
            return
        segments = self._in_sight(view, loud=kinds is _LOUD)
        yield
        congestion = self.states.congestion[segments]
        for kind in kinds:
            of_kind = segments[congestion == kind]
            groups = self._group[of_kind]
            for group in reversed(RoadGroup):
                if kind is not Congestion.UNKNOWN or view.zoom >= _unknown_zoom(group):
                    yield from self._paint_group(painter, view, kind, group, of_kind[groups == group])

    def _in_sight(self, view: View, *, loud: bool) -> Ints:
        """Return the segments that may be drawn in a view, ascending."""
        if self._map is None or self._lines is None:
            return np.zeros(0, np.int64)
        box = box_around(view, _MARGIN_PX)
        if view.zoom >= _NEAR_ZOOM:
            west, north = to_lon_lat(box[0], box[1])
            east, south = to_lon_lat(box[2], box[3])
            return self._map.index.in_box(west, south, east, north).astype(np.int64)
        if loud and self._loud is None:
            segments = np.flatnonzero(self.states.congestion >= Congestion.SLOW)
            self._loud = segments, self._lines.boxes(segments)
        if loud and self._loud is not None:
            return self._loud[0][boxes_touch(self._loud[1], box)]
        if view.zoom < _FREE_ZOOM:
            return np.zeros(0, np.int64)
        return self._main[0][boxes_touch(self._main[1], box)]

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
                self._paint_lines(painter, kind, Strokes(lines, view), width)
                yield

    def _paint_lines(self, painter: QPainter, kind: Congestion, strokes: Strokes, width: float) -> None:
        colours = self.theme.congestion
        if kind is Congestion.UNKNOWN:
            pen = QPen(colours.unknown, width)
            pen.setDashPattern([2.5, 3.5])
            strokes.draw_paths(painter, pen)
        elif kind is Congestion.FREE:
            strokes.draw(painter, colours.free, width)
        elif kind is Congestion.CLOSED:
            strokes.draw(painter, colours.closed, width + 2.0)
            pen = QPen(QBrush(hatch(colours.closed, colours.closed_gap)), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            strokes.draw_paths(painter, pen)
        else:
            strokes.draw(painter, self.theme.map.label_halo, width + 1.6)
            strokes.draw(painter, congestion_colour(kind, self.theme), width)


def _unknown_zoom(group: RoadGroup) -> float:
    """Return from where a road without data is dashed; farther out it only lacks the line of a free one."""
    if group is RoadGroup.SERVICE:
        return 17.3
    return 15.8 if group is RoadGroup.STREET else 15.0


def _width_px(kind: Congestion, road: float, zoom: float) -> float:
    if kind is Congestion.UNKNOWN:
        return min(max(road * 0.16, 1.0), 2.0)
    if kind is Congestion.FREE:
        return min(max(road * 0.2, 1.2 if zoom >= SIDES_FROM_ZOOM else 0.8), 3.6)
    floor = float(np.interp(zoom, (9, 12, 14, 16), (1.5, 2.2, 2.9, 3.3)))
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
