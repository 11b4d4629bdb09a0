"""Marks of incidents, closed roads and manual edits; those that would cover one another become one."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from desktop_app.dispatch.change import EditView, IncidentView, PlannerChange
from desktop_app.ui.congestion import Congestion
from desktop_app.ui.map.badges import Badge, draw_badge, draw_count
from desktop_app.ui.map.polylines import Floats
from desktop_app.ui.map.projection import View, to_world
from desktop_app.ui.map.segment_lines import SegmentLines
from desktop_app.ui.map.segment_states import SegmentStates
from desktop_app.ui.theme import Theme

_CELL_PX = 30.0
_REACH_PX = 14.0
_MAJOR = ("major", "high", "severe", "critical")
_WORKS = ("roadwork", "works", "construction", "maintenance")
_RANK = {Badge.CLOSED: 0, Badge.ROADWORKS: 1, Badge.INCIDENT: 2, Badge.EDIT: 3}


@dataclass(frozen=True, slots=True)
class _Mark:
    badge: Badge
    x: float
    y: float
    text: str
    major: bool = False


@dataclass(slots=True)
class _Cluster:
    mark: _Mark
    pixel: tuple[float, float]
    texts: list[str]
    count: int = 1


class IncidentLayer:
    """Holds the marks and draws them on the whole screen."""

    def __init__(self, theme: Theme) -> None:
        """Start without a mark."""
        self.theme = theme
        self._incidents: list[_Mark] = []
        self._edits: tuple[EditView, ...] = ()
        self._edit_marks: list[_Mark] = []
        self._closed: Floats = np.zeros((0, 2))
        self._closed_stale = True
        self._lines: SegmentLines | None = None

    def clear(self) -> None:
        """Forget all marks: another map."""
        self._incidents, self._edit_marks, self._edits = [], [], ()
        self._closed = np.zeros((0, 2))
        self._lines = None

    def set_lines(self, lines: SegmentLines) -> None:
        """Take the geometry of the map."""
        self._lines = lines
        self._closed_stale = True
        self._edit_marks = _edit_marks(self._edits, lines)

    def apply(self, change: PlannerChange) -> None:
        """Take incidents, edits and the closed roads from a change."""
        if change.incidents is not None:
            self._incidents = [_incident_mark(view) for view in change.incidents]
        if change.edits is not None:
            self._edits = change.edits.edits
            self._edit_marks = _edit_marks(self._edits, self._lines) if self._lines else []
        if change.whole or change.segments:
            self._closed_stale = True

    def paint(self, painter: QPainter, view: View, states: SegmentStates) -> None:
        """Draw the marks in sight."""
        for cluster in self._clusters(view, states):
            centre = QPointF(*cluster.pixel)
            draw_badge(painter, cluster.mark.badge, centre, self.theme, major=cluster.mark.major)
            if cluster.count > 1:
                draw_count(painter, cluster.count, centre, self.theme)

    def text_at(self, view: View, states: SegmentStates, pixel_x: float, pixel_y: float) -> str:
        """Return what the mark under a pixel says, or the empty text."""
        for cluster in reversed(self._clusters(view, states)):
            off_x, off_y = cluster.pixel[0] - pixel_x, cluster.pixel[1] - pixel_y
            if np.hypot(off_x, off_y) <= _REACH_PX:
                return "\n".join(dict.fromkeys(cluster.texts))
        return ""

    def _clusters(self, view: View, states: SegmentStates) -> list[_Cluster]:
        """Return the marks in sight, one a cell, the weightiest last."""
        cells: dict[tuple[int, int], _Cluster] = {}
        marks = [*self._edit_marks, *self._incidents, *self._closed_marks(view, states)]
        for mark in sorted(marks, key=lambda mark: -_RANK[mark.badge]):
            pixel = view.to_screen(mark.x, mark.y)
            if not view.shows(pixel, _REACH_PX):
                continue
            # Cells are fixed to the ground, else marks would jump while the map is dragged.
            cell = int(mark.x * view.scale // _CELL_PX), int(mark.y * view.scale // _CELL_PX)
            found = cells.get(cell)
            if found is None:
                cells[cell] = _Cluster(mark, pixel, [mark.text])
            else:
                found.count += mark.badge is found.mark.badge
                found.texts.append(mark.text)
        return sorted(cells.values(), key=lambda cluster: -_RANK[cluster.mark.badge])

    def _closed_marks(self, view: View, states: SegmentStates) -> list[_Mark]:
        if self._lines is None:
            return []
        if self._closed_stale:
            self._closed = _closed_middles(states, self._lines)
            self._closed_stale = False
        x, y = self._closed[:, 0], self._closed[:, 1]
        inside = (x >= view.left) & (x <= view.right) & (y >= view.top) & (y <= view.bottom)
        cells = np.floor(self._closed[inside] * (view.scale / _CELL_PX))
        _, first = np.unique(cells, axis=0, return_index=True)
        return [_Mark(Badge.CLOSED, x, y, "Closed") for x, y in self._closed[inside][first].tolist()]


def _closed_middles(states: SegmentStates, lines: SegmentLines) -> Floats:
    """Return (K, 2) world points, the middle of each closed stretch; both directions share one."""
    runs = lines.runs(np.flatnonzero(states.congestion == Congestion.CLOSED))
    middle = (runs.first[:-1] + runs.first[1:] - 1) // 2
    other = np.minimum(middle + (np.diff(runs.first) % 2 == 0), runs.first[1:] - 1)
    x, y = (runs.x[middle] + runs.x[other]) / 2, (runs.y[middle] + runs.y[other]) / 2
    return np.unique(np.stack([x, y], axis=1).round(12), axis=0)


def _incident_mark(view: IncidentView) -> _Mark:
    what = view.what.lower()
    badge = Badge.INCIDENT
    if view.kind == "closure":
        badge = Badge.CLOSED
    elif any(word in what for word in _WORKS):
        badge = Badge.ROADWORKS
    title = (view.what or ("closed" if view.kind == "closure" else "incident")).capitalize()
    text = f"{title}: {view.text} ({view.source})" if view.text else f"{title} ({view.source})"
    return _Mark(badge, *to_world(view.at.lon, view.at.lat), text, major=view.severity.lower() in _MAJOR)


def _edit_marks(edits: tuple[EditView, ...], lines: SegmentLines) -> list[_Mark]:
    marks = []
    for edit in edits:
        segments = np.frombuffer(edit.segments, "<i4").astype(np.int64)
        if not len(segments):
            continue
        left, top, right, bottom = lines.boxes(segments[len(segments) // 2 : len(segments) // 2 + 1])[
            0
        ].tolist()
        said = f"{edit.speed_kph:.0f} km/h" if edit.speed_kph is not None else edit.action.capitalize()
        roads = ", ".join(street for street in edit.streets if street)
        text = ": ".join(part for part in ("By hand", said, roads, edit.reason) if part)
        marks.append(_Mark(Badge.EDIT, (left + right) / 2, (top + bottom) / 2, text))
    return marks
