"""Stops of the routes, and the pins of a route that is being asked for."""

from collections.abc import Sequence
from string import ascii_uppercase

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from desktop_app.ui.map.badges import draw_pin
from desktop_app.ui.map.projection import View, to_world
from desktop_app.ui.map.route_layer import RouteLayer
from desktop_app.ui.map.stop_rings import StopRings
from desktop_app.ui.theme import Theme

Pin = tuple[float, float, str]
"""Longitude and latitude in degrees, and a sign of one or two characters."""


class PinLayer:
    """Draws pins over everything but the labels of the map's frame."""

    def __init__(self, theme: Theme) -> None:
        """Start without a pin."""
        self.theme = theme
        self._pins: tuple[Pin, ...] = ()
        self._found: tuple[Pin, ...] = ()
        self._rings = StopRings()

    def set_pins(self, pins: Sequence[Pin]) -> None:
        """Show these pins and no others."""
        self._pins = tuple(pins)

    def set_found(self, pins: Sequence[Pin]) -> None:
        """Show these results of a search, the picked one last."""
        self._found = tuple(pins)

    def paint(self, painter: QPainter, view: View, routes: RouteLayer) -> None:
        """Draw rings on the stops of all routes, pins on those of the selected one, and the own pins."""
        self._rings.paint(painter, view, routes, self.theme)
        chosen = routes.route(routes.selected) if routes.selected is not None else None
        if chosen is not None:
            colour = routes.colour(chosen.id)
            for number, (lon, lat) in enumerate(chosen.stops):
                self._paint_pin(painter, view, (lon, lat, ascii_uppercase[number % 26]), colour)
        for pin in (*self._found, *self._pins):
            self._paint_pin(painter, view, pin, self.theme.accent)

    def _paint_pin(self, painter: QPainter, view: View, pin: Pin, colour: QColor) -> None:
        lon, lat, sign = pin
        spot = view.to_screen(*to_world(lon, lat))
        if view.shows(spot, 40.0):
            draw_pin(painter, QPointF(*spot), colour, sign, self.theme)
