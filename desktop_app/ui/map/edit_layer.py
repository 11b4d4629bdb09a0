"""Stretches that the dispatcher has changed by hand, is about to change, or points at."""

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.dispatch.change import PlannerChange
from desktop_app.ui.map.base_layer import box_around
from desktop_app.ui.map.polylines import Floats, Ints, Polylines, boxes_touch, to_path
from desktop_app.ui.map.projection import View
from desktop_app.ui.map.road_style import road_width_px
from desktop_app.ui.map.route_layer import ribbon_px
from desktop_app.ui.map.segment_lines import SegmentLines
from desktop_app.ui.map.strokes import Strokes
from desktop_app.ui.theme import RoadGroup, Theme

_NONE: Ints = np.zeros(0, np.int64)


class EditLayer:
    """Rails along what was edited, below the traffic; live lines for the preview and the hovered road."""

    def __init__(self, theme: Theme) -> None:
        """Start without an edit."""
        self.theme = theme
        self._lines: SegmentLines | None = None
        self._edited: Ints = _NONE
        self._preview: Ints = _NONE
        self._hovered: Ints = _NONE

    def clear(self) -> None:
        """Forget all: another map."""
        self._lines = None
        self._edited = self._preview = self._hovered = _NONE

    def set_lines(self, lines: SegmentLines) -> None:
        """Take the geometry of the map."""
        self._lines = lines

    def set_preview(self, segments: Sequence[int] | None) -> None:
        """Mark what an edit would change."""
        self._preview = _sorted(segments)

    def set_hovered(self, segments: Sequence[int] | None) -> bool:
        """Mark the road under the pointer; return whether it is another than before."""
        found = _sorted(segments)
        changed = not np.array_equal(found, self._hovered)
        self._hovered = found
        return changed

    def apply(self, change: PlannerChange) -> Floats | None:
        """Take the edits of a change; return the (K, 4) world boxes to be painted anew, or None."""
        if change.edits is None:
            return None
        parts = [np.frombuffer(edit.segments, "<i4") for edit in change.edits.edits]
        edited = _sorted(np.concatenate(parts) if parts else None)
        touched = np.setxor1d(self._edited, edited)
        self._edited = edited
        return self._lines.boxes(touched) if self._lines and len(touched) else None

    def paint_steps(self, painter: QPainter, view: View) -> Iterator[None]:
        """Paint one tile: two rails along each edited stretch, with room for traffic and routes between."""
        if self._lines is None or not len(self._edited):
            return
        near = self._edited[boxes_touch(self._lines.boxes(self._edited), box_around(view, 40.0))]
        if not len(near):
            return
        strokes = Strokes(self._lines.runs(near), view)
        width = _band_px(view.zoom)
        strokes.draw(painter, self.theme.map.label_halo, width + 8.0)
        strokes.draw(painter, self.theme.congestion.edit, width + 6.0)
        strokes.draw(painter, self.theme.map.road_fill[RoadGroup.STREET], width + 1.0)
        yield

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw the preview and the hovered road on the whole screen."""
        if self._lines is None:
            return
        if len(self._hovered):
            self._glow(painter, view, self._lines.runs(self._hovered), self.theme.accent)
        if len(self._preview):
            runs = self._lines.runs(self._preview)
            self._glow(painter, view, runs, self.theme.congestion.edit)
            pen = QPen(self.theme.congestion.edit, 2.4)
            pen.setDashPattern([3.0, 2.0])
            painter.strokePath(to_path(runs, view), pen)

    def _glow(self, painter: QPainter, view: View, runs: Polylines, colour: QColor) -> None:
        soft = QColor(colour)
        soft.setAlphaF(0.38)
        pen = QPen(soft, _band_px(view.zoom) + 4.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(to_path(runs, view), pen)


def _sorted(segments: Sequence[int] | Floats | None) -> Ints:
    return _NONE if segments is None else np.unique(np.asarray(segments, np.int64))


def _band_px(zoom: float) -> float:
    return max(road_width_px(RoadGroup.SECONDARY, zoom) + 2.0, ribbon_px(zoom) + 2.0)
