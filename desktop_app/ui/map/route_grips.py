"""Where the picked route can be taken hold of: at its stops, and anywhere on its line."""

from dataclasses import dataclass
from math import hypot

import numpy as np
from numpy.typing import NDArray

from desktop_app.routing.request import LonLat
from desktop_app.ui.map.polylines import Floats, nearest_on_stretches
from desktop_app.ui.map.projection import View, to_world
from desktop_app.ui.map.route_layer import RouteLayer, ribbon_px
from desktop_app.ui.map.route_lines import RouteLine

_REACH_PX = 5.0
_PIN_TIP_PX = 8.0
_PIN_HEAD_PX = 11.0
_PIN_HEAD_UP_PX = 20.0
"""The middle of a pin's head over its tip."""


@dataclass(frozen=True, slots=True)
class Grip:
    """A hold on a route.

    Attributes
    ----------
    before, after
        The route's stops before and behind what is held.
    spot
        World coordinates of the hold.
    place
        Which of the route's segments is held; None on a stop, or where that is not known.
    on_stop
        A stop is held, which is moved; else a new one comes between `before` and `after`.
    """

    route_id: str
    before: tuple[LonLat, ...]
    after: tuple[LonLat, ...]
    spot: tuple[float, float]
    on_stop: bool
    place: int | None = None

    @property
    def is_via(self) -> bool:
        """A stop between is held, which can be taken away."""
        return self.on_stop and bool(self.before) and bool(self.after)

    def stops_with(self, place: LonLat) -> tuple[LonLat, ...]:
        """Return the route's stops once the hold is let go at a place."""
        return (*self.before, place, *self.after)


def grip_at(routes: RouteLayer, view: View, pixel_x: float, pixel_y: float) -> Grip | None:
    """Return the hold on the picked route that is under a pixel, a stop before the line; or None."""
    route = None if routes.selected is None else routes.route(routes.selected)
    if route is None:
        return None
    stops = tuple(LonLat(lon, lat) for lon, lat in route.stops)
    for number in reversed(range(len(stops))):
        spot = to_world(*route.stops[number])
        tip_x, tip_y = view.to_screen(*spot)
        on_tip = hypot(pixel_x - tip_x, pixel_y - tip_y) <= _PIN_TIP_PX
        on_head = hypot(pixel_x - tip_x, pixel_y - tip_y + _PIN_HEAD_UP_PX) <= _PIN_HEAD_PX
        if on_tip or on_head:
            return Grip(route.id, stops[:number], stops[number + 1 :], spot, on_stop=True)
    return _line_grip(route, stops, view, pixel_x, pixel_y)


def _line_grip(
    route: RouteLine, stops: tuple[LonLat, ...], view: View, pixel_x: float, pixel_y: float
) -> Grip | None:
    x, y = view.to_world(pixel_x, pixel_y)
    reach = (_REACH_PX + ribbon_px(view.zoom) / 2) / view.scale
    box = route.box
    if box is None or len(route.x) < 2:  # noqa: PLR2004 - no stretch
        return None
    if not (box[0] - reach <= x <= box[2] + reach and box[1] - reach <= y <= box[3] + reach):
        return None
    share, away = nearest_on_stretches(route.x, route.y, x, y)
    stretch = int(away.argmin())
    if away[stretch] > reach:
        return None
    part = float(share[stretch])
    held = (
        float(route.x[stretch] + part * (route.x[stretch + 1] - route.x[stretch])),
        float(route.y[stretch] + part * (route.y[stretch + 1] - route.y[stretch])),
    )
    passed = 1 + int((via_positions(route) <= stretch + part).sum())
    place = stretch if len(route.segments) else None
    return Grip(route.id, stops[:passed], stops[passed:], held, on_stop=False, place=place)


def via_positions(route: RouteLine) -> Floats:
    """Return where on the line each stop between lies, (V,) ascending, in stretches from the start.

    Each is put as near to the line as the order of the stops allows: a road may be driven twice.
    """
    vias = route.stops[1:-1]
    cost = np.zeros(len(route.x) - 1)
    steps: list[tuple[Floats, NDArray[np.int64]]] = []
    for lon, lat in vias:
        share, away = nearest_on_stretches(route.x, route.y, *to_world(lon, lat))
        least = np.minimum.accumulate(cost)
        first = np.maximum.accumulate(np.where(cost == least, np.arange(len(cost)), 0))
        steps.append((share, first))
        cost = least + away
    positions = np.zeros(len(vias))
    at = int(cost.argmin())
    for number in range(len(vias) - 1, -1, -1):
        share, first = steps[number]
        positions[number] = at + share[at]
        at = int(first[at])
    return positions
