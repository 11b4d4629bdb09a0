"""Watched routes as ribbons below the traffic, the selected one strongest."""

from collections.abc import Iterator
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QPainter

from desktop_app.dispatch.change import PlannerChange, RouteView
from desktop_app.ui.map.base_layer import box_around
from desktop_app.ui.map.polylines import Floats, Polylines, boxes_touch, simplified
from desktop_app.ui.map.projection import View
from desktop_app.ui.map.route_lines import RouteLine, lanes, pieces_beside, route_line
from desktop_app.ui.map.segment_lines import shifted
from desktop_app.ui.map.strokes import Strokes
from desktop_app.ui.route_colours import shown_colour
from desktop_app.ui.stylesheet import mixed
from desktop_app.ui.theme import Theme

_TOLERANCE_PX = 0.4


class RouteLayer:
    """Holds the routes as they stand and paints them.

    Attributes
    ----------
    revision
        Another number whenever any route is another.
    """

    def __init__(self, theme: Theme) -> None:
        """Start without a route."""
        self.theme = theme
        self.selected: str | None = None
        self.revision = 0
        self._shown: dict[str, QColor] = {}
        self._shown_in: Theme | None = None
        self._routes: dict[str, RouteLine] = {}
        self._colours: dict[str, str] = {}
        self._twin: NDArray[np.int32] = np.zeros(0, np.int32)
        self._lanes: dict[str, Floats] = {}

    @property
    def routes(self) -> tuple[RouteLine, ...]:
        """All routes, in the order in which they were added."""
        return tuple(self._routes.values())

    def route(self, route_id: str) -> RouteLine | None:
        """Return a route, or None where there is none with this id."""
        return self._routes.get(route_id)

    def clear(self, segment_twin: NDArray[np.int32]) -> None:
        """Forget all routes: another map, whose segments have these twins."""
        self._routes.clear()
        self._colours.clear()
        self._lanes.clear()
        self._twin = segment_twin
        self._renew()
        self.selected = None

    def colour(self, route_id: str) -> QColor:
        """Return a route's own colour, else one of the theme's that no other route has yet."""
        if self._shown_in is not self.theme:
            self._shown, self._shown_in = {}, self.theme
        shown = self._shown.get(route_id)
        if shown is None:
            shown = self._shown[route_id] = self._found_colour(route_id)
        return shown

    def _found_colour(self, route_id: str) -> QColor:
        chosen = self._colours.get(route_id, "")
        if chosen and QColor.isValidColorName(chosen):
            return shown_colour(chosen, self.theme)
        ours = self.theme.routes
        order = list(self._routes)
        if route_id in self._routes:
            return ours[order.index(route_id) % len(ours)]
        return ours[crc32(route_id.encode()) % len(ours)]

    def apply(self, change: PlannerChange) -> tuple[Floats, list[tuple[str, Polylines]]]:
        """Take a change.

        Returns
        -------
        boxes
            (K, 4) world boxes to be painted anew.
        old_ways
            For each route that was put on another way, its id and what it drives no more.
        """
        boxes: list[tuple[float, float, float, float] | None] = []
        old_ways = []
        for route_id in change.removed_routes:
            gone = self._routes.pop(route_id, None)
            self._colours.pop(route_id, None)
            boxes.append(gone.box if gone else None)
        for view in change.routes:
            old, new = self._routes.get(view.id), self._take(view)
            boxes += [old.box if old else None, new.box]
            if old is not None and view.rerouted:
                old_ways.append((view.id, pieces_beside(old, new)))
        if change.routes or change.removed_routes:
            self._renew()
            self._lanes = lanes(list(self._routes.values()), self._twin)
        found = [box for box in boxes if box is not None]
        return np.array(found, np.float64).reshape(-1, 4), [(key, way) for key, way in old_ways if len(way)]

    def paint_steps(self, painter: QPainter, view: View) -> Iterator[None]:
        """Paint one tile: routes without a watch first, the selected one last."""
        box = box_around(view, 40.0)
        order = sorted(self._routes.values(), key=lambda route: (route.id == self.selected, route.watching))
        for route in order:
            whole = route.box
            if whole is not None and boxes_touch(np.array([whole]), box)[0]:
                self._paint(painter, view, route)
                yield

    def drawn_line(self, route: RouteLine, view: View) -> Polylines:
        """Return a route's line where it is drawn, in world coordinates."""
        line = Polylines.of(np.array([0, len(route.x)]), route.x, route.y)
        offsets = self._lanes.get(route.id)
        if offsets is None or len(offsets) != len(route.x):
            return simplified(line, _TOLERANCE_PX / view.scale)
        return shifted(line, offsets * (ribbon_px(view.zoom) + 1.0) / view.scale)

    def _renew(self) -> None:
        """Let what is kept of the routes be found out anew."""
        self.revision += 1
        self._shown.clear()

    def _take(self, view: RouteView) -> RouteLine:
        line = route_line(view)
        self._routes[view.id] = line
        self._colours[view.id] = view.colour
        return line

    def _paint(self, painter: QPainter, view: View, route: RouteLine) -> None:
        line = self.drawn_line(route, view)
        if not len(line):
            return
        strokes = Strokes(line, view)
        colour = self.colour(route.id)
        width = ribbon_px(view.zoom)
        if route.id == self.selected:
            halo = self.theme.map.label_halo
            strokes.draw(painter, halo, width + 7.0)
            strokes.draw(painter, mixed(colour, QColor("black"), 0.45), width + 4.5)
            strokes.draw(painter, colour, width + 2.0)
            return
        share = 0.0 if route.watching else 0.55
        if self.selected is not None:
            share = max(share, 0.35)
        colour = mixed(colour, self.theme.map.land, share)
        strokes.draw(painter, mixed(colour, QColor("black"), 0.35), width + 1.6)
        strokes.draw(painter, colour, width)


def ribbon_px(zoom: float) -> float:
    """Return how wide a route is drawn at a zoom."""
    return float(np.interp(zoom, (9, 12, 14, 16, 18), (2.6, 3.8, 5.2, 7.5, 10.0)))
