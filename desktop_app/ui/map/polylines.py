"""Many polylines in two arrays: culling, simplifying, and the way into a QPainterPath."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from desktop_app.ui.map.projection import View

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
_SIMPLIFY_PASSES = 8


@dataclass(frozen=True, slots=True, eq=False)
class Polylines:
    """Polylines in world coordinates.

    Attributes
    ----------
    first
        (n + 1,) int64: polyline ``i`` is the points ``first[i]:first[i + 1]``; none is empty.
    x, y
        (P,) float64 world coordinates.
    box
        (n, 4) float64 left, top, right, bottom of each polyline.
    """

    first: Ints
    x: Floats
    y: Floats
    box: Floats

    @classmethod
    def of(cls, first: Ints, x: Floats, y: Floats) -> "Polylines":
        """Return polylines with their boxes."""
        starts = first[:-1]
        if not len(starts):
            return cls(first, x, y, np.zeros((0, 4)))
        low_x, low_y = np.minimum.reduceat(x, starts), np.minimum.reduceat(y, starts)
        high_x, high_y = np.maximum.reduceat(x, starts), np.maximum.reduceat(y, starts)
        return cls(first, x, y, np.stack([low_x, low_y, high_x, high_y], axis=1))

    def __len__(self) -> int:
        """Return how many polylines there are."""
        return len(self.first) - 1

    def take(self, which: Ints) -> "Polylines":
        """Return the polylines at `which`, in that order."""
        first, points = gather(self.first, which)
        return Polylines(first, self.x[points], self.y[points], self.box[which])

    def touching(self, box: tuple[float, float, float, float]) -> "Polylines":
        """Return the polylines whose own box meets a world box (left, top, right, bottom)."""
        inside = boxes_touch(self.box, box)
        return self if inside.all() else self.take(np.flatnonzero(inside))


def boxes_touch(boxes: Floats, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Return which of (n, 4) world boxes meet one."""
    left, top, right, bottom = box
    touching: NDArray[np.bool_] = (
        (boxes[:, 2] >= left) & (boxes[:, 0] <= right) & (boxes[:, 3] >= top) & (boxes[:, 1] <= bottom)
    )
    return touching


def gather(first: Ints, which: Ints) -> tuple[Ints, Ints]:
    """Return the offsets of the runs at `which`, packed anew, and the old positions of their items."""
    counts = first[which + 1] - first[which]
    packed = np.zeros(len(which) + 1, np.int64)
    np.cumsum(counts, out=packed[1:])
    return packed, np.arange(packed[-1]) + np.repeat(first[which] - packed[:-1], counts)


def nearest_on_stretches(line_x: Floats, line_y: Floats, x: float, y: float) -> tuple[Floats, Floats]:
    """Return of each stretch of a line which share of it is nearest to a point, and how far that is.

    Returns
    -------
    share, away
        (P - 1,) from 0 at a stretch's beginning to 1 at its end, and distances.
    """
    step_x, step_y = np.diff(line_x), np.diff(line_y)
    square = step_x**2 + step_y**2
    square[square == 0] = 1.0
    share: Floats = np.clip(((x - line_x[:-1]) * step_x + (y - line_y[:-1]) * step_y) / square, 0.0, 1.0)
    away: Floats = np.hypot(line_x[:-1] + share * step_x - x, line_y[:-1] + share * step_y - y)
    return share, away


def joined(parts: list[Polylines]) -> Polylines:
    """Return all polylines of `parts` as one."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Polylines(np.zeros(1, np.int64), np.zeros(0), np.zeros(0), np.zeros((0, 4)))
    starts = np.cumsum([0] + [len(part.x) for part in parts])
    firsts = [part.first[:-1] + start for part, start in zip(parts, starts[:-1], strict=True)]
    return Polylines(
        np.concatenate([*firsts, starts[-1:]]),
        np.concatenate([part.x for part in parts]),
        np.concatenate([part.y for part in parts]),
        np.concatenate([part.box for part in parts]),
    )


def simplified(lines: Polylines, tolerance: float) -> Polylines:
    """Return the lines without the points that a picture at this tolerance does not need.

    Every second inner point that lies nearer than `tolerance` (world units) to the chord of its
    neighbours goes, pass after pass; lines smaller than the tolerance go as a whole. All lines are
    worked on at once, which a Douglas-Peucker recursion does not allow.
    """
    size = np.maximum(lines.box[:, 2] - lines.box[:, 0], lines.box[:, 3] - lines.box[:, 1])
    kept = lines.take(np.flatnonzero(size >= tolerance))
    first, x, y = kept.first, kept.x, kept.y
    for turn in range(_SIMPLIFY_PASSES):
        drop = _droppable(first, x, y, tolerance) & (np.arange(len(x)) % 2 == turn % 2)
        if turn > 1 and not drop.any():
            break
        removed = np.concatenate([[0], np.cumsum(drop)])
        first, x, y = first - removed[first], x[~drop], y[~drop]
    return Polylines(first, x, y, kept.box)


def _droppable(first: Ints, x: Floats, y: Floats, tolerance: float) -> NDArray[np.bool_]:
    near = np.zeros(len(x), np.bool_)
    if len(x) < 3:  # noqa: PLR2004 - no inner point
        return near
    chord_x, chord_y = x[2:] - x[:-2], y[2:] - y[:-2]
    off_x, off_y = x[1:-1] - x[:-2], y[1:-1] - y[:-2]
    length = np.hypot(chord_x, chord_y)
    cross = np.abs(chord_x * off_y - chord_y * off_x)
    # A spike's chord is short: the distance to the neighbour counts there.
    near[1:-1] = (cross < tolerance * length) & (off_x * chord_x + off_y * chord_y <= length * length * 1.01)
    near[first[:-1]] = False
    near[first[1:] - 1] = False
    return near


def to_path(lines: Polylines, view: View) -> QPainterPath:
    """Return the lines as a path in the view's pixels."""
    return pixel_path(lines.first, (lines.x - view.left) * view.scale, (lines.y - view.top) * view.scale)


def pixel_path(first: Ints, x: Floats, y: Floats) -> QPainterPath:
    """Return polylines in pixels as a path that is filled by the winding rule.

    Qt's own serial form of a path is filled by NumPy and read back in one call.
    """
    path = QPainterPath()
    if not len(x):
        return path
    elements = np.empty(len(x), _ELEMENT)
    elements["kind"] = 1
    elements["kind"][first[:-1]] = 0
    elements["x"] = x
    elements["y"] = y
    head, tail = np.array([len(x)], ">i4"), np.array([int(first[-2]), 1], ">i4")
    # The stream does not own its bytes: they need a name of their own.
    data = QByteArray(head.tobytes() + elements.tobytes() + tail.tobytes())
    stream = QDataStream(data)
    stream >> path  # Qt's way of reading
    return path
