"""Rings on the first and last stops of the routes that are not selected, stamped rather than drawn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from desktop_app.ui.map.badges import draw_stop
from desktop_app.ui.map.polylines import Floats
from desktop_app.ui.map.projection import View, world_x, world_y
from desktop_app.ui.map.route_layer import RouteLayer
from desktop_app.ui.theme import Theme

_SIDE_PX = 16
_CELL_PX = 3.0
"""Of rings that lie nearer to each other one is enough."""


@dataclass(frozen=True, slots=True, eq=False)
class _Rings:
    """All rings: world coordinates (N,), and the number of each one's colour (N,)."""

    x: Floats
    y: Floats
    colour: NDArray[np.int64]
    colours: tuple[QColor, ...]


class StopRings:
    """Keeps where the rings lie until the routes change, and a picture of one in each colour."""

    def __init__(self) -> None:
        """Start without a ring."""
        self._for: tuple[int, str | None, Theme] | None = None
        self._rings = _Rings(np.zeros(0), np.zeros(0), np.zeros(0, np.int64), ())
        self._stamps: dict[tuple[str, float], QPixmap] = {}

    def paint(self, painter: QPainter, view: View, routes: RouteLayer, theme: Theme) -> None:
        """Put a ring on each stop in sight; a few thousand take some milliseconds."""
        now = (routes.revision, routes.selected, theme)
        if self._for != now:
            self._for, self._rings = now, _rings(routes)
            self._stamps.clear()
        rings = self._rings
        x, y = (rings.x - view.left) * view.scale, (rings.y - view.top) * view.scale
        half = _SIDE_PX / 2
        seen = np.flatnonzero((x > -half) & (x < view.width + half) & (y > -half) & (y < view.height + half))
        cells = np.floor(x[seen] / _CELL_PX) * (view.height + _SIDE_PX) + np.floor(y[seen] / _CELL_PX)
        kept = seen[np.sort(np.unique(cells, return_index=True)[1])]
        ratio = painter.device().devicePixelRatioF()
        stamps = [self._stamp(colour, ratio, theme) for colour in rings.colours]
        for at_x, at_y, colour in zip(
            (x[kept] - half).tolist(), (y[kept] - half).tolist(), rings.colour[kept].tolist(), strict=True
        ):
            painter.drawPixmap(QPointF(at_x, at_y), stamps[colour])

    def _stamp(self, colour: QColor, ratio: float, theme: Theme) -> QPixmap:
        key = (colour.name(), ratio)
        stamp = self._stamps.get(key)
        if stamp is None:
            side = round(_SIDE_PX * ratio)
            stamp = QPixmap(side, side)
            stamp.setDevicePixelRatio(ratio)
            stamp.fill(Qt.GlobalColor.transparent)
            painter = QPainter(stamp)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_stop(painter, QPointF(_SIDE_PX / 2, _SIDE_PX / 2), colour, theme)
            painter.end()
            self._stamps[key] = stamp
        return stamp


def _rings(routes: RouteLayer) -> _Rings:
    places: list[tuple[float, float]] = []
    numbers: list[int] = []
    colours: dict[str, tuple[int, QColor]] = {}
    for route in routes.routes:
        if route.watching and route.id != routes.selected:
            shown = routes.colour(route.id)
            number, _ = colours.setdefault(shown.name(), (len(colours), shown))
            ends = route.stops[:1] + route.stops[-1:]
            places += ends
            numbers += [number] * len(ends)
    stops = np.array(places, np.float64).reshape(-1, 2)
    return _Rings(
        world_x(stops[:, 0]),
        world_y(stops[:, 1]),
        np.array(numbers, np.int64),
        tuple(colour for _, colour in colours.values()),
    )
